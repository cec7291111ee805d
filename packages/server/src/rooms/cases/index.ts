import { accountingActs } from './accounting.acts.ts'
import { casesActs as ofCases } from './cases.acts.ts'
import { learningActs } from './learning.acts.ts'

export { casesRoutes } from './cases.routes.ts'

export const casesActs = [...ofCases, ...learningActs, ...accountingActs]

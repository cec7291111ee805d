export { casesActs } from './cases.acts.ts'
export { casesRoutes } from './cases.routes.ts'

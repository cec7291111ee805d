import { accountabilityDecided } from './accountability.measure.ts'
import { accountingActs } from './accounting.acts.ts'
import { casesActs as ofCases } from './cases.acts.ts'
import {
  findingsDecided,
  oneStopInterviews,
  ordersFollowedUp,
  penaltiesPublished,
  problemsOwned,
  recommendationsAnswered,
  repeatInterviews,
  reviews,
  stepsRecorded,
  warningSessions,
} from './cases.measures.ts'
import { learningActs } from './learning.acts.ts'
import { ordersActs } from './orders.acts.ts'

export { casesObserver } from './cases.observer.ts'
export { casesRoutes } from './cases.routes.ts'

export const casesActs = [...ofCases, ...learningActs, ...accountingActs, ...ordersActs]

export const casesMeasures = [
  stepsRecorded,
  reviews,
  problemsOwned,
  accountabilityDecided,
  recommendationsAnswered,
  oneStopInterviews,
  repeatInterviews,
  warningSessions,
  penaltiesPublished,
  ordersFollowedUp,
  findingsDecided,
]

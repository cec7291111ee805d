import { careTeamActs } from './care-team.acts.ts'
import { helperVisitsActs } from './helper-visits.acts.ts'
import { helperVisits } from './helper-visits.measures.ts'
import { offendersActs } from './offenders.acts.ts'
import { careTeams, correctionVisits, returneeVisits, youngOffenderFiles } from './offenders.measures.ts'
import { rescueActs } from './rescue.acts.ts'
import {
  abandonedChildrenTreated,
  legalAidOffered,
  postExposureCare,
  rescuePlans,
} from './rescue.measures.ts'
import { rescueTasksActs } from './rescue-tasks.acts.ts'

export { supportObserver } from './support.observer.ts'
export { supportRoutes } from './support.routes.ts'
export { watchCare } from './watch-care.ts'

export const supportActs = [
  ...rescueActs,
  ...rescueTasksActs,
  ...offendersActs,
  ...careTeamActs,
  ...helperVisitsActs,
]

export const supportMeasures = [
  rescuePlans,
  postExposureCare,
  abandonedChildrenTreated,
  youngOffenderFiles,
  correctionVisits,
  returneeVisits,
  careTeams,
  helperVisits,
  legalAidOffered,
]

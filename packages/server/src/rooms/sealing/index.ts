export { assign, assigneeOf } from './assign.ts'
export { blankRecords, destroyKeys, REMOVED } from './blank.ts'
export {
  type Holder,
  type LeftOut,
  leaveOutOf,
  linkMatters,
  postsInForce,
  withoutLeftOut,
} from './exclusions.ts'
export { isGoingOutside } from './going-outside.ts'
export { headsInForce } from './heads.ts'
export { listHeldChildren } from './held-children.ts'
export { refuseOpenNames } from './refuse-open-names.ts'
export { eraseDueMatters } from './retention.ts'
export { isEmptyContent, sealPerson } from './seal-persons.ts'
export { drawCode } from './sealed-codes.ts'
export { checkMatter, openFile, sealingActs } from './sealing.acts.ts'
export { sealingRoutes } from './sealing.routes.ts'

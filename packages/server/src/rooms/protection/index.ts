import { breachActs } from './breach.acts.ts'
import { carryOutActs } from './carry-out.acts.ts'
import { impactActs } from './impact.acts.ts'
import { rightsActs } from './rights.acts.ts'

export { impactRoutes } from './impact.routes.ts'
export { noticeRoutes } from './notice.routes.ts'
export { protectionRoutes } from './protection.routes.ts'

export { rightsRoutes } from './rights.routes.ts'
export { watchBreaches } from './watch-breaches.ts'

export const protectionActs = [...rightsActs, ...carryOutActs, ...breachActs, ...impactActs]

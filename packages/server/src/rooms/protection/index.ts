import { breachActs } from './breach.acts.ts'
import { rightsActs } from './rights.acts.ts'

export { noticeRoutes } from './notice.routes.ts'
export { protectionRoutes } from './protection.routes.ts'

export const protectionActs = [...rightsActs, ...breachActs]

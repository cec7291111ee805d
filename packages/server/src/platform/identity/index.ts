export type { AccountSummary, NewAccount } from './accounts.ts'
export {
  createIdentity,
  defaultIdentitySettings,
  type Identity,
  type IdentitySettings,
} from './create-identity.ts'
export { identityRoutes } from './routes.ts'
export type { SecondFactorState, SessionSummary, SignedIn } from './sessions.ts'
export { totpCode, totpStep } from './totp.ts'

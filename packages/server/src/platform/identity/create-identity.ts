import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import type pg from 'pg'
import { type AccountSummary, createAccounts, type NewAccount } from './accounts.ts'
import { createIdentityDatabase } from './database.ts'
import { createLibrary } from './library.ts'
import { createLockout, type LockoutSettings } from './lockout.ts'
import { createOriginCheck } from './origin.ts'
import { createRoutes } from './routes.ts'
import { createSecondFactors } from './second-factors.ts'
import { createSessions, type SessionSettings, type SignedIn } from './sessions.ts'
import { createSetupLinks } from './setup-links.ts'
import { createSignIn } from './sign-in.ts'

export type IdentitySettings = { readonly session: SessionSettings; readonly lockout: LockoutSettings }

export const defaultIdentitySettings: IdentitySettings = {
  session: { idleHours: 12, absoluteDays: 7 },
  lockout: {
    accountAfter: 5,
    addressAfter: 30,
    accountForgetHours: 24,
    addressForgetHours: 2,
    longestMinutes: 60,
  },
}

/** Sign-in: who somebody is. What they may do follows from their posts, which are not here. */
export type Identity = {
  /** Serves `/api/auth/*`: the routes of `identityRoutes` and no other. */
  readonly routes: FastifyPluginAsync
  /** Refuses (`identity.foreign-origin`) a changing request that another site's page made. For every route of the server. */
  checkOrigin(request: FastifyRequest): void
  /** The server is reached at this address, too, which nobody knew before it listened (PORT=0). */
  trustOrigin(url: string): void
  /**
   * Who made a request. Check `secondFactor` before anything is done: with `to-enrol`, nothing but enrolment is allowed.
   * @returns undefined when nobody is signed in, or the session has ended, or the account is disabled
   */
  accountOf(headers: { readonly cookie?: string | undefined }): Promise<SignedIn | undefined>

  /** Throws `identity.invalid` with every fault, or `identity.user-name-taken`. */
  createAccount(account: NewAccount): Promise<{ accountId: string }>
  listAccounts(): Promise<AccountSummary[]>
  /** Throws `identity.no-such-account`, as do all that name an account. */
  getAccount(accountId: string): Promise<AccountSummary>
  setRequiresSecondFactor(accountId: string, isRequired: boolean): Promise<void>
  /** Ends the account's sessions at once and lets it sign in no more. Accounts are never deleted: the log names them. */
  disableAccount(accountId: string): Promise<void>
  enableAccount(accountId: string): Promise<void>
  /** Signs an account out everywhere. */
  endSessions(accountId: string): Promise<void>
  /** Ends a lock before its time. */
  unlock(accountId: string): Promise<void>

  /** A one-time token by which a person chooses a password, good for 24 hours; only its hash is kept. */
  createSetupLink(accountId: string): Promise<string>
  redeemSetupLink(token: string, password: string): Promise<{ accountId: string; userName: string }>
  /** The old password stops working and sessions end, at once. Returns a setup token. */
  resetPassword(accountId: string): Promise<string>
  /** For a lost phone: takes the second factor off and ends the sessions. If one is required, the next sign-in enrols anew. */
  resetSecondFactor(accountId: string): Promise<void>
  /**
   * On a first start, makes the administrator (user name `admin`, second factor required) and a setup token to print.
   * Until some account has a password, every start gives a fresh token; afterwards undefined.
   */
  firstAdministrator(): Promise<{ accountId: string; userName: string; token: string } | undefined>

  /** Deletes ended sessions, spent links and forgotten failures; for a daily job. */
  sweep(): Promise<void>
}

/**
 * Opens sign-in over a pool connected as a member of `hulei_identity` (of at least two connections).
 *
 * @param options.baseURL        address under which browsers reach the server; https makes cookies `Secure`
 * @param options.secret         at least 32 random characters, kept outside the database: signs cookies, encrypts TOTP secrets
 * @param options.securityClock  the real time, in a demonstration too; only tests pass another
 */
export async function createIdentity(options: {
  pool: pg.Pool
  baseURL: string
  secret: string
  securityClock?: () => Date
  settings?: IdentitySettings
  /** Further origins whose pages may call, such as a development server's. */
  trustedOrigins?: readonly string[]
}): Promise<Identity> {
  const { pool, baseURL, secret, settings = defaultIdentitySettings } = options
  if (secret.length < 32) throw new Error('The secret of sign-in needs at least 32 characters')
  const clock = options.securityClock ?? (() => new Date())
  const database = createIdentityDatabase(pool)
  const sessionSeconds = settings.session.absoluteDays * 86_400
  const library = createLibrary({ pool, database, baseURL, secret, sessionSeconds })
  const context = await library.$context
  const cookieNames = {
    session: context.authCookies.sessionToken.name,
    challenge: context.createAuthCookie('two_factor').name,
  }
  const sessions = createSessions(database, {
    settings: settings.session,
    secret,
    cookieName: cookieNames.session,
    clock,
  })
  const secondFactors = createSecondFactors(database, { secret, clock })
  const accounts = createAccounts(database, { secondFactors, clock })
  const setupLinks = createSetupLinks(database, { accounts, clock })
  const lockout = createLockout(database, { settings: settings.lockout, secret, clock })
  const signIn = createSignIn({
    library,
    database,
    accounts,
    sessions,
    secondFactors,
    lockout,
    cookieNames,
    secret,
    clock,
  })
  const origins = createOriginCheck(baseURL, options.trustedOrigins)

  const redeemSetupLink: Identity['redeemSetupLink'] = async (token, password) => {
    const redeemed = await setupLinks.redeem(token, password)
    await lockout.forget(redeemed.userName)
    return redeemed
  }

  return {
    routes: createRoutes({ signIn, sessions, redeemSetupLink, checkOrigin: origins.check }),
    checkOrigin: origins.check,
    trustOrigin: origins.trust,
    accountOf: (headers) => sessions.find(headers.cookie),
    createAccount: accounts.create,
    listAccounts: accounts.list,
    getAccount: accounts.get,
    setRequiresSecondFactor: accounts.setRequiresSecondFactor,
    async disableAccount(accountId) {
      await accounts.setDisabled(accountId, true)
      await sessions.endAll(accountId)
    },
    enableAccount: (accountId) => accounts.setDisabled(accountId, false),
    endSessions: (accountId) => sessions.endAll(accountId),
    async unlock(accountId) {
      await lockout.forget((await accounts.get(accountId)).userName)
    },
    createSetupLink: setupLinks.create,
    redeemSetupLink,
    async resetPassword(accountId) {
      await accounts.scramblePassword(database, accountId)
      await sessions.endAll(accountId)
      return setupLinks.create(accountId)
    },
    async resetSecondFactor(accountId) {
      await accounts.get(accountId)
      await database.transaction((tx) => secondFactors.remove(tx, accountId))
      await sessions.endAll(accountId)
    },
    async firstAdministrator() {
      const existing = await accounts.list()
      if (existing.some((account) => account.hasPassword)) return undefined
      const [waiting] = existing.filter((account) => account.userName === 'admin')
      if (existing.length > 0 && !waiting) return undefined
      const { accountId } =
        waiting ??
        (await accounts.create({ userName: 'admin', displayName: '系统管理员', requireSecondFactor: true }))
      return { accountId, userName: 'admin', token: await setupLinks.create(accountId) }
    },
    sweep: sessions.sweep,
  }
}

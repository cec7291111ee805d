import { type Accounts, normalizedUserName } from './accounts.ts'
import type { Statements } from './database.ts'
import { ADDRESS_HEADER, type Library } from './library.ts'
import type { Lockout } from './lockout.ts'
import { passwordFaults } from './password-rules.ts'
import {
  alreadyEnrolled,
  enrolmentNotStarted,
  notEnrolled,
  secondFactorWrong,
  signInAgain,
  translated,
  unfit,
  wrongPassword,
} from './refusals.ts'
import type { SecondFactors } from './second-factors.ts'
import type { Sessions, SignedIn } from './sessions.ts'
import { rawCookie, readSignedCookie } from './signed-cookie.ts'
import { newTotpSecret, normalizedBackupCode, totpUri } from './totp.ts'

/** Who calls, as the request shows it. */
export type Caller = {
  readonly cookie: string | undefined
  readonly address: string
  readonly userAgent: string | undefined
}

/** What a step of signing in answers, and the cookies that go with it. */
export type Reply<T> = { readonly body: T; readonly cookies: readonly string[] }

/** What comes next: nothing, the code of the second factor, or enrolling one. */
export type NextStep = 'done' | 'second-factor' | 'enrol'

export type SignIn = ReturnType<typeof createSignIn>

/** The steps of signing in and of one's own account. Each calls one function of the library, behind the lock-out. */
export function createSignIn(options: {
  library: Library
  database: Statements
  accounts: Accounts
  sessions: Sessions
  secondFactors: SecondFactors
  lockout: Lockout
  cookieNames: { session: string; challenge: string }
  secret: string
  clock: () => Date
}) {
  const { library, database, accounts, sessions, secondFactors, lockout, cookieNames, secret, clock } =
    options

  /** The library sees one cookie at most: with two, it would prefer a session to the sign-in that is under way. */
  const headersOf = (caller: Caller, cookieName?: string): Headers => {
    const headers = new Headers({ [ADDRESS_HEADER]: caller.address })
    if (caller.userAgent) headers.set('user-agent', caller.userAgent.slice(0, 300))
    const raw = cookieName && rawCookie(caller.cookie, cookieName)
    if (raw) headers.set('cookie', `${cookieName}=${raw}`)
    return headers
  }

  const accountOfChallenge = async (caller: Caller) => {
    const identifier = readSignedCookie(caller.cookie, cookieNames.challenge, secret)
    if (!identifier) throw signInAgain()
    const [row] = await database.query<{ id: string; user_name: string }>(
      `SELECT u.id, u.user_name FROM identity.challenge c JOIN identity.user_account u ON u.id::text = c.value
       WHERE c.identifier = $1 AND c.expires_at > $2`,
      [identifier, clock()],
    )
    if (!row) throw signInAgain()
    return { accountId: row.id, userName: row.user_name }
  }

  return {
    async signIn(
      caller: Caller,
      input: { userName: string; password: string },
    ): Promise<Reply<{ next: NextStep }>> {
      const userName = normalizedUserName(input.userName)
      const attempt = await lockout.begin(userName, caller.address)
      const { headers, response } = await translated(() =>
        library.api.signInUsername({
          body: { username: userName, password: input.password },
          headers: headersOf(caller),
          returnHeaders: true,
        }),
      )
      const cookies = headers.getSetCookie()
      // The library's types leave out what its second-factor plugin answers instead.
      if ('twoFactorRedirect' in response) {
        await attempt.halfWay()
        return { body: { next: 'second-factor' }, cookies }
      }
      await attempt.succeeded()
      await sessions.end(caller.cookie)
      const account = await accounts.get(response.user.id)
      return { body: { next: account.requiresSecondFactor ? 'enrol' : 'done' }, cookies }
    },

    async secondFactor(
      caller: Caller,
      input: { code: string } | { backupCode: string },
    ): Promise<Reply<{ next: 'done'; backupCodesLeft?: number }>> {
      const { accountId, userName } = await accountOfChallenge(caller)
      const attempt = await lockout.begin(userName, caller.address)
      const headers = headersOf(caller, cookieNames.challenge)
      const isBackup = 'backupCode' in input
      if (!isBackup && !(await secondFactors.useCode(accountId, input.code, false))) throw secondFactorWrong()
      const verified = await translated(() =>
        isBackup
          ? library.api.verifyBackupCode({
              body: { code: normalizedBackupCode(input.backupCode) },
              headers,
              returnHeaders: true,
            })
          : library.api.verifyTOTP({ body: { code: input.code }, headers, returnHeaders: true }),
      )
      await attempt.succeeded()
      await sessions.end(caller.cookie)
      const cookies = verified.headers.getSetCookie()
      if (!isBackup) return { body: { next: 'done' }, cookies }
      const { backupCodes } = await library.api.viewBackupCodes({ body: { userId: accountId } })
      return { body: { next: 'done', backupCodesLeft: backupCodes.length }, cookies }
    },

    /** Makes a secret and shows it. Who is not obliged to enrol gives the password again. */
    async startEnrolment(caller: Caller, who: SignedIn, password: string | undefined) {
      if (who.secondFactor === 'passed') throw alreadyEnrolled()
      if (who.secondFactor === 'not-required') {
        const attempt = await lockout.begin(who.userName, caller.address)
        const { valid } = await checkPassword(library, who.accountId, password ?? '')
        if (!valid) throw wrongPassword()
        await attempt.succeeded()
      }
      const totpSecret = newTotpSecret()
      if (!(await secondFactors.keep(database, who.accountId, totpSecret, false))) throw alreadyEnrolled()
      return { uri: totpUri('护蕾', who.userName, totpSecret), secret: totpSecret }
    },

    /** The first right code enrols, ends every other session, and shows the backup codes, once. */
    async confirmEnrolment(
      caller: Caller,
      who: SignedIn,
      code: string,
    ): Promise<Reply<{ backupCodes: string[] }>> {
      if (who.secondFactor === 'passed') throw alreadyEnrolled()
      if (!(await secondFactors.isStarted(who.accountId))) throw enrolmentNotStarted()
      if (!(await secondFactors.useCode(who.accountId, code, true))) throw secondFactorWrong()
      const { headers } = await translated(() =>
        library.api.verifyTOTP({
          body: { code },
          headers: headersOf(caller, cookieNames.session),
          returnHeaders: true,
        }),
      )
      const cookies = headers.getSetCookie()
      const made = await sessions.find(cookies.map((cookie) => cookie.split(';')[0]).join(';'))
      await sessions.endAll(who.accountId, made?.sessionId)
      const { backupCodes } = await library.api.viewBackupCodes({ body: { userId: who.accountId } })
      return { body: { backupCodes }, cookies }
    },

    /** New backup codes in place of all old ones. */
    async renewBackupCodes(caller: Caller, who: SignedIn, password: string) {
      if (who.secondFactor !== 'passed') throw notEnrolled()
      const attempt = await lockout.begin(who.userName, caller.address)
      const { backupCodes } = await translated(() =>
        library.api.generateBackupCodes({
          body: { password },
          headers: headersOf(caller, cookieNames.session),
        }),
      )
      await attempt.succeeded()
      return { backupCodes }
    },

    /** Changes the password, ends every other session and renews this one. */
    async changePassword(
      caller: Caller,
      who: SignedIn,
      input: { current: string; next: string },
    ): Promise<Reply<Record<string, never>>> {
      const faults = passwordFaults(input.next, who.userName, 'next')
      if (input.next === input.current) {
        faults.push({ path: 'next', code: 'identity.password-same', message: '新密码不能和当前密码相同。' })
      }
      if (faults.length > 0) throw unfit(faults)
      const attempt = await lockout.begin(who.userName, caller.address)
      const { headers } = await translated(() =>
        library.api.changePassword({
          body: { currentPassword: input.current, newPassword: input.next, revokeOtherSessions: true },
          headers: headersOf(caller, cookieNames.session),
          returnHeaders: true,
        }),
      )
      await attempt.succeeded()
      return { body: {}, cookies: headers.getSetCookie() }
    },

    /** Ends this session, or all of the account; the cookies are taken back either way. */
    async signOut(caller: Caller, everywhereOf?: SignedIn): Promise<Reply<Record<string, never>>> {
      if (everywhereOf) await sessions.endAll(everywhereOf.accountId)
      const { headers } = await translated(() =>
        library.api.signOut({ headers: headersOf(caller, cookieNames.session), returnHeaders: true }),
      )
      return { body: {}, cookies: headers.getSetCookie() }
    },
  }
}

async function checkPassword(library: Library, accountId: string, password: string) {
  const context = await library.$context
  const credential = await context.internalAdapter.findCredentialAccount(accountId)
  const hash = credential?.password
  return { valid: !!hash && (await context.password.verify({ hash, password })) }
}

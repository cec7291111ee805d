import type { IdentityDatabase } from './database.ts'
import { readSignedCookie } from './signed-cookie.ts'

export type SessionSettings = {
  /** A session ends after so many hours without a request. */
  readonly idleHours: number
  /** And after so many days whatever happens. */
  readonly absoluteDays: number
}

/**
 * Where an account stands with its second factor. `to-enrol`: one is required and none is enrolled; such a session
 * reaches enrolment and nothing else.
 */
export type SecondFactorState = 'passed' | 'not-required' | 'to-enrol'

/** Who made a request. */
export type SignedIn = {
  readonly accountId: string
  readonly userName: string
  readonly displayName: string
  readonly sessionId: string
  readonly secondFactor: SecondFactorState
}

/** A session as its owner sees it in the list. */
export type SessionSummary = {
  readonly id: string
  readonly startedAt: string
  readonly lastSeenAt: string
  readonly endsAt: string
  readonly address: string
  readonly device: string
}

export type Sessions = {
  /** The account behind a cookie header, in one prepared statement; undefined when there is none or it has ended. */
  find(cookieHeader: string | undefined): Promise<SignedIn | undefined>
  list(accountId: string): Promise<SessionSummary[]>
  /** Ends the session of a cookie header, if there is one. */
  end(cookieHeader: string | undefined): Promise<void>
  /** Ends every session of an account, except one if given, and every sign-in that awaits its second factor. */
  endAll(accountId: string, except?: string): Promise<void>
  /** Deletes what has ended by itself. */
  sweep(): Promise<void>
}

// "Last seen" is written once a minute, not on every request.
const SEEN_EVERY_MS = 60_000

// A page asks for several things at once, each under the same cookie. What this process changes (signing out, disabling,
// a new second factor) counts at once; a change by another process, within this time.
const REMEMBER_MS = 1_000

// A session is made without a second factor only while none is enrolled, and enrolling ends all others:
// so every session of an enrolled account has passed it.
const FIND = `SELECT s.id, s.updated_at, u.id AS account, u.user_name, u.display_name,
    u.second_factor_enrolled, u.requires_second_factor
  FROM identity.session s JOIN identity.user_account u ON u.id = s.user_id
  WHERE s.token = $1 AND s.expires_at > $2 AND s.created_at > $3 AND s.updated_at > $4 AND u.disabled_at IS NULL`

export function createSessions(
  database: IdentityDatabase,
  options: { settings: SessionSettings; secret: string; cookieName: string; clock: () => Date },
): Sessions {
  const { settings, secret, cookieName, clock } = options
  const limits = () => {
    const now = clock()
    return {
      now,
      startedAfter: new Date(now.getTime() - settings.absoluteDays * 86_400_000),
      seenAfter: new Date(now.getTime() - settings.idleHours * 3_600_000),
    }
  }
  const remembered = new Map<string, { at: number; generation: number; who: SignedIn }>()
  const tokenOf = (cookieHeader: string | undefined) => readSignedCookie(cookieHeader, cookieName, secret)

  return {
    async find(cookieHeader) {
      const { now, startedAfter, seenAfter } = limits()
      // The very header that was verified a moment ago need not be verified again.
      const known = cookieHeader ? remembered.get(cookieHeader) : undefined
      const age = known ? now.getTime() - known.at : -1
      if (known?.generation === database.generation() && age >= 0 && age < REMEMBER_MS) return known.who
      const token = tokenOf(cookieHeader)
      if (!cookieHeader || !token) return undefined
      const generation = database.generation()
      const [row] = await database.query<{
        id: string
        updated_at: Date
        account: string
        user_name: string
        display_name: string
        second_factor_enrolled: boolean
        requires_second_factor: boolean
      }>(FIND, [token, now, startedAfter, seenAfter])
      if (!row) return undefined
      if (now.getTime() - row.updated_at.getTime() > SEEN_EVERY_MS) {
        await database.query(
          'UPDATE identity.session SET updated_at = $2 WHERE id = $1 AND updated_at < $2::timestamptz',
          [row.id, now],
        )
      }
      const who: SignedIn = {
        accountId: row.account,
        userName: row.user_name,
        displayName: row.display_name,
        sessionId: row.id,
        secondFactor: row.second_factor_enrolled
          ? 'passed'
          : row.requires_second_factor
            ? 'to-enrol'
            : 'not-required',
      }
      if (remembered.size > 10_000) remembered.clear()
      remembered.set(cookieHeader, { at: now.getTime(), generation, who })
      return who
    },
    async list(accountId) {
      const { now, startedAfter, seenAfter } = limits()
      const rows = await database.query<{
        id: string
        created_at: Date
        updated_at: Date
        expires_at: Date
        ip_address: string | null
        user_agent: string | null
      }>(
        `SELECT id, created_at, updated_at, expires_at, ip_address, user_agent FROM identity.session
         WHERE user_id = $1 AND expires_at > $2 AND created_at > $3 AND updated_at > $4 ORDER BY updated_at DESC`,
        [accountId, now, startedAfter, seenAfter],
      )
      return rows.map((row) => ({
        id: row.id,
        startedAt: row.created_at.toISOString(),
        lastSeenAt: row.updated_at.toISOString(),
        endsAt: row.expires_at.toISOString(),
        address: row.ip_address ?? '',
        device: row.user_agent ?? '',
      }))
    },
    async end(cookieHeader) {
      const token = tokenOf(cookieHeader)
      if (token) await database.query('DELETE FROM identity.session WHERE token = $1', [token])
    },
    async endAll(accountId, except) {
      await database.query(
        'DELETE FROM identity.session WHERE user_id = $1 AND ($2::uuid IS NULL OR id <> $2::uuid)',
        [accountId, except ?? null],
      )
      await database.query('DELETE FROM identity.challenge WHERE value = $1', [accountId])
    },
    async sweep() {
      const { now, startedAfter, seenAfter } = limits()
      await database.query(
        'DELETE FROM identity.session WHERE expires_at <= $1 OR created_at <= $2 OR updated_at <= $3',
        [now, startedAfter, seenAfter],
      )
      await database.query('DELETE FROM identity.challenge WHERE expires_at <= $1', [now])
      await database.query('DELETE FROM identity.setup_link WHERE expires_at <= $1', [now])
      // Failures older than a day count for nothing, and no lock lasts longer.
      await database.query(
        `DELETE FROM identity.attempt WHERE last_at <= $1::timestamptz - interval '1 day'`,
        [now],
      )
    },
  }
}

import { createHmac } from 'node:crypto'
import { isIPv6 } from 'node:net'
import type { Statements } from './database.ts'
import { locked } from './refusals.ts'

export type LockoutSettings = {
  /** Failures in a row after which a user name is locked. */
  readonly accountAfter: number
  /** The same for a network address; higher, since a whole office shares one. */
  readonly addressAfter: number
  /** Quiet time after which the failures of a user name are forgotten, in hours. */
  readonly accountForgetHours: number
  readonly addressForgetHours: number
  /** The first lock lasts a minute, each further failure doubles it up to this. */
  readonly longestMinutes: number
}

/** A try that has been counted as failed, until one of these is called. */
export type Attempt = {
  /** The sign-in is complete: the account's failures are forgotten, the address gets this one try back. */
  succeeded(): Promise<void>
  /** The password was right but a second factor is awaited: this try is taken back, earlier failures stay. */
  halfWay(): Promise<void>
}

export type Lockout = {
  /**
   * Counts a try as failed *before* it is checked, so that a hundred tries at once are not a hundred guesses.
   * Throws `identity.locked` while the name or the address is locked.
   */
  begin(userName: string, address: string): Promise<Attempt>
  /** Forgets the failures of a user name. */
  forget(userName: string): Promise<void>
}

type Limit = { readonly subject: string; readonly after: number; readonly forgetHours: number }

// The count after this try; a try after a quiet time is the first again.
const count = `CASE WHEN a.last_at < $2::timestamptz - make_interval(hours => $4) THEN 1 ELSE a.failures + 1 END`
const lockFor = (failures: string) => `CASE WHEN ${failures} >= $3::int THEN
  $2::timestamptz + make_interval(mins => least($5::int, (2 ^ least(${failures} - $3::int, 20))::int)) END`

const BEGIN = `INSERT INTO identity.attempt AS a (subject, failures, last_at, locked_until)
  VALUES ($1, 1, $2::timestamptz, ${lockFor('1')})
  ON CONFLICT (subject) DO UPDATE SET failures = ${count}, last_at = $2::timestamptz, locked_until = ${lockFor(`(${count})`)}
  WHERE a.locked_until IS NULL OR a.locked_until <= $2::timestamptz
  RETURNING failures`

// The lock goes too: a try is only taken while there was none, so the one that stands came with this try.
const TAKE_BACK = `UPDATE identity.attempt SET failures = greatest(failures - 1, 0), locked_until = NULL WHERE subject = $1`

/** Lock-out with back-off in PostgreSQL: it survives a restart and holds for every process of the server. */
export function createLockout(
  database: Statements,
  options: { settings: LockoutSettings; secret: string; clock: () => Date },
): Lockout {
  const { settings, secret, clock } = options
  const subjectOf = (kind: 'account' | 'address', text: string) =>
    `${kind}:${createHmac('sha256', secret).update(`lockout:${kind}:${text}`).digest('base64url')}`
  const ofAccount = (userName: string): Limit => ({
    subject: subjectOf('account', userName),
    after: settings.accountAfter,
    forgetHours: settings.accountForgetHours,
  })
  const ofAddress = (address: string): Limit => ({
    subject: subjectOf('address', networkOf(address)),
    after: settings.addressAfter,
    forgetHours: settings.addressForgetHours,
  })

  /** Counts a failure, or says for how many seconds the subject is still locked. */
  const take = async ({ subject, after, forgetHours }: Limit): Promise<number> => {
    const now = clock()
    const taken = await database.query(BEGIN, [subject, now, after, forgetHours, settings.longestMinutes])
    if (taken.length > 0) return 0
    const [row] = await database.query<{ locked_until: Date | null }>(
      'SELECT locked_until FROM identity.attempt WHERE subject = $1',
      [subject],
    )
    const until = row?.locked_until?.getTime() ?? now.getTime()
    return Math.max(1, Math.ceil((until - now.getTime()) / 1000))
  }
  const takeBack = (limit: Limit) => database.query(TAKE_BACK, [limit.subject])
  const forget = (limit: Limit) =>
    database.query('DELETE FROM identity.attempt WHERE subject = $1', [limit.subject])

  return {
    async begin(userName, from) {
      const account = ofAccount(userName)
      const address = ofAddress(from)
      // The account first: hammering one locked name must not lock the whole office's address.
      const accountWait = await take(account)
      if (accountWait > 0) throw locked(accountWait)
      const addressWait = await take(address)
      if (addressWait > 0) {
        await takeBack(account)
        throw locked(addressWait)
      }
      return {
        async succeeded() {
          await forget(account)
          await takeBack(address)
        },
        async halfWay() {
          await takeBack(account)
          await takeBack(address)
        },
      }
    },
    async forget(userName) {
      await forget(ofAccount(userName))
    },
  }
}

/** An address as lock-out counts it: of IPv6 the /64, since a single customer holds all of that. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped?.[1]) return mapped[1]
  if (!isIPv6(address)) return address
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::')
  const left = head.split(':').filter(Boolean)
  const right = tail?.split(':').filter(Boolean) ?? []
  const groups = [...left, ...Array(8 - left.length - right.length).fill('0'), ...right]
  return `${groups
    .slice(0, 4)
    .map((group: string) => group.padStart(4, '0'))
    .join(':')}::/64`
}

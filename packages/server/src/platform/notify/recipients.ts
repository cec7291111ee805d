import type { Day, Role } from '@hulei/core'
import { sql } from 'kysely'
import type { Scoped } from '../db/scope.ts'

/** Whom a message is for: posts in force today, said by what they are, not by name. */
export type Recipients =
  | { readonly posts: readonly string[] }
  | { readonly accounts: readonly string[] }
  | { readonly role: Role }
  | { readonly unit: string }
  | { readonly village: string }
  | { readonly school: string }
  /** Whom the playbook names outside the township, by text message: nobody who signs in. */
  | { readonly contact: 'outside' }

/** A post that gets a message. */
export type Recipient = {
  readonly post: string
  readonly account: string
  readonly role: Role
  readonly unit: string
  readonly villages: readonly string[]
  readonly school: string | null
}

/** The record that a message is about. */
export type About = { readonly kind: string; readonly record: string }

/** Who gets the message, each account once, and whether somebody was left out. */
export type Resolved = { readonly recipients: readonly Recipient[]; readonly isDiscreet: boolean }

/**
 * Finds the recipients as the system: whoever writes a message need not see the register of posts. Those whom the record
 * leaves out are taken away here, before a message exists.
 */
export async function resolveRecipients(
  scope: Scoped,
  to: readonly Recipients[],
  about: About | undefined,
): Promise<Resolved> {
  const found: Recipient[] = []
  for (const each of to) found.push(...(await postsOf(scope, each)))
  const allowed = await withoutExcluded(scope, about, found)
  const byAccount = new Map<string, Recipient>()
  for (const each of allowed.recipients) if (!byAccount.has(each.account)) byAccount.set(each.account, each)
  return { recipients: [...byAccount.values()], isDiscreet: allowed.isDiscreet }
}

/** The account that stands for the playbook's outside contact; accounts of people are UUIDs. */
export const OUTSIDE_CONTACT = 'contact.outside'
const NO_POST = '00000000-0000-0000-0000-000000000000'
const outsideContact: Recipient = {
  post: NO_POST,
  account: OUTSIDE_CONTACT,
  role: 'outside',
  unit: '',
  villages: [],
  school: null,
}

async function postsOf(scope: Scoped, to: Recipients): Promise<readonly Recipient[]> {
  if ('contact' in to) return [outsideContact]
  const today: Day = scope.today
  const { rows } = await sql<Recipient>`
    SELECT id AS post, account, role, post_unit AS unit, villages, at_school AS school FROM post
    WHERE township = ${scope.actor.township} AND "from" <= ${today}::date AND ("to" IS NULL OR "to" >= ${today}::date)
      AND ${matching(to)} ORDER BY "from", id`.execute(scope.db)
  return rows
}

function matching(to: Exclude<Recipients, { contact: string }>) {
  if ('posts' in to) return sql<boolean>`id = ANY(${to.posts}::uuid[])`
  if ('accounts' in to) return sql<boolean>`account = ANY(${to.accounts}::text[])`
  if ('role' in to) return sql<boolean>`role = ${to.role}`
  if ('village' in to) return sql<boolean>`role = 'village' AND ${to.village} = ANY(villages)`
  if ('school' in to) return sql<boolean>`role = 'school' AND at_school = ${to.school}`
  // Administrators and auditors may sit in a unit without doing its work.
  return sql<boolean>`post_unit = ${to.unit} AND role IN ('village', 'officer', 'office', 'school', 'police', 'leader', 'discipline')`
}

type Exclusion = { [P in 'role' | 'account' | 'unit' | 'village' | 'school']: string | null }

/**
 * Takes away whom the record's matter leaves out (a suspicion against one of the township's own): by account, unit, village,
 * school or role. An act that leaves somebody out does so before it writes its messages.
 */
export async function withoutExcluded(
  scope: Scoped,
  about: About | undefined,
  recipients: readonly Recipient[],
): Promise<Resolved> {
  if (!about) return { recipients, isDiscreet: false }
  const { rows } = await sql<Exclusion>`
    SELECT DISTINCT e.account, e.unit, e.village, e.school, e.role FROM matter_record r
    JOIN matter_exclusion e ON e.township = r.township AND e.matter = r.matter
    WHERE r.township = ${scope.actor.township} AND r.record = ${about.record}::uuid`.execute(scope.db)
  const isExcluded = (post: Recipient) => rows.some((row) => leavesOut(row, post))
  return { recipients: recipients.filter((post) => !isExcluded(post)), isDiscreet: rows.length > 0 }
}

/** One line of what is left out: each of its words alone is enough. */
export const leavesOut = (row: Exclusion, post: Recipient): boolean =>
  row.account === post.account ||
  row.unit === post.unit ||
  row.role === post.role ||
  (row.village !== null && post.villages.includes(row.village)) ||
  (row.school !== null && row.school === post.school)

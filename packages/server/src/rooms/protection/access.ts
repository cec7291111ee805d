import {
  type Actor,
  type AnyKind,
  type CodeLists,
  kinds,
  mayBeGranted,
  nameOfCode,
  type Post,
  post,
  type Role,
} from '@hulei/core'
import { sql } from 'kysely'
import type { Keyring } from '../../platform/crypto/keyring.ts'
import { openRows, selectColumns } from '../../platform/db/records.ts'
import type { Scoped } from '../../platform/db/scope.ts'
import type { Township } from '../../platform/townships.ts'

/** Somebody who may see minors' data: by which post, what, where, since when, and who approved it. */
export type Access = {
  readonly holder: string
  readonly title: string
  readonly role: string
  readonly unit: string
  readonly where: string
  readonly sees: readonly string[]
  readonly from: string
  readonly approvedBy: string | null
}

/**
 * What one may see, and by which kinds of record: a list of every kind would be longer than anybody reads. Whoever sees
 * only what went to them from a case (a recommendation, a problem) does not see cases.
 */
const shown: readonly (readonly [name: string, of: (kind: AnyKind) => boolean])[] = [
  ['台账和档案', ({ name }) => name === 'child' || name === 'household'],
  ['走访', ({ name }) => name === 'visit'],
  ['线索（代号）', ({ name }) => name === 'lead'],
  ['案件（代号）', ({ name }) => name === 'caseFile'],
  ['救助帮扶（代号）', ({ room, matter }) => room === 'support' && matter === 'self'],
  ['密封代号和查看登记', ({ name }) => name === 'sealedPerson'],
]

/** Everybody who may see minors' data today, as the declarations say it: those who may see more first. */
export async function readAccess(
  scope: Scoped,
  keyring: Keyring,
  township: Township,
): Promise<readonly Access[]> {
  const { rows } = await sql<Record<string, unknown>>`
    SELECT ${selectColumns(post, 'r')} FROM post r
    WHERE r.township = ${scope.actor.township} AND r."from" <= ${scope.today}::date
      AND (r."to" IS NULL OR r."to" >= ${scope.today}::date)
    ORDER BY r.post_unit, r.title, r.id LIMIT 2000`.execute(scope.db)
  const posts = await openRows(scope, keyring, post, rows)
  return posts
    .map((each) => accessOf(each, township))
    .filter((access) => access.sees.length > 0)
    .sort((left, right) => right.sees.length - left.sees.length)
}

function accessOf(of: Post, { playbook, lists, code }: Township): Access {
  const actor: Actor = {
    township: code,
    account: of.account,
    post: of.id,
    name: of.holder,
    role: of.role as Role,
    unit: of.postUnit,
    villages: of.villages,
    school: of.atSchool,
    remits: playbook.units.find((unit) => unit.id === of.postUnit)?.remits ?? [],
  }
  return {
    holder: of.holder,
    title: of.title,
    role: nameOfCode(lists, 'postRoles', of.role),
    unit: nameOfCode(lists, 'units', of.postUnit),
    where: whereOf(of, lists),
    sees: shown
      .filter(([, of]) => [...kinds.values()].some((kind) => of(kind) && mayBeGranted(byPost(kind), actor)))
      .map(([name]) => name),
    from: of.from,
    approvedBy: of.approvedBy,
  }
}

/** What a post sees by itself; what somebody sees who is assigned by name, or has opened a seal, is logged case by case. */
const byPost = ({ readers }: AnyKind) =>
  readers.filter(
    (grant) => !['assigned', 'rescuing', 'rescued', 'opened', 'own-report', 'own-account'].includes(grant),
  )

function whereOf({ villages, atSchool, role }: Post, lists: CodeLists): string {
  if (role === 'village') return villages.map((each) => nameOfCode(lists, 'villages', each)).join('、')
  if (role === 'school') return nameOfCode(lists, 'schools', atSchool ?? '')
  return '全镇'
}

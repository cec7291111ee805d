import {
  type AnyKind,
  type Child,
  child,
  childErasableFrom,
  childPlan,
  type Day,
  distinction,
  erasure,
  household,
  listing,
  responsibilityTeam,
  snakeCase,
  tableOf,
  verification,
  visit,
} from '@hulei/core'
import { sql } from 'kysely'
import type { ActContext } from '../../platform/acts/handler.ts'
import { asSystem, type Scoped, type Transaction } from '../../platform/db/scope.ts'
import { blankRecords, destroyKeys, REMOVED } from '../sealing/index.ts'

/** Kinds whose records are one child's, by the field that names the child. */
const ofChild = [
  [child, 'id'],
  [child, 'mergedInto'],
  [listing, 'child'],
  [childPlan, 'child'],
  [responsibilityTeam, 'child'],
  [verification, 'child'],
  [distinction, 'child'],
] as const satisfies readonly (readonly [AnyKind, string])[]

/**
 * Removes a child's file for good, with those that were merged into it: names, numbers, addresses, words and by what they are
 * searched are emptied, the key under which the private ones and their history lie is destroyed. What stays are codes and
 * days, so that what was counted stays counted. The household goes along where nobody else's file needs it (`isAlone`).
 * Leaves a certificate of numbers under the matter by which it was asked.
 */
export async function eraseChildFile(
  context: ActContext,
  given: { readonly id: string; readonly matter: string; readonly child: Child; readonly dueFrom: Day },
): Promise<void> {
  const { tx } = context
  const { id, matter, child: of, dueFrom } = given
  const found = new Map<AnyKind, readonly string[]>()
  await asSystem(tx, async () => {
    for (const [kind, field] of ofChild)
      found.set(kind, [...(found.get(kind) ?? []), ...(await idsOf(tx, kind, field, of.id))])
    const files = found.get(child) ?? []
    if (of.household && (await isAlone(tx, of.household, files))) {
      found.set(household, [of.household])
      found.set(visit, await idsOf(tx, visit, 'household', of.household))
    }
    for (const [kind, ids] of found) await blankRecords(tx, kind, ids)
    await loosen(tx, found)
    const keys = await destroyKeys(context, [...files, ...(found.get(household) ?? [])])
    const counted = [...found].filter(([, ids]) => ids.length > 0)
    await context.insert(
      erasure,
      id,
      {},
      {
        matter,
        what: '未成年人档案',
        closedOn: of.leftOn ?? dueFrom,
        dueFrom,
        erasedOn: tx.today,
        people: 1,
        records: counted.reduce((sum, [, ids]) => sum + ids.length, 0),
        keys,
        byKind: Object.fromEntries(counted.map(([kind, ids]) => [kind.title, ids.length])),
      },
    )
  })
}

/** The first day on which a file may be deleted, or that it may not; one that is gone already is nowhere. */
export async function erasableFrom({ db, actor }: Scoped, of: Child): Promise<Day | null | 'erased'> {
  const { rows } = await sql`
    SELECT FROM keyring.erasure WHERE township = ${actor.township} AND owner = ${of.id}`.execute(db)
  return rows.length > 0 ? 'erased' : childErasableFrom(of)
}

/** What is guarded by no mask and still points at somebody: the day of birth, the group of houses, who helped, who was asked. */
async function loosen(tx: Transaction, found: ReadonlyMap<AnyKind, readonly string[]>): Promise<void> {
  const { township } = tx.actor
  const ids = (kind: AnyKind) => found.get(kind) ?? []
  await sql`UPDATE child SET born_on = date_trunc('year', born_on)::date, hamlet = NULL, grade = NULL, school = NULL,
      extra = '{}' WHERE township = ${township} AND id = ANY(${ids(child)}::uuid[])`.execute(tx.db)
  await sql`UPDATE responsibility_team SET members = '[]', extra = '{}'
    WHERE township = ${township} AND id = ANY(${ids(responsibilityTeam)}::uuid[])`.execute(tx.db)
  await sql`UPDATE verification SET verified_with = ${REMOVED}, extra = '{}'
    WHERE township = ${township} AND id = ANY(${ids(verification)}::uuid[])`.execute(tx.db)
  await sql`UPDATE household SET hamlet = NULL, facts = '{}', extra = '{}'
    WHERE township = ${township} AND id = ANY(${ids(household)}::uuid[])`.execute(tx.db)
}

/** Whether a household is nobody else's, and no visit to it is still within the time for which visits are kept. */
async function isAlone(tx: Transaction, home: string, files: readonly string[]): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM child c WHERE c.township = ${tx.actor.township} AND c.household = ${home}
      AND c.id <> ALL(${files}::uuid[])
      AND NOT EXISTS (SELECT FROM keyring.erasure e WHERE e.township = c.township AND e.owner = c.id)
    UNION ALL
    SELECT FROM visit v WHERE v.township = ${tx.actor.township} AND v.household = ${home}
      AND v.visited_on > ${tx.today}::date - make_interval(years => ${visit.keep.years})
    LIMIT 1`.execute(tx.db)
  return rows.length === 0
}

async function idsOf(tx: Transaction, kind: AnyKind, field: string, of: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM ${sql.table(tableOf(kind))}
    WHERE township = ${tx.actor.township} AND ${sql.ref(snakeCase(field))} = ${of}`.execute(tx.db)
  return rows.map((row) => row.id)
}

import { type AnyKind, type Day, erasure, kinds, sealedPerson, snakeCase, tableOf } from '@hulei/core'
import { sql } from 'kysely'
import type { ActContext } from '../../platform/acts/handler.ts'
import type { Transaction } from '../../platform/db/scope.ts'
import { blankRecords, destroyKeys } from './blank.ts'

/**
 * Removes what a matter holds of people: every personal and private field of every record of the matter is emptied, and
 * the data keys under which the private ones and their history lie are destroyed, so that the log still verifies and says
 * nothing any more. Not `amend`: the log must not keep once more what is removed. What stays are codes and days: counts.
 */
export async function eraseMatterRecords(
  context: ActContext,
  given: { id: string; matter: string; what: string; dueFrom: Day },
): Promise<void> {
  const { tx } = context
  const { id, matter, what, dueFrom } = given
  const township = tx.actor.township
  const { rows } = await sql<{ kind: string; record: string }>`
    SELECT kind, record FROM matter_record WHERE township = ${township} AND matter = ${matter}`.execute(tx.db)
  const byKind = Map.groupBy(rows, (row) => row.kind)
  let closedOn: Day | undefined
  for (const [name, records] of byKind) {
    const kind = kinds.get(name)
    if (!kind || kind.name === erasure.name) continue
    if (kind.matter === 'self' && kind.endsOn) closedOn = await endOf(tx, kind, matter)
    await blankRecords(
      tx,
      kind,
      records.map(({ record }) => record),
    )
  }
  // The matter's own key, and that of each sealed record: files of people, and what proves that they were helped.
  const sealed = rows.filter(({ kind }) => kinds.get(kind)?.isSealed).map(({ record }) => record)
  const owners = [matter, ...sealed]
  const keys = await destroyKeys(context, owners)
  await context.insert(
    erasure,
    id,
    {},
    {
      matter,
      what,
      closedOn: closedOn ?? dueFrom,
      dueFrom,
      erasedOn: tx.today,
      people: byKind.get(sealedPerson.name)?.length ?? 0,
      records: rows.length,
      keys,
      byKind: Object.fromEntries(
        [...byKind].map(([name, records]) => [kinds.get(name)?.title ?? name, records.length]),
      ),
    },
  )
}

async function endOf(tx: Transaction, kind: AnyKind, id: string): Promise<Day | undefined> {
  const { rows } = await sql<{ day: Day }>`
    SELECT ${sql.ref(snakeCase(kind.endsOn ?? ''))} AS day FROM ${sql.table(tableOf(kind))}
    WHERE township = ${tx.actor.township} AND id = ${id}`.execute(tx.db)
  return rows[0]?.day
}

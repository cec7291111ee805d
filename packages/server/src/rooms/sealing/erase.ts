import {
  type AnyKind,
  columnsOf,
  type Day,
  erasure,
  kinds,
  sealedPerson,
  snakeCase,
  tableOf,
} from '@hulei/core'
import { type RawBuilder, sql } from 'kysely'
import type { ActContext } from '../../platform/acts/handler.ts'
import type { Transaction } from '../../platform/db/scope.ts'

/** What stands in a field that must not be empty, once it was removed. */
const REMOVED = '已销毁'

/**
 * Removes what a matter holds of people: every personal and private field of every record of the matter is emptied, and
 * the data keys under which the private ones and their history lie are destroyed, so that the log still verifies and says
 * nothing any more. Not `amend`: the log must not keep once more what is removed. What stays are codes and days: counts.
 */
export async function eraseMatterRecords(
  context: ActContext,
  given: { id: string; matter: string; what: string; dueFrom: Day },
): Promise<void> {
  const { tx, keyring } = context
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
    await blank(
      tx,
      kind,
      records.map(({ record }) => record),
    )
  }
  // The matter's own key, and that of each sealed record: files of people, and what proves that they were helped.
  const sealed = rows.filter(({ kind }) => kinds.get(kind)?.isSealed).map(({ record }) => record)
  const owners = [matter, ...sealed]
  await sql`
    INSERT INTO keyring.erasure (township, owner)
    SELECT ${township}, o FROM unnest(${owners}::uuid[]) o ON CONFLICT DO NOTHING`.execute(tx.db)
  const destroyed = await sql`
    DELETE FROM keyring.data_key WHERE township = ${township} AND owner = ANY(${owners}::uuid[])`.execute(
    tx.db,
  )
  keyring.forget(township, owners)
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
      keys: Number(destroyed.numAffectedRows ?? 0n),
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

/** Empties the fields of some records of a kind that say anything of people; where they belong, too. */
async function blank(tx: Transaction, kind: AnyKind, ids: readonly string[]): Promise<void> {
  const emptied: RawBuilder<unknown>[] = columnsOf(kind).flatMap(({ field, column, storedAs }) => {
    const declared = kind.fields[field]
    if (!declared) return []
    const saysNothing =
      declared.guard === 'open' && !kind.isSealed && declared.type !== 'evidence' && !declared.isInternal
    if (saysNothing || declared.type === 'matter') return []
    if (declared.isOptional) return [sql`${sql.ref(column)} = NULL`]
    if (storedAs === 'text') return [sql`${sql.ref(column)} = ${REMOVED}`]
    if (storedAs === 'text[]') return [sql`${sql.ref(column)} = '{}'`]
    // Sealed and required: without its key it says nothing.
    return []
  })
  if (kind.owner === 'township') emptied.push(sql`village = NULL`, sql`school = NULL`)
  if (emptied.length === 0) return
  await sql`UPDATE ${sql.table(tableOf(kind))} SET ${sql.join(emptied)}
    WHERE township = ${tx.actor.township} AND id = ANY(${ids}::uuid[])`.execute(tx.db)
}

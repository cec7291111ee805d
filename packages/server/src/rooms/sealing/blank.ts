import { type AnyKind, columnsOf, snakeCase, tableOf } from '@hulei/core'
import { type RawBuilder, sql } from 'kysely'
import type { ActContext } from '../../platform/acts/handler.ts'
import { hasSearch } from '../../platform/db/kind-sql.ts'
import type { Transaction } from '../../platform/db/scope.ts'

/** What stands in a field that must not be empty, once it was removed. */
export const REMOVED = '已销毁'

/**
 * Empties the fields of some records of a kind that say anything of people, and by what they are searched; where they
 * belong, too. Done as the system. Not `amend`: the log must not keep once more what is removed.
 */
export async function blankRecords(tx: Transaction, kind: AnyKind, ids: readonly string[]): Promise<void> {
  const emptied: RawBuilder<unknown>[] = columnsOf(kind).flatMap(({ field, column, storedAs }) => {
    const declared = kind.fields[field]
    if (!declared) return []
    const saysNothing =
      declared.guard === 'open' && !kind.isSealed && declared.type !== 'evidence' && !declared.isInternal
    if (saysNothing || declared.type === 'matter') return []
    const hash = declared.type === 'residentId' ? [sql`${sql.ref(`${snakeCase(field)}_hash`)} = NULL`] : []
    if (declared.isOptional) return [sql`${sql.ref(column)} = NULL`, ...hash]
    if (storedAs === 'text') return [sql`${sql.ref(column)} = ${REMOVED}`]
    if (storedAs === 'text[]') return [sql`${sql.ref(column)} = '{}'`]
    // Sealed and required: without its key it says nothing.
    return hash
  })
  if (kind.owner === 'township') emptied.push(sql`village = NULL`, sql`school = NULL`)
  if (hasSearch(kind)) {
    emptied.push(sql`sort_key = ''`)
    await sql`DELETE FROM ${sql.table(`${tableOf(kind)}_token`)}
      WHERE township = ${tx.actor.township} AND id = ANY(${ids}::uuid[])`.execute(tx.db)
  }
  if (emptied.length === 0) return
  await sql`UPDATE ${sql.table(tableOf(kind))} SET ${sql.join(emptied)}
    WHERE township = ${tx.actor.township} AND id = ANY(${ids}::uuid[])`.execute(tx.db)
}

/** Destroys data keys, so that what they guarded, the log included, says nothing any more; how many there were. */
export async function destroyKeys(
  { tx, keyring }: Pick<ActContext, 'tx' | 'keyring'>,
  owners: readonly string[],
): Promise<number> {
  const township = tx.actor.township
  await sql`
    INSERT INTO keyring.erasure (township, owner)
    SELECT ${township}, o FROM unnest(${owners}::uuid[]) o ON CONFLICT DO NOTHING`.execute(tx.db)
  const destroyed = await sql`
    DELETE FROM keyring.data_key WHERE township = ${township} AND owner = ANY(${owners}::uuid[])`.execute(
    tx.db,
  )
  keyring.forget(township, owners)
  return Number(destroyed.numAffectedRows ?? 0n)
}

import type { AnyKind } from '@hulei/core'
import { sql } from 'kysely'
import type { Values } from '../db/records.ts'
import type { Scoped, Transaction } from '../db/scope.ts'

/** Matters: a lead, a case, and all records that belong to one. */

/** The matter that a record belongs to; undefined for kinds that belong to none. */
export function matterOf(kind: AnyKind, id: string, values: Values): string | undefined {
  if (kind.matter === undefined) return undefined
  return kind.matter === 'self' ? id : String(values[kind.matter])
}

/** Writes down to which matter a new record belongs, so that whoever is left out of it is left out of the record's log. */
export async function noteMatter(tx: Transaction, kind: AnyKind, id: string, values: Values): Promise<void> {
  const matter = matterOf(kind, id, values)
  if (!matter) return
  await sql`
    INSERT INTO matter_record (township, record, matter, kind)
    VALUES (${tx.actor.township}, ${id}, ${matter}, ${kind.name})`.execute(tx.db)
}

/** Whether the actor is assigned to a record's matter by name, today. */
export async function isAssigned(
  scope: Scoped,
  kind: AnyKind,
  record: { readonly id: string },
): Promise<boolean> {
  const matter = matterOf(kind, record.id, record as unknown as Values)
  if (!matter) return false
  const { township, account } = scope.actor
  const { rows } = await sql`
    SELECT FROM assignment WHERE township = ${township} AND matter = ${matter} AND account = ${account}
      AND ended_on IS NULL LIMIT 1`.execute(scope.db)
  return rows.length > 0
}

import type { AnyKind, AssignmentExtent, Tie } from '@hulei/core'
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

/** How the actor is assigned to a record's matter by name, today: to the whole of it, to its rescue, or not at all. */
export async function tieTo(
  scope: Scoped,
  kind: AnyKind,
  record: { readonly id: string },
): Promise<Required<Pick<Tie, 'isAssigned' | 'isRescuing'>>> {
  const matter = matterOf(kind, record.id, record as unknown as Values)
  if (!matter) return { isAssigned: false, isRescuing: false }
  const { township, account } = scope.actor
  const { rows } = await sql<{ extent: AssignmentExtent }>`
    SELECT extent FROM assignment WHERE township = ${township} AND matter = ${matter} AND account = ${account}
      AND ended_on IS NULL`.execute(scope.db)
  return { isAssigned: rows.some(({ extent }) => extent === 'whole'), isRescuing: rows.length > 0 }
}

/** Whether the actor is assigned to the whole of a record's matter by name, today. */
export const isAssigned = async (
  scope: Scoped,
  kind: AnyKind,
  record: { readonly id: string },
): Promise<boolean> => (await tieTo(scope, kind, record)).isAssigned

import { youngOffender } from '@hulei/core'
import { sql } from 'kysely'
import type { Observer } from '../../platform/acts/perform.ts'
import { findRecord } from '../../platform/db/records.ts'
import { asSystem } from '../../platform/db/scope.ts'

/** A young offender's file that leaves somebody of the township out counts in no figure that they see, as a lead or case does. */
export const supportObserver: Observer = async (context, { act }) => {
  if (act.kind.matter === undefined) return
  const { tx } = context
  const township = tx.actor.township
  await asSystem(tx, async () => {
    const { rows } = await sql<{ id: string }>`
      SELECT id FROM young_offender WHERE township = ${township} AND NOT is_outside
        AND id IN (SELECT matter FROM matter_exclusion WHERE township = ${township}) ORDER BY id`.execute(
      tx.db,
    )
    for (const { id } of rows) {
      const record = await findRecord(tx, context.keyring, youngOffender, id, { lock: true })
      if (record) await context.amend(youngOffender, record, { isOutside: true })
    }
  })
}

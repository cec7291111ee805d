import { caseFile } from '@hulei/core'
import { sql } from 'kysely'
import type { Observer } from '../../platform/acts/perform.ts'
import { findRecord } from '../../platform/db/records.ts'
import { asSystem } from '../../platform/db/scope.ts'
import { assign, postsInForce, withoutLeftOut } from '../sealing/index.ts'

/**
 * A case that leaves somebody of the township out goes outside as its lead does: it counts in no figure that they see, and
 * the outside contact has it by name.
 */
export const casesObserver: Observer = async (context, { act }) => {
  if (act.kind.matter === undefined) return
  const { tx } = context
  const township = tx.actor.township
  await asSystem(tx, async () => {
    const { rows } = await sql<{ id: string }>`
      SELECT id FROM case_file WHERE township = ${township} AND NOT is_outside
        AND id IN (SELECT matter FROM matter_exclusion WHERE township = ${township}) ORDER BY id`.execute(
      tx.db,
    )
    for (const { id } of rows) {
      const record = await findRecord(tx, context.keyring, caseFile, id, { lock: true })
      if (!record) continue
      await context.amend(caseFile, record, { isOutside: true })
      if (record.closedOn) continue
      for (const to of await withoutLeftOut(tx, id, await postsInForce(tx, { role: 'outside' })))
        await assign(context, { matter: id, to, part: 'lead' })
    }
  })
}

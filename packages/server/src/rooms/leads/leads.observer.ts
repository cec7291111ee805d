import { type Lead, lead } from '@hulei/core'
import { sql } from 'kysely'
import type { ActContext } from '../../platform/acts/handler.ts'
import type { Observer } from '../../platform/acts/perform.ts'
import { findRecord } from '../../platform/db/records.ts'
import { asSystem } from '../../platform/db/scope.ts'
import { Refusal } from '../../platform/errors.ts'
import { noticeElsewhere, toldOf } from './notices.ts'
import { assignOutside, keepOwned, releaseLeftOut } from './owners.ts'
import { acknowledge } from './telling.ts'

/** What follows for leads from what is done in other rooms, and in this one. */
export const leadsObserver: Observer = async (context, { act, input }) => {
  // Leads, cases and what is sealed in them: any of their acts may leave somebody out of what belongs together.
  if (act.kind.matter !== undefined) await afterLeavingOut(context)
  if (act.name === 'matter.release') await afterRelease(context)
  if (act.name === 'message.acknowledge') await afterReceipt(context, input.messages as readonly string[])
}

/** A lead that leaves somebody out counts in no figure that they see, goes outside as well, and still has somebody. */
async function afterLeavingOut(context: ActContext): Promise<void> {
  const { tx } = context
  const township = tx.actor.township
  let found: readonly string[] = []
  await asSystem(tx, async () => {
    const { rows } = await sql<{ id: string }>`
      SELECT id FROM lead WHERE township = ${township} AND NOT is_outside
        AND id IN (SELECT matter FROM matter_exclusion WHERE township = ${township}) ORDER BY id`.execute(
      tx.db,
    )
    found = rows.map((row) => row.id)
  })
  for (const id of found) {
    const record = await leadOf(context, id)
    if (!record) continue
    await asSystem(tx, () => context.amend(lead, record, { isOutside: true }))
    await releaseLeftOut(context, id)
    if (record.closedOn) continue
    await assignOutside(context, id)
    const now = await leadOf(context, id)
    if (now && !(await keepOwned(context, now))) await noticeElsewhere(context, id, 'left-out')
  }
}

async function afterRelease(context: ActContext): Promise<void> {
  for (const change of context.changes.filter((each) => each.kind.name === 'assignment')) {
    const record = await leadOf(context, String(change.whole.matter))
    if (record && !(await keepOwned(context, record)))
      throw new Refusal('leads.no-owner', 409, '解除以后这条线索就没有人承办了。请先指定别的承办人，再解除。')
  }
}

/** A message about a lead or a missing child was acknowledged from the bell: that is the receipt, wherever it was given. */
async function afterReceipt(context: ActContext, messages: readonly string[]): Promise<void> {
  const { tx } = context
  let matters: readonly string[] = []
  await asSystem(tx, async () => {
    const { rows } = await sql<{ matter: string }>`
      SELECT DISTINCT about_record AS matter FROM notification
      WHERE township = ${tx.actor.township} AND id = ANY(${messages}::uuid[]) AND about_kind = ANY(${toldOf}::text[])
        AND about_record IS NOT NULL`.execute(tx.db)
    matters = rows.map((row) => row.matter)
  })
  for (const matter of matters) await acknowledge(context, matter, tx.actor.account)
}

/** A lead by its id, read as the system: what follows does not depend on who may see it. */
async function leadOf({ tx, keyring }: ActContext, id: string): Promise<Lead | undefined> {
  let found: Lead | undefined
  await asSystem(tx, async () => {
    found = await findRecord(tx, keyring, lead, id, { lock: true })
  })
  return found
}

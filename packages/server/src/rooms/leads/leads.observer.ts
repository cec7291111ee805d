import { type Lead, lead } from '@hulei/core'
import { sql } from 'kysely'
import type { ActContext } from '../../platform/acts/handler.ts'
import type { Observer } from '../../platform/acts/perform.ts'
import { findRecord } from '../../platform/db/records.ts'
import { asSystem } from '../../platform/db/scope.ts'
import { Refusal } from '../../platform/errors.ts'
import { assignOutside, keepOwned, releaseLeftOut } from './owners.ts'
import { acknowledge } from './telling.ts'

/** What follows for a lead from what is done in the rooms below. */
export const leadsObserver: Observer = async (context, { act, input }) => {
  if (act.name === 'matter.leave-out') await afterLeavingOut(context, String(input.matter))
  if (act.name === 'matter.release') await afterRelease(context)
  if (act.name === 'message.acknowledge') await afterReceipt(context, input.messages as readonly string[])
}

/** Somebody was left out: the lead counts in no figure that they see, goes outside, and still has somebody. */
async function afterLeavingOut(context: ActContext, matter: string): Promise<void> {
  const record = await leadOf(context, matter)
  if (!record) return
  await asSystem(context.tx, () => context.amend(lead, record, { isOutside: true }))
  await releaseLeftOut(context, matter)
  await assignOutside(context, matter)
  const now = await leadOf(context, matter)
  if (now) await keepOwned(context, now)
}

async function afterRelease(context: ActContext): Promise<void> {
  for (const change of context.changes.filter((each) => each.kind.name === 'assignment')) {
    const record = await leadOf(context, String(change.whole.matter))
    if (record && !(await keepOwned(context, record)))
      throw new Refusal('leads.no-owner', 409, '解除以后这条线索就没有人承办了。请先指定别的承办人，再解除。')
  }
}

/** A message about a lead was acknowledged from the bell: that is the receipt, wherever it was given. */
async function afterReceipt(context: ActContext, messages: readonly string[]): Promise<void> {
  const { tx } = context
  let matters: readonly string[] = []
  await asSystem(tx, async () => {
    const { rows } = await sql<{ matter: string }>`
      SELECT DISTINCT about_record AS matter FROM notification
      WHERE township = ${tx.actor.township} AND id = ANY(${messages}::uuid[]) AND about_kind = 'lead'
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

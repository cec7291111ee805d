import { type AnyAct, type RescuePlan, rescuePlan, type SealedPerson, sealedPerson } from '@hulei/core'
import { sql } from 'kysely'
import type { ActContext } from '../../platform/acts/handler.ts'
import { findRecord } from '../../platform/db/records.ts'
import { asSystem, type Transaction } from '../../platform/db/scope.ts'
import { notAllowed, notFound, Refusal } from '../../platform/errors.ts'

/**
 * The plan that a record is about to belong to, if the actor sees it and it has not ended; locked, as whoever helps without
 * running the plan could not lock it.
 */
export async function openPlan(context: ActContext, id: string): Promise<RescuePlan> {
  const seen = await findRecord(context.tx, context.keyring, rescuePlan, id)
  if (!seen) throw notFound(rescuePlan.title)
  let plan = seen
  await asSystem(context.tx, async () => {
    plan = await context.get(rescuePlan, id)
  })
  refuseClosed(plan)
  return plan
}

/** The plan to which whoever runs it adds something; locked under the actor's own rights, which whoever only helps has not. */
export async function planToRun(
  { tx, keyring }: ActContext,
  id: string,
  act: Pick<AnyAct, 'title'>,
): Promise<RescuePlan> {
  const plan = await findRecord(tx, keyring, rescuePlan, id, { lock: true })
  if (!plan)
    throw (await findRecord(tx, keyring, rescuePlan, id)) ? notAllowed(act.title) : notFound(rescuePlan.title)
  refuseClosed(plan)
  return plan
}

export function refuseClosed(plan: RescuePlan): void {
  if (plan.closedOn) throw new Refusal('support.plan-closed', 409, '这份救助方案已经办结，不能再改。')
}

/** The victim of a plan: a cover that the actor sees, of the matter itself or of one that belongs to it (a case's lead). */
export async function victimOf(context: ActContext, matter: string, id: string): Promise<SealedPerson> {
  const { tx, keyring } = context
  const cover = await findRecord(tx, keyring, sealedPerson, id)
  if (!cover || !(await belongTogether(tx, matter, cover.matter))) throw notFound(sealedPerson.title)
  if (cover.part !== 'victim')
    throw new Refusal('support.not-a-victim', 422, '救助方案为被害人制定；请选择身份为“被害人”的代号。')
  return cover
}

async function belongTogether(tx: Transaction, matter: string, other: string): Promise<boolean> {
  if (matter === other) return true
  let isLinked = false
  await asSystem(tx, async () => {
    const { rows } = await sql`
      SELECT FROM matter_link WHERE township = ${tx.actor.township} AND matter = ${matter} AND other = ${other}`.execute(
      tx.db,
    )
    isLinked = rows.length > 0
  })
  return isLinked
}

/** Refuses a second plan of a victim while one runs: whichever matter it stands in. */
export async function refuseSecondPlan({ tx }: ActContext, person: string): Promise<void> {
  const { rows } = await sql`
    SELECT FROM rescue_plan WHERE township = ${tx.actor.township} AND person = ${person} AND closed_on IS NULL`.execute(
    tx.db,
  )
  if (rows.length > 0)
    throw new Refusal('support.planned-already', 409, '这名被害人已经有一份救助方案，请在那份方案里调整。')
}

/** The helps that somebody has agreed to and not taken back. */
export async function agreedHelps({ tx }: ActContext, plan: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ help: string }>`
    SELECT DISTINCT unnest(helps) AS help FROM rescue_consent
    WHERE township = ${tx.actor.township} AND plan = ${plan} AND withdrawn_on IS NULL`.execute(tx.db)
  return new Set(rows.map((row) => row.help))
}

import { type AnyKind, kinds, type RescueTask, rescuePlan, rescueTask } from '@hulei/core'
import { sql } from 'kysely'
import type { ActContext } from '../../platform/acts/handler.ts'
import { findRecord } from '../../platform/db/records.ts'
import { asSystem } from '../../platform/db/scope.ts'
import { Refusal } from '../../platform/errors.ts'
import { postsInForce, withoutLeftOut } from '../sealing/index.ts'

/** Every task of a plan, locked, whoever may see it: what follows from one concerns all. */
export async function tasksOf({ tx, keyring }: ActContext, plan: string): Promise<readonly RescueTask[]> {
  const found: RescueTask[] = []
  await asSystem(tx, async () => {
    const { rows } = await sql<{ id: string }>`
      SELECT id FROM rescue_task WHERE township = ${tx.actor.township} AND plan = ${plan} ORDER BY id`.execute(
      tx.db,
    )
    for (const { id } of rows) {
      const task = await findRecord(tx, keyring, rescueTask, id, { lock: true })
      if (task) found.push(task)
    }
  })
  return found
}

/** Refuses a unit in which nobody could do a task: nobody holds a post there, or the matter leaves them out. */
export async function refuseEmptyUnit({ tx }: ActContext, matter: string, unit: string): Promise<void> {
  const there = await withoutLeftOut(tx, matter, await postsInForce(tx, { unit }))
  if (there.length === 0)
    throw new Refusal('support.nobody-there', 409, '这个单位目前没有人可以办理这项任务，请选择别的单位。')
}

/** Stops a task that is under way, and tells its unit. */
export async function stop(context: ActContext, task: RescueTask): Promise<void> {
  await context.amend(rescueTask, task, { state: 'stopped', stoppedOn: context.tx.today })
  await context.notify({
    template: 'rescue.task-stopped',
    params: {},
    to: [{ unit: task.unit ?? '' }],
    about: { kind: rescueTask, record: task.id },
  })
}

/** Asks every unit that helped whether the plan may end. */
export async function askToClose(context: ActContext, tasks: readonly RescueTask[]): Promise<void> {
  for (const task of tasks) {
    await context.amend(rescueTask, task, { state: 'asked', objection: null })
    await context.notify({
      template: 'rescue.closing-asked',
      params: {},
      to: [{ unit: task.unit ?? '' }],
      about: { kind: rescueTask, record: task.id },
    })
  }
}

/** With the last agreement the plan ends; with one objection it goes on, and nobody else's word stands any longer. */
export async function afterAnswer(context: ActContext, plan: string, isAgreed: boolean): Promise<void> {
  const { tx, keyring } = context
  await asSystem(tx, async () => {
    const of = await findRecord(tx, keyring, rescuePlan, plan, { lock: true })
    if (of?.state !== 'closing') return
    const tasks = await tasksOf(context, plan)
    if (!isAgreed) {
      await context.amend(rescuePlan, of, { state: 'open', outcome: null, closeNote: null })
      for (const task of tasks.filter(({ state }) => state === 'asked' || state === 'agreed'))
        await context.amend(rescueTask, task, { state: 'done', agreedOn: null })
    } else if (tasks.every(({ state }) => state === 'agreed' || state === 'stopped')) {
      await context.amend(rescuePlan, of, { state: 'closed', closedOn: tx.today })
    } else return
    await context.notify({
      template: 'rescue.closing-answered',
      params: {},
      to: [{ role: 'office' }],
      about: await matterOf(context, of.matter),
    })
  })
}

/** The case or lead of a plan, as what a message to the office is about: it opens there. */
export async function matterOf(
  { tx }: ActContext,
  matter: string,
): Promise<{ kind: AnyKind; record: string }> {
  const { rows } = await sql<{ kind: string }>`
    SELECT kind FROM matter_record
    WHERE township = ${tx.actor.township} AND record = ${matter} AND matter = ${matter}`.execute(tx.db)
  return { kind: kinds.get(rows[0]?.kind ?? '') ?? rescuePlan, record: matter }
}

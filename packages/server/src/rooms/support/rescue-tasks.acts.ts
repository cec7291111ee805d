import {
  agreeClosing,
  amendTask,
  assessTask,
  assignTask,
  careLimitOf,
  type RescueTask,
  reportTask,
  rescueProof,
  rescueTask,
  stopTask,
  taskOverdue,
} from '@hulei/core'
import { type ActContext, type AnyHandler, on } from '../../platform/acts/handler.ts'
import { refuseFuture } from '../../platform/acts/refuse-future.ts'
import { refuseNumbers } from '../../platform/acts/refuse-numbers.ts'
import { invalid, Refusal } from '../../platform/errors.ts'
import { drawCode } from '../sealing/index.ts'
import { agreedHelps, planToRun } from './plan-of.ts'
import { afterAnswer, matterOf, refuseEmptyUnit, stop } from './tasks.ts'

const HOUR_MS = 3_600_000
/** A phone's clock may be ahead by a little. */
const AHEAD_MS = 5 * 60_000
/** Results that mean that somebody was helped, and so can be proven. */
const helped: ReadonlySet<string> = new Set(['helped', 'arranged'])

/** Care of a body that was harmed does not wait for a signature (民法典 第一千二百二十条); everything else does. */
export const needsConsent = (help: string): boolean => help !== 'medical'

export const rescueTasksActs: readonly AnyHandler[] = [
  on(assignTask, async (context, { id, input }) => {
    const { tx, times } = context
    const { toUnit, exposedAt, ...values } = input
    refuseNumbers({ what: input.what })
    const plan = await planToRun(context, input.plan, assignTask)
    if (plan.state !== 'open')
      throw new Refusal('support.closing', 409, '方案正在商请办结；不再办结时，由一个单位答复不同意。')
    if (exposedAt) {
      if (values.help !== 'medical') throw wrong('exposedAt', '只有医疗救治才填受侵害（暴露）时间')
      refuseFutureInstant(context, 'exposedAt', exposedAt)
    }
    if (values.dueOn < tx.today) throw wrong('dueOn', '期限不能早于今天')
    if (needsConsent(values.help) && !(await agreedHelps(context, plan.id)).has(values.help))
      throw new Refusal('support.no-consent', 409, '还没有人同意这项帮助；请先登记同意，再交办任务。')
    await refuseEmptyUnit(context, plan.matter, toUnit)
    const limit = exposedAt ? new Date(careLimitOf(Date.parse(exposedAt))).toISOString() : undefined
    await context.insert(
      rescueTask,
      id,
      { unit: toUnit },
      {
        ...values,
        matter: plan.matter,
        code: await drawCode(tx, 'rescue_task', '任务'),
        madeOn: tx.today,
        state: 'assigned',
        ...(exposedAt && { exposedAt, careBy: limit }),
      },
    )
    await (limit
      ? tellUrgent(
          context,
          { id, unit: toUnit, matter: plan.matter, careBy: limit },
          Date.parse(times.receivedAt),
        )
      : context.notify({
          template: 'rescue.task-assigned',
          params: { dueOn: values.dueOn },
          to: [{ unit: toUnit }],
          about: { kind: rescueTask, record: id },
        }))
    return undefined
  }),

  on(amendTask, async (context, { input, record }) => {
    refuseUnless(record, 'assigned')
    refuseNumbers({ what: input.what })
    if (input.dueOn && input.dueOn < record.madeOn) throw wrong('dueOn', '期限不能早于交办日期')
    await context.amend(rescueTask, record, input)
    return undefined
  }),

  on(assessTask, async (context, { input, record }) => {
    refuseUnless(record, 'assigned')
    if (record.help !== 'medical')
      throw new Refusal('support.not-medical', 409, '只有医疗救治任务登记评估救治。')
    if (record.assessedAt) throw new Refusal('support.assessed-already', 409, '已经登记过评估救治。')
    refuseFutureInstant(context, 'assessedAt', input.assessedAt)
    if (record.exposedAt && Date.parse(input.assessedAt) < Date.parse(record.exposedAt))
      throw wrong('assessedAt', '评估不能早于受侵害（暴露）时间')
    await context.amend(rescueTask, record, { assessedAt: input.assessedAt })
    return undefined
  }),

  on(reportTask, async (context, { input, record }) => {
    const { doneOn, result, story, photos } = input
    refuseUnless(record, 'assigned')
    refuseFuture(context, { doneOn })
    if (doneOn < record.madeOn) throw wrong('doneOn', '办理不能早于交办')
    if (helped.has(result) && !photos?.length) throw wrong('photos', '提供了帮助的，请附佐证')
    if (helped.has(result) && record.exposedAt && !record.assessedAt)
      throw new Refusal('support.not-assessed', 409, '请先“登记评估救治”的时间，再报告办理结果。')
    await context.amend(rescueTask, record, { doneOn, result, state: 'done' })
    // One for each time that the task was reported: an objection sends it on its way again.
    await context.insert(
      rescueProof,
      context.actId,
      { unit: record.unit },
      { matter: record.matter, task: record.id, doneOn, story, photos: photos ?? [] },
    )
    return undefined
  }),

  on(stopTask, async (context, { record }) => {
    refuseUnless(record, 'assigned', 'asked')
    await stop(context, record)
    // A unit that never answers does not keep a plan open for ever.
    if (record.state === 'asked') await afterAnswer(context, record.plan, true)
    return undefined
  }),

  on(agreeClosing, async (context, { input, record }) => {
    const { isAgreed, objection, dueOn } = input
    refuseUnless(record, 'asked')
    refuseNumbers({ objection })
    if (isAgreed) {
      await context.amend(rescueTask, record, { state: 'agreed', agreedOn: context.tx.today })
    } else {
      if (!objection) throw wrong('objection', '不同意办结的，请写明理由')
      if (!dueOn || dueOn < context.tx.today) throw wrong('dueOn', '请写继续办理的期限，不早于今天')
      await context.amend(rescueTask, record, {
        state: 'assigned',
        objection,
        dueOn,
        doneOn: null,
        result: null,
      })
    }
    await afterAnswer(context, record.plan, isAgreed)
    return undefined
  }),

  on(taskOverdue, async (context, { record }) => {
    const now = Date.parse(context.times.receivedAt)
    const { careBy, unit, id, matter } = record
    if (!careBy || record.assessedAt || record.overdueAt || record.state !== 'assigned') return undefined
    if (now <= Date.parse(careBy)) throw new Refusal('support.not-over', 422, '时限还没有到。')
    await context.amend(rescueTask, record, { overdueAt: careBy })
    await tellUrgent(context, { id, unit: unit ?? '', matter, careBy }, now)
    return undefined
  }),
]

/** How long is left, to the unit that has the task; silence goes on to the office and the leaders. Once over, to the office too. */
async function tellUrgent(
  context: ActContext,
  of: { id: string; unit: string; matter: string; careBy: string },
  now: number,
): Promise<void> {
  const left = Date.parse(of.careBy) - now
  const urgent = {
    template: 'rescue.care-urgent',
    params: { hours: Math.max(0, Math.floor(left / HOUR_MS)) },
  } as const
  await context.notify({
    ...urgent,
    to: [{ unit: of.unit }],
    about: { kind: rescueTask, record: of.id },
  })
  if (left <= 0)
    await context.notify({ ...urgent, to: [{ role: 'office' }], about: await matterOf(context, of.matter) })
}

function refuseUnless(task: RescueTask, ...states: readonly string[]): void {
  if (!states.includes(task.state))
    throw new Refusal('support.task-state', 409, '这项任务现在的状态不能这样办理，请刷新后再看。')
}

const wrong = (field: string, message: string) =>
  invalid([{ path: `input.${field}`, code: 'input.invalid', message }])

function refuseFutureInstant({ times }: ActContext, field: string, at: string): void {
  if (Date.parse(at) > Date.parse(times.receivedAt) + AHEAD_MS) throw wrong(field, '时间不能晚于现在')
}

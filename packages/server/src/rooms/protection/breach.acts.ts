import {
  alarmBreach,
  type Breach,
  breach,
  breachAlarm,
  breachClock,
  breachLimits,
  breachSteps,
  closeBreach,
  containBreach,
  dayOf,
  recordBreach,
  reportBreach,
  tellOfBreach,
} from '@hulei/core'
import { type ActContext, type AnyHandler, on } from '../../platform/acts/handler.ts'
import { type Fault, invalid, Refusal } from '../../platform/errors.ts'
import { drawCode, headsInForce } from '../sealing/index.ts'
import { clocked } from './audit-figures.ts'
import { breachAlarmId } from './breach-alarm-id.ts'

export const breachActs: readonly AnyHandler[] = [
  on(recordBreach, async (context, { id, input }) => {
    refuseFuture(context, 'foundAt', input.foundAt)
    if (input.data.length === 0) throw invalid([fault('data', '请选择涉及哪些信息')])
    const foundAt = Date.parse(input.foundAt)
    await context.insert(
      breach,
      id,
      {},
      {
        ...input,
        ...breachLimits(foundAt, (at) => new Date(at).toISOString()),
        code: await drawCode(context.tx, 'breach', '事件'),
        needsNoTelling: false,
        foundOn: dayOf(foundAt),
      },
    )
    await context.notify({
      template: 'breach.found',
      params: {},
      to: [{ accounts: (await headsInForce(context)).map(({ account }) => account) }],
      about: { kind: breach, record: id },
      except: [context.tx.actor.account],
    })
    return undefined
  }),

  on(containBreach, async (context, { input, record }) => {
    const open = openOf(record)
    refuseBefore(context, open, 'containedAt', input.containedAt)
    await context.amend(breach, open, input)
    return undefined
  }),

  on(reportBreach, async (context, { input, record }) => {
    const open = openOf(record)
    refuseBefore(context, open, 'reportedAt', input.reportedAt)
    await context.amend(breach, open, input)
    return undefined
  }),

  on(tellOfBreach, async (context, { input, record }) => {
    const open = openOf(record)
    const { toldAt, toldHow, whyNoTelling } = input
    const needsNoTelling = input.needsNoTelling ?? false
    if (needsNoTelling && !whyNoTelling)
      throw invalid([fault('whyNoTelling', '不告知的，请写明为什么不会造成危害')])
    if (!needsNoTelling && (!toldAt || !toldHow))
      throw invalid([fault('toldAt', '请填写告知时间和方式；不需要告知的，请勾选并写明理由')])
    if (toldAt) refuseBefore(context, open, 'toldAt', toldAt)
    await context.amend(breach, open, {
      toldAt: needsNoTelling ? null : toldAt,
      toldHow: needsNoTelling ? null : toldHow,
      needsNoTelling,
      whyNoTelling: needsNoTelling ? whyNoTelling : null,
    })
    return undefined
  }),

  on(alarmBreach, async (context, { id, input }) => {
    const of = await context.get(breach, input.breach)
    const limit = breachSteps.find(({ step }) => step === input.step)
    if (!limit || id !== breachAlarmId(context.township.code, of.id, limit.step))
      throw new Refusal('breaches.alarm-id', 422, '催办编号不对。')
    const now = Date.parse(context.times.receivedAt)
    const step = breachClock(clocked(of), now).find((each) => each.step === limit.step)
    // Done, or not needed any more, since it was looked at.
    if (of.closedOn || step?.state !== 'over') return undefined
    const alarmedOn = context.tx.today
    await context.insert(breachAlarm, id, {}, { ...input, dueAt: of[limit.by], alarmedOn })
    await context.notify({
      template: 'breach.overdue',
      params: { step: limit.step },
      to: [{ role: 'office' }, { accounts: (await headsInForce(context)).map(({ account }) => account) }],
      about: { kind: breach, record: of.id },
    })
    return undefined
  }),

  on(closeBreach, async (context, { input, record }) => {
    const open = openOf(record)
    const missing = [
      ...(open.containedAt ? [] : ['控制']),
      ...(open.reportedAt ? [] : ['报告']),
      ...(open.toldAt || open.needsNoTelling ? [] : ['告知']),
    ]
    if (missing.length > 0)
      throw new Refusal('breaches.steps-missing', 409, `还没有登记${missing.join('、')}，不能办结。`)
    await context.amend(breach, open, { learnt: input.learnt, closedOn: context.tx.today })
    return undefined
  }),
]

function openOf(record: Breach): Breach {
  if (record.closedOn === null) return record
  throw new Refusal('breaches.closed', 409, '这起事件已经办结。')
}

const fault = (field: string, message: string): Fault => ({
  path: `input.${field}`,
  code: 'input.invalid',
  message,
})

/** Clocks of two machines differ a little. */
const AHEAD_MS = 5 * 60_000

function refuseFuture({ times }: ActContext, field: string, at: string): void {
  if (Date.parse(at) > Date.parse(times.receivedAt) + AHEAD_MS)
    throw invalid([fault(field, '时间不能晚于现在')])
}

function refuseBefore(context: ActContext, { foundAt }: Breach, field: string, at: string): void {
  refuseFuture(context, field, at)
  if (Date.parse(at) < Date.parse(foundAt)) throw invalid([fault(field, '时间不能早于发现时间')])
}

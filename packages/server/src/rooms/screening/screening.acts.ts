import {
  type Actor,
  amendScreening,
  answerScreening,
  type Day,
  type Place,
  requestScreening,
  type ScreeningRequest,
  screeningRequest,
  settleScreening,
  withdrawScreening,
} from '@hulei/core'
import { type AnyHandler, on } from '../../platform/acts/handler.ts'
import { refuseFuture } from '../../platform/acts/refuse-future.ts'
import { invalid, Refusal } from '../../platform/errors.ts'
import { limitByPlan } from '../../platform/measures/plan-limit.ts'
import type { Township } from '../../platform/townships.ts'

export const screeningActs: readonly AnyHandler[] = [
  on(requestScreening, async (context, { id, input }) => {
    refuseUntold(input.isTold)
    const { tx, township } = context
    await context.insert(screeningRequest, id, placeOf(tx.actor), {
      ...input,
      requestedOn: tx.today,
      answerBy: answerBy(township, tx.today),
    })
    return undefined
  }),

  on(amendScreening, async (context, { input, record }) => {
    refuseOver(record)
    if (record.answeredOn)
      throw new Refusal('screening.answered', 409, '派出所已经答复，不能再改；写错了请重新申请。')
    refuseUntold({ ...record, ...input }.isTold)
    await context.amend(screeningRequest, record, input)
    return undefined
  }),

  on(withdrawScreening, async (context, { record }) => {
    refuseOver(record)
    // Somebody with a record stays until the employer has said what it did.
    if (record.answer === 'found')
      throw new Refusal('screening.found', 409, '查到相关记录的不能撤回，请登记处理结果。')
    const { today } = context.tx
    await context.amend(screeningRequest, record, { withdrawnOn: today, endedOn: today })
    return undefined
  }),

  on(answerScreening, async (context, { input, record }) => {
    refuseOver(record)
    if (record.answeredOn) throw new Refusal('screening.answered', 409, '这件查询已经答复。')
    const { today } = context.tx
    await context.amend(screeningRequest, record, {
      ...input,
      answeredOn: today,
      endedOn: input.answer === 'none' ? today : null,
    })
    return undefined
  }),

  on(settleScreening, async (context, { input, record }) => {
    refuseOver(record)
    if (record.answer !== 'found')
      throw new Refusal('screening.nothing-found', 409, '没有查到相关记录的，不用登记处理结果。')
    refuseFuture(context, { outcomeOn: input.outcomeOn })
    if (record.answeredOn && input.outcomeOn < record.answeredOn)
      throw invalid([
        { path: 'input.outcomeOn', code: 'screening.too-early', message: '处理不能早于派出所答复' },
      ])
    const isOver = input.outcome !== 'suspended'
    await context.amend(screeningRequest, record, { ...input, endedOn: isOver ? context.tx.today : null })
    return undefined
  }),
]

/** By which day the police answer; where the plan says nothing, within five working days. */
const answerBy = (township: Township, requestedOn: Day): Day =>
  limitByPlan(township, 'screening.requests-answered', { within: 'working-days', count: 5 }, requestedOn)

/** Whose request it is: a school's by its name, any other unit's by its id. A school sits under a unit that need not know. */
const placeOf = ({ role, school, unit }: Actor): Place => (role === 'school' ? { school } : { unit })

/** Whoever is asked about is told (个人信息保护法 第十七条); asking without their knowing is no screening. */
function refuseUntold(isTold: boolean): void {
  if (isTold) return
  throw invalid([
    { path: 'input.isTold', code: 'screening.untold', message: '请先告知本人要查询，再提交申请' },
  ])
}

function refuseOver(of: ScreeningRequest): void {
  if (of.withdrawnOn) throw new Refusal('screening.withdrawn', 409, '这件查询已经撤回。')
  if (of.endedOn) throw new Refusal('screening.ended', 409, '这件查询已经办结。')
}

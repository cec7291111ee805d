import {
  amendRescuePlan,
  makeRescuePlan,
  offerLegalAid,
  proposeClosing,
  recordConsent,
  rescueConsent,
  rescuePlan,
  rescueReview,
  reviewRescue,
  withdrawConsent,
} from '@hulei/core'
import { type AnyHandler, on } from '../../platform/acts/handler.ts'
import { refuseFuture } from '../../platform/acts/refuse-future.ts'
import { refuseNumbers } from '../../platform/acts/refuse-numbers.ts'
import { asSystem } from '../../platform/db/scope.ts'
import { invalid, Refusal } from '../../platform/errors.ts'
import { drawCode } from '../sealing/index.ts'
import { agreedHelps, openPlan, refuseClosed, refuseSecondPlan, victimOf } from './plan-of.ts'
import { needsConsent } from './rescue-tasks.acts.ts'
import { askToClose, stop, tasksOf } from './tasks.ts'

export const rescueActs: readonly AnyHandler[] = [
  on(makeRescuePlan, async (context, { id, input }) => {
    const { tx } = context
    await victimOf(context, input.matter, input.person)
    await refuseSecondPlan(context, input.person)
    refuseNumbers({ situation: input.situation })
    await context.insert(
      rescuePlan,
      id,
      {},
      { ...input, code: await drawCode(tx, 'rescue_plan', '救助'), state: 'open', madeOn: tx.today },
    )
    return undefined
  }),

  on(amendRescuePlan, async (context, { input, record }) => {
    refuseClosed(record)
    refuseNumbers({ situation: input.situation })
    await context.amend(rescuePlan, record, input)
    return undefined
  }),

  on(recordConsent, async (context, { id, input }) => {
    refuseFuture(context, { givenOn: input.givenOn })
    const plan = await openPlan(context, input.plan)
    await context.insert(rescueConsent, id, {}, { ...input, matter: plan.matter })
    return undefined
  }),

  on(withdrawConsent, async (context, { input, record }) => {
    if (record.withdrawnOn) throw new Refusal('support.withdrawn-already', 409, '这次同意已经撤回。')
    refuseFuture(context, input)
    if (input.withdrawnOn < record.givenOn) throw notBefore('withdrawnOn', '撤回不能早于同意')
    await context.amend(rescueConsent, record, {
      withdrawnOn: input.withdrawnOn,
      withdrawnWhy: context.reason,
    })
    const still = await agreedHelps(context, record.plan)
    const tasks = await tasksOf(context, record.plan)
    // Whoever hears the family's word need not run the plan; what follows from it does so at once.
    await asSystem(context.tx, async () => {
      for (const task of tasks)
        if (task.state === 'assigned' && needsConsent(task.help) && !still.has(task.help))
          await stop(context, task)
    })
    return undefined
  }),

  on(reviewRescue, async (context, { id, input }) => {
    refuseFuture(context, { reviewedOn: input.reviewedOn })
    refuseNumbers({ finding: input.finding })
    const plan = await openPlan(context, input.plan)
    if (input.reviewedOn < plan.madeOn) throw notBefore('reviewedOn', '评估不能早于制定方案')
    if (input.nextOn <= input.reviewedOn) throw notBefore('nextOn', '下次评估要晚于这一次')
    await context.insert(rescueReview, id, {}, { ...input, matter: plan.matter })
    await asSystem(context.tx, () => context.amend(rescuePlan, plan, { reviewBy: input.nextOn }))
    return undefined
  }),

  on(offerLegalAid, async (context, { input, record }) => {
    refuseClosed(record)
    refuseFuture(context, { legalAidOn: input.legalAidOn })
    refuseNumbers({ legalAidWhy: input.legalAidWhy })
    if (input.legalAid === 'declined' && !input.legalAidWhy)
      throw invalid([
        { path: 'input.legalAidWhy', code: 'input.missing', message: '不需要法律援助的，请写明理由' },
      ])
    await context.amend(rescuePlan, record, { legalAidWhy: null, ...input })
    return undefined
  }),

  on(proposeClosing, async (context, { input, record }) => {
    const { tx } = context
    if (record.state !== 'open') throw new Refusal('support.not-open', 409, '这份方案已经商请办结或已办结。')
    refuseNumbers({ closeNote: input.closeNote })
    const tasks = (await tasksOf(context, record.id)).filter(({ state }) => state !== 'stopped')
    if (tasks.some(({ state }) => state === 'assigned'))
      throw new Refusal('support.tasks-open', 409, '还有任务没有办完；办完或停止以后才能商请办结。')
    // Where no unit helped there is nobody to ask.
    const isClosed = tasks.length === 0
    await context.amend(rescuePlan, record, {
      ...input,
      state: isClosed ? 'closed' : 'closing',
      ...(isClosed && { closedOn: tx.today }),
    })
    await askToClose(context, tasks)
    return undefined
  }),
]

const notBefore = (field: string, message: string) =>
  invalid([{ path: `input.${field}`, code: 'support.too-early', message }])

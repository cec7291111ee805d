import {
  addDays,
  FOLLOW_UP_DAYS,
  followUpOrder,
  guardianshipOrder,
  orderFollowUp,
  recordOrder,
} from '@hulei/core'
import { type AnyHandler, on } from '../../platform/acts/handler.ts'
import { refuseNumbers } from '../../platform/acts/refuse-numbers.ts'
import { uuidFrom } from '../../platform/crypto/uuid-from.ts'
import { invalid, Refusal } from '../../platform/errors.ts'
import { caseOf } from './open-case.ts'
import { refuseBefore, refuseFuture } from './words.ts'

export const ordersActs: readonly AnyHandler[] = [
  on(recordOrder, async (context, { id, input }) => {
    const { followUpBy, ...values } = input
    const of = await caseOf(context, input.matter)
    refuseFuture(context, input.issuedOn, 'issuedOn')
    refuseNumbers({ number: input.number })
    const dueOn = followUpBy ?? addDays(input.issuedOn, FOLLOW_UP_DAYS)
    refuseBefore(dueOn, input.issuedOn, 'followUpBy', '跟踪期限不能早于发出日期')
    await context.insert(guardianshipOrder, id, {}, values)
    const first = { matter: of.id, guardianshipOrder: id, dueOn }
    await context.insert(orderFollowUp, uuidFrom(context.actId, 'follow-up'), {}, first)
    return undefined
  }),

  on(followUpOrder, async (context, { input, record }) => {
    const { nextBy, ...values } = input
    if (record.followedOn) throw new Refusal('orders.followed-up', 409, '这次跟踪已经登记过。')
    refuseFuture(context, input.followedOn, 'followedOn')
    refuseNumbers(values)
    const order = await context.get(guardianshipOrder, record.guardianshipOrder)
    refuseBefore(input.followedOn, order.issuedOn, 'followedOn', '跟踪不能早于发出日期')
    const isOpen = input.state !== 'carried-out' && input.state !== 'ended'
    if (isOpen && !nextBy) throw fault('orders.next-missing', '没有全部落实的，请填写下次跟踪期限')
    if (!isOpen && nextBy) throw fault('orders.next-needless', '已经落实或终结的，不用再定下次跟踪')
    if (nextBy) refuseBefore(nextBy, input.followedOn, 'nextBy', '下次跟踪不能早于这次')
    await context.amend(orderFollowUp, record, { ...values, who: context.tx.actor.name })
    if (nextBy) {
      const next = { matter: record.matter, guardianshipOrder: order.id, dueOn: nextBy }
      await context.insert(orderFollowUp, uuidFrom(context.actId, 'follow-up'), {}, next)
    }
    return undefined
  }),
]

const fault = (code: string, message: string) => invalid([{ path: 'input.nextBy', code, message }])

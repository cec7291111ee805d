import { act } from '../../acts/index.ts'
import { code, day, matter, note } from '../../kinds/index.ts'
import { guardianshipOrder, orderFollowUp } from './guardianship-order.kind.ts'

const { fields } = guardianshipOrder

/** Writes an order down, and with it the day by which it is first followed up. */
export const recordOrder = act('order.record', {
  title: '登记监护令',
  kind: guardianshipOrder,
  on: 'new',
  by: ['police', 'office', 'assigned'],
  input: {
    matter: matter('案件'),
    form: fields.form,
    number: fields.number,
    issuer: fields.issuer,
    issuedOn: fields.issuedOn,
    followUpBy: day('首次跟踪期限').hinted('不填为发出后30日').optional(),
  },
})

/** Looks after it once; where it is not carried out yet, by a day the next time. */
export const followUpOrder = act('order.follow-up', {
  title: '登记跟踪',
  kind: orderFollowUp,
  on: 'existing',
  by: ['police', 'office', 'assigned'],
  input: {
    followedOn: day('跟踪日期'),
    way: code('方式', { list: 'orderWays' }),
    state: code('落实情况', { list: 'orderStates' }),
    finding: note('跟踪情况', { max: 500 }).hinted('不写姓名、学校、住址，用代号'),
    nextBy: day('下次跟踪期限').hinted('没有全部落实的必填；落实了的空着').optional(),
  },
})

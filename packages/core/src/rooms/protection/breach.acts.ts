import { act } from '../../acts/index.ts'
import { code, flag, instant, note, text } from '../../kinds/index.ts'
import { breach } from './breach.kind.ts'
import { breachAlarm } from './breach-alarm.kind.ts'

const { fields } = breach

/** Writes down that data got out, from the moment at which it was found: the clocks run from then. */
export const recordBreach = act('breach.record', {
  title: '登记泄露事件',
  kind: breach,
  on: 'new',
  by: ['office'],
  input: { foundAt: fields.foundAt, what: fields.what, data: fields.data, people: fields.people },
})

export const containBreach = act('breach.contain', {
  title: '登记已控制',
  kind: breach,
  on: 'existing',
  by: ['office'],
  input: {
    containedAt: instant('控制住的时间'),
    measures: note('采取的措施', { max: 1000, guard: 'open' }),
  },
})

export const reportBreach = act('breach.report', {
  title: '登记已报告主管部门',
  kind: breach,
  on: 'existing',
  by: ['office'],
  input: { reportedAt: instant('报告时间'), reportedTo: text('报告给哪个部门', { max: 60 }) },
})

/** Those concerned have been told; or need not be, with the reason. */
export const tellOfBreach = act('breach.tell', {
  title: '登记已告知本人和监护人',
  kind: breach,
  on: 'existing',
  by: ['office'],
  input: {
    toldAt: instant('告知时间').optional(),
    toldHow: code('怎样告知', { list: 'tellingWays' }).optional(),
    needsNoTelling: flag('不需要告知本人').optional(),
    whyNoTelling: fields.whyNoTelling,
  },
})

/** A step was not done in its time. Done by the system, once for each step; the clocks run on at night and on holidays. */
export const alarmBreach = act('breach.alarm', {
  title: '催办泄露事件',
  kind: breachAlarm,
  on: 'new',
  by: ['system'],
  input: { breach: breachAlarm.fields.breach, step: breachAlarm.fields.step },
})

export const closeBreach = act('breach.close', {
  title: '办结泄露事件',
  kind: breach,
  on: 'existing',
  by: ['office'],
  input: { learnt: note('原因和改进', { max: 1000, guard: 'open' }) },
})

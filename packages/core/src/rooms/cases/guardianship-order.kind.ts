import { code, day, kind, matter, note, type RecordOf, ref, text } from '../../kinds/index.ts'

/** By default an order is followed up within so many days of its issue. Our reading of 安定法庭3 “有人跟踪落实”: once a month. */
export const FOLLOW_UP_DAYS = 30

const keep = {
  years: 7,
  after: 'matter',
  basis: '未成年人保护法；刑法 第八十七条（被害人满21周岁前不删除）',
} as const

/**
 * An order to a guardian that was issued in a case and made known to the township: a family education order of the court, a
 * supervision order of the procuratorate, an admonition of the police. Whose child it is, is the sealed file's; here stand the
 * number and the issuer. What it says stays with whoever issued it. One that comes of no case is not written down here: an
 * order beside a child's name would say more than the register may.
 */
export const guardianshipOrder = kind('guardianshipOrder', {
  title: '监护令',
  room: 'cases',
  basis:
    '四(一)2；附·派出所9、安定法庭3；未成年人保护法 第一百一十八条；家庭教育促进法 第三十四条、第四十九条',
  purpose: '家庭教育令、督促监护令、教育训诫有登记、有人跟踪落实',
  owner: 'township',
  readers: ['office', 'leader', 'police', 'discipline', 'assigned'],
  writers: ['police', 'office', 'assigned'],
  cleared: ['office', 'leader', 'police', 'discipline', 'assigned'],
  subject: 'matter',
  matter: 'matter',
  keep,
  fields: {
    matter: matter('案件'),
    form: code('种类', { list: 'guardianshipOrders' }),
    number: text('文号', { max: 40 }),
    issuer: code('发出机关', { list: 'orderIssuers' }),
    issuedOn: day('发出日期'),
  },
})
export type GuardianshipOrder = RecordOf<typeof guardianshipOrder>

/** That an order is looked after: by which day, when somebody did, what they found. The next one follows from it. */
export const orderFollowUp = kind('orderFollowUp', {
  title: '监护令跟踪',
  room: 'cases',
  basis: '附·安定法庭3、派出所9',
  purpose: '每份令按期跟踪，没有落实的继续跟踪',
  owner: 'township',
  readers: ['office', 'leader', 'police', 'discipline', 'assigned'],
  writers: ['police', 'office', 'assigned'],
  cleared: ['office', 'leader', 'police', 'discipline', 'assigned'],
  subject: 'matter',
  matter: 'matter',
  keep,
  fields: {
    matter: matter('案件'),
    guardianshipOrder: ref('监护令', 'guardianshipOrder'),
    dueOn: day('跟踪期限'),
    followedOn: day('跟踪日期').optional(),
    way: code('方式', { list: 'orderWays' }).optional(),
    state: code('落实情况', { list: 'orderStates' }).optional(),
    finding: note('跟踪情况', { max: 500 }).optional(),
    who: text('谁跟踪的', { max: 40 }).optional(),
  },
})
export type OrderFollowUp = RecordOf<typeof orderFollowUp>

import { code, day, flag, instant, kind, matter, note, type RecordOf, text } from '../../kinds/index.ts'

/**
 * A child who is missing (走失): the clock from the first call, who owns it, what may be passed on so that others can look.
 * The name lies in a sealed file; it is given out only when the police decide so, with a reason.
 */
export const missingChild = kind('missingChild', {
  title: '走失儿童',
  room: 'leads',
  basis: '四(二)3、附·派出所5；公安机关处置失踪人员警情实施细则',
  purpose: '首个接报人负责到底，查找经过有时间，找到后分析原因',
  owner: 'township',
  readers: ['office', 'leader', 'police', 'discipline', 'own-village', 'assigned'],
  writers: ['office', 'police', 'own-village', 'assigned'],
  cleared: ['office', 'leader', 'police', 'discipline', 'own-village', 'assigned'],
  subject: 'self',
  matter: 'self',
  keep: { years: 7, after: 'closedOn', basis: '未成年人保护法；公安机关处置失踪人员警情实施细则' },
  endsOn: 'closedOn',
  fields: {
    code: text('编号', { max: 20 }),
    calledAt: instant('首次接报时间'),
    enteredAt: instant('登记时间'),
    state: code('状态', { list: 'missingStates' }),
    lastSeenAt: instant('最后见到的时间').optional(),
    /** What is passed on: enough to know the child by sight, nothing by which to know who it is. */
    ageBand: code('年龄段', { list: 'ageBands' }).optional(),
    sex: code('性别', { list: 'sexes' }).optional(),
    lastSeen: text('最后见到的地方', { max: 100 }),
    clothes: text('衣着特征', { max: 100 }).optional(),
    publicName: text('公开的姓名', { max: 30 }).optional(),
    publicReason: note('公开姓名的理由', { max: 300 }).optional(),
    /** The first step of the search that was written down. */
    firstStepAt: instant('开始查找时间').optional(),
    foundAt: instant('找到时间').optional(),
    foundHow: code('怎样找到', { list: 'missingFinds' }).optional(),
    foundWhere: note('在哪里找到', { max: 200 }).optional(),
    isHarmed: flag('受到伤害').optional(),
    cause: code('走失原因', { list: 'missingCauses' }).optional(),
    analysis: note('原因分析和改进', { max: 1000 }).optional(),
    calledOn: day('接报日期'),
    closedOn: day('办结日期').optional(),
  },
})
export type MissingChild = RecordOf<typeof missingChild>

/** One step of a search: what was tried, when, by whom. */
export const missingStep = kind('missingStep', {
  title: '查找经过',
  room: 'leads',
  basis: '四(二)3',
  purpose: '查找走失儿童做了什么、什么时候做的',
  owner: 'township',
  readers: ['office', 'leader', 'police', 'discipline', 'own-village', 'assigned'],
  writers: ['office', 'police', 'own-village', 'assigned'],
  cleared: ['office', 'leader', 'police', 'discipline', 'own-village', 'assigned'],
  subject: 'matter',
  matter: 'matter',
  keep: { years: 7, after: 'triedOn', basis: '公安机关处置失踪人员警情实施细则' },
  fields: {
    matter: matter('走失儿童'),
    way: code('做了什么', { list: 'missingWays' }),
    at: instant('时间'),
    triedOn: day('日期'),
    detail: note('经过', { max: 500 }).optional(),
    who: text('谁做的', { max: 40 }),
  },
})
export type MissingStep = RecordOf<typeof missingStep>

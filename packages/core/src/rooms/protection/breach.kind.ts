import { code, codes, count, day, flag, instant, kind, note, type RecordOf, text } from '../../kinds/index.ts'

/**
 * Data of minors that got out, or may have (泄露事件): what the law wants done, each step with its moment and its clock.
 * Says what kinds of data and how many people, never who.
 */
export const breach = kind('breach', {
  title: '泄露事件',
  room: 'protection',
  basis: '个人信息保护法 第五十七条；未成年人网络保护条例 第三十五条；数据安全法 第二十九条',
  purpose: '个人信息泄露、篡改、丢失时立即处置，按时报告和告知',
  owner: 'township',
  readers: ['office', 'leader', 'discipline'],
  writers: ['office'],
  cleared: ['office', 'leader', 'discipline'],
  keep: { years: 5, after: 'closedOn', basis: '网络安全法 第二十一条' },
  endsOn: 'closedOn',
  fields: {
    code: text('编号', { max: 20 }),
    foundAt: instant('发现时间'),
    what: note('发生了什么', { max: 1000, guard: 'open' }).hinted('写经过，不写任何人的姓名、号码'),
    data: codes('涉及哪些信息', { list: 'breachData' }),
    people: count('涉及人数（估计）'),
    containBy: instant('处置时限'),
    reportBy: instant('报告时限'),
    tellBy: instant('告知时限'),
    containedAt: instant('控制住的时间').optional(),
    measures: note('采取的措施', { max: 1000, guard: 'open' }).optional(),
    reportedAt: instant('报告时间').optional(),
    reportedTo: text('报告给哪个部门', { max: 60 }).optional(),
    toldAt: instant('告知时间').optional(),
    toldHow: code('怎样告知', { list: 'tellingWays' }).optional(),
    /** Where nobody needs to be told, since no harm can come of it (个人信息保护法 第五十七条第二款), and why. */
    needsNoTelling: flag('不需要告知本人'),
    whyNoTelling: note('为什么不需要告知', { max: 300, guard: 'open' }).optional(),
    learnt: note('原因和改进', { max: 1000, guard: 'open' }).optional(),
    foundOn: day('发现日期'),
    closedOn: day('办结日期').optional(),
  },
})
export type Breach = RecordOf<typeof breach>

import { code, day, instant, kind, matter, type RecordOf } from '../../kinds/index.ts'

/** That a step of a breach was not done in its time: each step once. Who was told of it follows from it. */
export const breachAlarm = kind('breachAlarm', {
  title: '泄露事件催办',
  room: 'protection',
  basis: '个人信息保护法 第五十七条；未成年人网络保护条例 第三十五条',
  purpose: '泄露事件到时限没有控制、报告、告知的，自动催办',
  owner: 'township',
  readers: ['office', 'leader', 'discipline'],
  writers: ['system'],
  cleared: ['office', 'leader', 'discipline'],
  keep: { years: 5, after: 'alarmedOn', basis: '网络安全法 第二十一条' },
  fields: {
    breach: matter('泄露事件', { of: 'breach' }),
    step: code('哪一步', { list: 'breachSteps' }),
    dueAt: instant('时限'),
    alarmedOn: day('催办日期'),
  },
})
export type BreachAlarm = RecordOf<typeof breachAlarm>

import { code, count, day, flag, kind, matter, note, type RecordOf } from '../../kinds/index.ts'

/**
 * That a sealed person was heard, where and by which unit. What was said stays with the police. Once is enough: a second
 * time needs a reason, and so does any place but the one-stop room.
 */
export const interview = kind('interview', {
  title: '取证询问',
  room: 'cases',
  basis: '四(三)3；附·派出所7；未成年人保护法 第一百一十条、第一百一十一条',
  purpose: '未成年被害人一站式取证，一次完成，重复询问须有理由',
  owner: 'township',
  readers: ['office', 'leader', 'police', 'discipline', 'assigned'],
  writers: ['police', 'assigned'],
  cleared: ['office', 'leader', 'police', 'discipline', 'assigned'],
  subject: 'matter',
  matter: 'matter',
  keep: { years: 7, after: 'matter', basis: '未成年人保护法；刑法 第八十七条（被害人满21周岁前不删除）' },
  fields: {
    matter: matter('案件'),
    /** The cover of the sealed person. */
    person: matter('被询问人'),
    part: code('身份', { list: 'sealedParts' }),
    heardOn: day('日期'),
    byUnit: code('询问单位', { list: 'units' }),
    isOneStop: flag('在“一站式”办案场所'),
    whyElsewhere: note('不在“一站式”场所的理由', { max: 300 }).optional(),
    hasAdult: flag('监护人或合适成年人在场'),
    /** Which time it is that this person is heard. */
    time: count('第几次', { max: 99 }),
    whyAgain: note('再次询问的理由', { max: 300 }).optional(),
  },
})
export type Interview = RecordOf<typeof interview>

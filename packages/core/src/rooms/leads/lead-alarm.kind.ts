import { code, instant, kind, matter, type RecordOf } from '../../kinds/index.ts'

/**
 * That a clock of a lead ran out: each alarm of a lead once. It is what makes a lead that nobody decides red, and whom it
 * was passed on to follows from it.
 */
export const leadAlarm = kind('leadAlarm', {
  title: '线索催办',
  room: 'leads',
  basis: '四(三)1、四(三)3',
  purpose: '线索到时限没有处理的，自动催办、上报',
  owner: 'unit-or-village',
  readers: ['office', 'leader', 'police', 'discipline', 'own-unit', 'assigned'],
  writers: ['system'],
  cleared: ['office', 'leader', 'police', 'discipline', 'own-unit', 'assigned'],
  matter: 'matter',
  keep: { years: 7, after: 'matter', basis: '未成年人保护法；刑法 第八十七条（被害人满21周岁前不删除）' },
  fields: {
    matter: matter('线索'),
    alarm: code('催办', { list: 'leadAlarms' }),
    at: instant('时间'),
  },
})
export type LeadAlarm = RecordOf<typeof leadAlarm>

import { day, kind, matter, note, type RecordOf, text } from '../../kinds/index.ts'

/**
 * The veto on a village's or unit's award for a year (一票否决). Seen by office, leaders and discipline alone: in a bulletin,
 * an export or a message it could point to who was harmed.
 */
export const veto = kind('veto', {
  title: '一票否决',
  room: 'cases',
  basis: '五(四)',
  purpose: '发生案件的责任村、部门当年评先评优一票否决',
  owner: 'unit-or-village',
  readers: ['office', 'leader', 'discipline'],
  writers: ['office', 'leader'],
  cleared: ['office', 'leader', 'discipline'],
  subject: 'matter',
  matter: 'matter',
  keep: { years: 5, after: 'decidedOn', basis: '方案 五(四)' },
  endsOn: 'liftedOn',
  fields: {
    matter: matter('案件'),
    year: text('年度', { max: 4 }),
    decidedOn: day('决定日期'),
    grounds: note('事由', { max: 300 }),
    liftedOn: day('撤销日期').optional(),
  },
})
export type Veto = RecordOf<typeof veto>

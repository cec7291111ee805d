import { code, day, evidence, kind, matter, note, type RecordOf, ref, text } from '../../kinds/index.ts'

/**
 * An item of the problem list (问题清单): found in a review or directly, with a body that owns it and a day. The owner
 * sees the problem, never the case behind it.
 */
export const problem = kind('problem', {
  title: '问题清单',
  room: 'cases',
  basis: '四(三)2；附·平安办5',
  purpose: '倒查发现的问题有人管、有期限、现场核查、销号，并完善一项制度',
  owner: 'unit-or-village',
  readers: ['office', 'leader', 'police', 'discipline', 'own-unit', 'own-village', 'own-school', 'assigned'],
  writers: ['office', 'police', 'discipline', 'own-unit', 'own-village', 'own-school', 'assigned'],
  cleared: ['office', 'leader', 'police', 'discipline', 'own-unit', 'own-village', 'own-school', 'assigned'],
  subject: 'matter',
  matter: 'matter',
  keep: { years: 7, after: 'closedOn', basis: '机关文件材料归档范围和文书档案保管期限规定' },
  endsOn: 'closedOn',
  fields: {
    /** The case; of a problem found directly, itself. */
    matter: matter('来源'),
    code: text('编号', { max: 20 }),
    source: code('来源', { list: 'problemSources' }),
    what: note('问题', { max: 500 }),
    registeredOn: day('登记日期'),
    dueOn: day('整改期限').optional(),
    status: code('状态', { list: 'problemStates' }),
    doneOn: day('整改日期').optional(),
    doneNote: note('整改情况', { max: 500 }).optional(),
    evidence: evidence('整改佐证'),
    checkedOn: day('现场核查日期').optional(),
    checkNote: note('核查意见', { max: 300 }).optional(),
    closedOn: day('销号日期').optional(),
    rule: ref('完善的制度', 'rule').optional(),
  },
})
export type Problem = RecordOf<typeof problem>

import { code, day, evidence, kind, note, type RecordOf, ref, text } from '../../kinds/index.ts'

/** A rule of a unit or of the township (制度), in one version: what a problem is mended by, so that it does not come back. */
export const rule = kind('rule', {
  title: '制度',
  room: 'cases',
  basis: '三；四(三)3',
  purpose: '上报一个案件、办结一个问题、完善一项制度',
  owner: 'unit-or-village',
  readers: ['office', 'leader', 'police', 'discipline', 'officer', 'village', 'school', 'outside'],
  writers: ['office', 'police', 'discipline', 'own-unit', 'own-village'],
  cleared: ['office', 'leader', 'police', 'discipline', 'officer', 'village', 'school', 'outside'],
  keep: { years: 10, after: 'endedOn', basis: '机关文件材料归档范围和文书档案保管期限规定' },
  endsOn: 'endedOn',
  fields: {
    name: text('名称', { max: 60, search: 'pinyin' }),
    type: code('类型', { list: 'mechanismTypes' }).optional(),
    edition: text('版本', { max: 20 }),
    number: text('文号', { max: 40 }).optional(),
    inForceFrom: day('施行日期'),
    improves: note('修改了什么', { max: 500, guard: 'open' }).optional(),
    replaces: ref('替代', 'rule').optional(),
    document: evidence('文本'),
    endedOn: day('废止日期').optional(),
  },
})
export type Rule = RecordOf<typeof rule>

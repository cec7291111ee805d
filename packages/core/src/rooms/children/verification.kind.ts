import { day, kind, note, type RecordOf, ref, text } from '../../kinds/index.ts'

/** Somebody checked that what the register says of a child is still so, and says when and with whom. */
export const verification = kind('verification', {
  title: '信息核实',
  room: 'children',
  basis: '四(一)1；附·民政办4',
  purpose: '动态管理：按期核实台账信息',
  owner: 'village+school',
  readers: [
    'office',
    'leader',
    'remit:welfare',
    'remit:education',
    'remit:women',
    'own-village',
    'own-school',
  ],
  writers: ['office', 'remit:welfare', 'own-village'],
  cleared: ['office', 'remit:welfare', 'own-village'],
  subject: 'child',
  keep: { years: 3, after: 'verifiedOn', basis: '个人信息保护法 第十九条' },
  fields: {
    child: ref('未成年人', 'child'),
    verifiedOn: day('核实日期'),
    verifiedWith: text('向谁核实', { max: 30 }),
    remark: note('说明', { max: 200 }).optional(),
  },
})
export type Verification = RecordOf<typeof verification>

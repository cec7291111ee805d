import { day, kind, type RecordOf, ref } from '../../kinds/index.ts'

/**
 * A person found that two files that look alike are two children. Why, stands in the act. It belongs to a village only
 * while both children live there: to others, the second child would be betrayed by it.
 */
export const distinction = kind('distinction', {
  title: '已核对不是同一人',
  room: 'children',
  basis: '四(一)1',
  purpose: '疑似重复核对过的不再反复提示',
  owner: 'township',
  readers: ['office', 'remit:welfare', 'own-village'],
  writers: ['office', 'remit:welfare'],
  cleared: ['office', 'remit:welfare', 'own-village'],
  subject: 'child',
  keep: { years: 3, after: 'withdrawnOn', basis: '个人信息保护法 第十九条' },
  endsOn: 'withdrawnOn',
  fields: {
    child: ref('未成年人', 'child'),
    other: ref('另一名未成年人', 'child'),
    toldOn: day('核对日期'),
    withdrawnOn: day('撤回日期').optional(),
  },
})
export type Distinction = RecordOf<typeof distinction>

import { day, evidence, kind, note, type RecordOf, ref, text } from '../../kinds/index.ts'

/** Something wrong that an inspection found: it has a day by which it must be put right, and is closed with proof. */
export const finding = kind('finding', {
  title: '检查问题',
  room: 'operations',
  basis: '四(二)2；附·社保站3',
  purpose: '检查发现的问题限期整改、见证据才销号',
  owner: 'unit',
  readers: ['office', 'leader', 'discipline', 'police', 'officer', 'own-unit', 'own-village', 'own-school'],
  writers: ['office', 'own-unit'],
  cleared: ['office', 'leader', 'police', 'own-unit'],
  keep: { years: 3, after: 'dueOn', basis: '方案 四(二)2' },
  endsOn: 'endedOn',
  fields: {
    what: text('问题', { max: 120 }).hinted('不写未成年人的姓名'),
    venue: ref('场所', 'venue').optional(),
    dueOn: day('整改期限'),
    inspection: ref('检查', 'inspection'),
    closedOn: day('整改日期').optional(),
    closure: note('整改情况', { max: 300, guard: 'open' }).optional(),
    proof: evidence('整改证据', { max: 9 }),
    closedEnteredOn: day('销号登记日期').optional(),
    withdrawnOn: day('作废日期').optional(),
    /** Closed or withdrawn: from then on nobody has to do anything about it. */
    endedOn: day('办结日期').optional(),
  },
})
export type Finding = RecordOf<typeof finding>

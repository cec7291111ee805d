import { code, day, evidence, kind, note, type RecordOf, ref, text } from '../../kinds/index.ts'

/** An order to close a venue for a time, and the later look at whether it is really closed (回头看). */
export const venueClosure = kind('venueClosure', {
  title: '停业整顿',
  room: 'venues',
  basis: '四(二)2、四(二)3；附·平安办8、派出所2',
  purpose: '责令停业的场所按期回访，杜绝假停业',
  owner: 'village',
  readers: ['office', 'leader', 'discipline', 'police', 'officer', 'own-village'],
  writers: ['office', 'police', 'remit:market', 'remit:urban'],
  cleared: ['office', 'police', 'remit:market', 'remit:urban', 'own-village'],
  keep: { years: 5, after: 'orderedOn', basis: '方案 四(二)2' },
  endsOn: 'withdrawnOn',
  fields: {
    venue: ref('场所', 'venue'),
    orderedOn: day('责令日期'),
    until: day('停业至').optional(),
    orderNumber: text('文书编号', { max: 40 }),
    reason: note('事由', { max: 200, guard: 'open' }).hinted('不写未成年人的姓名'),
    papers: evidence('文书照片', { max: 6 }),
    /** From the plan's limit on the day of the order; a plan that changes later does not move it. */
    recheckBy: day('回头看期限'),
    recheckedOn: day('回头看日期').optional(),
    recheckResult: code('回头看结果', { list: 'recheckResults' }).optional(),
    recheckNote: note('回头看情况', { max: 200, guard: 'open' }).optional(),
    recheckPhotos: evidence('回头看照片', { max: 9 }),
    recheckEnteredOn: day('回头看登记日期').optional(),
    reopenedOn: day('恢复营业日期').optional(),
    withdrawnOn: day('撤销日期').optional(),
  },
})
export type VenueClosure = RecordOf<typeof venueClosure>

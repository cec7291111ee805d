import { codes, count, day, evidence, kind, note, type RecordOf, text } from '../../kinds/index.ts'

/** Several units go out together (联合执法); the row's unit leads. */
export const jointOperation = kind('jointOperation', {
  title: '联合执法',
  room: 'operations',
  basis: '四(二)3；附·平安办6、派出所2、市监所2、综合执法2',
  purpose: '每月联合执法，寒暑假和节假日加密',
  owner: 'unit',
  readers: ['office', 'leader', 'discipline', 'police', 'officer', 'village'],
  writers: ['office', 'own-unit'],
  cleared: ['office', 'leader', 'police', 'own-unit'],
  keep: { years: 3, after: 'heldOn', basis: '方案 四(二)3' },
  endsOn: 'withdrawnOn',
  fields: {
    theme: text('行动主题', { max: 40 }),
    heldOn: day('行动日期'),
    joined: codes('参加单位', { list: 'units' }).hinted('牵头单位不用再选'),
    sites: count('检查场所', { max: 10_000 }),
    problems: count('发现问题', { max: 10_000 }),
    penalties: count('处罚', { max: 10_000 }),
    summary: note('行动情况', { max: 1000, guard: 'open' }).hinted('不写未成年人的姓名'),
    photos: evidence('照片、签到表', { max: 9 }),
    withdrawnOn: day('作废日期').optional(),
  },
})
export type JointOperation = RecordOf<typeof jointOperation>

import { code, day, evidence, kind, note, type RecordOf, refs, text } from '../../kinds/index.ts'

/** Somebody went round: venues, streets at night, or stood at a school's gate (护学岗). */
export const patrol = kind('patrol', {
  title: '巡查',
  room: 'operations',
  basis: '四(二)2、四(二)3；附·派出所2、派出所8',
  purpose: '重点场所天天巡查，夜间巡逻，上下学护学',
  owner: 'unit-or-village',
  readers: ['office', 'leader', 'discipline', 'police', 'officer', 'own-unit', 'own-village', 'own-school'],
  writers: ['office', 'own-unit', 'own-village'],
  cleared: ['office', 'police', 'own-unit', 'own-village'],
  subject: 'self',
  keep: { years: 3, after: 'patrolledOn', basis: '方案 四(二)3' },
  endsOn: 'withdrawnOn',
  fields: {
    task: code('类别', { list: 'patrolTasks' }),
    patrolledOn: day('巡查日期'),
    who: text('巡查人', { max: 40 }).byActor(),
    venues: refs('巡查的场所', 'venue').optional(),
    place: text('路段、地点', { max: 80 }).optional(),
    remark: note('情况', { max: 500 })
      .hinted('发现未成年人的，只写人数和处置，不写姓名；需要立案的另报线索')
      .optional(),
    photos: evidence('照片', { max: 9 }),
    withdrawnOn: day('作废日期').optional(),
  },
})
export type Patrol = RecordOf<typeof patrol>

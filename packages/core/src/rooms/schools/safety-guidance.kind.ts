import { codes, day, evidence, kind, type RecordOf, text } from '../../kinds/index.ts'

/** The police guide a school in its three defences (人防、物防、技防): what they looked at, and what they advised. */
export const safetyGuidance = kind('safetyGuidance', {
  title: '三防指导',
  room: 'schools',
  basis: '四(二)2；附·平安办7、派出所5；未成年人保护法 第三十五条',
  purpose: '每学期指导每所学校完善人防、物防、技防',
  owner: 'unit',
  readers: ['office', 'leader', 'discipline', 'police', 'remit:education', 'own-unit', 'own-school'],
  writers: ['office', 'police', 'own-unit'],
  cleared: ['office', 'leader', 'police', 'own-unit'],
  keep: { years: 3, after: 'guidedOn', basis: '方案 四(二)2' },
  endsOn: 'withdrawnOn',
  fields: {
    guidedOn: day('指导日期'),
    parts: codes('指导了哪几防', { list: 'threeDefences' }).hinted(
      '人防看值班巡查，物防看围墙器械，技防看监控报警；一学期内三防都指导到才算到位',
    ),
    who: text('指导人', { max: 40 }).byActor(),
    advice: text('提出的意见', { max: 300 }).hinted('不写未成年人的姓名'),
    photos: evidence('照片', { max: 9 }),
    withdrawnOn: day('作废日期').optional(),
  },
})
export type SafetyGuidance = RecordOf<typeof safetyGuidance>

import { code, codes, count, day, evidence, kind, type RecordOf, text } from '../../kinds/index.ts'

/**
 * A training that units hold for people who deal with minors: owners of venues, teachers, psychology staff. How many came
 * is a count and the sign-in sheet a picture; nobody is listed by name.
 */
export const training = kind('training', {
  title: '培训',
  room: 'outreach',
  basis: '四(四)1；附·平安办9、派出所3、派出所4、第二学区6、市监所1、市监所5',
  purpose: '定期组织场所业主、教职工等开展业务培训、警示教育',
  owner: 'unit',
  readers: ['office', 'leader', 'discipline', 'police', 'officer', 'own-unit'],
  writers: ['office', 'own-unit'],
  cleared: ['office', 'leader', 'police', 'own-unit'],
  keep: { years: 3, after: 'heldOn', basis: '方案 四(四)1' },
  endsOn: 'withdrawnOn',
  fields: {
    heldOn: day('培训日期'),
    audience: code('培训对象', { list: 'audiences' }),
    topic: text('培训内容', { max: 80 }),
    joined: codes('共同组织单位', { list: 'units' }).hinted('联合举办的才选；各单位都计一期'),
    people: count('参加人数', { max: 10_000 }),
    place: text('地点', { max: 60 }).optional(),
    photos: evidence('现场照片、签到表', { min: 1, max: 9 }),
    withdrawnOn: day('作废日期').optional(),
  },
})
export type Training = RecordOf<typeof training>

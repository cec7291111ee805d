import { code, day, evidence, kind, matter, note, type RecordOf, text } from '../../kinds/index.ts'

/** Within so many days the penalty of a case-involved venue is published in the township (附·派出所4). */
export const PUBLISH_DAYS = 7

/** The penalty of a venue in which something of a case happened, and that it was published. */
export const penalty = kind('penalty', {
  title: '涉案场所处罚',
  room: 'cases',
  basis: '四(三)2；附·派出所4',
  purpose: '涉案场所处罚到位，结果七日内全镇通报',
  owner: 'unit-or-village',
  readers: ['office', 'leader', 'police', 'discipline', 'remit:market', 'assigned'],
  writers: ['police', 'remit:market', 'assigned'],
  cleared: ['office', 'leader', 'police', 'discipline', 'remit:market', 'assigned'],
  subject: 'matter',
  matter: 'matter',
  keep: { years: 7, after: 'penalisedOn', basis: '行政处罚法 第四十八条' },
  fields: {
    matter: matter('案件'),
    venueType: code('场所类型', { list: 'venueTypes' }),
    venue: text('场所名称', { max: 60 }),
    number: text('处罚决定书文号', { max: 40 }),
    penalisedOn: day('处罚日期'),
    what: note('处罚内容', { max: 300 }),
    publishBy: day('通报期限'),
    publishedOn: day('通报日期').optional(),
    publishedHow: text('通报方式', { max: 60 }).optional(),
    evidence: evidence('通报截图、照片'),
  },
})
export type Penalty = RecordOf<typeof penalty>

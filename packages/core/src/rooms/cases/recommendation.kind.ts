import { code, day, evidence, kind, matter, note, type RecordOf, text } from '../../kinds/index.ts'

/**
 * A formal recommendation (公安提示函、司法建议书、监察建议书) to a body, with a number and a day by which it is answered;
 * then checked on the spot, and closed or returned. Its place is the body to which it goes.
 */
export const recommendation = kind('recommendation', {
  title: '建议书、提示函',
  room: 'cases',
  basis: '四(三)2；附·派出所1、安定法庭1、纪委3',
  purpose: '办案发现的漏洞以文书指出，按期回复，现场核查',
  owner: 'unit-or-village',
  readers: [
    'office',
    'leader',
    'police',
    'discipline',
    'remit:court',
    'own-unit',
    'own-village',
    'own-school',
    'assigned',
  ],
  writers: [
    'office',
    'police',
    'discipline',
    'remit:court',
    'own-unit',
    'own-village',
    'own-school',
    'assigned',
  ],
  cleared: [
    'office',
    'leader',
    'police',
    'discipline',
    'remit:court',
    'own-unit',
    'own-village',
    'own-school',
    'assigned',
  ],
  subject: 'matter',
  matter: 'matter',
  keep: { years: 10, after: 'closedOn', basis: '机关文件材料归档范围和文书档案保管期限规定' },
  endsOn: 'closedOn',
  fields: {
    /** The case; of one that concerns none, itself. */
    matter: matter('来源'),
    /** The problem that it is about; not a reference, since whom it goes to need not see the list. */
    problem: matter('针对的问题').optional(),
    form: code('种类', { list: 'recommendationForms' }),
    issuedBy: code('制发单位', { list: 'units' }),
    number: text('文号', { max: 40 }),
    title: text('标题', { max: 60 }),
    /** Where it goes outside the units of the plan: a company, a venue. */
    toOther: text('送达单位（镇外或企业）', { max: 40 }).optional(),
    body: note('指出的问题和建议', { max: 2000 }).hinted('不写姓名、学校、住址，不写能认出被害人的情节'),
    issuedOn: day('制发日期'),
    answerBy: day('回复期限'),
    status: code('状态', { list: 'recommendationStates' }),
    answeredOn: day('回复日期').optional(),
    answer: note('回复', { max: 1500 }).optional(),
    evidence: evidence('回复附件'),
    checkedOn: day('现场核查日期').optional(),
    checkNote: note('核查意见', { max: 300 }).optional(),
    closedOn: day('办结日期').optional(),
  },
})
export type Recommendation = RecordOf<typeof recommendation>

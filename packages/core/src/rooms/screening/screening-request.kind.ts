import { code, day, flag, kind, type RecordOf, residentId, text } from '../../kinds/index.ts'

/**
 * An employer of people in close contact with minors asks the police whether somebody has a record of sexual assault, abuse,
 * trafficking or violence: before hiring, and of everybody in post each year (未成年人保护法 第六十二条). The answer is yes or
 * no with a reference, never what the record says. Who is asked about is read by the police and the unit or school that asked,
 * by nobody else: not by the office, which sees how many were answered in time.
 */
export const screeningRequest = kind('screeningRequest', {
  title: '从业查询',
  room: 'screening',
  basis:
    '附·派出所7；未成年人保护法 第六十二条；关于建立教职员工准入查询性侵违法犯罪信息制度的意见；个人信息保护法 第十三条',
  purpose: '密切接触未成年人的岗位先查询后上岗、每年复查；有相关记录的不得录用、及时解聘',
  owner: 'unit-or-village',
  readers: ['police', 'own-staff', 'own-school'],
  writers: ['police', 'own-staff', 'own-school'],
  cleared: ['police', 'own-staff', 'own-school'],
  subject: 'self',
  keep: { years: 2, after: 'endedOn', basis: '未成年人保护法 第六十二条；个人信息保护法 第十九条' },
  endsOn: 'endedOn',
  fields: {
    employer: text('用人单位', { max: 60 }),
    sector: code('行业', { list: 'screeningSectors' }),
    occasion: code('查询情形', { list: 'screeningOccasions' }),
    name: text('姓名', { max: 30, guard: 'private' }),
    residentId: residentId('身份证号'),
    position: text('岗位', { max: 40 }),
    requestedOn: day('申请日期'),
    answerBy: day('答复期限'),
    answer: code('查询结果', { list: 'screeningAnswers' }).optional(),
    answeredOn: day('答复日期').optional(),
    reference: text('回执编号', { max: 40 }).optional(),
    isTold: flag('已告知本人'),
    outcome: code('处理', { list: 'screeningOutcomes' }).optional(),
    outcomeOn: day('处理日期').optional(),
    withdrawnOn: day('撤回日期').optional(),
    /** Nobody has to do anything about it any more: nothing was found, or what was found was acted on, or it was withdrawn. */
    endedOn: day('办结日期').optional(),
  },
})
export type ScreeningRequest = RecordOf<typeof screeningRequest>

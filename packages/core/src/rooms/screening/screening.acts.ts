import { act, amendment } from '../../acts/index.ts'
import { code, day, text } from '../../kinds/index.ts'
import { screeningRequest } from './screening-request.kind.ts'

const { fields } = screeningRequest
/** The unit or school that asked, and nobody for it: whoever may write it down learns who is asked about. */
const askers = ['own-staff', 'own-school'] as const
const who = {
  employer: fields.employer.hinted('谁招人、谁用人；替企业、培训机构申请的写它的名称'),
  sector: fields.sector,
  occasion: fields.occasion,
  name: fields.name.hinted('加密保存，只有派出所和本单位能看'),
  residentId: fields.residentId,
  position: fields.position,
  isTold: fields.isTold,
}

export const requestScreening = act('screening.request', {
  title: '申请从业查询',
  kind: screeningRequest,
  on: 'new',
  by: ['school', 'officer', 'office', 'police'],
  input: who,
})
export const amendScreening = amendment('screening.amend', {
  title: '更正查询申请',
  kind: screeningRequest,
  by: askers,
  input: who,
})
export const withdrawScreening = act('screening.withdraw', {
  title: '撤回查询申请',
  kind: screeningRequest,
  on: 'existing',
  by: askers,
  needsReason: true,
  input: {},
})

/** Yes or no, and the number under which the police keep what they looked up. */
export const answerScreening = act('screening.answer', {
  title: '答复从业查询',
  kind: screeningRequest,
  on: 'existing',
  by: ['police'],
  input: {
    answer: code('查询结果', { list: 'screeningAnswers' }),
    reference: text('回执编号', { max: 40 }).hinted('只写编号，不写犯罪记录内容'),
  },
})

/** What the employer did about somebody with a record. */
export const settleScreening = act('screening.settle', {
  title: '登记处理结果',
  kind: screeningRequest,
  on: 'existing',
  by: askers,
  while: { field: 'answer', is: ['found'] },
  input: {
    outcome: code('处理', { list: 'screeningOutcomes' }),
    outcomeOn: day('处理日期'),
  },
})

import { code, count, day, evidence, flag, kind, note, type RecordOf, text } from '../../kinds/index.ts'

/**
 * Something that the office or a leader asks a unit or a village to do and to answer (交办事项). What was asked in detail and
 * what was answered are private: people write names into them. The heading is not, so it says the matter without a name.
 */
export const officeRequest = kind('officeRequest', {
  title: '交办事项',
  room: 'supervision',
  basis: '五(三)；五(四)',
  purpose: '交办一件事，限期答复，认可或退回，逾期可见',
  owner: 'unit-or-village',
  readers: ['office', 'leader', 'discipline', 'own-unit', 'own-village'],
  writers: ['office', 'leader', 'own-unit', 'own-village'],
  cleared: ['office', 'leader', 'discipline', 'own-unit', 'own-village'],
  subject: 'self',
  keep: { years: 3, after: 'closedOn', basis: '方案 五(四)' },
  endsOn: 'closedOn',
  fields: {
    what: text('事项', { max: 40 }).hinted('一句话说清，不写孩子的姓名'),
    state: code('状态', { list: 'requestStates' }),
    dueOn: day('答复期限'),
    detail: note('具体要求', { max: 1000 }).optional(),
    wantsEvidence: flag('要附照片或文件'),
    askedBy: text('交办人', { max: 60 }),
    askedOn: day('交办日期'),
    answer: note('答复', { max: 1000 }).optional(),
    amount: count('数量').hinted('要求报数的填写').optional(),
    evidence: evidence('照片或文件').optional(),
    answeredOn: day('答复日期').optional(),
    returnReason: note('退回意见', { max: 300 }).optional(),
    closedOn: day('办结日期').optional(),
  },
})
export type OfficeRequest = RecordOf<typeof officeRequest>

/** States in which the asked unit still owes an answer. */
export const owesAnswer = (request: Pick<OfficeRequest, 'state'>): boolean =>
  request.state === 'asked' || request.state === 'returned'

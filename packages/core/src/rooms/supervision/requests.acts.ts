import { act } from '../../acts/index.ts'
import { codes, day, evidence, flag, note } from '../../kinds/index.ts'
import { officeRequest } from './office-request.kind.ts'

const { what, dueOn, detail, amount, returnReason } = officeRequest.fields

/** Asks units, villages, or both: each gets a request of its own, and answers for itself. */
export const askRequest = act('request.ask', {
  title: '交办事项',
  kind: officeRequest,
  on: 'new',
  by: ['office', 'leader'],
  input: {
    onUnits: codes('交办给单位', { list: 'units' }).optional(),
    onVillages: codes('交办给村', { list: 'villages' }).optional(),
    what,
    detail,
    dueOn,
    wantsEvidence: flag('要附照片或文件').optional(),
  },
})

/** Answers what was asked: in words, with a number or with photos, as was asked for. */
export const answerRequest = act('request.answer', {
  title: '答复交办',
  kind: officeRequest,
  on: 'existing',
  by: ['own-unit', 'own-village'],
  while: { field: 'state', is: ['asked', 'returned'] },
  onPhone: true,
  input: {
    answer: note('答复', { max: 1000 }).hinted('做了什么，结果怎样'),
    amount,
    evidence: evidence('照片或文件', { max: 9 }).optional(),
  },
})

export const acceptRequest = act('request.accept', {
  title: '认可办结',
  kind: officeRequest,
  on: 'existing',
  by: ['office', 'leader'],
  while: { field: 'state', is: ['answered'] },
  input: {},
})

/** Gives an answer back with a sentence, and a new day where the old one has passed. */
export const returnRequest = act('request.return', {
  title: '退回重办',
  kind: officeRequest,
  on: 'existing',
  by: ['office', 'leader'],
  while: { field: 'state', is: ['answered'] },
  input: {
    returnReason: note(returnReason.label, { max: 300 }).hinted('还缺什么，怎样算办好'),
    dueOn: day('重新答复期限'),
  },
})

export const withdrawRequest = act('request.withdraw', {
  title: '撤回交办',
  kind: officeRequest,
  on: 'existing',
  by: ['office', 'leader'],
  while: { field: 'state', is: ['asked', 'answered', 'returned'] },
  needsReason: true,
  input: {},
})

import { act, amendment } from '../../acts/index.ts'
import { code, day, evidence, matter, note, ref, text } from '../../kinds/index.ts'
import { caseReview } from './case-review.kind.ts'
import { problem } from './problem.kind.ts'
import { recommendation } from './recommendation.kind.ts'
import { rule } from './rule.kind.ts'

/** To whom something goes: one unit, village or school. */
export const toWhom = {
  toUnit: code('责任单位', { list: 'units' }).optional(),
  toVillage: code('责任村', { list: 'villages' }).optional(),
  toSchool: code('责任学校', { list: 'schools' }).optional(),
}

const reviewed = {
  reviewedOn: caseReview.fields.reviewedOn,
  units: caseReview.fields.units,
  traced: caseReview.fields.traced,
  dissected: caseReview.fields.dissected,
  rectified: caseReview.fields.rectified,
  heldToAccount: caseReview.fields.heldToAccount,
  accountability: caseReview.fields.accountability,
}

export const recordReview = act('case-review.record', {
  title: '登记倒查',
  kind: caseReview,
  on: 'new',
  by: ['office', 'police', 'discipline', 'assigned'],
  input: { matter: matter('案件'), ...reviewed },
})

export const amendReview = amendment('case-review.amend', {
  title: '补充倒查',
  kind: caseReview,
  by: ['office', 'police', 'discipline', 'assigned'],
  input: reviewed,
})

export const registerProblem = act('problem.register', {
  title: '登记问题',
  kind: problem,
  on: 'new',
  by: ['office', 'police', 'discipline', 'assigned'],
  input: {
    matter: matter('案件').optional(),
    source: problem.fields.source,
    what: problem.fields.what.hinted('写漏洞，不写案情；责任单位看得到这段话'),
    ...toWhom,
    dueOn: problem.fields.dueOn,
  },
})

/** Gives a problem its owner and day, or others. */
export const ownProblem = act('problem.own', {
  title: '明确责任和期限',
  kind: problem,
  on: 'existing',
  by: ['office', 'police', 'discipline'],
  needsReason: true,
  input: { ...toWhom, dueOn: day('整改期限') },
})

/** The owner says that it is mended, with what proves it. */
export const reportMended = act('problem.report', {
  title: '报告整改',
  kind: problem,
  on: 'existing',
  by: ['own-unit', 'own-village', 'own-school', 'office'],
  input: {
    doneOn: day('整改日期'),
    doneNote: note('整改情况', { max: 500 }),
    evidence: evidence('整改佐证', { min: 1 }),
  },
})

const checked = {
  checkedOn: day('现场核查日期'),
  checkNote: note('核查意见', { max: 300 }),
}

export const closeProblem = act('problem.close', {
  title: '核查销号',
  kind: problem,
  on: 'existing',
  by: ['office', 'police', 'discipline'],
  input: checked,
})

export const returnProblem = act('problem.return', {
  title: '核查退回',
  kind: problem,
  on: 'existing',
  by: ['office', 'police', 'discipline'],
  input: checked,
})

/** One problem closed, one rule improved. */
export const improveRule = act('problem.improve-rule', {
  title: '关联完善的制度',
  kind: problem,
  on: 'existing',
  by: ['office', 'police', 'discipline', 'own-unit', 'own-village'],
  input: { rule: ref('完善的制度', 'rule') },
})

export const issueRecommendation = act('recommendation.issue', {
  title: '制发建议书、提示函',
  kind: recommendation,
  on: 'new',
  by: ['police', 'discipline', 'remit:court'],
  input: {
    matter: matter('案件').optional(),
    problem: matter('针对的问题').optional(),
    form: recommendation.fields.form,
    number: text('文号', { max: 40 }).hinted('如：云公提〔2024〕3号'),
    title: recommendation.fields.title,
    ...toWhom,
    toOther: recommendation.fields.toOther,
    body: recommendation.fields.body,
    issuedOn: recommendation.fields.issuedOn,
    answerBy: recommendation.fields.answerBy,
  },
})

export const answerRecommendation = act('recommendation.answer', {
  title: '回复',
  kind: recommendation,
  on: 'existing',
  by: ['own-unit', 'own-village', 'own-school', 'police', 'discipline', 'remit:court'],
  input: {
    answeredOn: day('回复日期'),
    answer: note('回复', { max: 1500 }),
    evidence: evidence('回复附件'),
  },
})

export const closeRecommendation = act('recommendation.close', {
  title: '核查办结',
  kind: recommendation,
  on: 'existing',
  by: ['police', 'discipline', 'remit:court'],
  input: checked,
})

export const returnRecommendation = act('recommendation.return', {
  title: '核查退回',
  kind: recommendation,
  on: 'existing',
  by: ['police', 'discipline', 'remit:court'],
  input: { ...checked, answerBy: day('新的回复期限') },
})

const { name, type, edition, number, inForceFrom, improves, replaces, document } = rule.fields

export const adoptRule = act('rule.adopt', {
  title: '登记制度',
  kind: rule,
  on: 'new',
  by: ['office', 'police', 'discipline', 'own-unit', 'own-village'],
  input: {
    name,
    type,
    edition,
    number,
    ofUnit: code('制定单位', { list: 'units' }).optional(),
    ofVillage: code('制定的村', { list: 'villages' }).optional(),
    inForceFrom,
    improves,
    replaces,
    document,
  },
})

export const endRule = act('rule.end', {
  title: '废止制度',
  kind: rule,
  on: 'existing',
  by: ['office', 'police', 'discipline', 'own-unit', 'own-village'],
  needsReason: true,
  input: { endedOn: day('废止日期') },
})

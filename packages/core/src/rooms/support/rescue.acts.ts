import { act, amendment } from '../../acts/index.ts'
import { code, day, evidence, flag, instant, matter } from '../../kinds/index.ts'
import { rescueConsent, rescuePlan, rescueReview } from './rescue-plan.kind.ts'
import { rescueProof, rescueTask } from './rescue-task.kind.ts'

/** Who runs a rescue: the office that hosts it, the police, and those assigned to the matter by name. */
const runners = ['office', 'police', 'assigned'] as const
/** Who helps the child and the family: those as well who are assigned to the rescue alone. They make no plan and end none. */
const helpers = ['office', 'police', 'rescuing'] as const

const planned = {
  helps: rescuePlan.fields.helps,
  isAbandoned: rescuePlan.fields.isAbandoned,
  situation: rescuePlan.fields.situation,
  reviewBy: rescuePlan.fields.reviewBy,
}

/** Makes the plan of one victim; there is one at a time. */
export const makeRescuePlan = act('rescue.plan', {
  title: '制定救助方案',
  kind: rescuePlan,
  on: 'new',
  by: runners,
  input: { matter: matter('案件或线索'), person: matter('被害人'), ...planned },
})

export const amendRescuePlan = amendment('rescue.amend', {
  title: '调整救助方案',
  kind: rescuePlan,
  by: runners,
  input: planned,
})

export const recordConsent = act('rescue.consent', {
  title: '登记同意',
  kind: rescueConsent,
  on: 'new',
  by: helpers,
  input: {
    plan: matter('救助方案'),
    by: rescueConsent.fields.by,
    form: rescueConsent.fields.form,
    helps: rescueConsent.fields.helps,
    isChildHeard: rescueConsent.fields.isChildHeard,
    givenOn: rescueConsent.fields.givenOn,
    keptAt: rescueConsent.fields.keptAt,
  },
})

/** Takes a consent back: what is no longer covered by one stops at once. */
export const withdrawConsent = act('rescue.withdraw-consent', {
  title: '撤回同意',
  kind: rescueConsent,
  on: 'existing',
  by: helpers,
  needsReason: true,
  input: { withdrawnOn: day('撤回日期') },
})

export const reviewRescue = act('rescue.review', {
  title: '登记评估',
  kind: rescueReview,
  on: 'new',
  by: helpers,
  input: {
    plan: matter('救助方案'),
    reviewedOn: rescueReview.fields.reviewedOn,
    finding: rescueReview.fields.finding,
    nextOn: rescueReview.fields.nextOn,
  },
})

/** Tells the family of legal aid, and writes down what they want of it; whoever wants it gets a task of the plan. */
export const offerLegalAid = act('rescue.offer-legal-aid', {
  title: '告知法律援助',
  kind: rescuePlan,
  on: 'existing',
  by: runners,
  while: { field: 'state', is: ['open'] },
  input: {
    legalAidOn: day('告知日期'),
    legalAid: code('家属的意见', { list: 'legalAidAnswers' }),
    legalAidWhy: rescuePlan.fields.legalAidWhy,
  },
})

/** Asks the units that helped whether the plan may end; with the last agreement it does. */
export const proposeClosing = act('rescue.propose-closing', {
  title: '商请办结',
  kind: rescuePlan,
  on: 'existing',
  by: runners,
  while: { field: 'state', is: ['open'] },
  input: {
    outcome: code('办结情形', { list: 'rescueOutcomes' }),
    closeNote: rescuePlan.fields.closeNote,
  },
})

/** Gives one unit a task of the plan. */
export const assignTask = act('rescue-task.assign', {
  title: '交办救助任务',
  kind: rescueTask,
  on: 'new',
  by: runners,
  input: {
    plan: matter('救助方案'),
    help: rescueTask.fields.help,
    toUnit: code('责任单位', { list: 'units' }),
    what: rescueTask.fields.what,
    dueOn: rescueTask.fields.dueOn,
    exposedAt: instant('受侵害（暴露）时间').hinted('医疗救治填，72小时从这时起算').optional(),
  },
})

export const amendTask = amendment('rescue-task.amend', {
  title: '调整任务',
  kind: rescueTask,
  by: runners,
  input: { what: rescueTask.fields.what, dueOn: rescueTask.fields.dueOn },
})

/** That the child was examined and medicine decided on: what the 72 hours are for. */
export const assessTask = act('rescue-task.assess', {
  title: '登记评估救治',
  kind: rescueTask,
  on: 'existing',
  by: ['own-unit', 'assigned'],
  while: { field: 'state', is: ['assigned'] },
  input: { assessedAt: instant('评估救治时间') },
})

/** The unit says what it did. How it went and what proves it is sealed. */
export const reportTask = act('rescue-task.report', {
  title: '报告办理结果',
  kind: rescueTask,
  on: 'existing',
  by: ['own-unit', 'assigned'],
  while: { field: 'state', is: ['assigned'] },
  sealsFiles: true,
  input: {
    doneOn: day('办理日期'),
    result: code('结果', { list: 'rescueResults' }),
    story: rescueProof.fields.story.hinted('密封保存，只有本单位和承办人能看'),
    photos: evidence('佐证', { max: 9 }).hinted('密封保存；提供了帮助的要有佐证').optional(),
  },
})

export const stopTask = act('rescue-task.stop', {
  title: '停止任务',
  kind: rescueTask,
  on: 'existing',
  by: runners,
  needsReason: true,
  while: { field: 'state', is: ['assigned', 'asked'] },
  input: {},
})

/** The unit's word on whether the plan may end. If it does not agree, its task goes on. */
export const agreeClosing = act('rescue-task.agree', {
  title: '答复商请办结',
  kind: rescueTask,
  on: 'existing',
  by: ['own-unit'],
  while: { field: 'state', is: ['asked'] },
  input: {
    isAgreed: flag('同意办结'),
    objection: rescueTask.fields.objection,
    dueOn: day('继续办理的期限').hinted('不同意的才填').optional(),
  },
})

/** The 72 hours have passed without an assessment. Done by the system, once for each task. */
export const taskOverdue = act('rescue-task.overdue', {
  title: '超过72小时',
  kind: rescueTask,
  on: 'existing',
  by: ['system'],
  input: {},
})

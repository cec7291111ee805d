import { act } from '../../acts/index.ts'
import { code, count, day, evidence, matter, note, text } from '../../kinds/index.ts'
import { accountability } from './accountability.kind.ts'
import { toWhom } from './learning.acts.ts'
import { penalty } from './penalty.kind.ts'
import { veto } from './veto.kind.ts'
import { warningSession } from './warning-session.kind.ts'

const { fields } = accountability

/** Opens a finding that is not due by itself. */
export const openAccountability = act('accountability.open', {
  title: '启动问责',
  kind: accountability,
  on: 'new',
  by: ['discipline'],
  input: {
    matter: matter('案件').optional(),
    finding: fields.finding,
    reportDuty: fields.reportDuty,
    ...toWhom,
    post: fields.post.hinted('写岗位，不写姓名'),
    grounds: note('情形', { max: 500 }),
    openedOn: day('启动日期'),
  },
})

/** Opens the line that a case made due. */
export const startAccountability = act('accountability.start', {
  title: '启动问责（到期事项）',
  kind: accountability,
  on: 'existing',
  by: ['discipline'],
  input: { ...toWhom, post: fields.post, grounds: fields.grounds, openedOn: day('启动日期') },
})

export const decideAccountability = act('accountability.decide', {
  title: '作出处理决定',
  kind: accountability,
  on: 'existing',
  by: ['discipline'],
  input: {
    decidedOn: day('决定日期'),
    decision: code('处理决定', { list: 'accountabilityDecisions' }),
    decisionNote: fields.decisionNote,
  },
})

export const decideVeto = act('veto.decide', {
  title: '一票否决',
  kind: veto,
  on: 'new',
  by: ['office', 'leader'],
  input: {
    matter: matter('案件'),
    toUnit: toWhom.toUnit,
    toVillage: toWhom.toVillage,
    decidedOn: veto.fields.decidedOn,
    grounds: veto.fields.grounds,
  },
})

export const liftVeto = act('veto.lift', {
  title: '撤销一票否决',
  kind: veto,
  on: 'existing',
  by: ['leader'],
  needsReason: true,
  input: { liftedOn: day('撤销日期') },
})

export const holdWarningSession = act('warning-session.hold', {
  title: '登记警示教育会',
  kind: warningSession,
  on: 'existing',
  by: ['own-unit', 'own-village', 'own-school', 'office'],
  input: {
    heldOn: day('召开日期'),
    forms: warningSession.fields.forms,
    attended: count('参加人数', { max: 5000 }),
    summary: note('反思和整改', { max: 500 }).hinted('不写案情，不写姓名'),
    evidence: evidence('签到、照片', { min: 1 }),
  },
})

export const recordPenalty = act('penalty.record', {
  title: '登记涉案场所处罚',
  kind: penalty,
  on: 'new',
  by: ['police', 'assigned'],
  input: {
    matter: matter('案件'),
    onVillage: code('所在村', { list: 'villages' }).optional(),
    venueType: penalty.fields.venueType,
    venue: penalty.fields.venue,
    number: penalty.fields.number,
    penalisedOn: penalty.fields.penalisedOn,
    what: penalty.fields.what,
  },
})

export const publishPenalty = act('penalty.publish', {
  title: '登记全镇通报',
  kind: penalty,
  on: 'existing',
  by: ['police', 'remit:market', 'assigned'],
  input: {
    publishedOn: day('通报日期'),
    publishedHow: text('通报方式', { max: 60 }),
    evidence: evidence('通报截图、照片'),
  },
})

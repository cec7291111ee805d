import { act } from '../../acts/index.ts'
import { code, day, evidence, flag, instant, matter, note, ref, text } from '../../kinds/index.ts'
import { lead } from './lead.kind.ts'
import { leadAlarm } from './lead-alarm.kind.ts'
import { leadTelling } from './lead-telling.kind.ts'

/** Everybody of the township who signs in may report, and the public without signing in. */
const anybody = [
  'public',
  'village',
  'officer',
  'office',
  'school',
  'police',
  'leader',
  'discipline',
] as const

/** Reports a suspicion. A single sentence is a report; everything else may be left out. */
export const reportLead = act('lead.report', {
  title: '报告可疑情况',
  kind: lead,
  on: 'new',
  by: anybody,
  sealsActor: true,
  onPhone: true,
  input: {
    story: note('发生了什么', { max: 4000 }),
    isDangerNow: flag('现在还有危险').optional(),
    concerns: code('哪一类', { list: 'leadConcerns' }).optional(),
    onVillage: code('哪个村', { list: 'villages' }).optional(),
    onSchool: code('哪所学校', { list: 'schools' }).optional(),
    setting: code('什么地方', { list: 'leadSettings' }).optional(),
    where: text('具体地点', { max: 100 }).optional(),
    happenedOn: day('大约哪一天').optional(),
    child: text('孩子是谁（知道多少写多少）', { max: 100 }).optional(),
    /** For those whom the law makes report: the situation, and when they came to know. */
    situation: code('应当报告的情形', { list: 'reportSituations' }).optional(),
    knewAt: instant('什么时候知道的').optional(),
    /** The office writes down what somebody told on the telephone: neither the story nor the clock is its own. */
    isByHotline: flag('电话转来').optional(),
    /** The suspect may be one of us: they and theirs are left out, and the lead goes outside. */
    isInsider: flag('涉及的人在镇里、村里、学校、派出所工作，或是他们的亲属').optional(),
    insiderIsLeader: flag('是镇领导').optional(),
    insiderUnit: code('在哪个单位', { list: 'units' }).optional(),
    insiderVillage: code('在哪个村', { list: 'villages' }).optional(),
    insiderSchool: code('在哪所学校', { list: 'schools' }).optional(),
    insiderName: text('那个人的姓名', { max: 30 }).optional(),
    reporterName: text('您的姓名', { max: 30 }).optional(),
    reporterPhone: text('您的电话', { max: 40 }).optional(),
    photos: evidence('照片', { max: 9 }).optional(),
    /** The sign whose code was scanned: it names the place. */
    sign: matter('举报牌').optional(),
  },
})

/** Adds to a report that one made oneself. */
export const addToLead = act('lead.add', {
  title: '补充线索',
  kind: lead,
  on: 'existing',
  by: ['public', 'own-report'],
  sealsActor: true,
  input: { story: note('补充内容', { max: 4000 }), photos: evidence('照片', { max: 9 }).optional() },
})

/** Says that one has seen that there is a lead: what everybody does who was told of one. */
export const acknowledgeLead = act('lead.acknowledge', {
  title: '签收线索',
  kind: leadTelling,
  on: 'none',
  by: ['office', 'leader', 'police', 'discipline', 'officer', 'village', 'school', 'outside'],
  input: { matter: matter('线索') },
})

/** A clock of a lead has run out. Done by the system, each alarm of a lead once. */
export const alarmLead = act('lead.alarm', {
  title: '线索催办',
  kind: leadAlarm,
  on: 'new',
  by: ['system'],
  input: { matter: matter('线索'), alarm: leadAlarm.fields.alarm },
})

/** Takes a lead on oneself: from then on its sealed files can be opened, each time with a purpose. */
export const takeLead = act('lead.take', {
  title: '领办线索',
  kind: lead,
  on: 'existing',
  by: ['police', 'own-unit'],
  input: {},
})

const handlers = ['police', 'own-unit', 'assigned'] as const

export const acceptLead = act('lead.accept', {
  title: '受理线索',
  kind: lead,
  on: 'existing',
  by: handlers,
  input: {
    concerns: code('类别', { list: 'leadConcerns' }),
    decision: note('处理意见', { max: 500 }).optional(),
  },
})

export const refuseLead = act('lead.refuse', {
  title: '不予受理',
  kind: lead,
  on: 'existing',
  by: handlers,
  needsReason: true,
  input: { answer: note('给举报人的答复', { max: 500 }) },
})

/** Hands a lead to another unit. The clock goes on. */
export const transferLead = act('lead.transfer', {
  title: '移送线索',
  kind: lead,
  on: 'existing',
  by: handlers,
  needsReason: true,
  input: { toUnit: code('移送单位', { list: 'units' }) },
})

/** Two reports of one thing: this one is merged into the other, and both keep all that they have. */
export const mergeLead = act('lead.merge', {
  title: '并案',
  kind: lead,
  on: 'existing',
  by: handlers,
  needsReason: true,
  input: { into: ref('并入线索', 'lead') },
})

/** Ends a lead with what came of it and an answer to whoever reported. */
export const closeLead = act('lead.close', {
  title: '办结线索',
  kind: lead,
  on: 'existing',
  by: handlers,
  input: {
    outcome: code('办理结果', { list: 'leadOutcomes' }),
    decision: note('处理意见', { max: 500 }),
    answer: note('给举报人的答复', { max: 500 }),
  },
})

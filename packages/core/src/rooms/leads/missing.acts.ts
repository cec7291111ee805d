import { act } from '../../acts/index.ts'
import { code, instant, matter, note, ref, text } from '../../kinds/index.ts'
import { leadTelling } from './lead-telling.kind.ts'
import { missingChild, missingStep } from './missing-child.kind.ts'

const { fields } = missingChild
const handlers = ['police', 'office', 'assigned'] as const

/** Whoever is asked first takes it up and owns it from then on, by name. */
export const reportMissing = act('missing.report', {
  title: '登记走失儿童',
  kind: missingChild,
  on: 'new',
  by: ['village', 'officer', 'school', 'office', 'police', 'leader'],
  onPhone: true,
  input: {
    lastSeen: fields.lastSeen,
    calledAt: instant('什么时候接到的').hinted('不填就是现在').optional(),
    lastSeenAt: fields.lastSeenAt,
    onVillage: code('哪个村', { list: 'villages' }).optional(),
    ageBand: fields.ageBand,
    sex: fields.sex,
    clothes: fields.clothes.hinted('衣服、鞋、书包、发型；不写姓名'),
    child: text('孩子姓名（密封保存）', { max: 30 }).optional(),
    guardian: text('谁来报的、电话（密封保存）', { max: 80 }).optional(),
    story: note('其他情况（密封保存）', { max: 1000 }).optional(),
  },
})

/** Says that one has seen that a child is missing: what everybody does who was told of it. */
export const acknowledgeMissing = act('missing.acknowledge', {
  title: '签收走失',
  kind: leadTelling,
  on: 'none',
  by: ['office', 'leader', 'police', 'village'],
  input: { matter: matter('走失儿童') },
})

/** Writes down what was tried. */
export const addSearchStep = act('missing.step', {
  title: '记查找经过',
  kind: missingStep,
  on: 'new',
  by: missingStep.writers,
  onPhone: true,
  input: {
    matter: ref('走失儿童', 'missingChild'),
    way: missingStep.fields.way,
    at: instant('时间').hinted('不填就是现在').optional(),
    detail: missingStep.fields.detail,
  },
})

/** The police decide that the name goes out as well, because the child is not found without it. */
export const publishMissingName = act('missing.publish-name', {
  title: '公开走失儿童姓名',
  kind: missingChild,
  on: 'existing',
  by: ['police'],
  needsReason: true,
  input: { publicName: text('公开的姓名', { max: 30 }) },
})

export const foundMissing = act('missing.found', {
  title: '登记已找到',
  kind: missingChild,
  on: 'existing',
  by: handlers,
  onPhone: true,
  while: { field: 'state', is: ['searching'] },
  input: {
    foundAt: instant('找到时间'),
    foundHow: code('怎样找到', { list: 'missingFinds' }),
    foundWhere: note('在哪里找到', { max: 200 }).optional(),
    isHarmed: missingChild.fields.isHarmed,
  },
})

/** Ends it with why the child went, and what is to be done so that it does not happen again. */
export const closeMissing = act('missing.close', {
  title: '办结走失',
  kind: missingChild,
  on: 'existing',
  by: handlers,
  input: {
    cause: code('走失原因', { list: 'missingCauses' }),
    analysis: note('原因分析和改进', { max: 1000 }),
  },
})

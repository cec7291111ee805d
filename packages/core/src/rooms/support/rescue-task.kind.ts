import { code, day, evidence, instant, kind, matter, note, type RecordOf, text } from '../../kinds/index.ts'

const keep = {
  years: 7,
  after: 'matter',
  basis: '未成年人保护法；刑法 第八十七条（被害人满21周岁前不删除）',
} as const

/**
 * One unit's task of a rescue plan. The unit sees what it is to do and until when, under a code of the task's own; neither the
 * plan nor the victim. Whom it helps, those know who are assigned by name, be it to the rescue alone.
 */
export const rescueTask = kind('rescueTask', {
  title: '救助任务',
  room: 'support',
  basis: '四(三)5；附·平安办10、卫生院3',
  purpose: '法律援助、心理、医疗、就学、安置、经济救助各有单位、有期限、有结果',
  owner: 'unit',
  readers: ['office', 'leader', 'police', 'own-unit', 'rescuing'],
  writers: ['office', 'police', 'own-unit', 'assigned'],
  cleared: ['office', 'leader', 'police', 'own-unit', 'rescuing'],
  subject: 'matter',
  matter: 'matter',
  keep,
  fields: {
    matter: matter('案件或线索'),
    /** Not a reference: the unit that does the task need not see the plan. */
    plan: matter('救助方案'),
    code: text('任务编号', { max: 20 }),
    help: code('帮助', { list: 'rescueHelps' }),
    what: note('要做什么', { max: 300 })
      .hinted('责任单位看得到这段话：不写姓名、学校、住址、案情')
      .optional(),
    madeOn: day('交办日期'),
    dueOn: day('期限'),
    state: code('状态', { list: 'rescueTaskStates' }),
    /** Of medical care after exposure: until when it must be assessed, and when it was. */
    exposedAt: instant('受侵害（暴露）时间').optional(),
    careBy: instant('72小时截止').optional(),
    assessedAt: instant('评估救治时间').optional(),
    /** When the limit passed without an assessment; written by the system's clock, once. */
    overdueAt: instant('超过72小时').optional(),
    doneOn: day('办理日期').optional(),
    result: code('结果', { list: 'rescueResults' }).optional(),
    /** Why the unit does not agree that the plan ends. */
    objection: note('不同意办结的理由', { max: 300 }).hinted('不写姓名、学校、住址、案情').optional(),
    agreedOn: day('同意办结日期').optional(),
    stoppedOn: day('停止日期').optional(),
  },
})
export type RescueTask = RecordOf<typeof rescueTask>

/**
 * What proves that a task was done, and how it went: read by the unit that did it and by those assigned to the whole matter by
 * name, not by whoever helps beside it. Sealed, since a consultation's paper bears a name: its photos are kept encrypted, under
 * a key of their own.
 */
export const rescueProof = kind('rescueProof', {
  title: '救助佐证',
  room: 'support',
  basis: '四(三)5；个人信息保护法 第二十八条',
  purpose: '救助办理情况和佐证密封保存，只有办理单位和承办人能看',
  owner: 'unit',
  readers: ['own-unit', 'assigned'],
  writers: ['own-unit', 'assigned'],
  cleared: ['own-unit', 'assigned'],
  subject: 'self',
  matter: 'matter',
  isSealed: true,
  keep,
  fields: {
    matter: matter('案件或线索'),
    task: matter('救助任务'),
    doneOn: day('办理日期'),
    story: note('办理情况', { max: 1000 }).optional(),
    photos: evidence('佐证', { max: 9 }),
  },
})
export type RescueProof = RecordOf<typeof rescueProof>

import { z } from 'zod'
import { code, codes, day, evidence, form, kind, note, type RecordOf, text } from '../../kinds/index.ts'

/** What was decided, by whom it is done, until when. */
export const decision = z.strictObject({
  what: z.string().trim().min(2, '请填写决定事项').max(200, '决定事项不能超过200个字'),
  unit: z.string().regex(/^[a-z0-9-]{1,60}$/, '请选择责任单位'),
  due: z.iso.date({ error: '请填写完成期限' }),
})

/** A sitting of the office's own rhythm: fortnightly dispatch, monthly critique, quarterly result (五(四)). */
export const supervisionMeeting = kind('supervisionMeeting', {
  title: '调度讲评',
  room: 'supervision',
  basis: '五(四)',
  purpose: '半月一调度、一月一讲评、一季一问效',
  owner: 'township',
  readers: ['office', 'leader', 'discipline', 'officer', 'police', 'school', 'village'],
  writers: ['office'],
  cleared: ['office', 'leader', 'discipline'],
  keep: { years: 5, after: 'heldOn', basis: '方案 五(四)' },
  fields: {
    form: code('形式', { list: 'supervisionForms' }),
    heldOn: day('召开日期'),
    chair: text('主持', { max: 30 }),
    present: codes('参加单位', { list: 'units' }),
    summary: note('主要内容', { max: 2000, guard: 'open' }),
    decisions: form('议定事项', z.array(decision).max(30, '议定事项最多30条')),
    minutes: evidence('纪要与签到'),
  },
})
export type SupervisionMeeting = RecordOf<typeof supervisionMeeting>

/** A talk with a village or unit that lags (约谈). */
export const talk = kind('talk', {
  title: '约谈',
  room: 'supervision',
  basis: '五(四)',
  purpose: '约谈工作落后的村和部门，记录整改要求',
  owner: 'unit-or-village',
  readers: ['office', 'leader', 'discipline', 'own-unit', 'own-village'],
  writers: ['office', 'leader'],
  cleared: ['office', 'leader', 'discipline', 'own-unit', 'own-village'],
  keep: { years: 5, after: 'talkedOn', basis: '方案 五(四)' },
  fields: {
    talkedOn: day('约谈日期'),
    by: text('约谈人', { max: 30 }),
    because: note('约谈事由', { max: 500, guard: 'open' }),
    promised: note('整改承诺', { max: 500, guard: 'open' }).optional(),
    dueOn: day('整改期限').optional(),
  },
})
export type Talk = RecordOf<typeof talk>

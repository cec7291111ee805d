import { formatDayOfYearZh, formatMonthZh } from '../calendar/index.ts'
import { codeFrom, countOf, dayOfNotice, monthOfNotice } from './param.ts'
import { type NoticeTemplate, type ParamValues, template } from './template.ts'

/** Both group leaders learn within seconds; silence is passed on after ten minutes, and again after an hour. */
const leadersSilence = [
  { after: { within: 'minutes', count: 10 }, clock: 'security', to: ['office', 'leader'] },
  { after: { within: 'hours', count: 1 }, clock: 'security', to: ['discipline'] },
] as const satisfies NoticeTemplate['escalate']

/** Every message that the system can write. A room that has something new to say adds its template here. */
export const noticeTemplates = {
  'request.asked': template({
    title: '交办事项',
    params: { dueOn: dayOfNotice },
    say: ({ dueOn }) => `有一件交办事项，请在${formatDayOfYearZh(dueOn)}前答复。`,
    outside: 'receipt',
    needsReceipt: true,
    escalate: [{ after: { within: 'working-days', count: 2 }, clock: 'business', to: ['office'] }],
  }),
  'request.answered': template({
    title: '交办有答复',
    params: {},
    say: () => '一件交办事项已有答复，请查看后认可或退回。',
    outside: 'plain',
  }),
  'request.returned': template({
    title: '交办被退回',
    params: { dueOn: dayOfNotice },
    say: ({ dueOn }) => `一件交办事项的答复被退回，请看退回意见，在${formatDayOfYearZh(dueOn)}前重新答复。`,
    outside: 'receipt',
    needsReceipt: true,
    escalate: [{ after: { within: 'working-days', count: 2 }, clock: 'business', to: ['office'] }],
  }),
  'request.accepted': template({
    title: '交办已办结',
    params: {},
    say: () => '一件交办事项的答复已被认可，办结。',
    outside: 'plain',
  }),
  'request.withdrawn': template({
    title: '交办已撤回',
    params: {},
    say: () => '一件交办事项已撤回，不用再答复。',
    outside: 'plain',
  }),
  'request.overdue': template({
    title: '交办逾期',
    params: { count: countOf },
    say: ({ count }) => `有${count}件交办事项已逾期，请尽快答复。`,
    outside: 'plain',
  }),
  'notice.silence': template({
    title: '逾时未签收',
    params: { role: codeFrom('postRoles') },
    say: ({ role }, nameOf) => `有一条发给${nameOf('postRoles', role)}的消息逾时没有签收，请督促。`,
    outside: 'receipt',
    needsReceipt: true,
  }),
  'reminder.visits': template({
    title: '走访提醒',
    params: { month: monthOfNotice, count: countOf },
    say: ({ month, count }) => `${formatMonthZh(month)}还有${count}户走访次数不够。`,
    outside: 'unvisited',
  }),
  'reminder.surveys': template({
    title: '排查表提醒',
    params: { month: monthOfNotice, count: countOf, dueOn: dayOfNotice },
    say: ({ month, count, dueOn }) =>
      `${formatMonthZh(month)}还有${count}份排查表未报，请在${formatDayOfYearZh(dueOn)}前报送，没有线索也要报。`,
    begins: ({ month }) => ({ act: 'survey.hand-in', input: { month } }),
    outside: 'surveys',
  }),
  'duties.reminded': template({
    title: '履职提醒',
    params: { month: monthOfNotice, count: countOf },
    say: ({ month, count }) => `${formatMonthZh(month)}还有${count}项职责未完成，请及时补齐。`,
    outside: 'duties',
    needsReceipt: true,
  }),
  'lead.arrived': template({
    title: '新线索',
    params: {},
    say: () => '收到一条线索，请立即签收并安排处置。',
    outside: 'urgent',
    needsReceipt: true,
    escalate: leadersSilence,
  }),
  'missing.reported': template({
    title: '走失儿童',
    params: {},
    say: () => '有一名儿童走失，请立即签收并组织查找。',
    outside: 'urgent',
    needsReceipt: true,
    escalate: leadersSilence,
  }),
  'missing.found': template({
    title: '走失儿童已找到',
    params: {},
    say: () => '走失的儿童已经找到，请停止查找和转发。',
    outside: 'plain',
  }),
  'lead.elsewhere': template({
    title: '镇外受理',
    params: {},
    say: () => '有一条须由镇外受理的线索，镇里没有人能看到，请登录查看。',
    outside: 'elsewhere',
  }),
  'lead.undecided': template({
    title: '线索待决定',
    params: { hours: countOf },
    say: ({ hours }) => `有一条线索还有${hours}小时就到受理时限，请尽快决定。`,
    outside: 'urgent',
    needsReceipt: true,
  }),
  'case.session-called': template({
    title: '警示教育',
    params: { dueOn: dayOfNotice },
    say: ({ dueOn }) => `请在${formatDayOfYearZh(dueOn)}前召开班子会和警示教育大会，并登记。`,
    outside: 'receipt',
    needsReceipt: true,
    escalate: [{ after: { within: 'working-days', count: 2 }, clock: 'business', to: ['office'] }],
  }),
  'case.accountability-due': template({
    title: '应启动问责',
    params: { dueOn: dayOfNotice },
    say: ({ dueOn }) => `有一起案件应在${formatDayOfYearZh(dueOn)}前启动问责。`,
    outside: 'receipt',
    needsReceipt: true,
    escalate: [{ after: { within: 'working-days', count: 2 }, clock: 'business', to: ['leader'] }],
  }),
  'problem.owned': template({
    title: '问题整改',
    params: { dueOn: dayOfNotice },
    say: ({ dueOn }) => `有一项问题由您单位整改，请在${formatDayOfYearZh(dueOn)}前完成并报告。`,
    outside: 'receipt',
    needsReceipt: true,
  }),
  'problem.returned': template({
    title: '整改被退回',
    params: {},
    say: () => '一项问题的整改经核查被退回，请看核查意见后继续整改。',
    outside: 'receipt',
    needsReceipt: true,
  }),
  'recommendation.issued': template({
    title: '建议书、提示函',
    params: { dueOn: dayOfNotice },
    say: ({ dueOn }) => `有一份建议书或提示函送达您单位，请在${formatDayOfYearZh(dueOn)}前书面回复。`,
    outside: 'receipt',
    needsReceipt: true,
  }),
  'rescue.task-assigned': template({
    title: '救助任务',
    params: { dueOn: dayOfNotice },
    say: ({ dueOn }) => `有一项救助任务交给您单位，请在${formatDayOfYearZh(dueOn)}前办理并报告。`,
    outside: 'receipt',
    needsReceipt: true,
    escalate: [{ after: { within: 'working-days', count: 1 }, clock: 'business', to: ['office'] }],
  }),
  'rescue.care-urgent': template({
    title: '紧急医疗救治',
    params: { hours: countOf },
    say: ({ hours }) =>
      hours > 0
        ? `有一项医疗救治离72小时时限还有${hours}小时，请立即安排评估。`
        : '有一项医疗救治已经超过72小时时限，请立即安排评估。',
    outside: 'urgent',
    needsReceipt: true,
    escalate: [{ after: { within: 'hours', count: 1 }, clock: 'security', to: ['office', 'leader'] }],
  }),
  'rescue.task-stopped': template({
    title: '救助任务停止',
    params: {},
    say: () => '交给您单位的一项救助任务已停止，不用再办。',
    outside: 'plain',
  }),
  'rescue.closing-asked': template({
    title: '商请办结',
    params: {},
    say: () => '有一项救助商请办结，请答复是否同意。',
    outside: 'receipt',
    needsReceipt: true,
    escalate: [{ after: { within: 'working-days', count: 3 }, clock: 'business', to: ['office'] }],
  }),
  'rescue.closing-answered': template({
    title: '办结有答复',
    params: {},
    say: () => '一份救助方案的办结有单位答复，请查看。',
    outside: 'plain',
  }),
  'lead.overdue': template({
    title: '线索超时',
    params: { hours: countOf },
    say: ({ hours }) =>
      `有一条线索超过受理时限${hours > 0 ? `${hours}小时` : ''}还没有决定，请立即处理或督促。`,
    outside: 'urgent',
    needsReceipt: true,
  }),
  'lead.transferred': template({
    title: '移送线索',
    params: {},
    say: () => '有一条线索移送到您的单位，时限不变，请立即签收并处理。',
    outside: 'urgent',
    needsReceipt: true,
  }),
  'matter.assigned': template({
    title: '指定承办',
    params: {},
    say: () => '您被指定为一个事项的承办人，请查看。',
    outside: 'receipt',
    needsReceipt: true,
  }),
  'matter.rescuing': template({
    title: '指定救助',
    params: {},
    say: () => '您被指定参加一项救助，请查看救助方案。',
    outside: 'receipt',
    needsReceipt: true,
  }),
  'seal.broken': template({
    title: '破封查看',
    params: {},
    say: () => '有人破封查看了一份密封身份，请核查事由。',
    outside: 'urgent',
    needsReceipt: true,
  }),
  'rights.received': template({
    title: '个人信息权利申请',
    params: { dueOn: dayOfNotice },
    say: ({ dueOn }) => `有一件个人信息权利申请等您复核，答复期限是${formatDayOfYearZh(dueOn)}。`,
    outside: 'receipt',
    needsReceipt: true,
    escalate: [{ after: { within: 'working-days', count: 5 }, clock: 'business', to: ['office'] }],
  }),
  'breach.found': template({
    title: '泄露事件',
    params: {},
    say: () => '登记了一起个人信息泄露事件，请督促处置、报告和告知。',
    outside: 'urgent',
    needsReceipt: true,
  }),
  'breach.overdue': template({
    title: '泄露事件超过时限',
    params: { step: codeFrom('breachSteps') },
    say: ({ step }, nameOf) =>
      `有一起个人信息泄露事件，“${nameOf('breachSteps', step)}”已经超过时限，请立即办理并登记。`,
    outside: 'urgent',
    needsReceipt: true,
    escalate: [{ after: { within: 'hours', count: 1 }, clock: 'security', to: ['discipline'] }],
  }),
} as const satisfies Record<string, NoticeTemplate>

export type NoticeCode = keyof typeof noticeTemplates
export type NoticeValues<N extends NoticeCode> = ParamValues<(typeof noticeTemplates)[N]['params']>

import { z } from 'zod'
import type { DeadlineRule, WindowKind } from '../calendar/index.ts'
import { deadlineLabelZh, windowKinds } from '../calendar/index.ts'

/** What a deadline may run from, and what people call it. */
export const dutyEvents = {
  lead: '线索',
  case: '案件',
  finding: '问题发现',
  'arrest-approval': '批准逮捕',
  'mandatory-report': '应当报告的情形',
  'late-report': '迟报、瞒报',
  'missing-child': '走失报告',
  'venue-report': '场所报告',
  closure: '责令停业',
  penalty: '行政处罚',
  'screening-request': '查询申请',
  hire: '新录用人员',
  rescue: '救助个案',
  exposure: '暴露（受侵害）',
  abandonment: '发现弃儿',
  'no-guardian': '监护缺失',
  return: '专门学校返回',
  recommendation: '建议书、提示函',
  dispute: '矛盾纠纷',
  hazard: '隐患',
  absence: '逃学、休学、辍学',
} as const satisfies Record<string, string>
export type DutyEvent = keyof typeof dutyEvents

/** A time limit as a playbook writes it: '24 hours', '3 working-days'. */
export type Limit = `${number} ${'minutes' | 'hours' | 'days' | 'working-days'}`

/**
 * How often a duty falls due. One of three forms, told apart by their first word:
 *
 * - `every: month` — once in every window; `by: 25` sets a day of the month inside it, and `makeUpDays` says how long
 *   after the window it may still be made up (the playbook's limit when absent). How *much* is due is the target's.
 * - `each: lead` — for every event, with a deadline `within: 24 hours` of it, or without one. Counted by month.
 * - `standing: coverage` — must hold all the time; `on-change`: done once, and again when something changes.
 */
export type Cadence =
  | { every: WindowKind; by?: number; makeUpDays?: number }
  | { each: DutyEvent; within?: Limit }
  | { standing: 'coverage' | 'on-change' }

const limitPattern = /^(\d{1,4}) (minutes|hours|days|working-days)$/

/** The deadline rule of a limit; undefined for any other text, and for a limit of nothing. */
export function parseLimit(text: string): DeadlineRule | undefined {
  const [, digits, unit] = text.match(limitPattern) ?? []
  const count = Number(digits)
  if (!count) return undefined
  switch (unit) {
    case 'minutes':
    case 'hours':
    case 'days':
    case 'working-days':
      return { within: unit, count }
    default:
      return undefined
  }
}

const eventIds = Object.keys(dutyEvents) as [DutyEvent, ...DutyEvent[]]
const tags = ['every', 'each', 'standing'] as const

/** Reads a cadence; an impossible one says why. */
export const cadenceSchema = z
  .strictObject({
    every: z.enum(windowKinds).exactOptional(),
    each: z.enum(eventIds).exactOptional(),
    standing: z.enum(['coverage', 'on-change']).exactOptional(),
    by: z
      .int('应为整数')
      .min(1, '一个月从1日开始')
      .max(28, '不是每个月都有29、30、31日；月底到期请不写 by')
      .exactOptional(),
    makeUpDays: z.int('应为整数').min(0, '不能小于0').max(92, '补办最多92日').exactOptional(),
    within: z
      .custom<Limit>(
        (text) => typeof text === 'string' && parseLimit(text) !== undefined,
        '应为大于0的时限，写作 24 hours、10 minutes、7 days 或 3 working-days',
      )
      .exactOptional(),
  })
  .superRefine((cadence, context) => {
    const given = tags.filter((tag) => cadence[tag] !== undefined)
    const fault = (message: string, ...path: string[]) => context.addIssue({ code: 'custom', message, path })
    if (given.length !== 1) {
      fault('周期要写 every（每个周期）、each（每次事件）、standing（长期保持）中的一个，且只写一个')
      return
    }
    const [tag] = given
    if (cadence.by !== undefined && cadence.every !== 'month') fault('只有按月的周期才能规定几日前', 'by')
    if (cadence.makeUpDays !== undefined && tag !== 'every')
      fault('只有 every 周期才有补办期限', 'makeUpDays')
    if (cadence.within !== undefined && tag !== 'each') fault('时限要从一件事起算，请同时写 each', 'within')
  })
  .transform(({ every, each, standing, by, makeUpDays, within }): Cadence => {
    if (every)
      return { every, ...(by !== undefined && { by }), ...(makeUpDays !== undefined && { makeUpDays }) }
    if (each) return { each, ...(within !== undefined && { within }) }
    return { standing: standing ?? 'coverage' }
  })

/** The kind of window in which a duty of this cadence is counted: events and standing duties by month. */
export const windowKindOf = (cadence: Cadence): WindowKind => ('every' in cadence ? cadence.every : 'month')

/** The time limit from the event, where there is one. */
export const limitOf = (cadence: Cadence): DeadlineRule | undefined =>
  'each' in cadence && cadence.within ? parseLimit(cadence.within) : undefined

const everyLabels = {
  day: '每日',
  'school-day': '每个上学日',
  week: '每周',
  'half-month': '每半月',
  month: '每月',
  quarter: '每季度',
  'half-term': '每半学期',
  term: '每学期',
  year: '每年',
} as const satisfies Record<WindowKind, string>

/** '每月，当月25日前', '线索发生后24小时内', '长期保持'. */
export function cadenceLabelZh(cadence: Cadence): string {
  if ('every' in cadence) {
    const label = everyLabels[cadence.every]
    return cadence.by === undefined ? label : `${label}${cadence.by}日前`
  }
  if ('each' in cadence) {
    const limit = limitOf(cadence)
    return limit
      ? `${dutyEvents[cadence.each]}发生后${deadlineLabelZh(limit)}`
      : `每件${dutyEvents[cadence.each]}`
  }
  return cadence.standing === 'coverage' ? '长期保持' : '一次办清，有变动再办'
}

import type { Day, Month } from './day.ts'
import {
  addDays,
  dayNumberOf,
  dayOfNumber,
  firstDayOf,
  formatDayZh,
  lastDayOf,
  minDay,
  monthOf,
  nextMonth,
  parseDay,
} from './day.ts'
import type { Known } from './known.ts'
import { known } from './known.ts'
import type { WorkCalendar } from './working-days.ts'

/** A moment: whole milliseconds since 1970-01-01T00:00:00Z, as `Date.now()` counts them. */
export type Instant = number

const minute = 60_000
const hour = 60 * minute
const dayLength = 24 * hour
// Asia/Shanghai has kept +08:00 without summer time since 1992; Hulei has no instants from before.
const offset = 8 * hour

/** The day in Asia/Shanghai on which a moment lies. */
export const dayOf = (at: Instant): Day => dayOfNumber(Math.floor((at + offset) / dayLength))

/** The first moment of a day in Asia/Shanghai. */
export const startOfDay = (day: Day): Instant => dayNumberOf(day) * dayLength - offset

/** The last moment of a day in Asia/Shanghai, one millisecond before the next begins. */
export const endOfDay = (day: Day): Instant => startOfDay(day) + dayLength - 1

/** A moment as ISO 8601 text says it ('2024-05-20T00:05:00.000Z', or with an offset), to the minute; undefined where it is none. */
export function parseInstant(iso: string): Instant | undefined {
  const parts = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}(?::?\d{2})?)$/.exec(
    iso,
  )
  const day = parseDay(parts?.[1] ?? '')
  if (!parts || !day) return undefined
  const zone = parts[4] === 'Z' ? '+00:00' : (parts[4] ?? '')
  const ahead =
    Number(`${zone[0]}1`) *
    (Number(zone.slice(1, 3)) * hour + Number(zone.slice(-2)) * (zone.length > 3 ? minute : 0))
  return dayNumberOf(day) * dayLength + Number(parts[2]) * hour + Number(parts[3]) * minute - ahead
}

/** A moment as lists show it, in Asia/Shanghai: '2024-05-20 08:05'. Nothing for nothing; what is no moment as it stands. */
export function instantLabel(iso: string | null | undefined): string {
  if (!iso) return ''
  const at = parseInstant(iso)
  return at === undefined ? iso : `${dayOf(at)} ${timeOf(at)}`
}

/** '2024年5月20日 08:05', in Asia/Shanghai. */
export function formatInstantZh(at: Instant): string {
  return `${formatDayZh(dayOf(at))} ${timeOf(at)}`
}

/** The time of day, '08:05'. */
function timeOf(at: Instant): string {
  const minutes = Math.floor((at - startOfDay(dayOf(at))) / minute)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/**
 * How long someone has, as a playbook says it.
 * Minutes and hours run from the moment, nights and holidays included ('within 24 hours').
 * Days and working days leave out the day of the event and end with their last day (民法典 第二百零一条);
 * days are not moved off a holiday: a child does not wait for one.
 * A day of the month that the month lacks is its last ('by day 31' in April is the 30th).
 */
export type DeadlineRule =
  | { within: 'minutes'; count: number }
  | { within: 'hours'; count: number }
  | { within: 'days'; count: number }
  | { within: 'working-days'; count: number }
  | { by: 'day-of-month'; date: number }
  | { by: 'day-of-next-month'; date: number }

/** The last moment in time and the day it lies on. What is done at `until` is in time, a millisecond later is not. */
export type Deadline = { until: Instant; on: Day }

/** A day of a month, or its last when it is shorter; below one, its first. */
export function dayOfMonth(month: Month, date: number): Day {
  return minDay(addDays(firstDayOf(month), Math.max(1, Math.trunc(date)) - 1), lastDayOf(month))
}

const endingOn = (day: Day): Deadline => ({ until: endOfDay(day), on: day })

/**
 * The deadline for what happened `at` a moment. Only working days can be unknown, in a year whose
 * holidays have not been entered.
 *
 * @example deadlineOf({ within: 'hours', count: 24 }, reportedAt, work)
 */
export function deadlineOf(rule: DeadlineRule, at: Instant, work: WorkCalendar): Known<Deadline> {
  if ('by' in rule) {
    const month = monthOf(dayOf(at))
    return known(endingOn(dayOfMonth(rule.by === 'day-of-month' ? month : nextMonth(month), rule.date)))
  }
  switch (rule.within) {
    case 'minutes':
    case 'hours': {
      const until = at + rule.count * (rule.within === 'hours' ? hour : minute)
      return known({ until, on: dayOf(until) })
    }
    case 'days':
      return known(endingOn(addDays(dayOf(at), rule.count)))
    case 'working-days': {
      const day = work.addWorkingDays(dayOf(at), rule.count)
      return day.known ? known(endingOn(day.value)) : day
    }
  }
}

/** Whether something done at a moment, or not done by now, is late. */
export const isLate = (deadline: Deadline, doneAt: Instant): boolean => doneAt > deadline.until

/** '24小时内', '3个工作日内', '当月25日前', '次月5日前'. */
export function deadlineLabelZh(rule: DeadlineRule): string {
  if ('by' in rule) return `${rule.by === 'day-of-month' ? '当月' : '次月'}${rule.date}日前`
  const units = { minutes: '分钟', hours: '小时', days: '日', 'working-days': '个工作日' } as const
  return `${rule.count}${units[rule.within]}内`
}

/**
 * Civil days in Asia/Shanghai, written as ISO 8601 text and computed by day number.
 *
 * Core has no clock and no time zone: a day is a value, and every function here is total on days that
 * `parseDay` accepts. ISO text of one length compares as text, so days also sort in SQL and in maps.
 */

/** A civil day in Asia/Shanghai, ISO 8601 'YYYY-MM-DD', from 0001-01-01 to 9999-12-31. */
export type Day = `${number}-${number}-${number}`

/** A civil month in Asia/Shanghai, 'YYYY-MM'. */
export type Month = `${number}-${number}`

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** Year, month (1–12) and day of month (1–31) as numbers. */
export type DayParts = { year: number; month: number; date: number }

const dayPattern = /^\d{4}-\d{2}-\d{2}$/
const monthPattern = /^\d{4}-\d{2}$/

/** The calendar's ends; arithmetic beyond them stops here, so that text stays ten characters long. */
export const earliestDay: Day = '0001-01-01'
export const latestDay: Day = '9999-12-31'

const weekdayNames = ['一', '二', '三', '四', '五', '六', '日'] as const

const pad = (value: number, width: number): string => String(value).padStart(width, '0')

/** Whether the Gregorian year has a 29 February. */
export const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

/** Days in a month: 28 to 31. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** The day of these numbers, or undefined where there is none (30 February, month 13, year 0). */
export function dayOfParts({ year, month, date }: DayParts): Day | undefined {
  const isReal =
    Number.isInteger(year) &&
    Number.isInteger(month) &&
    Number.isInteger(date) &&
    year >= 1 &&
    year <= 9999 &&
    month >= 1 &&
    month <= 12 &&
    date >= 1 &&
    date <= daysInMonth(year, month)
  return isReal ? writeDay(year, month, date) : undefined
}

/** Reads 'YYYY-MM-DD' strictly: exactly this shape, and a day that exists. Anything else is undefined. */
export function parseDay(text: string): Day | undefined {
  if (!dayPattern.test(text)) return undefined
  return dayOfParts({
    year: Number(text.slice(0, 4)),
    month: Number(text.slice(5, 7)),
    date: Number(text.slice(8, 10)),
  })
}

/** Whether a value of unknown type is a real day in this form. */
export const isDay = (value: unknown): value is Day =>
  typeof value === 'string' && parseDay(value) !== undefined

/** Reads 'YYYY-MM' strictly. */
export function parseMonth(text: string): Month | undefined {
  if (!monthPattern.test(text)) return undefined
  const year = Number(text.slice(0, 4))
  const month = Number(text.slice(5, 7))
  return year >= 1 && month >= 1 && month <= 12 ? writeMonth(year, month) : undefined
}

/** Whether a value of unknown type is a month in this form. */
export const isMonth = (value: unknown): value is Month =>
  typeof value === 'string' && parseMonth(value) !== undefined

/** The numbers of a day. */
export const partsOf = (day: Day): DayParts => ({
  year: Number(day.slice(0, 4)),
  month: Number(day.slice(5, 7)),
  date: Number(day.slice(8, 10)),
})

/** The year a day or month lies in. */
export const yearOf = (dayOrMonth: Day | Month): number => Number(dayOrMonth.slice(0, 4))

const writeDay = (year: number, month: number, date: number): Day =>
  `${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}` as Day

const writeMonth = (year: number, month: number): Month => `${pad(year, 4)}-${pad(month, 2)}` as Month

/**
 * Days since 1970-01-01 (negative before it). The year is taken to begin in March, so that the leap day
 * is its last and every month's start follows from one linear formula.
 */
export function dayNumberOf(day: Day): number {
  const { year, month, date } = partsOf(day)
  const marchYear = month <= 2 ? year - 1 : year
  const era = Math.floor(marchYear / 400)
  const yearOfEra = marchYear - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + date - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146097 + dayOfEra - 719468
}

const earliestNumber = dayNumberOf(earliestDay)
const latestNumber = dayNumberOf(latestDay)

/** The day of a day number; the inverse of `dayNumberOf`. Numbers off the calendar give its nearest end. */
export function dayOfNumber(number: number): Day {
  const shifted = Math.min(Math.max(Math.trunc(number), earliestNumber), latestNumber) + 719468
  const era = Math.floor(shifted / 146097)
  const dayOfEra = shifted - era * 146097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return writeDay(year, month, dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1)
}

/** The day `count` days later (earlier when negative). */
export const addDays = (day: Day, count: number): Day => dayOfNumber(dayNumberOf(day) + count)

/** How many days `to` lies after `from`; negative when it lies before. */
export const daysBetween = (from: Day, to: Day): number => dayNumberOf(to) - dayNumberOf(from)

/** The same day of the month `count` months later, or that month's last day: 31 January + 1 is 29 February 2024. */
export function addMonths(day: Day, count: number): Day {
  const { year, month, date } = partsOf(day)
  const months = year * 12 + (month - 1) + Math.trunc(count)
  const targetYear = Math.floor(months / 12)
  if (targetYear < 1) return earliestDay
  if (targetYear > 9999) return latestDay
  const targetMonth = months - targetYear * 12 + 1
  return writeDay(targetYear, targetMonth, Math.min(date, daysInMonth(targetYear, targetMonth)))
}

/** ISO weekday, 1 (Monday) to 7 (Sunday). */
export const weekday = (day: Day): Weekday => (((((dayNumberOf(day) + 3) % 7) + 7) % 7) + 1) as Weekday

/** The month a day lies in. */
export const monthOf = (day: Day): Month => day.slice(0, 7) as Month

/** The first day of a month. */
export const firstDayOf = (month: Month): Day => `${month}-01` as Day

/** The last day of a month. */
export const lastDayOf = (month: Month): Day =>
  writeDay(yearOf(month), Number(month.slice(5, 7)), daysInMonth(yearOf(month), Number(month.slice(5, 7))))

/** The month after. */
export const nextMonth = (month: Month): Month => monthOf(addMonths(firstDayOf(month), 1))

/** The month before. */
export const previousMonth = (month: Month): Month => monthOf(addMonths(firstDayOf(month), -1))

/** Order for sorting: negative, zero or positive. */
export const compareDays = (a: Day, b: Day): number => (a < b ? -1 : a > b ? 1 : 0)

/** The earliest of the days given. */
export const minDay = (first: Day, ...rest: readonly Day[]): Day =>
  rest.reduce((earliest, day) => (compareDays(day, earliest) < 0 ? day : earliest), first)

/** The latest of the days given. */
export const maxDay = (first: Day, ...rest: readonly Day[]): Day =>
  rest.reduce((latest, day) => (compareDays(day, latest) > 0 ? day : latest), first)

/** '2024年5月20日'. */
export function formatDayZh(day: Day): string {
  const { year, month, date } = partsOf(day)
  return `${year}年${month}月${date}日`
}

/** '5月20日', for text whose year is already said. */
export function formatDayOfYearZh(day: Day): string {
  const { month, date } = partsOf(day)
  return `${month}月${date}日`
}

/** '2024年5月'. */
export const formatMonthZh = (month: Month): string => `${yearOf(month)}年${Number(month.slice(5, 7))}月`

/** '星期一' … '星期日'. */
export const formatWeekdayZh = (day: Day): string => `星期${weekdayNames[weekday(day) - 1]}`

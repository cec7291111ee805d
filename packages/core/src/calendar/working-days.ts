import type { Day, Month } from './day.ts'
import { addDays, formatDayZh, isDay, monthOf, weekday, yearOf } from './day.ts'
import type { Known } from './known.ts'
import { known, yearUnknown } from './known.ts'

/** A festival and the days off around it, as the year's notice names them. */
export type Festival = { name: string; from: Day; to: Day }

/**
 * One calendar year of the State Council's holiday notice (国务院办公厅 部分节假日安排的通知).
 * A notice may name days of the year before (2022-12-31 for New Year 2023): they stand under the year they
 * lie in, so the last days of a year are final only when the next year's notice is out.
 */
export type CalendarYear = {
  year: number
  /** Every day off that the notice names: weekdays taken off, and the weekend days among them. */
  holidays: readonly Day[]
  /** Weekend days that are worked instead (调休上班). */
  makeUpDays: readonly Day[]
  /** Where it comes from, for the administrator who compares. */
  source: string
  festivals?: readonly Festival[]
}

/** Working days of the years given. Every answer about another year says that it is not known. */
export type WorkCalendar = {
  /** Whether the day's year is known. */
  covers(day: Day): boolean
  isWorkingDay(day: Day): Known<boolean>
  /** Whether the notice names the day as a day off; a plain weekend is not a holiday. */
  isHoliday(day: Day): Known<boolean>
  /** The festival that the day off belongs to. */
  festivalOn(day: Day): Known<string | undefined>
  /**
   * The n-th working day after the day (before it when n is negative); the day itself is not counted
   * (民法典 第二百零一条). Zero gives the day unchanged, working or not.
   */
  addWorkingDays(day: Day, count: number): Known<Day>
  /** Working days after `from` up to and including `to`; when `to` is earlier, minus those from `to` up to before `from`. */
  workingDaysBetween(from: Day, to: Day): Known<number>
  /** The months of a year that hold at least so many holiday days. */
  holidayMonths(year: number, atLeastDays?: number): Known<readonly Month[]>
}

/** A calendar over the years given; of two entries for one year the later counts (a correction replaces). */
export function workCalendar(years: readonly CalendarYear[]): WorkCalendar {
  const byYear = new Map(years.map((year) => [year.year, indexOf(year)]))

  const ask = <T>(day: Day, answer: (year: YearIndex) => T): Known<T> => {
    const year = byYear.get(yearOf(day))
    return year === undefined ? yearUnknown(yearOf(day)) : known(answer(year))
  }
  const isWorkingDay = (day: Day) => ask(day, (year) => isWorkingDayOf(year, day))

  function addWorkingDays(day: Day, count: number): Known<Day> {
    const step = count < 0 ? -1 : 1
    let left = Math.abs(Math.trunc(count))
    let current = day
    while (left > 0) {
      current = addDays(current, step)
      const works = isWorkingDay(current)
      if (!works.known) return works
      if (works.value) left -= 1
    }
    return known(current)
  }

  function workingDaysBetween(from: Day, to: Day): Known<number> {
    const [first, last] = from <= to ? [addDays(from, 1), to] : [to, addDays(from, -1)]
    let count = 0
    for (let day = first; day <= last; day = addDays(day, 1)) {
      const works = isWorkingDay(day)
      if (!works.known) return works
      if (works.value) count += 1
    }
    return known(from <= to ? count : count === 0 ? 0 : -count)
  }

  function holidayMonths(year: number, atLeastDays = 1): Known<readonly Month[]> {
    const index = byYear.get(year)
    if (index === undefined) return yearUnknown(year)
    const counts = new Map<Month, number>()
    for (const day of index.holidays) counts.set(monthOf(day), (counts.get(monthOf(day)) ?? 0) + 1)
    return known(
      [...counts]
        .filter(([, days]) => days >= atLeastDays)
        .map(([month]) => month)
        .sort(),
    )
  }

  return {
    covers: (day) => byYear.has(yearOf(day)),
    isWorkingDay,
    isHoliday: (day) => ask(day, (year) => year.holidays.has(day)),
    festivalOn: (day) =>
      ask(day, (year) => year.festivals.find((festival) => festival.from <= day && day <= festival.to)?.name),
    addWorkingDays,
    workingDaysBetween,
    holidayMonths,
  }
}

type YearIndex = {
  holidays: ReadonlySet<Day>
  makeUpDays: ReadonlySet<Day>
  festivals: readonly Festival[]
}

const indexOf = (year: CalendarYear): YearIndex => ({
  holidays: new Set(year.holidays),
  makeUpDays: new Set(year.makeUpDays),
  festivals: year.festivals ?? [],
})

const isWeekend = (day: Day): boolean => weekday(day) >= 6

const isWorkingDayOf = (year: YearIndex, day: Day): boolean =>
  year.makeUpDays.has(day) || (!isWeekend(day) && !year.holidays.has(day))

/** What is wrong with a year that an administrator has typed in, as sentences; none when it may be used. */
export function faultsOfCalendarYear(year: CalendarYear): readonly string[] {
  const faults: string[] = []
  const off = new Set<Day>(year.holidays)
  for (const day of [...year.holidays, ...year.makeUpDays]) {
    if (!isDay(day)) faults.push(`“${day}”不是真实的日期。`)
    else if (yearOf(day) !== year.year)
      faults.push(`${formatDayZh(day)}不在${year.year}年内，请录到它所在的年份。`)
  }
  for (const day of year.makeUpDays) {
    if (!isDay(day)) continue
    if (off.has(day)) faults.push(`${formatDayZh(day)}既是放假又是上班，只能是其中一种。`)
    if (!isWeekend(day)) faults.push(`${formatDayZh(day)}本来就是工作日，不需要列为调休上班。`)
  }
  if (off.size === 0) faults.push(`${year.year}年没有录入任何放假日期。`)
  return faults
}

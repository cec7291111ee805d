import type { Day, Month } from './day.ts'
import {
  addDays,
  addMonths,
  daysBetween,
  daysInMonth,
  firstDayOf,
  isDay,
  lastDayOf,
  monthOf,
  parseDay,
  parseMonth,
  partsOf,
  weekday,
  yearOf,
} from './day.ts'
import type { Known } from './known.ts'
import { known, termUnknown } from './known.ts'
import type { SchoolTime, Term } from './school.ts'
import { findTerm, isSchoolDay, reachOf, termAt } from './school.ts'

/** Windows that follow from the calendar alone; those of one kind cover all time without gap or overlap. */
export type CivilWindowKind = 'day' | 'week' | 'half-month' | 'month' | 'quarter' | 'year'

/** Windows that need the schools' calendar: there are days in none of them. */
export type SchoolWindowKind = 'school-day' | 'half-term' | 'term'

export type WindowKind = CivilWindowKind | SchoolWindowKind

export const windowKinds = [
  'day',
  'school-day',
  'week',
  'half-month',
  'month',
  'quarter',
  'half-term',
  'term',
  'year',
] as const satisfies readonly WindowKind[]

/**
 * A span of days over which a duty is counted, both ends included.
 * Keys: '2024-05-20' (day, school-day), '2024-W21' (ISO week), '2024-05-H1' (1st–15th) and '-H2',
 * '2024-05', '2024-Q2', the term's id and with it '-H1' and '-H2' (its halves by days, the first the longer by one
 * where they are uneven; ids have no capitals), '2024'. Civil keys of one kind sort as their windows do.
 */
export type Window = { kind: WindowKind; key: string; from: Day; to: Day }

const year4 = (year: number): string => String(year).padStart(4, '0')

/** The window of a civil kind that holds the day. */
export function civilWindowAt(kind: CivilWindowKind, day: Day): Window {
  switch (kind) {
    case 'day':
      return { kind, key: day, from: day, to: day }
    case 'week':
      return weekAt(day)
    case 'half-month':
      return halfMonthAt(day)
    case 'month':
      return { kind, key: monthOf(day), from: firstDayOf(monthOf(day)), to: lastDayOf(monthOf(day)) }
    case 'quarter':
      return quarterAt(day)
    case 'year':
      return yearWindow(yearOf(day))
  }
}

// A week belongs to the year that holds its Thursday (ISO 8601, GB/T 7408).
function weekAt(day: Day): Window {
  const from = addDays(day, 1 - weekday(day))
  const thursday = addDays(from, 3)
  const { month, date } = partsOf(thursday)
  let dayOfYear = date
  for (let before = 1; before < month; before += 1) dayOfYear += daysInMonth(yearOf(thursday), before)
  const week = Math.floor((dayOfYear - 1) / 7) + 1
  const key = `${year4(yearOf(thursday))}-W${String(week).padStart(2, '0')}`
  return { kind: 'week', key, from, to: addDays(from, 6) }
}

function halfMonthAt(day: Day): Window {
  const month = monthOf(day)
  const middle = addDays(firstDayOf(month), 14)
  return day <= middle
    ? { kind: 'half-month', key: `${month}-H1`, from: firstDayOf(month), to: middle }
    : { kind: 'half-month', key: `${month}-H2`, from: addDays(middle, 1), to: lastDayOf(month) }
}

function quarterAt(day: Day): Window {
  const { year, month } = partsOf(day)
  const quarter = Math.ceil(month / 3)
  const from: Day = firstDayOf(`${year4(year)}-${String(quarter * 3 - 2).padStart(2, '0')}` as Month)
  return {
    kind: 'quarter',
    key: `${year4(year)}-Q${quarter}`,
    from,
    to: lastDayOf(monthOf(addMonths(from, 2))),
  }
}

const yearWindow = (year: number): Window => ({
  kind: 'year',
  key: year4(year),
  from: `${year4(year)}-01-01` as Day,
  to: `${year4(year)}-12-31` as Day,
})

const termWindow = (term: Term): Window => ({ kind: 'term', key: term.id, from: term.from, to: term.to })

/** Both halves of a term; a term of one day has only the first. */
function halvesOf(term: Term): readonly Window[] {
  const days = daysBetween(term.from, term.to) + 1
  const middle = addDays(term.from, Math.ceil(days / 2) - 1)
  const first: Window = { kind: 'half-term', key: `${term.id}-H1`, from: term.from, to: middle }
  if (middle === term.to) return [first]
  return [first, { kind: 'half-term', key: `${term.id}-H2`, from: addDays(middle, 1), to: term.to }]
}

const schoolDayWindow = (day: Day): Window => ({ kind: 'school-day', key: day, from: day, to: day })

const isSchoolKind = (kind: WindowKind): kind is SchoolWindowKind =>
  kind === 'school-day' || kind === 'half-term' || kind === 'term'

/**
 * The window of any kind that holds the day; a value of undefined means that none does (a day between
 * terms, a day without school). Without a calendar that reaches the day, the answer is not known.
 */
export function windowAt(kind: WindowKind, day: Day, time?: SchoolTime): Known<Window | undefined> {
  if (!isSchoolKind(kind)) return known(civilWindowAt(kind, day))
  if (time === undefined) return termUnknown(yearOf(day))
  if (kind !== 'school-day') {
    const term = termAt(day, time.school)
    if (!term.known) return term
    if (term.value === undefined) return known(undefined)
    return known(
      kind === 'term' ? termWindow(term.value) : halvesOf(term.value).find((half) => day <= half.to),
    )
  }
  const school = isSchoolDay(day, time)
  return school.known ? known(school.value ? schoolDayWindow(day) : undefined) : school
}

/** All windows of a kind that share a day with from–to, in order; whole, even where they reach beyond it. */
export function windowsBetween(
  kind: WindowKind,
  from: Day,
  to: Day,
  time?: SchoolTime,
): Known<readonly Window[]> {
  const windows: Window[] = []
  let day = from
  while (day <= to) {
    const found = windowAt(kind, day, time)
    if (!found.known) return found
    if (found.value) windows.push(found.value)
    const end = found.value?.to ?? day
    const next = addDays(end, 1)
    // The calendar's last day has no successor.
    if (next <= end) break
    day = next
  }
  return known(windows)
}

/** The window of the same kind just before; a value of undefined means that the calendar begins with this one. */
export function previousWindow(window: Window, time?: SchoolTime): Known<Window | undefined> {
  return neighbour(window, -1, time)
}

/** The window of the same kind just after. */
export function nextWindow(window: Window, time?: SchoolTime): Known<Window | undefined> {
  return neighbour(window, 1, time)
}

function neighbour(window: Window, step: 1 | -1, time: SchoolTime | undefined): Known<Window | undefined> {
  const edge = step === 1 ? window.to : window.from
  let day = addDays(edge, step)
  if (day === edge) return known(undefined)
  if (!isSchoolKind(window.kind)) return windowAt(window.kind, day)
  const reach = time && reachOf(time.school)
  if (reach === undefined) return termUnknown(yearOf(day))
  while (reach.from <= day && day <= reach.to) {
    const found = windowAt(window.kind, day, time)
    if (!found.known || found.value) return found
    day = addDays(day, step)
  }
  return known(undefined)
}

/** The window of a key that `windowAt` made; undefined for any other text. Terms and school days need the calendars. */
export function parseWindowKey(kind: WindowKind, key: string, time?: SchoolTime): Window | undefined {
  if (kind === 'term') {
    const term = time && findTerm(key, time.school)
    return term && termWindow(term)
  }
  if (kind === 'half-term') {
    const term = time && findTerm(key.replace(/-H[12]$/, ''), time.school)
    return term && halvesOf(term).find((half) => half.key === key)
  }
  const day = dayInKey(kind, key)
  if (day === undefined) return undefined
  const found = windowAt(kind, day, time)
  return found.known && found.value?.key === key ? found.value : undefined
}

// Some day of the window that the key names; `parseWindowKey` then asks whether that window has this key.
function dayInKey(kind: Exclude<WindowKind, 'half-term' | 'term'>, key: string): Day | undefined {
  switch (kind) {
    case 'day':
    case 'school-day':
      return parseDay(key)
    case 'week': {
      const parts = key.match(/^(\d{4})-W(\d{2})$/)
      const fourth = `${parts?.[1]}-01-04`
      return parts && isDay(fourth) ? addDays(fourth, (Number(parts[2]) - 1) * 7) : undefined
    }
    case 'half-month': {
      const parts = key.match(/^(\d{4}-\d{2})-H([12])$/)
      return parts ? parseDay(`${parts[1]}-${parts[2] === '1' ? '01' : '16'}`) : undefined
    }
    case 'month': {
      const month = parseMonth(key)
      return month && firstDayOf(month)
    }
    case 'quarter': {
      const parts = key.match(/^(\d{4})-Q([1-4])$/)
      return parts ? parseDay(`${parts[1]}-${String(Number(parts[2]) * 3).padStart(2, '0')}-01`) : undefined
    }
    case 'year':
      return parseDay(`${key}-01-01`)
  }
}

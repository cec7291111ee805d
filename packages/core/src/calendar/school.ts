import type { Day, Month } from './day.ts'
import { addDays, firstDayOf, lastDayOf, maxDay, minDay, yearOf } from './day.ts'
import type { Known } from './known.ts'
import { known, termUnknown } from './known.ts'
import type { WorkCalendar } from './working-days.ts'

/** A school term; `id` is a stable key such as '2024-spring', `name` what people read ('2024年春季学期'). */
export type Term = { id: string; name: string; from: Day; to: Day }

/** A break: within a term (a sports meeting, heat), or between terms (寒假, 暑假). */
export type SchoolBreak = { name: string; from: Day; to: Day }

/** Terms and breaks of the township's schools, as the playbook lists them; terms do not overlap. */
export type SchoolCalendar = { terms: readonly Term[]; breaks?: readonly SchoolBreak[] }

/** The two calendars that school days hang on. */
export type SchoolTime = { school: SchoolCalendar; work: WorkCalendar }

const holds = (span: { from: Day; to: Day }, day: Day): boolean => span.from <= day && day <= span.to

/** The first and last day that the school calendar speaks of; undefined when it has no terms. */
export function reachOf(school: SchoolCalendar): { from: Day; to: Day } | undefined {
  const [first, ...rest] = [...school.terms, ...(school.breaks ?? [])]
  if (first === undefined) return undefined
  return {
    from: minDay(first.from, ...rest.map((span) => span.from)),
    to: maxDay(first.to, ...rest.map((span) => span.to)),
  }
}

/** The term of a day; a value of undefined means a day between terms. Outside the calendar it is not known. */
export function termAt(day: Day, school: SchoolCalendar): Known<Term | undefined> {
  const reach = reachOf(school)
  if (reach === undefined || !holds(reach, day)) return termUnknown(yearOf(day))
  return known(school.terms.find((term) => holds(term, day)))
}

/** The term of this id. */
export const findTerm = (id: string, school: SchoolCalendar): Term | undefined =>
  school.terms.find((term) => term.id === id)

/**
 * Whether pupils are at school: a working day (make-up days included) inside a term and not in a break.
 * Where term or holidays are not known, that is the answer; a day in a known break needs no holiday list.
 */
export function isSchoolDay(day: Day, { school, work }: SchoolTime): Known<boolean> {
  const term = termAt(day, school)
  if (!term.known) return term
  if (term.value === undefined) return known(false)
  if (school.breaks?.some((span) => holds(span, day))) return known(false)
  return work.isWorkingDay(day)
}

/** Whether a month is one of the playbook's holiday months, in which some targets are higher. */
export const isHolidayMonth = (month: Month, holidayMonths: readonly Month[]): boolean =>
  holidayMonths.includes(month)

/** Whether any day of the month lies in a break (or, when breaks are not listed, between two terms). */
export function hasSchoolBreak(month: Month, school: SchoolCalendar): boolean {
  const [from, to] = [firstDayOf(month), lastDayOf(month)]
  if (school.breaks?.some((span) => span.from <= to && from <= span.to)) return true
  const terms = [...school.terms].sort((a, b) => (a.from < b.from ? -1 : 1))
  return terms.some((term, place) => {
    const next = terms[place + 1]
    const gapFrom = addDays(term.to, 1)
    return next !== undefined && gapFrom < next.from && gapFrom <= to && from < next.from
  })
}

import { addMonths, ageReachedOn, type Day, maxDay } from '../calendar/index.ts'

/** Of a sealed victim, what is known of the age: a day of birth, a band on the day of the report, or nothing. */
export type KnownAge = { readonly bornOn?: Day | undefined; readonly ageBand?: string | undefined }

/** The youngest that somebody in a band can have been, in full years. */
const youngest: Readonly<Record<string, number>> = {
  'under-6': 0,
  '6-11': 6,
  '12-13': 12,
  '14-15': 14,
  '16-17': 16,
}

/** Until this age of the victim nothing of a matter is removed: limitation runs from eighteen (刑法 第八十七条). */
export const VICTIM_AGE = 21

/**
 * The first day on which a matter may be removed: its years after it was closed, and not before every victim is 21. Of
 * whom nothing is known the youngest age is taken, so that a mistake keeps too long rather than too short.
 */
export function erasableFrom(given: {
  readonly closedOn: Day
  readonly years: number
  readonly reportedOn: Day
  readonly victims: readonly KnownAge[]
}): Day {
  const { closedOn, years, reportedOn, victims } = given
  const ages = victims.map(({ bornOn, ageBand }) =>
    ageReachedOn(bornOn ?? addMonths(reportedOn, -12 * (youngest[ageBand ?? ''] ?? 0)), VICTIM_AGE),
  )
  return maxDay(addMonths(closedOn, 12 * years), ...ages)
}

/**
 * An answer that depends on arrangements which people announce (public holidays, school terms).
 * Where they are not known yet, the answer says so and never guesses a plain week or an empty term.
 */
export type Known<T> = { known: true; value: T } | NotKnown

/** What is missing: the year, and a sentence for the person who can add it. */
export type NotKnown = {
  known: false
  code: 'calendar.year-unknown' | 'calendar.term-unknown'
  year: number
  message: string
}

/** A known answer. */
export const known = <T>(value: T): Known<T> => ({ known: true, value })

/** The year's public holidays have not been entered. */
export const yearUnknown = (year: number): NotKnown => ({
  known: false,
  code: 'calendar.year-unknown',
  year,
  message: `系统里还没有${year}年的节假日安排，请管理员按国务院办公厅通知录入后再算。`,
})

/** The school calendar does not reach this far. */
export const termUnknown = (year: number): NotKnown => ({
  known: false,
  code: 'calendar.term-unknown',
  year,
  message: `方案里没有${year}年这段时间的学期安排，请在方案中补上校历后再算。`,
})

import { createHash } from 'node:crypto'
import type { Day } from '@hulei/core'

/**
 * Rows of a measure that are no records: a school, a group of a village, a day. Their id is a UUID of version 8
 * (RFC 9562) made of what they stand for, so that counts kept as acts land and counts made anew name the same row.
 */
export function keyedRow(...words: readonly string[]): string {
  const hex = createHash('sha256').update(JSON.stringify(words)).digest('hex')
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`]
  return [...parts, hex.slice(20, 32)].join('-')
}

/** The row of a day; its id begins with the day, so that rows stand in the order of time. */
export const dayRow = (day: Day, ...words: readonly string[]): string =>
  day.replaceAll('-', '') + keyedRow(day, ...words).slice(8)

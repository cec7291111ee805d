import type { Month } from '../calendar/index.ts'
import { FEWEST_COUNTED } from './few.ts'

/**
 * How persons are counted by group for readers who may not see their records, so that nobody can be subtracted out: not
 * by the total of a table, not by asking for May and then for June.
 *
 * Groups are given out in batches. Months are taken together in blocks of at least `FEWEST_COUNTED` people; at the end
 * of a block a group's people become a batch once there are that many who have not been counted yet, and the people
 * whom no batch has are none, or again that many. Every figure is a sum of whole batches, so a difference of figures is
 * one as well; and since nothing moves within a block, the people of a block could bear one another's groups and every
 * figure would be the same.
 */

/** One person, or one thing that stands for one: in which month, of which group. */
export type Grouped = { readonly month: Month; readonly group: string }

/** People of one group who are counted from a month on, all at once. */
export type Batch = { readonly group: string; readonly on: Month; readonly count: number }

/** Every batch of a table, in the order in which they are given out. */
export function batchesOf(people: readonly Grouped[]): readonly Batch[] {
  const byMonth = Map.groupBy(people, ({ month }) => month)
  const waiting = new Map<string, number>()
  const batches: Batch[] = []
  let inBlock = 0
  for (const month of [...byMonth.keys()].sort()) {
    for (const { group } of byMonth.get(month) ?? []) {
      waiting.set(group, (waiting.get(group) ?? 0) + 1)
      inBlock += 1
    }
    if (inBlock < FEWEST_COUNTED) continue
    inBlock = 0
    for (const [group, count] of ripe(waiting)) {
      batches.push({ group, on: month, count })
      waiting.delete(group)
    }
  }
  return batches
}

/** The groups that can be given out while those who stay behind are none, or too many to be known. */
function ripe(waiting: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  // The largest first; of equal ones by name, whatever the order in which people came.
  const given = [...waiting]
    .filter(([, count]) => count >= FEWEST_COUNTED)
    .sort(([left, more], [right, less]) => less - more || (left < right ? -1 : 1))
  const left = () =>
    [...waiting.values()].reduce((sum, count) => sum + count, 0) -
    given.reduce((sum, [, count]) => sum + count, 0)
  while (given.length > 0 && left() > 0 && left() < FEWEST_COUNTED) given.pop()
  return given
}

/** How many months back the figures of a month reach, itself included. */
export const ROLLING_MONTHS = 12

/**
 * The figures of the twelve months that end with a month: batches counted in them, by group. A group that is not there
 * has no batch; whether it has anybody is not said. Of two windows one after the other, whole batches come and go.
 */
export function releasedCounts(people: readonly Grouped[], month: Month): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  const first = monthsBefore(month, ROLLING_MONTHS - 1)
  for (const { group, on, count } of batchesOf(people)) {
    if (on >= first && on <= month) counts.set(group, (counts.get(group) ?? 0) + count)
  }
  return counts
}

/** The month so many months before. */
export function monthsBefore(month: Month, count: number): Month {
  const number = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 - count
  const year = Math.floor(number / 12)
  return `${String(year).padStart(4, '0')}-${String(number - year * 12 + 1).padStart(2, '0')}` as Month
}

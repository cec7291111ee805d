import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Month } from '../calendar/index.ts'
import { FEWEST_COUNTED } from './few.ts'
import { batchesOf, type Grouped, monthsBefore, releasedCounts } from './released.ts'

const monthAt = (index: number) => monthsBefore('2026-12', 47 - index)
const groups = ['a', 'b', 'c', 'd'] as const
const people = (length = 60): fc.Arbitrary<readonly Grouped[]> =>
  fc.array(
    fc.record({
      month: fc.integer({ min: 0, max: 35 }).map(monthAt),
      // Uneven, as life is: most belong to one group, few to others.
      group: fc.constantFrom('a', 'a', 'a', 'b', 'b', 'c', 'd'),
    }),
    { maxLength: length },
  )
const seed = 20_240_520
const months = Array.from({ length: 48 }, (_, index) => monthAt(index))
/** Everything that is published of a table in some months; in all of them unless said. */
const published = (of: readonly Grouped[], asked: readonly Month[] = months) =>
  asked.map((month) => [...releasedCounts(of, month)].sort().map(([group, count]) => `${group}${count}`))

test.each([
  ['2024-05', 0, '2024-05'],
  ['2024-05', 5, '2023-12'],
  ['2024-01', 1, '2023-12'],
  ['2024-12', 11, '2024-01'],
] as const)('%s less %i months is %s', (month, count, expected) => {
  expect(monthsBefore(month, count)).toBe(expected)
})

describe('figures of persons by group', () => {
  const many = (count: number, group: string, month: Month): Grouped[] =>
    Array.from({ length: count }, () => ({ month, group }))

  test('say nothing of fewer than five', () => {
    expect([...releasedCounts(many(4, 'a', '2024-05'), '2024-05')]).toEqual([])
    expect([...releasedCounts(many(5, 'a', '2024-05'), '2024-05')]).toEqual([['a', 5]])
  })

  test('do not give one away who is what is left of a total', () => {
    // Six people, of whom five are of one group: the sixth would be known from the total.
    expect([...releasedCounts([...many(5, 'a', '2024-05'), ...many(1, 'b', '2024-05')], '2024-05')]).toEqual(
      [],
    )
    const more = [...many(5, 'a', '2024-05'), ...many(5, 'b', '2024-05')]
    expect([...releasedCounts(more, '2024-05')]).toEqual([
      ['a', 5],
      ['b', 5],
    ])
  })

  test('of May and of June do not give away who came in June', () => {
    const may = many(7, 'a', '2024-05')
    const june = [...may, ...many(1, 'a', '2024-06')]
    expect([...releasedCounts(june, '2024-06')]).toEqual([...releasedCounts(may, '2024-05')])
  })

  test('reach back twelve months, and leave out whole batches when they end', () => {
    const all = [...many(6, 'a', '2023-05'), ...many(5, 'a', '2024-04')]
    expect([...releasedCounts(all, '2024-04')]).toEqual([['a', 11]])
    expect([...releasedCounts(all, '2024-05')]).toEqual([['a', 5]])
    expect([...releasedCounts(all, '2025-04')]).toEqual([])
  })

  test(`do not depend on the order of records, nor on what comes later (seed ${seed})`, () => {
    fc.assert(
      fc.property(people(), fc.integer({ min: 0, max: 47 }), (all, at) => {
        const month = monthAt(at)
        const before = all.filter((each) => each.month <= month)
        expect([...releasedCounts([...before].reverse(), month)].sort()).toEqual(
          [...releasedCounts(all, month)].sort(),
        )
      }),
      { seed, numRuns: 300 },
    )
  })

  test(`are sums of batches of five and more, whatever is subtracted from whatever (seed ${seed})`, () => {
    fc.assert(
      fc.property(people(), (all) => {
        const batches = batchesOf(all)
        for (const { count } of batches) expect(count).toBeGreaterThanOrEqual(FEWEST_COUNTED)
        const few: number[] = []
        // Every window against every other, for every set of groups: who came in and who went out.
        for (let mask = 1; mask < 1 << groups.length; mask++) {
          const chosen = groups.filter((_, index) => mask & (1 << index))
          const inWindow = (month: Month) =>
            batches.filter(
              ({ group, on }) =>
                chosen.some((each) => each === group) && on <= month && on >= monthsBefore(month, 11),
            )
          const windows = months.map((month) => new Set(inWindow(month)))
          for (const [index, one] of windows.entries()) {
            for (const other of windows.slice(index + 1, index + 14)) {
              for (const [from, to] of [
                [one, other],
                [other, one],
              ] as const) {
                const moved = [...to].filter((batch) => !from.has(batch))
                const size = moved.reduce((sum, { count }) => sum + count, 0)
                if (size > 0 && size < FEWEST_COUNTED) few.push(size)
              }
            }
          }
        }
        expect(few).toEqual([])
      }),
      { seed, numRuns: 40 },
    )
  })

  test(`leave no remainder of one to four below any total of people who were counted by then (seed ${seed})`, () => {
    fc.assert(
      fc.property(people(), (all) => {
        const batches = batchesOf(all)
        for (const { on } of batches) {
          const known = all.filter(({ month }) => month <= on).length
          const counted = batches.filter((each) => each.on <= on).reduce((sum, { count }) => sum + count, 0)
          expect(known - counted === 0 || known - counted >= FEWEST_COUNTED).toBe(true)
        }
      }),
      { seed, numRuns: 300 },
    )
  })

  test(`are the same if the people of a block bear one another's groups (seed ${seed})`, () => {
    fc.assert(
      fc.property(people(), fc.infiniteStream(fc.nat()), (all, dice) => {
        const swapped = blocksOf(all).flatMap((block) => {
          const left = block.map(({ group }) => group)
          return block.map(({ month }) => {
            const [group = ''] = left.splice((dice.next().value ?? 0) % left.length, 1)
            return { month, group }
          })
        })
        expect(published(swapped)).toEqual(published(all))
      }),
      { seed, numRuns: 200 },
    )
  })
})

/** Months taken together until at least five people are in them; what is left at the end stands for itself. */
function blocksOf(all: readonly Grouped[]): Grouped[][] {
  const blocks: Grouped[][] = []
  let open: Grouped[] = []
  for (const month of months) {
    open.push(...all.filter((each) => each.month === month))
    if (open.length < FEWEST_COUNTED) continue
    blocks.push(open)
    open = []
  }
  return [...blocks, open]
}

/**
 * Somebody who knows in which month every person came, every total and every published figure, and who tries every
 * possibility that fits: how many of a group there are is never settled where it is one to four.
 */
test('nobody who tries all possibilities finds a group of one to four, even knowing all the totals', () => {
  const random = fc.sample(
    fc.array(
      fc.record({ month: fc.integer({ min: 0, max: 4 }), group: fc.constantFrom('a', 'a', 'a', 'b', 'c') }),
      { minLength: 6, maxLength: 9 },
    ),
    { seed, numRuns: 12 },
  )
  const asked = months.slice(20, 26)
  for (const sample of random) {
    const when = sample.map(({ month }) => monthAt(month + 20)).sort()
    const truth = when.map((month, index) => ({ month, group: sample[index]?.group ?? 'a' }))
    const seen = JSON.stringify(published(truth, asked))
    const possible = new Map<string, Set<number>>(['a', 'b', 'c'].map((group) => [group, new Set()]))
    for (const labels of labelings(when.length)) {
      const other = when.map((month, index) => ({ month, group: labels[index] ?? 'a' }))
      if (JSON.stringify(published(other, asked)) !== seen) continue
      for (const [group, sizes] of possible) sizes.add(other.filter((each) => each.group === group).length)
    }
    for (const [group, sizes] of possible) {
      if (sizes.size === 1)
        expect([1, 2, 3, 4], `${group} of ${JSON.stringify(truth)}`).not.toContain([...sizes][0])
    }
  }
})

function* labelings(length: number): Generator<readonly string[]> {
  const all = ['a', 'b', 'c']
  for (let number = 0; number < 3 ** length; number++)
    yield Array.from({ length }, (_, index) => all[Math.floor(number / 3 ** index) % 3] ?? 'a')
}

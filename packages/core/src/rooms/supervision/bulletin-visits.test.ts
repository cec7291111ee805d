import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bulletinPlan, lightOf, visitPart } from './bulletin-fixture.ts'
import { visitsByVillage } from './bulletin-visits.ts'

const PER_CHILD = 2
const lightsOf = (children: readonly number[]) =>
  children.map((count, index) =>
    lightOf({
      duty: 'village-1',
      village: `v${index}`,
      parts: [visitPart({ due: count * PER_CHILD, done: count })],
    }),
  )
const visits = (children: readonly number[]) => visitsByVillage(lightsOf(children), bulletinPlan, 5)
const dues = (children: readonly number[]) => [...visits(children).of.values()].map((each) => each.due)

describe('visits by village', () => {
  test('are said whole where every village has enough children', () => {
    expect(dues([5, 9, 30])).toEqual([10, 18, 60])
    expect(visits([5, 9, 30]).total).toEqual({ due: 88, done: 44 })
  })

  test('hide what is due in a village of few children, and the next smallest beside it', () => {
    expect(dues([4, 9, 30])).toEqual([null, null, 60])
    expect(dues([1, 1, 6, 30])).toEqual([null, null, null, 60])
    expect(dues([2, 3, 30])).toEqual([null, null, 60])
  })

  test('hide the sum where even all together are few', () => {
    expect(visits([1, 2]).total).toEqual({ due: null, done: 3 })
    expect(visits([]).total).toBeNull()
  })

  test('always say the visits made, which are work', () => {
    expect([...visits([1, 9]).of.values()].map((each) => each.done)).toEqual([1, 9])
  })

  test('never let a small group be read or subtracted out, whatever the villages', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 20 }), (children) => {
        const { total, of } = visits(children)
        const published = [...of.values()]
        const hidden = children.filter((_, index) => published[index]?.due === null)
        for (const [index, count] of children.entries()) {
          if (count < 5) expect(published[index]?.due).toBeNull()
        }
        if (hidden.length > 0 && total?.due != null) {
          const rest = total.due - published.reduce((sum, each) => sum + (each.due ?? 0), 0)
          expect(rest / PER_CHILD).toBeGreaterThanOrEqual(5)
          expect(hidden.length).toBeGreaterThan(1)
        }
        // Nothing is hidden without need.
        if (children.every((count) => count >= 5)) expect(hidden).toEqual([])
      }),
    )
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Day } from '../../calendar/index.ts'
import { addDays } from '../../calendar/index.ts'
import { areDaysInOrder, caseEndings, caseStages, nextStages, stageFault } from './case-stages.ts'

const bare = {
  stage: 'received',
  receivedOn: '2024-04-01' as Day,
  filedOn: null,
  arrestAskedOn: null,
  arrestedOn: null,
  transferredOn: null,
  prosecutedOn: null,
  judgedOn: null,
  endingOn: null,
  closedOn: null,
}
type Staged = { -readonly [P in keyof typeof bare]: P extends 'stage' ? string : Day | null } & {
  receivedOn: Day
}

describe('the stages of a case', () => {
  test('lead from everywhere to its end, whichever way is taken, with days that never go back', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ way: fc.nat(9), days: fc.nat(20) }), { minLength: 12 }), (steps) => {
        const walked: Staged = { ...bare }
        let on: Day = bare.receivedOn
        for (const { way, days } of steps) {
          const open = nextStages(walked.stage)
          if (walked.stage === 'closed') expect(open).toEqual([])
          const to = open[way % Math.max(1, open.length)]
          if (!to) break
          on = addDays(on, days)
          const ending = Object.keys(caseEndings).find((each) =>
            caseEndings[each]?.some((stage) => stage === walked.stage),
          )
          const next = { to, on, today: on, ending, endingReason: '理由', isReviewed: true }
          expect(stageFault(walked, next)).toBeUndefined()
          expect(stageFault(walked, { ...next, today: addDays(on, -1) })).toBe('in-the-future')
          if (to === 'closed') expect(stageFault(walked, { ...next, isReviewed: false })).toBe('no-review')
          walked[caseStages[to].day] = on
          walked.stage = to
          expect(areDaysInOrder(walked)).toBe(true)
        }
        expect(walked.stage).toBe('closed')
      }),
      { seed: 20_240_505 },
    )
  })

  test('are never skipped', () => {
    for (const from of Object.keys(caseStages)) {
      for (const to of Object.keys(caseStages)) {
        const fault = stageFault(
          { ...bare, stage: from },
          {
            to,
            on: '2024-04-02',
            today: '2024-04-02',
            ending: 'withdrawn',
            endingReason: '理由',
            isReviewed: true,
          },
        )
        if (!nextStages(from).some((stage) => stage === to))
          expect(`${from} ${to} ${fault}`).toBe(`${from} ${to} out-of-order`)
      }
    }
  })
})

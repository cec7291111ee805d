import { expect, test } from 'vitest'
import { careClockAt, careLimitOf } from './care-clock.ts'

const HOUR = 3_600_000
const MINUTE = 60_000
const exposed = 1_716_042_600_000
const by = careLimitOf(exposed)

test.each([
  ['runs while there is more than a day', exposed + 10 * HOUR, { state: 'running', minutes: 62 * 60 }],
  ['is near within its last day', exposed + 48 * HOUR, { state: 'soon', minutes: 24 * 60 }],
  ['still runs at its very end', exposed + 72 * HOUR, { state: 'soon', minutes: 0 }],
  ['is over a minute later', exposed + 72 * HOUR + MINUTE, { state: 'over', minutes: 1 }],
])('the clock of 72 hours %s', (_name, now, expected) => {
  expect(careClockAt({ careBy: by, assessedAt: null }, now)).toEqual(expected)
})

test('care assessed at the very end is in time, a moment later it is late', () => {
  const assessed = (assessedAt: number) => careClockAt({ careBy: by, assessedAt }, exposed + 1000 * HOUR)
  expect(assessed(by).state).toBe('assessed')
  expect(assessed(by + 1).state).toBe('assessed-late')
})

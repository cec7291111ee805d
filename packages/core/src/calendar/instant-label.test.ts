import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayOfNumber } from './day.ts'
import { instantLabel, parseInstant } from './deadline.ts'

describe('a moment as text', () => {
  it.each([
    ['2024-05-19T16:05:00.000Z', '2024-05-20 00:05'],
    ['2024-05-20T00:05:59+08:00', '2024-05-20 00:05'],
    ['2024-05-19T22:05:00-02:00', '2024-05-20 08:05'],
    ['2024-12-31T16:00Z', '2025-01-01 00:00'],
    ['2024-05-20 08:05:00+08', '2024-05-20 08:05'],
  ])('%s is shown in the township’s time as %s', (iso, shown) => {
    expect(instantLabel(iso)).toBe(shown)
  })

  it('is the moment of that day, hour and minute, whatever the zone it is written in', () => {
    const two = (value: number) => String(value).padStart(2, '0')
    const ofDay = fc.record({
      day: fc.integer({ min: 8_035, max: 47_482 }),
      minute: fc.integer({ min: 0, max: 1_439 }),
    })
    fc.assert(
      fc.property(ofDay, fc.integer({ min: -12, max: 14 }), ({ day, minute }, zone) => {
        const written = `${dayOfNumber(day)}T${two(Math.floor(minute / 60))}:${two(minute % 60)}`
        const at = day * 86_400_000 + minute * 60_000
        expect(parseInstant(`${written}Z`)).toBe(at)
        const offset = `${zone < 0 ? '-' : '+'}${two(Math.abs(zone))}:00`
        expect(parseInstant(`${written}${offset}`)).toBe(at - zone * 3_600_000)
      }),
    )
  })

  it('says nothing of nothing, and leaves what is no moment as it stands', () => {
    expect([instantLabel(null), instantLabel(undefined), instantLabel('')]).toEqual(['', '', ''])
    expect(instantLabel('昨天')).toBe('昨天')
    expect(parseInstant('2024-02-30T00:00:00Z')).toBeUndefined()
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ageOn, eighteenOn, isMinorOn } from './age.ts'
import type { Day } from './day.ts'
import {
  addDays,
  addMonths,
  compareDays,
  dayNumberOf,
  dayOfNumber,
  daysBetween,
  earliestDay,
  firstDayOf,
  formatDayZh,
  formatMonthZh,
  formatWeekdayZh,
  isDay,
  isMonth,
  lastDayOf,
  latestDay,
  maxDay,
  minDay,
  monthOf,
  nextMonth,
  parseDay,
  parseMonth,
  partsOf,
  previousMonth,
  weekday,
} from './day.ts'

// An oracle of other hands: the runtime's own calendar, asked by number so that no clock is read.
const oracle = new Intl.DateTimeFormat('en-CA-u-ca-iso8601', {
  timeZone: 'UTC',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})
const oracleWeekday = new Intl.DateTimeFormat('en', { timeZone: 'UTC', weekday: 'short' })
const byOracle = (number: number) => oracle.format(number * 86_400_000)

const numbers = fc.integer({ min: dayNumberOf('1000-01-01'), max: dayNumberOf('9999-12-31') })
const days = fc.integer({ min: dayNumberOf('1900-01-01'), max: dayNumberOf('2199-12-31') }).map(dayOfNumber)

describe('days', () => {
  it('are the runtime calendar’s days for any day number', () => {
    fc.assert(fc.property(numbers, (number) => dayOfNumber(number) === byOracle(number)))
  })

  it('are the runtime calendar’s days for each day of four centuries', () => {
    const from = dayNumberOf('1799-12-31')
    for (let number = from; number < from + 146_097; number += 1) {
      const day = dayOfNumber(number)
      if (dayNumberOf(day) !== number || day !== byOracle(number)) throw new Error(`${number} gave ${day}`)
    }
  })

  it('have the runtime calendar’s weekday', () => {
    const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
    fc.assert(
      fc.property(
        numbers,
        (number) => names[weekday(dayOfNumber(number)) - 1] === oracleWeekday.format(number * 86_400_000),
      ),
    )
  })

  it('survive being written and read', () => {
    fc.assert(fc.property(days, (day) => parseDay(day) === day && isDay(day)))
  })

  it.each(['2024-02-30', '2023-02-29', '1900-02-29', '2024-13-01', '2024-00-10', '2024-04-31', '0000-01-01'])(
    'are refused when they do not exist: %s',
    (text) => expect(parseDay(text)).toBeUndefined(),
  )

  it.each([
    '2024-5-20',
    '2024/05/20',
    '20240520',
    ' 2024-05-20',
    '2024-05-20T00:00',
    '-024-05-20',
    '２０２４-05-20',
    '',
  ])('are refused in any other shape: %s', (text) => expect(parseDay(text)).toBeUndefined())

  it('are told from values of other types', () => {
    expect([20240520, null, undefined, {}, ['2024-05-20']].some(isDay)).toBe(false)
  })

  it('add and subtract as inverses', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -200_000, max: 200_000 }), (day, count) => {
        const moved = addDays(day, count)
        expect(daysBetween(day, moved)).toBe(count)
        expect(addDays(moved, -count)).toBe(day)
      }),
    )
  })

  it('sort as text in the order of time', () => {
    fc.assert(
      fc.property(days, days, (a, b) => {
        expect(Math.sign(compareDays(a, b))).toBe(Math.sign(daysBetween(b, a)))
        expect([minDay(a, b), maxDay(a, b)]).toEqual([a, b].sort())
      }),
    )
  })

  it('stay on the calendar when arithmetic would leave it', () => {
    expect(addDays(latestDay, 1)).toBe(latestDay)
    expect(addDays(earliestDay, -1)).toBe(earliestDay)
    expect(addMonths(latestDay, 1)).toBe(latestDay)
    expect(addMonths(earliestDay, -1)).toBe(earliestDay)
  })

  it('are written in Chinese without leading zeros', () => {
    expect(formatDayZh('2024-05-02')).toBe('2024年5月2日')
    expect(formatMonthZh('2024-05')).toBe('2024年5月')
    expect(formatWeekdayZh('2024-05-20')).toBe('星期一')
    expect(formatWeekdayZh('2024-05-26')).toBe('星期日')
  })
})

describe('months', () => {
  it.each([
    ['2024-01-31', 1, '2024-02-29'],
    ['2023-01-31', 1, '2023-02-28'],
    ['2024-03-31', -1, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-12-15', 1, '2025-01-15'],
    ['2024-01-15', -1, '2023-12-15'],
    ['2024-05-20', 0, '2024-05-20'],
  ] satisfies [Day, number, Day][])('%s and %i months is %s', (day, count, expected) => {
    expect(addMonths(day, count)).toBe(expected)
  })

  it('keep the day of the month, or end it', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -1200, max: 1200 }), (day, count) => {
        const moved = addMonths(day, count)
        const monthsApart =
          (partsOf(moved).year - partsOf(day).year) * 12 + partsOf(moved).month - partsOf(day).month
        expect(monthsApart).toBe(count)
        expect(partsOf(moved).date).toBe(Math.min(partsOf(day).date, partsOf(lastDayOf(monthOf(moved))).date))
      }),
    )
  })

  it('meet end to end', () => {
    fc.assert(
      fc.property(days.map(monthOf), (month) => {
        expect(addDays(lastDayOf(month), 1)).toBe(firstDayOf(nextMonth(month)))
        expect(previousMonth(nextMonth(month))).toBe(month)
        expect(parseMonth(month)).toBe(month)
      }),
    )
  })

  it('are refused when they do not exist', () => {
    expect(['2024-13', '2024-00', '2024-5', '2024', '0000-01'].some(isMonth)).toBe(false)
  })
})

describe('ages', () => {
  it('are reached on the day after the birthday', () => {
    expect(ageOn('2006-05-20', '2024-05-20')).toBe(17)
    expect(ageOn('2006-05-20', '2024-05-21')).toBe(18)
    expect(eighteenOn('2006-05-20')).toBe('2024-05-21')
    expect(isMinorOn('2006-05-20', '2024-05-20')).toBe(true)
    expect(isMinorOn('2006-05-20', '2024-05-21')).toBe(false)
  })

  it.each([
    ['2008-02-29', '2026-03-01'],
    ['2004-02-29', '2022-03-01'],
    ['2006-12-31', '2025-01-01'],
    ['2006-02-28', '2024-02-29'],
  ] satisfies [Day, Day][])('of one born on %s reach eighteen on %s', (birth, day) => {
    expect(eighteenOn(birth)).toBe(day)
    expect(ageOn(birth, day)).toBe(18)
    expect(ageOn(birth, addDays(day, -1))).toBe(17)
  })

  it('are nought from birth to the first birthday, and below before birth', () => {
    expect(ageOn('2024-05-20', '2024-05-19')).toBe(-1)
    expect(ageOn('2024-05-20', '2024-05-20')).toBe(0)
    expect(ageOn('2024-05-20', '2025-05-20')).toBe(0)
    expect(ageOn('2024-05-20', '2025-05-21')).toBe(1)
  })

  it('never fall, rise by one at a time, and agree with eighteenOn', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 40_000 }), (birth, lived) => {
        const day = addDays(birth, lived)
        const step = ageOn(birth, addDays(day, 1)) - ageOn(birth, day)
        expect(step === 0 || step === 1).toBe(true)
        expect(ageOn(birth, day) >= 18).toBe(day >= eighteenOn(birth))
      }),
    )
  })
})

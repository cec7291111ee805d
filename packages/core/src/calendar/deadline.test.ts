import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chinaHolidays } from './china-holidays.data.ts'
import { addDays } from './day.ts'
import type { DeadlineRule } from './deadline.ts'
import {
  dayOf,
  dayOfMonth,
  deadlineLabelZh,
  deadlineOf,
  endOfDay,
  formatInstantZh,
  isLate,
  startOfDay,
} from './deadline.ts'
import { workCalendar } from './working-days.ts'

const work = workCalendar(chinaHolidays)
const hour = 3_600_000
const instants = fc.integer({ min: startOfDay('1992-01-01'), max: startOfDay('2100-01-01') })
const inShanghai = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})
const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
})

function due(rule: DeadlineRule, at: number) {
  const deadline = deadlineOf(rule, at, work)
  if (!deadline.known) throw new Error(deadline.message)
  return deadline.value
}

describe('moments', () => {
  it('lie on the day, hour and minute that the runtime’s Asia/Shanghai shows', () => {
    fc.assert(
      fc.property(
        instants,
        (at) => dayOf(at) === inShanghai.format(at) && formatInstantZh(at).endsWith(clock.format(at)),
      ),
    )
  })

  it('fill each day from its first to its last millisecond', () => {
    fc.assert(
      fc.property(instants, (at) => {
        const day = dayOf(at)
        expect(startOfDay(day) <= at && at <= endOfDay(day)).toBe(true)
        expect(startOfDay(addDays(day, 1)) - endOfDay(day)).toBe(1)
      }),
    )
  })

  it('are written in Chinese', () => {
    expect(formatInstantZh(startOfDay('2024-05-20') + 8 * hour + 5 * 60_000)).toBe('2024年5月20日 08:05')
  })
})

describe('deadlines', () => {
  const at = startOfDay('2024-04-30') + 17 * hour

  it.each([
    [{ within: 'minutes', count: 10 }, at + 600_000, '2024-04-30'],
    [{ within: 'hours', count: 24 }, at + 24 * hour, '2024-05-01'],
    [{ within: 'days', count: 7 }, endOfDay('2024-05-07'), '2024-05-07'],
    [{ within: 'working-days', count: 3 }, endOfDay('2024-05-08'), '2024-05-08'],
    [{ by: 'day-of-month', date: 25 }, endOfDay('2024-04-25'), '2024-04-25'],
    [{ by: 'day-of-month', date: 31 }, endOfDay('2024-04-30'), '2024-04-30'],
    [{ by: 'day-of-next-month', date: 5 }, endOfDay('2024-05-05'), '2024-05-05'],
  ] satisfies [DeadlineRule, number, string][])('%j', (rule, until, on) => {
    expect(due(rule, at)).toEqual({ until, on })
  })

  it('are kept by what is done at the last millisecond, and missed by the next', () => {
    const deadline = due({ within: 'hours', count: 24 }, at)
    expect(isLate(deadline, deadline.until)).toBe(false)
    expect(isLate(deadline, deadline.until + 1)).toBe(true)
  })

  it('count days alike from any hour of the day', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 400 }), (moment, count) => {
        const deadline = due({ within: 'days', count }, moment)
        expect(deadline).toEqual(due({ within: 'days', count }, startOfDay(dayOf(moment))))
        expect(dayOf(deadline.until)).toBe(deadline.on)
        expect(deadline.until).toBeGreaterThanOrEqual(moment)
      }),
    )
  })

  it('in working days are not known in a year without holidays, the others are', () => {
    const late = startOfDay('2026-12-31')
    expect(deadlineOf({ within: 'working-days', count: 3 }, late, work)).toMatchObject({
      known: false,
      year: 2027,
    })
    expect(deadlineOf({ within: 'days', count: 3 }, late, work)).toMatchObject({ known: true })
  })

  it('by a day of the month stay in the month', () => {
    expect(dayOfMonth('2023-02', 31)).toBe('2023-02-28')
    expect(dayOfMonth('2023-02', 0)).toBe('2023-02-01')
    expect(dayOfMonth('2023-02', 14)).toBe('2023-02-14')
  })

  it.each([
    [{ within: 'hours', count: 24 }, '24小时内'],
    [{ within: 'working-days', count: 3 }, '3个工作日内'],
    [{ by: 'day-of-month', date: 25 }, '当月25日前'],
    [{ by: 'day-of-next-month', date: 5 }, '次月5日前'],
  ] satisfies [DeadlineRule, string][])('%j is called %s', (rule, label) => {
    expect(deadlineLabelZh(rule)).toBe(label)
  })
})

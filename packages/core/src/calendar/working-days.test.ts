import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chinaHolidays } from './china-holidays.data.ts'
import { addDays, dayNumberOf, dayOfNumber, weekday } from './day.ts'
import type { CalendarYear } from './working-days.ts'
import { faultsOfCalendarYear, workCalendar } from './working-days.ts'

const work = workCalendar(chinaHolidays)
const days = fc.integer({ min: dayNumberOf('2023-06-01'), max: dayNumberOf('2026-06-30') }).map(dayOfNumber)

describe('working days', () => {
  it.each([
    ['2024-05-01', false, 'Labour Day'],
    ['2024-05-02', false, 'a weekday taken off'],
    ['2024-05-11', true, 'a Saturday worked instead'],
    ['2024-05-12', false, 'a plain Sunday'],
    ['2024-05-20', true, 'a plain Monday'],
    ['2024-02-04', true, 'a Sunday worked before Spring Festival'],
    ['2024-02-09', true, 'New Year’s Eve, not a day off by the notice for 2024'],
    ['2025-01-28', false, 'New Year’s Eve, a day off from 2025 on'],
    ['2026-02-14', true, 'a Saturday worked before Spring Festival'],
  ] as const)('%s: %s (%s)', (day, expected, _why) => {
    expect(work.isWorkingDay(day)).toEqual({ known: true, value: expected })
  })

  it('tell a holiday from a plain weekend, and name it', () => {
    expect(work.isHoliday('2024-05-04')).toEqual({ known: true, value: true })
    expect(work.isHoliday('2024-05-12')).toEqual({ known: true, value: false })
    expect(work.festivalOn('2024-06-10')).toEqual({ known: true, value: '端午' })
    expect(work.festivalOn('2024-06-12')).toEqual({ known: true, value: undefined })
  })

  it('of an unknown year are said to be unknown, never guessed', () => {
    for (const day of ['2022-12-31', '2027-01-01', '2027-05-20'] as const) {
      expect(work.covers(day)).toBe(false)
      expect(work.isWorkingDay(day)).toMatchObject({ known: false, code: 'calendar.year-unknown' })
      expect(work.isHoliday(day).known).toBe(false)
    }
    expect(work.isWorkingDay('2027-05-20')).toMatchObject({
      year: 2027,
      message: expect.stringContaining('2027年'),
    })
    expect(work.addWorkingDays('2026-12-30', 3)).toMatchObject({ known: false, year: 2027 })
    expect(work.addWorkingDays('2023-01-03', -3)).toMatchObject({ known: false, year: 2022 })
    expect(work.workingDaysBetween('2026-12-01', '2027-02-01')).toMatchObject({ known: false, year: 2027 })
    expect(work.holidayMonths(2027)).toMatchObject({ known: false, year: 2027 })
  })

  it('are counted over holidays and make-up days', () => {
    expect(work.addWorkingDays('2024-04-30', 1)).toEqual({ known: true, value: '2024-05-06' })
    expect(work.addWorkingDays('2024-05-10', 2)).toEqual({ known: true, value: '2024-05-13' })
    expect(work.addWorkingDays('2024-05-01', 0)).toEqual({ known: true, value: '2024-05-01' })
    expect(work.workingDaysBetween('2024-04-30', '2024-05-13')).toEqual({ known: true, value: 7 })
    expect(work.workingDaysBetween('2024-05-20', '2024-05-20')).toEqual({ known: true, value: 0 })
  })

  it('add and count as inverses, both ways', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -60, max: 60 }), (day, count) => {
        const moved = work.addWorkingDays(day, count)
        if (!moved.known) throw new Error(moved.message)
        expect(work.workingDaysBetween(day, moved.value)).toEqual({ known: true, value: count })
        if (count !== 0) expect(work.isWorkingDay(moved.value)).toEqual({ known: true, value: true })
      }),
    )
  })

  it('count the same as looking at each day', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 90 }), (from, length) => {
        const each = Array.from({ length }, (_, place) => work.isWorkingDay(addDays(from, place + 1)))
        const expected = each.filter((answer) => answer.known && answer.value).length
        expect(work.workingDaysBetween(from, addDays(from, length))).toEqual({ known: true, value: expected })
      }),
    )
  })

  it('give the months of the festivals', () => {
    expect(work.holidayMonths(2024)).toEqual({
      known: true,
      value: ['2024-01', '2024-02', '2024-04', '2024-05', '2024-06', '2024-09', '2024-10'],
    })
    expect(work.holidayMonths(2024, 5)).toEqual({ known: true, value: ['2024-02', '2024-05', '2024-10'] })
  })

  it('follow a correction: the later entry of a year replaces the earlier', () => {
    const corrected = workCalendar([
      ...chinaHolidays,
      { year: 2026, holidays: ['2026-01-01'], makeUpDays: [], source: '更正' },
    ])
    expect(corrected.isHoliday('2026-01-02')).toEqual({ known: true, value: false })
  })
})

describe('the years that Hulei knows when installed', () => {
  it('are 2023 to 2026 and without fault', () => {
    expect(chinaHolidays.map(({ year }) => year)).toEqual([2023, 2024, 2025, 2026])
    expect(chinaHolidays.flatMap(faultsOfCalendarYear)).toEqual([])
  })

  it('have as many days off on weekdays as the law gives, net of make-up days', () => {
    // 全国年节及纪念日放假办法: 11 days a year until 2024, 13 from 2025; one on a weekend is made good.
    for (const { year, holidays, makeUpDays } of chinaHolidays) {
      const weekdaysOff = holidays.filter((day) => weekday(day) <= 5).length
      expect([year, weekdaysOff - makeUpDays.length]).toEqual([year, year < 2025 ? 11 : 13])
    }
  })
})

describe('a year typed in by an administrator', () => {
  const year = (part: Partial<CalendarYear>): CalendarYear => ({
    year: 2027,
    holidays: ['2027-01-01'],
    makeUpDays: [],
    source: '通知',
    ...part,
  })

  it('passes when every day fits', () => {
    expect(faultsOfCalendarYear(year({ makeUpDays: ['2027-02-20'] }))).toEqual([])
  })

  it.each([
    [{ holidays: ['2028-01-01'] }, '不在2027年内'],
    [{ holidays: ['2027-02-30'] }, '不是真实的日期'],
    [{ makeUpDays: ['2027-02-22'] }, '本来就是工作日'],
    [{ holidays: ['2027-02-20'], makeUpDays: ['2027-02-20'] }, '既是放假又是上班'],
    [{ holidays: [] }, '没有录入任何放假日期'],
  ] satisfies [Partial<CalendarYear>, string][])('is refused: %j', (part, words) => {
    expect(faultsOfCalendarYear(year(part)).join()).toContain(words)
  })
})

import { describe, expect, it } from 'vitest'
import { chinaHolidays } from './china-holidays.data.ts'
import type { SchoolCalendar } from './school.ts'
import { hasSchoolBreak, isHolidayMonth, isSchoolDay, reachOf, termAt } from './school.ts'
import { workCalendar } from './working-days.ts'

const terms = [
  { id: '2024-spring', name: '2024年春季学期', from: '2024-02-26', to: '2024-07-05' },
  { id: '2024-autumn', name: '2024年秋季学期', from: '2024-09-02', to: '2025-01-17' },
] as const
const school: SchoolCalendar = {
  terms,
  breaks: [
    { name: '春游', from: '2024-04-18', to: '2024-04-19' },
    { name: '暑假', from: '2024-07-06', to: '2024-09-01' },
  ],
}
const work = workCalendar(chinaHolidays)

describe('school days', () => {
  it.each([
    ['2024-05-20', true, 'a Monday in term'],
    ['2024-05-11', true, 'a Saturday worked instead'],
    ['2024-05-19', false, 'a Sunday'],
    ['2024-05-02', false, 'a holiday'],
    ['2024-04-18', false, 'a break within the term'],
    ['2024-07-15', false, 'a working day in the summer holidays'],
  ] as const)('%s: %s (%s)', (day, expected, _why) => {
    expect(isSchoolDay(day, { school, work })).toEqual({ known: true, value: expected })
  })

  it('need no holiday list in a known break, and say so elsewhere', () => {
    const noYears = workCalendar([])
    expect(isSchoolDay('2024-07-15', { school, work: noYears })).toEqual({ known: true, value: false })
    expect(isSchoolDay('2024-05-20', { school, work: noYears })).toMatchObject({ known: false, year: 2024 })
  })
})

describe('terms', () => {
  it('hold their first and last day', () => {
    for (const day of ['2024-02-26', '2024-07-05'] as const) {
      expect(termAt(day, school)).toEqual({ known: true, value: terms[0] })
    }
  })

  it('are unknown before the first and after the last day of the calendar', () => {
    expect(reachOf(school)).toEqual({ from: '2024-02-26', to: '2025-01-17' })
    expect(termAt('2024-02-25', school).known).toBe(false)
    expect(termAt('2025-01-18', school)).toMatchObject({
      known: false,
      code: 'calendar.term-unknown',
      year: 2025,
    })
    expect(termAt('2024-05-20', { terms: [] }).known).toBe(false)
  })
})

describe('holiday months', () => {
  it('are those that the playbook lists', () => {
    expect(isHolidayMonth('2024-07', ['2024-07', '2024-08'])).toBe(true)
    expect(isHolidayMonth('2024-06', ['2024-07', '2024-08'])).toBe(false)
  })

  it.each([
    ['2024-04', true],
    ['2024-05', false],
    ['2024-07', true],
    ['2024-08', true],
    ['2024-09', true],
    ['2024-10', false],
  ] as const)('a break touches %s: %s', (month, expected) => {
    expect(hasSchoolBreak(month, school)).toBe(expected)
  })

  it('follow from the gap between terms when breaks are not listed', () => {
    const months = ['2024-06', '2024-07', '2024-08', '2024-09', '2024-10'] as const
    expect(months.filter((month) => hasSchoolBreak(month, { terms }))).toEqual([
      '2024-07',
      '2024-08',
      '2024-09',
    ])
  })
})

import { describe, expect, test } from 'vitest'
import { type CalendarYear, chinaHolidays, workCalendar } from '../../calendar/index.ts'
import { answerLimit } from './rights-limits.ts'

const calendar = workCalendar(chinaHolidays as unknown as readonly CalendarYear[])

describe('the last day for a request', () => {
  test.each([
    ['twenty working days where that is sooner', '2024-05-20', '2024-06-18'],
    ['thirty days where holidays would stretch it: National Day', '2024-09-14', '2024-10-14'],
    ['thirty days where holidays would stretch it: the Spring Festival', '2024-02-01', '2024-03-02'],
  ] as const)('%s', (_name, askedOn, expected) => {
    expect(answerLimit(askedOn, calendar)).toBe(expected)
  })
  test('thirty days in a year whose holidays nobody knows yet', () => {
    expect(answerLimit('2099-03-02', calendar)).toBe('2099-04-01')
  })
})

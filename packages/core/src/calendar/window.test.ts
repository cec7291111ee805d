import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chinaHolidays } from './china-holidays.data.ts'
import type { Day } from './day.ts'
import { addDays, dayNumberOf, dayOfNumber, daysBetween, earliestDay, latestDay } from './day.ts'
import type { SchoolTime } from './school.ts'
import type { CivilWindowKind, Window, WindowKind } from './window.ts'
import {
  civilWindowAt,
  nextWindow,
  parseWindowKey,
  previousWindow,
  windowAt,
  windowKinds,
  windowsBetween,
} from './window.ts'
import { windowLabelZh, windowTitleZh } from './window-label.ts'
import { workCalendar } from './working-days.ts'

const time: SchoolTime = {
  work: workCalendar(chinaHolidays),
  school: {
    terms: [
      { id: '2024-spring', name: '2024年春季学期', from: '2024-02-26', to: '2024-07-05' },
      { id: '2024-autumn', name: '2024年秋季学期', from: '2024-09-02', to: '2025-01-17' },
    ],
    breaks: [{ name: '暑假', from: '2024-07-06', to: '2024-09-01' }],
  },
}

const civilKinds: readonly CivilWindowKind[] = ['day', 'week', 'half-month', 'month', 'quarter', 'year']
const kinds = fc.constantFrom(...civilKinds)
const days = fc.integer({ min: dayNumberOf('1990-01-01'), max: dayNumberOf('2100-12-31') }).map(dayOfNumber)
const schoolDays = fc
  .integer({ min: dayNumberOf('2024-02-26'), max: dayNumberOf('2025-01-17') })
  .map(dayOfNumber)

function listed(kind: WindowKind, from: Day, to: Day): readonly Window[] {
  const answer = windowsBetween(kind, from, to, time)
  if (!answer.known) throw new Error(answer.message)
  return answer.value
}

describe('windows', () => {
  it.each([
    ['day', '2024-05-20', '2024-05-20', '2024-05-20', '2024-05-20'],
    ['week', '2024-05-20', '2024-W21', '2024-05-20', '2024-05-26'],
    ['week', '2024-12-31', '2025-W01', '2024-12-30', '2025-01-05'],
    ['week', '2021-01-03', '2020-W53', '2020-12-28', '2021-01-03'],
    ['half-month', '2024-05-15', '2024-05-H1', '2024-05-01', '2024-05-15'],
    ['half-month', '2024-02-16', '2024-02-H2', '2024-02-16', '2024-02-29'],
    ['month', '2024-02-10', '2024-02', '2024-02-01', '2024-02-29'],
    ['quarter', '2024-05-20', '2024-Q2', '2024-04-01', '2024-06-30'],
    ['quarter', '2024-12-31', '2024-Q4', '2024-10-01', '2024-12-31'],
    ['year', '2024-05-20', '2024', '2024-01-01', '2024-12-31'],
    ['term', '2024-05-20', '2024-spring', '2024-02-26', '2024-07-05'],
    ['half-term', '2024-02-26', '2024-spring-H1', '2024-02-26', '2024-05-01'],
    ['half-term', '2024-05-02', '2024-spring-H2', '2024-05-02', '2024-07-05'],
    ['half-term', '2024-12-31', '2024-autumn-H2', '2024-11-10', '2025-01-17'],
    ['school-day', '2024-05-20', '2024-05-20', '2024-05-20', '2024-05-20'],
  ] satisfies [WindowKind, Day, string, Day, Day][])('the %s of %s is %s', (kind, day, key, from, to) => {
    expect(windowAt(kind, day, time)).toEqual({ known: true, value: { kind, key, from, to } })
  })

  it('of one civil kind cover time without gap or overlap', () => {
    fc.assert(
      fc.property(kinds, days, (kind, day) => {
        const window = civilWindowAt(kind, day)
        expect(window.from <= day && day <= window.to).toBe(true)
        expect(civilWindowAt(kind, window.from)).toEqual(window)
        expect(civilWindowAt(kind, window.to)).toEqual(window)
        const next = civilWindowAt(kind, addDays(window.to, 1))
        expect(daysBetween(window.to, next.from)).toBe(1)
        expect(window.key < next.key).toBe(true)
        expect(nextWindow(window)).toEqual({ known: true, value: next })
        expect(previousWindow(next)).toEqual({ known: true, value: window })
      }),
    )
  })

  it('between two days are all that share a day with them, in order', () => {
    fc.assert(
      fc.property(fc.constantFrom(...windowKinds), schoolDays, schoolDays, (kind, a, b) => {
        const [from, to] = a <= b ? [a, b] : [b, a]
        const seen = new Map<string, Window>()
        for (let day = from; day <= to; day = addDays(day, 1)) {
          const found = windowAt(kind, day, time)
          if (found.known && found.value) seen.set(found.value.key, found.value)
        }
        expect(listed(kind, from, to)).toEqual([...seen.values()])
      }),
      { numRuns: 60 },
    )
  })

  it('between days that run backwards are none', () => {
    expect(listed('month', '2024-05-20', '2024-05-19')).toEqual([])
  })

  it('survive being written as a key and read', () => {
    fc.assert(
      fc.property(fc.constantFrom(...windowKinds), schoolDays, (kind, day) => {
        const found = windowAt(kind, day, time)
        if (found.known && found.value)
          expect(parseWindowKey(kind, found.value.key, time)).toEqual(found.value)
      }),
    )
  })

  it.each([
    ['week', '2024-W53'],
    ['week', '2024-W00'],
    ['week', '2024-21'],
    ['half-month', '2024-05-H3'],
    ['half-month', '2024-13-H1'],
    ['month', '2024-5'],
    ['month', '2024-00'],
    ['quarter', '2024-Q5'],
    ['quarter', '2024-05'],
    ['year', '24'],
    ['year', '2024-01'],
    ['day', '2024-02-30'],
    ['term', '2030-spring'],
    ['half-term', '2024-spring'],
    ['half-term', '2024-spring-H3'],
    ['half-term', '2030-spring-H1'],
    ['school-day', '2024-05-12'],
  ] satisfies [WindowKind, string][])('of kind %s do not have the key %s', (kind, key) => {
    expect(parseWindowKey(kind, key, time)).toBeUndefined()
  })

  it('end with the calendar, without looping', () => {
    expect(previousWindow(civilWindowAt('year', earliestDay))).toEqual({ known: true, value: undefined })
    expect(nextWindow(civilWindowAt('year', latestDay))).toEqual({ known: true, value: undefined })
    expect(listed('month', '9999-12-01', latestDay)).toHaveLength(1)
  })
})

describe('windows of the school calendar', () => {
  it('leave out the days between terms', () => {
    expect(windowAt('term', '2024-08-01', time)).toEqual({ known: true, value: undefined })
    expect(listed('term', '2024-05-01', '2024-10-01').map(({ key }) => key)).toEqual([
      '2024-spring',
      '2024-autumn',
    ])
  })

  it('halve a term, the first half the longer by one day, and a term of one day not at all', () => {
    const term = (to: Day) => ({
      ...time,
      school: { terms: [{ id: 't', name: '短学期', from: '2024-03-01' as const, to }] },
    })
    const halves = (to: Day) => {
      const found = windowsBetween('half-term', '2024-03-01', to, term(to))
      return found.known ? found.value.map(({ key, from, to }) => [key, from, to]) : found
    }
    expect(halves('2024-03-01')).toEqual([['t-H1', '2024-03-01', '2024-03-01']])
    expect(halves('2024-03-05')).toEqual([
      ['t-H1', '2024-03-01', '2024-03-03'],
      ['t-H2', '2024-03-04', '2024-03-05'],
    ])
  })

  it('reach over the holidays to the neighbour', () => {
    const [spring, autumn] = listed('term', '2024-02-26', '2025-01-17')
    if (!spring || !autumn) throw new Error('two terms')
    expect(nextWindow(spring, time)).toEqual({ known: true, value: autumn })
    expect(previousWindow(autumn, time)).toEqual({ known: true, value: spring })
    expect(previousWindow(spring, time)).toEqual({ known: true, value: undefined })
  })

  it('count school days over holidays and make-up days', () => {
    expect(listed('school-day', '2024-04-29', '2024-05-12').map(({ key }) => key)).toEqual([
      '2024-04-29',
      '2024-04-30',
      '2024-05-06',
      '2024-05-07',
      '2024-05-08',
      '2024-05-09',
      '2024-05-10',
      '2024-05-11',
    ])
  })

  it('are not known where no calendar reaches', () => {
    expect(windowAt('term', '2030-05-20', time)).toMatchObject({
      known: false,
      code: 'calendar.term-unknown',
      year: 2030,
    })
    expect(windowAt('school-day', '2024-05-20')).toMatchObject({
      known: false,
      code: 'calendar.term-unknown',
    })
    expect(windowsBetween('term', '2024-12-01', '2025-03-01', time)).toMatchObject({
      known: false,
      year: 2025,
    })
    const noHolidays = { ...time, work: workCalendar([]) }
    expect(windowAt('school-day', '2024-05-20', noHolidays)).toMatchObject({
      code: 'calendar.year-unknown',
      year: 2024,
    })
  })
})

describe('labels', () => {
  it.each([
    ['day', '2024-05-20', '5月20日', '2024年5月20日'],
    ['week', '2024-05-20', '第21周(5月20日—26日)', '2024年第21周(5月20日—26日)'],
    ['week', '2024-12-30', '第1周(12月30日—1月5日)', '2025年第1周(12月30日—1月5日)'],
    ['half-month', '2024-05-01', '5月上半月', '2024年5月上半月'],
    ['half-month', '2024-05-31', '5月下半月', '2024年5月下半月'],
    ['month', '2024-05-20', '5月', '2024年5月'],
    ['quarter', '2024-05-20', '第二季度', '2024年第二季度'],
    ['half-term', '2024-03-20', '2024年春季学期前半段', '2024年春季学期前半段'],
    ['half-term', '2024-05-20', '2024年春季学期后半段', '2024年春季学期后半段'],
    ['term', '2024-05-20', '2024年春季学期', '2024年春季学期'],
    ['year', '2024-05-20', '2024年', '2024年'],
  ] satisfies [WindowKind, Day, string, string][])('of the %s of %s: %s, %s', (kind, day, label, title) => {
    const [window] = listed(kind, day, day)
    if (!window) throw new Error('a window')
    expect(windowLabelZh(window, time.school)).toBe(label)
    expect(windowTitleZh(window, time.school)).toBe(title)
  })
})

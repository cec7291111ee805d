import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { startOfDay } from '../../calendar/index.ts'
import { alarmsDue, durationZh, leadClockAt, type Watched } from './lead-clock.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const at = (day: string, hour = 0, minute = 0) => startOfDay(day as never) + hour * HOUR + minute * MINUTE

const lead = (reportedAt: number, more: Partial<Watched> = {}): Watched => ({
  source: 'public',
  isClosed: false,
  reportedAt,
  decideBy: reportedAt + 72 * HOUR,
  decidedAt: null,
  isAcknowledged: false,
  unacknowledgedSince: reportedAt,
  ...more,
})

describe('the clock of a decision', () => {
  test.each([
    ['a night', at('2024-05-20', 23, 59), at('2024-05-23', 23, 59)],
    ['the end of a month', at('2024-04-29', 10), at('2024-05-02', 10)],
    ['a leap day', at('2024-02-27', 8, 30), at('2024-03-01', 8, 30)],
    ['the end of a year', at('2023-12-30', 22), at('2024-01-02', 22)],
    ['the Spring Festival', at('2024-02-09', 18), at('2024-02-12', 18)],
    ['a make-up workday', at('2024-04-26', 17, 30), at('2024-04-29', 17, 30)],
  ])('runs through %s: seventy-two hours are seventy-two hours', (_through, reportedAt, until) => {
    expect(leadClockAt(lead(reportedAt), until)).toEqual({ state: 'soon', minutes: 0 })
    expect(leadClockAt(lead(reportedAt), until + 1)).toEqual({ state: 'over', minutes: 0 })
    expect(leadClockAt(lead(reportedAt), reportedAt)).toEqual({ state: 'running', minutes: 72 * 60 })
  })

  test('says of a decision whether it came in time, however long ago it was', () => {
    const reportedAt = at('2024-05-01')
    const decided = (decidedAt: number) => leadClockAt(lead(reportedAt, { decidedAt }), at('2025-01-01'))
    expect(decided(reportedAt + 72 * HOUR).state).toBe('decided')
    expect(decided(reportedAt + 72 * HOUR + 1).state).toBe('decided-late')
    expect(decided(reportedAt + 75 * HOUR)).toEqual({ state: 'decided-late', minutes: 180 })
  })

  test('of a short limit is near for its second half only', () => {
    const short = lead(at('2024-05-20'), { decideBy: at('2024-05-20', 2) })
    expect(leadClockAt(short, at('2024-05-20', 0, 59)).state).toBe('running')
    expect(leadClockAt(short, at('2024-05-20', 1, 1)).state).toBe('soon')
  })

  test.each([
    [0, '0分钟'],
    [8, '8分钟'],
    [60, '1小时'],
    [320, '5小时20分'],
    [1440, '1天'],
    [1440 * 3 + 125, '3天2小时'],
  ])('says %i minutes as %s', (minutes, words) => {
    expect(durationZh(minutes)).toBe(words)
  })
})

describe('alarms', () => {
  const reportedAt = at('2024-05-20', 9)
  const due = (hours: number, more: Partial<Watched> = {}) =>
    alarmsDue(lead(reportedAt, { unacknowledgedSince: null, ...more }), reportedAt + hours * HOUR + 1)

  test('of silence go off ten minutes after the telling, on a decided lead, too', () => {
    const told = lead(reportedAt)
    expect(alarmsDue(told, reportedAt + 10 * MINUTE)).toEqual([])
    expect(alarmsDue(told, reportedAt + 10 * MINUTE + 1)).toEqual(['silent'])
    expect(due(1, { unacknowledgedSince: reportedAt, decidedAt: reportedAt, isClosed: true })).toEqual([
      'silent',
    ])
  })

  test('of a venue’s report go off after an hour that nobody acknowledged it', () => {
    expect(due(1, { source: 'venue' })).toEqual(['unreceived'])
    expect(due(1)).toEqual([])
    expect(due(2, { source: 'venue', isAcknowledged: true })).toEqual([])
  })

  test('of the limit go off before it, at it and at twice of it, and never on what is decided or closed', () => {
    expect(due(59)).toEqual([])
    expect(due(60)).toEqual(['soon'])
    expect(due(72)).toEqual(['soon', 'overdue'])
    expect(due(144)).toEqual(['soon', 'overdue', 'twice'])
    for (const more of [{ decidedAt: reportedAt }, { isClosed: true }]) expect(due(1000, more)).toEqual([])
  })

  test('never go back: what was due stays due while nothing is done', () => {
    fc.assert(
      fc.property(fc.nat(300 * 60), fc.nat(300 * 60), fc.boolean(), (one, other, isVenue) => {
        const watched = lead(reportedAt, { source: isVenue ? 'venue' : 'public' })
        const [early, late] = [Math.min(one, other), Math.max(one, other)].map((minutes) =>
          alarmsDue(watched, reportedAt + minutes * MINUTE),
        )
        expect(late).toEqual(expect.arrayContaining([...(early ?? [])]))
      }),
    )
  })
})

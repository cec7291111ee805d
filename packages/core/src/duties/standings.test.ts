import { describe, expect, test } from 'vitest'
import type { Day } from '../calendar/index.ts'
import type { DutyLight } from './duty-light.ts'
import type { Status } from './light.ts'
import { countGroups, improvedSince, standingsOf, toWatch } from './standings.ts'

const light = (status: Status, more: Partial<DutyLight> = {}) =>
  ({
    status,
    unit: 'village',
    village: 'shiqiao',
    subject: '石桥村',
    deadline: '2024-05-31' as Day,
    ...more,
  }) as DutyLight

describe('a month in figures', () => {
  test('counts every light once', () => {
    const counts = countGroups([
      light('met'),
      light('met-late'),
      light('due-soon'),
      light('missed'),
      light('exempt'),
    ])
    expect(counts).toEqual({ done: 2, course: 0, soon: 1, late: 1, notMeasured: 0, quiet: 1 })
  })
  test('watches what is late before what is due soon, and of these the nearest deadline', () => {
    const watched = toWatch([
      light('due-soon'),
      light('on-course'),
      light('overdue', { deadline: '2024-05-15' as Day }),
      light('overdue', { deadline: '2024-05-10' as Day }),
    ])
    expect(watched.map((each) => `${each.status} ${each.deadline}`)).toEqual([
      'overdue 2024-05-10',
      'overdue 2024-05-15',
      'due-soon 2024-05-31',
    ])
  })
})

describe('how villages and units stand', () => {
  test('leaves out what is not measured, and who has nothing else', () => {
    const standings = standingsOf([
      light('met'),
      light('missed'),
      light('not-measured'),
      light('not-measured', { village: 'lianhua', subject: '莲花村' }),
    ])
    expect(standings).toEqual([
      { subject: '石桥村', unit: 'village', village: 'shiqiao', done: 1, all: 2, late: 1 },
    ])
  })
  test('names only real gains, best first', () => {
    const stand = (village: string, done: number) => ({
      subject: village,
      unit: 'village',
      village,
      done,
      all: 4,
      late: 0,
    })
    const gained = improvedSince(
      [stand('a', 2), stand('b', 4), stand('c', 1), stand('d', 4)],
      [stand('a', 1), stand('b', 1), stand('c', 3)],
    )
    expect(gained.map((each) => [each.village, each.points])).toEqual([
      ['b', 75],
      ['a', 25],
    ])
  })
})

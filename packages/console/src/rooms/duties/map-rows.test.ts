import { civilWindowAt, type DutyLight } from '@hulei/core'
import { describe, expect, it } from 'vitest'
import { mapsOf } from './map-rows.ts'

const light = (more: Partial<DutyLight>): DutyLight => ({
  duty: 'civil-1',
  title: '走访困难家庭',
  clause: '附·民政办1',
  no: 1,
  unit: 'civil',
  village: null,
  subject: '民政办',
  window: civilWindowAt('month', '2024-05-01'),
  windowLabel: '5月',
  cadence: '每月',
  status: 'met',
  due: 1,
  done: 1,
  missing: 0,
  reason: '',
  deadline: '2024-05-31',
  makeUpTo: '2024-06-05',
  parts: [],
  attestation: null,
  exemption: null,
  ...more,
})
const village = (name: string, no: number) =>
  light({ duty: `village-${no}`, no, unit: 'village', village: name, subject: name })

describe('the maps of the overview', () => {
  const maps = mapsOf(
    [
      light({}),
      light({ duty: 'edu-3', no: 3, unit: 'edu', subject: '学区' }),
      village('shiqiao', 1),
      village('shiqiao', 2),
      village('lianhua', 1),
      light({ duty: 'dispatch', title: '半月一调度', no: null, unit: 'pingan', subject: '平安办' }),
      light({ duty: 'dispatch', title: '半月一调度', no: null, unit: 'pingan', subject: '平安办' }),
    ],
    { month: '2024-05' },
  )

  it('give units the numbers of the longest list, villages their own list, the rhythm a column a line', () => {
    expect(maps.units.columns.map((column) => column.label)).toEqual(['1', '2', '3'])
    expect(maps.villages.columns.map((column) => column.key)).toEqual(['village-1', 'village-2'])
    expect(maps.rhythm.columns.map((column) => column.label)).toEqual(['半月一调度'])
  })

  it('keep the month in the way to each subject, and every window of a line in its cell', () => {
    expect(maps.villages.rows.map((row) => row.path)).toEqual([
      '/duties/villages/shiqiao?month=2024-05',
      '/duties/villages/lianhua?month=2024-05',
    ])
    expect(maps.units.rows[1]?.path).toBe('/duties/units/edu?month=2024-05')
    expect(maps.rhythm.rows[0]?.cells.get('dispatch')).toHaveLength(2)
    expect(maps.villages.rows[1]?.cells.has('village-2')).toBe(false)
  })
})

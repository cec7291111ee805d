import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorOf } from '../../platform/test-server.ts'
import { measures } from '../index.ts'
import { type DutyApp, startDutyApp } from './duties-fixture.ts'
import { rebuildCounters } from './rebuild.ts'

describe('counting everything anew', () => {
  let app: DutyApp
  const rebuild = async () => rebuildCounters(app.scopes, await app.townships.get('north'), measures)

  beforeAll(async () => {
    app = await startDutyApp('2024-05-20')
    for (const village of ['shiqiao', 'lianhua']) {
      const office = actorOf('office')
      const enrolled = await app.act(office, 'child.enrol', {
        name: '林小雨',
        sex: 'female',
        bornOn: '2014-03-05',
        village,
      })
      await app.act(office, 'listing.open', {
        child: enrolled.record,
        category: 'left-behind',
        basis: 'statutory',
        from: '2024-03-01',
      })
    }
  })
  afterAll(() => app?.stop())

  it('finds no difference from what was kept as acts landed', async () => {
    const { rows } = await app.owner.query('SELECT FROM duty_contribution')
    expect(rows.length).toBeGreaterThan(4)
    expect(await rebuild()).toEqual({ windows: expect.any(Number), rows: 0, totals: 0, differences: [] })
  })

  it('finds and mends a sum that was tampered with', async () => {
    await app.owner.query(
      `UPDATE duty_total SET due = due + 5 WHERE measure = 'visits.listed-children' AND village = 'shiqiao' AND window_key = '2024-05'`,
    )
    expect(await rebuild()).toMatchObject({ rows: 1, totals: 1, differences: [] })
    expect((await rebuild()).rows).toBe(0)
  })

  it('finds and mends a counter that was tampered with', async () => {
    await app.owner.query(
      `DELETE FROM duty_contribution WHERE measure = 'visits.listed-children' AND window_key = '2024-05' AND village = 'shiqiao'`,
    )
    expect((await rebuild()).differences).toEqual([
      { measure: 'visits.listed-children', window: '2024-05', rows: 1 },
    ])
    expect((await rebuild()).rows).toBe(0)
  })
})

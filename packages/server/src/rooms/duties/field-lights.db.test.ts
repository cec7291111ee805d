import type { Actor, Playbook } from '@hulei/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actorOf, startTestServer, type TestServer } from '../../platform/test-server.ts'
import { fieldPlaybook } from '../field-work-fixture.ts'
import { measures } from '../index.ts'
import { lightsOf } from './lights.ts'
import { rowsOf } from './rows.ts'
import { openDueWindows } from './windows.ts'

const line = (id: string, unit: string, proof: object, cadence: object = { every: 'month' }) => ({
  id,
  unit,
  no: 1,
  title: id,
  clause: '附',
  cadence,
  proves: [proof],
})
const playbook = {
  ...fieldPlaybook,
  duties: [
    line('police-2', 'police', {
      measure: 'operations.venue-patrols',
      target: { atLeast: 1 },
      cadence: { every: 'day' },
    }),
    line('police-8', 'police', { measure: 'operations.school-gate-shifts', target: 'all' }),
    line('police-3', 'police', {
      measure: 'operations.inspections',
      params: { focus: 'tobacco' },
      target: { atLeast: 2 },
    }),
    line('market-5', 'market', {
      measure: 'operations.inspections',
      params: { focus: 'tobacco' },
      target: { atLeast: 2 },
    }),
    line('village-4', 'village', { measure: 'supervised.head-counts', target: 'all' }),
  ],
} as unknown as Playbook

let server: TestServer
const office = actorOf('office')
const police = actorOf('police')
const market = actorOf('officer', { unit: 'market', remits: ['market'] })
const worker = actorOf('village', { unit: 'village' })

beforeAll(async () => {
  server = await startTestServer({ today: '2024-05-20', playbook })
  await openDueWindows(server.scopes, await server.townships.get('north'), measures)
  const patrol = (patrolledOn: string, more: object) =>
    server.act(police, 'patrol.record', { patrolledOn, who: '石山', photos: [], place: '桥头', ...more })
  // Twice on one day does not make up for another.
  for (const day of ['2024-05-06', '2024-05-06', '2024-05-08']) await patrol(day, { task: 'venues' })
  await patrol('2024-05-06', { task: 'school-gate', school: 'zhongxin' })
  for (const by of [market, market, police]) {
    const visited = { inspectedOn: '2024-05-07', site: '批发部', focuses: ['tobacco'], photos: [] }
    await server.act(by, 'inspection.record', { ...visited, inspectors: '石山', outcome: '已查' })
  }
  await server.act(worker, 'head-count.confirm', {
    village: 'shiqiao',
    group: 'idle',
    countedOn: '2024-05-09',
    number: 3,
  })
})
afterAll(() => server?.stop())

const lightOf = async (duty: string, more: object = {}, by: Actor = office) => {
  const township = await server.townships.get('north')
  const query = { month: '2024-05', asOf: '2024-05-20', duty, ...more } as const
  return await server.scopes.read(by, async (scope) => {
    const [light] = await lightsOf(scope, township, query, new Set(measures.keys()))
    const asked = { window: '2024-05', part: 0, ...query }
    return { light, behind: await rowsOf(scope, server.keyring, township, measures, asked) }
  })
}

describe('a light of field work', () => {
  test('needs a patrol on every day, and names the days without one', async () => {
    const { light, behind } = await lightOf('police-2')
    expect(light).toMatchObject({ due: 31, done: 2, status: 'on-course' })
    const missing = behind.rows.filter((row) => row.done < row.due).map((row) => row.label)
    expect(missing.slice(0, 2)).toEqual(['5月1日', '5月2日'])
    expect(missing).toHaveLength(29)
    expect(behind.rows.find((row) => row.label === '5月6日')?.proofs).toHaveLength(2)
  })

  test('counts gate shifts on school days only, school by school', async () => {
    const { light, behind } = await lightOf('police-8')
    // May 2024 has 21 working days, a Saturday worked among them; two of them are the sports meeting.
    expect(light).toMatchObject({ due: 2 * 19, done: 1 })
    expect(behind.rows.map((row) => row.label).sort()).toEqual(['东溪小学', '中心小学'])
    expect(behind.hidden).toBe(0)
  })

  test('tells units apart: one unit’s inspections are not another’s', async () => {
    expect((await lightOf('market-5')).light).toMatchObject({ due: 2, done: 2, status: 'met' })
    const { light, behind } = await lightOf('police-3')
    expect(light).toMatchObject({ due: 2, done: 1 })
    expect(behind.rows).toHaveLength(1)
  })

  test('lists the groups of a village that are not confirmed, by name and without people', async () => {
    const { light, behind } = await lightOf('village-4', { village: 'shiqiao' }, worker)
    expect(light).toMatchObject({ due: 2, done: 1 })
    expect(behind.rows.map(({ label, done }) => [label, done])).toEqual([
      ['outsiders', 0],
      ['idle', 1],
    ])
  })
})

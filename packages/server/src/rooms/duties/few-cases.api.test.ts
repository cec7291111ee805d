import { randomUUID } from 'node:crypto'
import type { DutyLight, Playbook } from '@hulei/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SignedIn, startTestApp, type TestApp } from '../../platform/test-app.ts'
import { casesPlaybook } from '../cases/cases-fixture.ts'
import { measures } from '../index.ts'
import { openDueWindows } from './windows.ts'

const playbook = {
  ...casesPlaybook,
  plan: { from: '2024-01-01', to: '2024-12-31', documentNumber: '1' },
  schoolCalendar: { terms: [], breaks: [] },
  duties: [
    {
      id: 'court-3',
      unit: 'court',
      no: 3,
      title: '会商有记录',
      clause: '附',
      cadence: { each: 'case' },
      proves: [{ measure: 'cases.steps-recorded', params: { steps: ['consultation'] }, target: 'all' }],
    },
  ],
} as unknown as Playbook
let app: TestApp

beforeAll(async () => {
  app = await startTestApp({ playbook })
  await openDueWindows(app.scopes, await app.townships.get('north'), measures)
})
afterAll(() => app?.stop())

const act = async (who: SignedIn, name: string, input: object, record = randomUUID()) => {
  const payload = { id: randomUUID(), act: name, record, input }
  const answer = await app.app.inject({ method: 'POST', url: '/api/acts', headers: who, payload })
  expect(answer.statusCode, answer.body).toBe(200)
  return record
}
const lightOf = async (who: SignedIn) => {
  const answer = await app.app.inject({ method: 'GET', url: '/api/duties/lights', headers: who })
  return (answer.json() as { lights: DutyLight[] }).lights[0]
}

test('fewer than five cases are counted for those alone who may see every case', async () => {
  const police = await app.signIn('police', { unit: 'police' })
  const leader = await app.signIn('leader')
  const court = await app.signIn('officer', { unit: 'court' })
  const county = await app.signIn('county')
  const opening = { receivedOn: '2024-05-02', concerns: 'sexual', specialSuspects: [], responsibleUnits: [] }
  const open = async () => {
    const id = await act(police, 'case.open', opening)
    await act(police, 'case.advance', { to: 'filed', on: '2024-05-03' }, id)
  }
  await open()
  expect(await lightOf(leader)).toMatchObject({ due: 1, done: 0, missing: 1 })
  for (const who of [court, county]) {
    const light = await lightOf(who)
    expect(light).toMatchObject({ due: 0, done: 0, missing: 0, parts: [{ due: 0 }] })
    expect(light?.reason).toContain('不列数目')
  }
  const rows = '/api/duties/rows?duty=court-3&unit=court&window=2024-05&part=0'
  expect((await app.app.inject({ method: 'GET', url: rows, headers: court })).statusCode).toBe(403)
  for (let more = 0; more < 4; more++) await open()
  expect(await lightOf(court)).toMatchObject({ due: 5, done: 0, missing: 5 })
})

import { randomUUID } from 'node:crypto'
import type { PackDuty, PackReply, Playbook } from '@hulei/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type SignedIn, startTestApp, type TestApp } from '../../platform/test-app.ts'
import { measures } from '../index.ts'
import { dutyPlaybook } from './duties-fixture.ts'
import { openDueWindows } from './windows.ts'

const line = (id: string, unit: string, measure: string, cadence: object, target: object | string) => ({
  id,
  unit,
  no: 9,
  title: `${id}的职责`,
  clause: '附',
  cadence,
  proves: [{ measure, target }],
})
const playbook = {
  ...dutyPlaybook,
  units: [
    ...dutyPlaybook.units,
    { id: 'police', name: '派出所', short: '派出所', kind: 'department', remits: [] },
  ],
  lists: { ...dutyPlaybook.lists, headCountGroups: [{ id: 'lone', name: '独居男性' }] },
  duties: [
    ...dutyPlaybook.duties,
    line('police-2', 'police', 'operations.venue-patrols', { every: 'day' }, { atLeast: 1 }),
    line('village-9', 'village', 'supervised.head-counts', { every: 'month' }, 'all'),
  ],
} as unknown as Playbook

let app: TestApp
const act = async (who: SignedIn, name: string, input: object, record: string = randomUUID()) => {
  const payload = { id: randomUUID(), act: name, record, input }
  const answer = await app.app.inject({ method: 'POST', url: '/api/acts', headers: who, payload })
  if (answer.statusCode !== 200) throw new Error(answer.body)
}
const withPhone = async (who: SignedIn) => {
  const phone = randomUUID()
  await act(who, 'phone.register', { label: '手机', registeredOn: '2024-05-20' }, phone)
  return { ...who, 'hulei-phone': phone }
}
const dutiesOf = async (who: SignedIn) => {
  const answer = await app.app.inject({ method: 'POST', url: '/api/field/pack', headers: who, payload: {} })
  expect(answer.statusCode, answer.body).toBe(200)
  const { items } = answer.json() as PackReply
  return items
    .filter(({ key }) => key.startsWith('duty/'))
    .map(({ key, body }) => ({ key, ...(body as PackDuty) }))
}

beforeAll(async () => {
  app = await startTestApp({ playbook })
  for (const township of app.townships.all()) await openDueWindows(app.scopes, township, measures)
})
afterAll(() => app?.stop())

describe('duties in the work pack', () => {
  test('say what the own unit still has to do with forms, a daily duty once, and count what is recorded', async () => {
    const police = await withPhone(await app.signIn('police', { unit: 'police' }))
    const before = await dutiesOf(police)
    expect(before).toHaveLength(1)
    expect(before[0]).toMatchObject({ key: 'duty/police-2/police', word: '进行中', deadline: '2024-05-31' })
    expect(before[0]?.reason).toMatch(/^5月.*，已 0，缺 /)
    await act(police, 'patrol.record', {
      task: 'venues',
      patrolledOn: '2024-05-20',
      who: '石山',
      place: '老街',
      photos: [],
    })
    expect((await dutiesOf(police))[0]?.reason).toMatch(/^5月.*，已 1，缺 /)
  })

  test('are the own village’s alone for a village, without the visits, and none for a school', async () => {
    const village = await withPhone(await app.signIn('village'))
    expect((await dutiesOf(village)).map((duty) => duty.key)).toEqual(['duty/village-9/shiqiao'])
    expect(await dutiesOf(await withPhone(await app.signIn('school')))).toEqual([])
  })
})

import type { Playbook } from '@hulei/core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { givePost } from '../../platform/notify/notify-fixture.ts'
import { actorOf, smallPlaybook, startTestServer, type TestServer } from '../../platform/test-server.ts'
import { remindOfSurveys } from './remind-of-surveys.ts'

/** Villages hand in by the 25th, the civil-affairs office within the month. */
const playbook = {
  ...smallPlaybook,
  units: smallPlaybook.units.map((unit) => (unit.id === 'village' ? { ...unit, kind: 'village' } : unit)),
  plan: { ...smallPlaybook.plan, from: '2024-01-01', to: '2025-12-31' },
  duties: [
    {
      id: 'village-6',
      unit: 'village',
      no: 6,
      cadence: { every: 'month', by: 25 },
      proves: [{ measure: 'leads.survey-forms', target: { atLeast: 1 } }],
    },
    {
      id: 'civil-1',
      unit: 'civil',
      no: 1,
      cadence: { each: 'lead', within: '24 hours' },
      proves: [{ measure: 'leads.survey-form-and-leader', target: 'all', cadence: { every: 'month' } }],
    },
  ],
} as unknown as Playbook

let server: TestServer
const worker = actorOf('village')
const standOn = async (day: string) => {
  await server.owner.query('UPDATE township SET business_day = $1', [day])
  await server.townships.reload()
}
const remindOn = async (day: string) => {
  await standOn(day)
  return await remindOfSurveys(server.scopes, await server.townships.get('north'))
}
const said = async () =>
  (
    await server.owner.query<{ account: string; params: unknown }>(
      'SELECT account, params FROM notification ORDER BY created_at, account',
    )
  ).rows

beforeAll(async () => {
  server = await startTestServer({ playbook })
})
beforeEach(async () => {
  await server.owner.query('DELETE FROM notification')
  await server.owner.query('DELETE FROM post')
})
afterAll(() => server?.stop())

test('a village hears three working days and one before the 25th that its form is not there, once each', async () => {
  const { account } = await givePost(server, 'village', { unit: 'village', villages: ['shiqiao'] })
  // 25 April 2024 is a Thursday; the weekend of the 20th is none of the three days.
  expect(await remindOn('2024-04-21')).toBe(0)
  expect(await remindOn('2024-04-22')).toBe(1)
  expect(await remindOn('2024-04-22')).toBe(0)
  expect(await remindOn('2024-04-23')).toBe(0)
  expect(await remindOn('2024-04-24')).toBe(1)
  expect(await remindOn('2024-04-25')).toBe(0)
  expect(await remindOn('2024-04-26')).toBe(0)
  const message = { account, params: { month: '2024-04', count: 1, dueOn: '2024-04-25' } }
  expect(await said()).toEqual([message, message])
})

test('before a festival it is said on the working days before it, before a weekend on the Friday', async () => {
  await givePost(server, 'village', { unit: 'village', villages: ['shiqiao'] })
  // 25 May 2024 is a Saturday: the last working day before it is the 24th, the third the 22nd.
  expect(await remindOn('2024-05-21')).toBe(0)
  expect(await remindOn('2024-05-22')).toBe(1)
  expect(await remindOn('2024-05-24')).toBe(1)
  expect(await remindOn('2024-05-25')).toBe(0)
  // Of the Dragon Boat days (8 to 10 June) none is worked; the 25th is a Tuesday far from them.
  expect(await remindOn('2024-06-19')).toBe(0)
  expect(await remindOn('2024-06-20')).toBe(1)
})

test('what is due within the month is asked for before its last working days, the shortest month and a holiday at its end too', async () => {
  const { account } = await givePost(server, 'officer', { unit: 'civil' })
  expect(await remindOn('2024-02-25')).toBe(0)
  // 29 February 2024 is a Thursday.
  expect(await remindOn('2024-02-26')).toBe(1)
  expect(await remindOn('2024-02-28')).toBe(1)
  expect(await remindOn('2024-02-29')).toBe(0)
  // The last of September 2024 is a Monday, and Sunday the 29th is worked for the National Day.
  expect(await remindOn('2024-09-26')).toBe(1)
  expect(await remindOn('2024-09-29')).toBe(1)
  expect((await said()).at(-1)).toEqual({
    account,
    params: { month: '2024-09', count: 1, dueOn: '2024-09-30' },
  })
})

test('who has handed in hears nothing, for that month; a server that was off says it late, and once', async () => {
  await givePost(server, 'village', { unit: 'village', villages: ['shiqiao'] })
  const other = await givePost(server, 'village', { unit: 'village', villages: ['lianhua'] })
  await standOn('2024-07-20')
  await server.act(worker, 'survey.hand-in', { month: '2024-07' })
  expect(await remindOn('2024-07-25')).toBe(1)
  expect((await said()).map((each) => each.account)).toEqual([other.account])
  expect(await remindOn('2024-08-25')).toBe(2)
})

test('nobody is asked whom the plan does not ask, nor after the plan has ended', async () => {
  await givePost(server, 'officer', { unit: 'edu' })
  expect(await remindOn('2024-10-24')).toBe(0)
  await givePost(server, 'village', { unit: 'village', villages: ['shiqiao'] })
  expect(await remindOn('2026-01-23')).toBe(0)
})

import type { Playbook } from '@hulei/core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { givePost } from '../../platform/notify/notify-fixture.ts'
import { actorOf, smallPlaybook, startTestServer, type TestServer } from '../../platform/test-server.ts'
import { remindOfVisits } from './remind-of-visits.ts'

/** The small playbook with a duty of visits. */
const playbook = {
  ...smallPlaybook,
  duties: [
    {
      id: 'village-1',
      unit: 'village',
      no: 1,
      cadence: { every: 'month' },
      proves: [{ measure: 'visits.listed-children', target: { each: 2 } }],
    },
  ],
} as unknown as Playbook

let server: TestServer
const office = actorOf('office')
const remindOn = async (day: string) => {
  await server.owner.query('UPDATE township SET business_day = $1', [day])
  await server.townships.reload()
  return await remindOfVisits(server.scopes, await server.townships.get('north'))
}
const said = async () =>
  (
    await server.owner.query<{ account: string; params: unknown }>(
      `SELECT account, params FROM notification ORDER BY once_key`,
    )
  ).rows

beforeAll(async () => {
  server = await startTestServer({ playbook })
  for (const [name, village] of [
    ['林小雨', 'shiqiao'],
    ['林小雪', 'shiqiao'],
    ['何田', 'lianhua'],
  ]) {
    const { record } = await server.act(office, 'child.enrol', {
      name,
      sex: 'female',
      bornOn: '2014-03-05',
      village,
    })
    const listing = { child: record, category: 'left-behind', basis: 'statutory', from: '2024-03-01' }
    await server.act(office, 'listing.open', listing)
  }
})
beforeEach(async () => {
  await server.owner.query('DELETE FROM notification')
  await server.owner.query('DELETE FROM post')
})
afterAll(() => server?.stop())

test('a worker hears five days and a day before the month ends how many households lack visits, once each', async () => {
  const worker = await givePost(server, 'village', { unit: 'village', villages: ['shiqiao'] })
  expect(await remindOn('2024-05-25')).toBe(0)
  expect(await remindOn('2024-05-26')).toBe(1)
  expect(await remindOn('2024-05-26')).toBe(0)
  expect(await remindOn('2024-05-28')).toBe(0)
  expect(await remindOn('2024-05-30')).toBe(1)
  expect(await remindOn('2024-05-31')).toBe(0)
  const message = { account: worker.account, params: { month: '2024-05', count: 2 } }
  expect(await said()).toEqual([message, message])
})

test('a server that was off says it late; each worker hears of the own village alone', async () => {
  await givePost(server, 'village', { unit: 'village', villages: ['lianhua'] })
  await givePost(server, 'village', { unit: 'village', villages: ['shiqiao'] })
  expect(await remindOn('2024-04-28')).toBe(2)
  expect((await said()).map((each) => each.params)).toEqual([
    { month: '2024-04', count: 1 },
    { month: '2024-04', count: 2 },
  ])
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { actorOf, startTestServer, type TestServer } from '../../platform/test-server.ts'

let server: TestServer
const office = actorOf('office')

beforeAll(async () => {
  server = await startTestServer({ today: '2024-05-20' })
})
afterAll(() => server?.stop())

const endOf = async (listing: string) =>
  (await server.owner.query(`SELECT "to"::text FROM listing WHERE id = $1`, [listing])).rows[0]?.to

test('a child that leaves takes listings along, but none outlives its own end', async () => {
  const { record: child } = await server.act(office, 'child.enrol', {
    name: '林小雨',
    sex: 'female',
    bornOn: '2014-03-05',
    village: 'shiqiao',
  })
  const open = async (category: string, more: object) =>
    (
      await server.act(office, 'listing.open', {
        child,
        category,
        from: '2024-05-01',
        ...more,
      })
    ).record
  const lasting = await open('left-behind', { basis: 'statutory' })
  const ending = await open('strained-family', {
    basis: 'concern',
    concern: '父母争执',
    approvedBy: '石山',
    reviewOn: '2024-05-20',
    to: '2024-05-22',
  })
  const leave = { leftOn: '2024-05-31', leftBecause: 'moved' }
  await expect(
    server.act(office, 'child.leave', leave, { record: child, reason: '全家月底迁出' }),
  ).rejects.toMatchObject({ faults: [{ code: 'children.leave-in-future' }] })
  await server.owner.query(`UPDATE township SET business_day = '2024-06-01'`)
  await server.townships.reload()
  await server.act(office, 'child.leave', leave, { record: child, reason: '全家月底迁出' })
  expect([await endOf(lasting), await endOf(ending)]).toEqual(['2024-05-31', '2024-05-22'])
})

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemActor } from '../../platform/db/scope.ts'
import { actorOf, startTestServer, type TestServer } from '../../platform/test-server.ts'
import { supportPlaybook } from './support-fixture.ts'

let server: TestServer
const police = actorOf('police', { account: 'police', unit: 'police' })
const office = actorOf('office')
const nurse = actorOf('officer', { account: 'nurse', unit: 'health', remits: ['health'] })

beforeAll(async () => {
  server = await startTestServer({ playbook: supportPlaybook })
  await server.owner.query(
    `INSERT INTO post (township, id, version, extra, received_at, account, holder, title, role, post_unit, villages, "from")
     VALUES ('north', $1, $1, '{}', now(), 'nurse', '某人', '专干', 'officer', 'health', '{}', '2024-01-01')`,
    [randomUUID()],
  )
})
afterAll(() => server?.stop())

test('at the end of a case the keys of what proved its rescue go with those of its people', async () => {
  const made = async (by: typeof office, act: string, input: object) =>
    (await server.act(by, act, input, { record: randomUUID() })).record
  const matter = await made(police, 'case.open', {
    receivedOn: '2024-05-10',
    concerns: 'sexual',
    specialSuspects: [],
    responsibleUnits: [],
  })
  const person = await made(police, 'seal.add', { matter, part: 'victim', name: '柳小鹿' })
  const needed = { helps: ['medical'], isAbandoned: false, situation: '看诊', reviewBy: '2024-06-20' }
  const plan = await made(office, 'rescue.plan', { matter, person, ...needed })
  const asked = { help: 'medical', toUnit: 'health', dueOn: '2024-05-30' }
  const task = await made(office, 'rescue-task.assign', { plan, ...asked })
  const done = { doneOn: '2024-05-20', result: 'not-needed', story: '已转县医院', photos: [] }
  await server.act(nurse, 'rescue-task.report', done, { record: task })
  const { rows } = await server.owner.query<{ id: string }>('SELECT id FROM rescue_proof WHERE task = $1', [
    task,
  ])
  const owners = [matter, person, rows[0]?.id]
  const keys = async () =>
    (await server.owner.query('SELECT FROM keyring.data_key WHERE owner = ANY($1)', [owners])).rows.length
  expect(await keys()).toBe(3)
  const certificate = await made(systemActor('north'), 'matter.erase', {
    matter,
    what: '案件',
    dueFrom: '2024-05-20',
  })
  expect(await keys()).toBe(0)
  const { rows: certificates } = await server.owner.query('SELECT people, keys FROM erasure WHERE id = $1', [
    certificate,
  ])
  expect(certificates).toEqual([{ people: 1, keys: 3 }])
})

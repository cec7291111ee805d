import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SignedIn, startTestApp, type TestApp } from '../test-app.ts'

let app: TestApp
let office: SignedIn
let child: string
const NAME = '苗小禾'

beforeAll(async () => {
  app = await startTestApp()
  office = await app.signIn('office')
  child = randomUUID()
  const answer = await app.app.inject({
    method: 'POST',
    url: '/api/acts',
    headers: office,
    payload: {
      id: randomUUID(),
      act: 'child.enrol',
      record: child,
      input: { name: NAME, sex: 'female', bornOn: '2014-03-02', village: 'shiqiao' },
    },
  })
  expect(answer.json()).toMatchObject({ record: child })
  await app.app.inject({ method: 'GET', url: `/api/registers/child/${child}`, headers: office })
  await app.readLog.flush()
})
afterAll(() => app?.stop())

const get = (who: SignedIn, url: string) => app.app.inject({ method: 'GET', url, headers: who })

test('the auditor sees that it was done, by whom and when, and the head of the chain; never what it said', async () => {
  const auditor = await app.signIn('auditor')
  const answer = await get(auditor, '/api/audit/acts')
  const { rows, head } = answer.json() as { rows: Record<string, unknown>[]; head: { hash: string } }
  expect(rows[0]).toMatchObject({ act: 'child.enrol', by: '测试员', role: 'office', record: child })
  expect(head.hash).toMatch(/^[0-9a-f]{64}$/)
  expect(answer.body).not.toContain(NAME)
  expect((await get(auditor, `/api/registers/child/${child}`)).statusCode).toBe(404)
})

test('who opened a file is found by the file', async () => {
  const auditor = await app.signIn('auditor')
  const answer = await get(auditor, `/api/audit/readings?record=${child}`)
  expect((answer.json() as { rows: unknown[] }).rows).toEqual([
    expect.objectContaining({ what: 'open', record: child, role: 'office', holder: '测试员', rows: 1 }),
  ])
  expect(answer.body).not.toContain(NAME)
})

test('days bound the log on both ends', async () => {
  const auditor = await app.signIn('auditor')
  const found = async (query: string) =>
    ((await get(auditor, `/api/audit/acts?${query}`)).json() as { rows: unknown[] }).rows.length
  expect(await found('from=2024-05-20&to=2024-05-20')).toBe(1)
  expect(await found('to=2024-05-19')).toBe(0)
  expect(await found('from=2024-05-21')).toBe(0)
})

test('others than those charged with it do not read the logs', async () => {
  for (const role of ['village', 'officer', 'school', 'county', 'administrator'] as const) {
    const who = await app.signIn(role)
    expect((await get(who, '/api/audit/acts')).statusCode).toBe(403)
    expect((await get(who, '/api/audit/readings')).statusCode).toBe(403)
  }
  expect((await get(office, '/api/audit/readings')).statusCode).toBe(403)
})

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SignedIn, smallPlaybook, startTestApp, type TestApp } from './leads-fixture.ts'

let app: TestApp
let teacher: SignedIn
let police: SignedIn

beforeAll(async () => {
  app = await startTestApp({ playbook: smallPlaybook })
  teacher = await app.signIn('school', { holder: '苏老师' })
  police = await app.signIn('police', { unit: 'police', holder: '闻警官' })
})
afterAll(() => app?.stop())

const send = async (who: SignedIn, act: string, input: object, more: object = {}) =>
  await app.app.inject({
    method: 'POST',
    url: '/api/acts',
    headers: who,
    payload: { id: randomUUID(), act, input, ...more },
  })
const mine = async (who: SignedIn) =>
  (await app.app.inject({ method: 'GET', url: '/api/leads/mine', headers: who })).json() as {
    rows: Record<string, unknown>[]
  }

test('whoever reported finds their own again, with the answer, and nobody else does', async () => {
  const record = randomUUID()
  await send(teacher, 'lead.report', { story: '一句话', concerns: 'bullying' }, { record })
  expect((await mine(teacher)).rows).toMatchObject([{ id: record, state: 'received', answer: null }])
  await send(police, 'lead.refuse', { answer: '已核实，是同学打闹' }, { record, reason: '查无此事' })
  expect((await mine(teacher)).rows).toMatchObject([{ state: 'refused', answer: '已核实，是同学打闹' }])
  const other = await app.signIn('school')
  expect((await mine(other)).rows).toEqual([])
  expect((await mine(police)).rows).toEqual([])
})

test('reading one’s own leaves no line that says who reported', async () => {
  await mine(teacher)
  await app.readLog.flush()
  const { rows } = await app.owner.query('SELECT kind FROM read_log WHERE account = $1', [
    teacher['test-account'],
  ])
  expect(rows.filter(({ kind }) => kind === 'lead')).toEqual([])
})

test('one missing child is read with its steps and owner; who may not see it finds nothing', async () => {
  const record = randomUUID()
  await send(teacher, 'missing.report', { lastSeen: '校门口', child: '柳小鹿' }, { record })
  await send(teacher, 'missing.step', { matter: record, way: 'guardian' }, { record: randomUUID() })
  const get = (who: SignedIn) =>
    app.app.inject({ method: 'GET', url: `/api/missing/${record}`, headers: who })
  const answer = await get(teacher)
  expect(answer.json()).toMatchObject({
    steps: [{ way: 'guardian' }],
    owners: [{ holder: '测试员' }],
    isAssigned: true,
  })
  expect(answer.body).not.toContain('柳小鹿')
  expect((await get(police)).json()).toMatchObject({ isAssigned: false })
  expect((await get(await app.signIn('village'))).statusCode).toBe(404)
})

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type SignedIn, startTestApp, type TestApp } from '../platform/test-app.ts'

describe('acts that meet each other', () => {
  let app: TestApp
  let office: SignedIn
  beforeAll(async () => {
    app = await startTestApp()
    office = await app.signIn('office')
  })
  afterAll(() => app.stop())

  const send = (payload: object) =>
    app.app.inject({ method: 'POST', url: '/api/acts', headers: office, payload })
  const register = (id: string, headName: string) => ({
    id,
    act: 'household.register',
    input: { village: 'shiqiao', headName, facts: [] },
  })
  const read = async (id: string) =>
    (await app.app.inject({ method: 'GET', url: `/api/registers/household/${id}`, headers: office })).json()
  const amend = (record: string, version: string, input: object) =>
    send({ id: randomUUID(), act: 'household.amend', record, version, reason: '核对更正', input })

  test('do once what is sent ten times at once, and answer each alike', async () => {
    const id = randomUUID()
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(register(id, '王大山'))))
    expect(new Set(answers.map((answer) => answer.statusCode))).toEqual(new Set([200]))
    expect(new Set(answers.map((answer) => answer.body)).size).toBe(1)
    const { rows } = await app.owner.query('SELECT count(*)::int AS n FROM act_log WHERE id = $1', [id])
    expect(rows).toEqual([{ n: 1 }])
  })

  test('refuse an id that was used with another body, also when both come at once, and keep the first', async () => {
    const id = randomUUID()
    const both = await Promise.all([send(register(id, '李一田')), send(register(id, '李二田'))])
    const [kept, refused] = both.sort((one, other) => one.statusCode - other.statusCode)
    expect(kept?.statusCode).toBe(200)
    expect(refused?.statusCode).toBe(409)
    expect(refused?.json()).toMatchObject({ code: 'act.id-reused' })
    const later = await send(register(id, '李三田'))
    expect(later.json()).toMatchObject({ code: 'act.id-reused' })
    expect(['李一田', '李二田']).toContain((await read(id)).headName)
  })

  test('show both values to a person when two amend one field of one version, and lose neither', async () => {
    const id = randomUUID()
    await send(register(id, '周三丰'))
    const both = await Promise.all([amend(id, id, { members: 4 }), amend(id, id, { members: 5 })])
    const [kept, refused] = both.sort((one, other) => one.statusCode - other.statusCode)
    expect([kept?.statusCode, refused?.statusCode]).toEqual([200, 409])
    const { members } = await read(id)
    const mine = members === 4 ? 5 : 4
    expect(refused?.json()).toMatchObject({
      code: 'record.conflict',
      fields: [{ field: 'members', mine, theirs: members }],
    })
  })

  test('take both when two amend different fields of one version', async () => {
    const id = randomUUID()
    await send(register(id, '吴四海'))
    const both = await Promise.all([amend(id, id, { members: 4 }), amend(id, id, { hamlet: '桥头组' })])
    expect(both.map((answer) => answer.statusCode)).toEqual([200, 200])
    expect(await read(id)).toMatchObject({ members: 4, hamlet: '桥头组' })
  })
})

import { randomUUID } from 'node:crypto'
import type { Playbook } from '@hulei/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formsMeasures } from './forms.measures.ts'
import { type SignedIn, smallPlaybook, startTestApp, type TestApp } from './leads-fixture.ts'

let app: TestApp
let office: SignedIn
let police: SignedIn
let village: SignedIn
let teacher: SignedIn

beforeAll(async () => {
  app = await startTestApp({ playbook: smallPlaybook as Playbook })
  office = await app.signIn('office')
  police = await app.signIn('police', { unit: 'police', holder: '闻警官' })
  village = await app.signIn('village', { holder: '石主任' })
  teacher = await app.signIn('school')
})
afterAll(() => app?.stop())

const send = async (who: SignedIn, act: string, input: object, more: object = {}) =>
  await app.app.inject({
    method: 'POST',
    url: '/api/acts',
    headers: who,
    payload: { id: randomUUID(), act, input, ...more },
  })
const register = async (who: SignedIn, kind: string, id = '') =>
  await app.app.inject({ method: 'GET', url: `/api/registers/${kind}${id && `/${id}`}`, headers: who })
const codeOf = (answer: { json(): unknown }) => (answer.json() as { code: string }).code

/** Counts a measure anew over May. */
async function counted(name: string): Promise<Record<string, unknown>[]> {
  const measure = formsMeasures.find((each) => each.name === name)
  const { sql } = await import('kysely')
  const { systemActor } = await import('../../platform/db/scope.ts')
  return await app.scopes.read(systemActor('north'), async (scope) => {
    const { rows } = await sql<Record<string, unknown>>`SELECT * FROM (${measure?.count({
      township: 'north',
      window: { kind: 'month', key: '2024-05', from: '2024-05-01', to: '2024-05-31' } as never,
      params: {},
      calendar: app.townships.all()[0]?.calendar as never,
      playbook: smallPlaybook as Playbook,
    })}) AS counted ORDER BY done, late, village`.execute(scope.db)
    return rows
  })
}

describe('the monthly survey form', () => {
  test('with nothing found is one tap, and counts', async () => {
    const record = randomUUID()
    expect((await send(village, 'survey.hand-in', {}, { record })).statusCode).toBe(200)
    const form = (await register(office, 'surveyForm', record)).json()
    expect(form).toMatchObject({
      month: '2024-05',
      village: 'shiqiao',
      harmed: 0,
      isNil: true,
      toldLeader: false,
      handedInOn: '2024-05-20',
    })
    expect(await counted('leads.survey-forms')).toMatchObject([{ village: 'shiqiao', done: 1, late: 0 }])
  })

  test('is handed in once a month; the second is refused, and the first can be put right', async () => {
    const again = await send(village, 'survey.hand-in', { harmed: 1 }, { record: randomUUID() })
    expect([again.statusCode, codeOf(again)]).toEqual([409, 'survey.handed-in'])
    const { rows } = await app.owner.query('SELECT id, version FROM survey_form WHERE village = $1', [
      'shiqiao',
    ])
    const answer = await send(
      village,
      'survey.amend',
      { harmed: 1, toldLeader: true },
      { record: rows[0].id, version: rows[0].version, reason: '漏填了一条' },
    )
    expect(answer.statusCode, answer.body).toBe(200)
    expect((await register(office, 'surveyForm', rows[0].id)).json()).toMatchObject({
      harmed: 1,
      isNil: false,
    })
    expect(await counted('leads.survey-form-and-leader')).toMatchObject([{ due: 1, done: 1 }])
  })

  test('of a unit is the unit’s; of two villages it asks which; of a month to come there is none', async () => {
    const health = await app.signIn('officer', { unit: 'civil' })
    const record = randomUUID()
    expect((await send(health, 'survey.hand-in', { others: 2 }, { record })).statusCode).toBe(200)
    expect((await register(office, 'surveyForm', record)).json()).toMatchObject({
      unit: 'civil',
      isNil: false,
    })
    const two = await app.signIn('village', { villages: ['shiqiao', 'lianhua'] })
    const which = await send(two, 'survey.hand-in', {}, { record: randomUUID() })
    expect(which.statusCode).toBe(422)
    const lianhua = await send(two, 'survey.hand-in', { onVillage: 'lianhua' }, { record: randomUUID() })
    expect(lianhua.statusCode).toBe(200)
    for (const month of ['2024-06', '2024-13', '5月'])
      expect((await send(health, 'survey.hand-in', { month }, { record: randomUUID() })).statusCode).toBe(422)
    expect(
      (await send(health, 'survey.hand-in', { month: '2024-04' }, { record: randomUUID() })).statusCode,
    ).toBe(200)
  })

  test('of another village is not seen', async () => {
    const elsewhere = await app.signIn('village', { villages: ['lianhua'] })
    const { rows } = (await register(elsewhere, 'surveyForm')).json() as { rows: { village: string }[] }
    expect(new Set(rows.map((row) => row.village))).toEqual(new Set(['lianhua']))
  })
})

describe('a missing child', () => {
  const NAME = '柳小鹿'
  const report = async (who: SignedIn, more: object = {}) => {
    const record = randomUUID()
    const calledAt = '2024-05-18T01:00:00.000Z'
    const input = {
      calledAt,
      lastSeen: '小学门口',
      clothes: '红外套、蓝书包',
      ageBand: '6-11',
      child: NAME,
      ...more,
    }
    const answer = await send(who, 'missing.report', input, { record })
    expect(answer.statusCode, answer.body).toBe(200)
    return record
  }
  const matterOf = async (who: SignedIn, id: string) =>
    (await app.app.inject({ method: 'GET', url: `/api/matters/${id}`, headers: who })).json() as {
      assignments: { account: string; part: string }[]
      covers: { id: string; part: string; code: string }[]
    }
  const get = async (who: SignedIn, id: string) => await register(who, 'missingChild', id)

  test('is owned by whoever was asked first, by name, wherever the child lives; the clock runs from the call', async () => {
    const calledAt = '2024-05-18T01:00:00.000Z'
    const id = await report(teacher, { calledAt, onVillage: 'lianhua' })
    expect((await get(teacher, id)).json()).toMatchObject({
      state: 'searching',
      calledAt,
      village: 'lianhua',
    })
    const { assignments, covers } = await matterOf(police, id)
    expect(assignments).toMatchObject([{ account: teacher['test-account'], part: 'lead' }])
    expect(covers).toMatchObject([{ part: 'missing', code: expect.stringMatching(/^走失儿童-/) }])
    expect((await get(village, id)).statusCode).toBe(404)
  })

  test('shows nobody the name, not in the record, the list or the history, until the police decide so with a reason', async () => {
    const id = await report(village)
    for (const who of [office, police, village]) {
      expect((await get(who, id)).body).not.toContain(NAME)
      expect((await register(who, 'missingChild')).body).not.toContain(NAME)
    }
    const refused = await send(
      office,
      'missing.publish-name',
      { publicName: NAME },
      { record: id, reason: '找不到' },
    )
    expect(refused.statusCode).toBe(403)
    const without = await send(police, 'missing.publish-name', { publicName: NAME }, { record: id })
    expect(without.statusCode).toBe(422)
    const more = { record: id, reason: '两小时仍未找到，公开有助查找' }
    expect((await send(police, 'missing.publish-name', { publicName: NAME }, more)).statusCode).toBe(200)
    expect((await get(village, id)).json()).toMatchObject({ publicName: NAME })
    const found = { foundAt: '2024-05-18T02:00:00.000Z', foundHow: 'search' }
    await send(police, 'missing.found', found, { record: id })
    expect((await get(village, id)).json()).toMatchObject({ publicName: null, state: 'found' })
  })

  test('has its steps with their times, and counts as taken up when the first came within the hour', async () => {
    await app.owner.query('DELETE FROM missing_child')
    const calledAt = '2024-05-18T01:00:00.000Z'
    const soon = await report(village, { calledAt })
    await report(teacher, { calledAt })
    const late = await report(teacher, { calledAt })
    const step = (who: SignedIn, matter: string, at: string) =>
      send(who, 'missing.step', { matter, way: 'police', at }, { record: randomUUID() })
    expect((await step(village, soon, '2024-05-18T01:20:00.000Z')).statusCode).toBe(200)
    expect((await step(teacher, late, '2024-05-18T02:30:00.000Z')).statusCode).toBe(200)
    const stranger = await app.signIn('school', { school: 'dongxi' })
    expect((await step(stranger, soon, '2024-05-18T01:20:00.000Z')).statusCode).toBe(404)
    expect(await counted('leads.missing-first-asked')).toMatchObject([
      { due: 1, done: 0, late: 0 },
      { due: 1, done: 1, late: 0 },
      { due: 1, done: 1, late: 1 },
    ])
  })

  test('is closed only after it was found, with the cause', async () => {
    const id = await report(village)
    const close = { cause: 'quarrel', analysis: '与父亲争吵后离家，村里建立了联系' }
    expect(codeOf(await send(village, 'missing.close', close, { record: id }))).toBe('missing.not-found-yet')
    const found = { foundAt: '2024-05-18T02:00:00.000Z', foundHow: 'home' }
    expect((await send(village, 'missing.found', found, { record: id })).statusCode).toBe(200)
    expect((await send(village, 'missing.close', close, { record: id })).statusCode).toBe(200)
    expect((await get(office, id)).json()).toMatchObject({
      state: 'closed',
      cause: 'quarrel',
      closedOn: '2024-05-20',
    })
    expect(codeOf(await send(village, 'missing.close', close, { record: id }))).toBe('missing.closed')
  })

  test('cannot be called for in the future, nor found before it was missed', async () => {
    const input = { lastSeen: '村口', calledAt: '2024-05-22T00:00:00.000Z' }
    expect((await send(village, 'missing.report', input, { record: randomUUID() })).statusCode).toBe(422)
    const id = await report(village)
    const early = { foundAt: '2024-05-01T00:00:00.000Z', foundHow: 'home' }
    expect((await send(village, 'missing.found', early, { record: id })).statusCode).toBe(422)
  })
})

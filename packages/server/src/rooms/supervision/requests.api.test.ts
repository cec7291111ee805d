import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { SignedIn } from '../../platform/test-app.ts'
import { type DutyApp, startDutyApp } from '../duties/duties-fixture.ts'
import { remindOfOverdueRequests } from './remind-of-requests.ts'

let app: DutyApp
let office: SignedIn
let leader: SignedIn
let worker: SignedIn
let elsewhere: SignedIn
let civil: SignedIn

const send = (who: SignedIn, act: string, input: object, more: object = {}) =>
  app.app.inject({
    method: 'POST',
    url: '/api/acts',
    headers: who,
    payload: { id: randomUUID(), act, record: randomUUID(), input, ...more },
  })
const done = async (...given: Parameters<typeof send>) => {
  const answer = await send(...given)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json() as { record: string; asked?: number; told?: number }
}
const codeOf = async (...given: Parameters<typeof send>) =>
  ((await send(...given)).json() as { code?: string; faults?: { code: string }[] }).code
const register = async (who: SignedIn) => {
  const answer = await app.app.inject({ method: 'GET', url: '/api/registers/officeRequest', headers: who })
  return (
    (answer.json() as { rows?: { id: string; village: string | null; unit: string | null }[] }).rows ?? []
  )
}
const opened = async (who: SignedIn, id: string) =>
  (
    await app.app.inject({ method: 'GET', url: `/api/registers/officeRequest/${id}`, headers: who })
  ).json() as Record<string, unknown>
type Message = { title: string; text: string; about: { kind: string; record: string } | null }
const messages = async (who: SignedIn) =>
  (
    (await app.app.inject({ method: 'GET', url: '/api/messages', headers: who })).json() as {
      messages: Message[]
    }
  ).messages

const asked = { what: '核对在外就读名单', dueOn: '2024-05-24' }

beforeAll(async () => {
  app = await startDutyApp('2024-05-20')
})
beforeEach(async () => {
  await app.owner.query('DELETE FROM notification')
  await app.owner.query('DELETE FROM office_request')
  await app.owner.query('DELETE FROM post')
  await app.standOn('2024-05-20')
  office = await app.signIn('office')
  leader = await app.signIn('leader')
  worker = await app.signIn('village', { unit: 'village' })
  elsewhere = await app.signIn('village', { unit: 'village', villages: ['lianhua'] })
  civil = await app.signIn('officer', { unit: 'civil' })
})
afterAll(() => app?.stop())

describe('a request of the office', () => {
  test('reaches the village that it asks, which answers, and the office accepts', async () => {
    const { record, told } = await done(office, 'request.ask', {
      ...asked,
      onVillages: ['shiqiao'],
      detail: '逐户核对，少一个补一个',
    })
    expect(told).toBe(1)
    expect(await messages(worker)).toMatchObject([
      {
        title: '交办事项',
        text: '有一件交办事项，请在5月24日前答复。',
        about: { kind: 'officeRequest', record },
      },
    ])
    await done(worker, 'request.answer', { answer: '核对完，共12人', amount: 12 }, { record })
    expect(await messages(office)).toMatchObject([{ title: '交办有答复', about: { record } }])
    await done(office, 'request.accept', {}, { record })
    expect(await opened(worker, record)).toMatchObject({
      state: 'accepted',
      answer: '核对完，共12人',
      amount: 12,
      answeredOn: '2024-05-20',
      closedOn: '2024-05-20',
      detail: '逐户核对，少一个补一个',
    })
    expect((await messages(worker)).map((each) => each.title)).toContain('交办已办结')
  })

  test('asks each of several villages and units apart, and the unit that stands for villages means every one', async () => {
    expect(await done(office, 'request.ask', { ...asked, onUnits: ['village', 'civil'] })).toMatchObject({
      asked: 3,
      told: 3,
    })
    expect((await register(worker)).map((row) => row.village)).toEqual(['shiqiao'])
    expect((await register(elsewhere)).map((row) => row.village)).toEqual(['lianhua'])
    expect((await register(civil)).map((row) => row.unit)).toEqual(['civil'])
    expect(await register(leader)).toHaveLength(3)
  })

  test('is nobody else’s to answer, and nobody’s to accept but the office and leaders', async () => {
    const { record } = await done(office, 'request.ask', { ...asked, onVillages: ['shiqiao'] })
    expect(await codeOf(elsewhere, 'request.answer', { answer: '我来答' }, { record })).toBe(
      'record.not-found',
    )
    expect(await codeOf(civil, 'request.answer', { answer: '我来答' }, { record })).toBe('record.not-found')
    await done(worker, 'request.answer', { answer: '办好了' }, { record })
    expect(await codeOf(worker, 'request.accept', {}, { record })).toBe('act.not-allowed')
    expect(await codeOf(civil, 'request.ask', { ...asked, onVillages: ['shiqiao'] })).toBe('act.not-allowed')
  })

  test('of a leader tells the leader of the answer, too', async () => {
    const { record } = await done(leader, 'request.ask', { ...asked, onUnits: ['civil'] })
    await done(civil, 'request.answer', { answer: '办好了' }, { record })
    expect((await messages(leader)).map((each) => each.title)).toEqual(['交办有答复'])
    expect((await messages(office)).map((each) => each.title)).toEqual(['交办有答复'])
  })

  test('is given back with a sentence and a new day, and answered anew', async () => {
    const { record } = await done(office, 'request.ask', { ...asked, onVillages: ['shiqiao'] })
    expect(await codeOf(office, 'request.accept', {}, { record })).toBe('request.wrong-state')
    await done(worker, 'request.answer', { answer: '办好了' }, { record })
    expect(await codeOf(worker, 'request.answer', { answer: '又办一次' }, { record })).toBe(
      'request.wrong-state',
    )
    const back = { returnReason: '人数和台账对不上', dueOn: '2024-05-27' }
    await done(office, 'request.return', back, { record })
    expect(await messages(worker)).toContainEqual(
      expect.objectContaining({ title: '交办被退回', text: expect.stringContaining('5月27日') }),
    )
    await done(worker, 'request.answer', { answer: '重新核对，13人' }, { record })
    await done(office, 'request.accept', {}, { record })
  })

  test('that wants a photo is not answered without one', async () => {
    const ask = { ...asked, onVillages: ['shiqiao'], wantsEvidence: true }
    const { record } = await done(office, 'request.ask', ask)
    const answer = await send(worker, 'request.answer', { answer: '办好了' }, { record })
    expect(answer.json()).toMatchObject({ faults: [{ code: 'request.evidence-missing' }] })
    const photo = await app.photo(worker, 77)
    await done(worker, 'request.answer', { answer: '办好了', evidence: [photo] }, { record })
    const seen = await app.app.inject({ method: 'GET', url: `/api/files/${photo}`, headers: office })
    expect(seen.statusCode).toBe(200)
  })

  test('answered from a phone may send its photo later', async () => {
    const ask = { ...asked, onVillages: ['shiqiao'], wantsEvidence: true }
    const { record } = await done(office, 'request.ask', ask)
    const later = 'a'.repeat(64)
    await done(worker, 'request.answer', { answer: '办好了', evidence: [later] }, { record, awaits: [later] })
  })

  test('must name somebody and a day to come; every fault is said at once', async () => {
    const answer = await send(office, 'request.ask', { ...asked, dueOn: '2024-05-19' })
    const codes = (answer.json() as { faults: { code: string }[] }).faults.map((each) => each.code)
    expect(codes).toEqual(['request.nobody', 'request.in-past'])
  })

  test('that is withdrawn is owed no more', async () => {
    const { record } = await done(office, 'request.ask', { ...asked, onVillages: ['shiqiao'] })
    await done(office, 'request.withdraw', {}, { record, reason: '名单已由学区提供' })
    expect(await codeOf(worker, 'request.answer', { answer: '办好了' }, { record })).toBe(
      'request.wrong-state',
    )
    expect((await messages(worker)).map((each) => each.title)).toContain('交办已撤回')
  })

  test('stores what was asked and answered encrypted, with no word of it in a message', async () => {
    const detail = '看望林小雨'
    const { record } = await done(office, 'request.ask', { ...asked, onVillages: ['shiqiao'], detail })
    await done(worker, 'request.answer', { answer: '林小雨已回家' }, { record })
    const { rows } = await app.owner.query<{ all: string }>(`
      SELECT (SELECT string_agg(r::text, ' ') FROM office_request r)
        || (SELECT string_agg(n::text, ' ') FROM notification n)
        || (SELECT string_agg(encode(body, 'escape'), ' ') FROM act_change WHERE kind = 'officeRequest') AS all`)
    expect(rows[0]?.all).not.toContain('林小雨')
  })
})

describe('an overdue request', () => {
  const remind = async () => remindOfOverdueRequests(app.scopes, await app.townships.get('north'))

  test('is said once a day to whom it was asked, as a count', async () => {
    await done(office, 'request.ask', { ...asked, onVillages: ['shiqiao'] })
    const { record } = await done(office, 'request.ask', { ...asked, onVillages: ['shiqiao'] })
    await done(office, 'request.ask', { ...asked, onVillages: ['shiqiao'], dueOn: '2024-06-30' })
    await app.standOn('2024-05-24')
    expect(await remind()).toBe(0)
    await app.standOn('2024-05-25')
    expect([await remind(), await remind()]).toEqual([1, 0])
    expect((await messages(worker)).map((each) => each.text)).toContain('有2件交办事项已逾期，请尽快答复。')
    await done(worker, 'request.answer', { answer: '办好了' }, { record })
    await app.standOn('2024-05-26')
    expect(await remind()).toBe(1)
    expect((await messages(worker)).map((each) => each.text)).toContain('有1件交办事项已逾期，请尽快答复。')
  })
})

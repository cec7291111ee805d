import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SignedIn, startTestApp, type TestApp } from '../../platform/test-app.ts'

let app: TestApp
let office: SignedIn
let worker: SignedIn
let child: string

type Answer = { status: number; body: Record<string, unknown> & { fields?: { field: string }[] } }

const send = async (who: SignedIn, payload: object): Promise<Answer> => {
  const answer = await app.app.inject({
    method: 'POST',
    url: '/api/acts',
    headers: who,
    payload: { id: randomUUID(), ...payload },
  })
  return { status: answer.statusCode, body: answer.json() }
}
const amend = (who: SignedIn, record: string, version: string, input: object, more: object = {}) =>
  send(who, { act: 'visit.amend', record, version, reason: '听错了', input, ...more })
/** A recorded visit; its version is the id of the act that made it. */
const visited = async () => {
  const [id, record] = [randomUUID(), randomUUID()]
  const input = {
    visitedOn: '2024-05-18',
    visitor: '石山',
    outcome: 'met',
    children: [{ child, seen: true, alone: false }],
    answers: { living: 'good' },
    hazards: [],
    told: [],
    agreed: '周末接回',
    signature: 'refused',
    signatureNote: '老人不识字',
    signatureFile: [],
    photos: [],
    paperForm: [],
  }
  expect((await send(worker, { id, act: 'visit.record', record, input })).status).toBe(200)
  return { record, version: id }
}

beforeAll(async () => {
  app = await startTestApp()
  office = await app.signIn('office')
  worker = await app.signIn('village')
  const { body } = await send(office, {
    act: 'child.enrol',
    record: randomUUID(),
    input: { name: '林小雨', sex: 'female', bornOn: '2014-03-05', village: 'shiqiao' },
  })
  child = String(body.record)
})
afterAll(() => app?.stop())

test('a phone amends what it has just made: each act names the one before it', async () => {
  const { record, version } = await visited()
  const [second, third] = [randomUUID(), randomUUID()]
  expect((await amend(worker, record, version, { agreed: '每周接回' }, { id: second })).status).toBe(200)
  expect((await amend(worker, record, second, { agreed: '每天接回' }, { id: third })).status).toBe(200)
  expect((await amend(worker, record, randomUUID(), { agreed: '不接' })).body.code).toBe(
    'record.version-unknown',
  )
})

test('two who change the same field both have their value shown; other fields go together', async () => {
  const { record, version } = await visited()
  expect((await amend(office, record, version, { agreed: '下周接回', told: ['drowning'] })).status).toBe(200)
  const conflict = await amend(worker, record, version, { agreed: '每天接回', atHome: '奶奶' })
  expect(conflict).toMatchObject({
    status: 409,
    body: {
      code: 'record.conflict',
      version: expect.any(String),
      reason: '听错了',
      fields: [{ field: 'agreed', label: '商定事项', mine: '每天接回', theirs: '下周接回' }],
    },
  })
  expect((await amend(worker, record, version, { atHome: '奶奶' })).status).toBe(200)
  // A person chose: the new amendment is made from the newer version, which two others have changed since.
  const again = await amend(worker, record, String(conflict.body.version), { agreed: '每天接回' })
  expect(again.status).toBe(200)
})

test('one value written in another order is no conflict', async () => {
  const { record, version } = await visited()
  const seen = { alone: true, seen: true, child }
  expect((await amend(office, record, version, { children: [seen] })).status).toBe(200)
  const same = { child, alone: true, seen: true }
  expect((await amend(worker, record, version, { children: [same], atHome: '奶奶' })).status).toBe(200)
})

test('an amendment that found its value written already is still one that the next may name', async () => {
  const { record, version } = await visited()
  const second = randomUUID()
  await amend(office, record, version, { agreed: '下周接回' })
  expect((await amend(worker, record, version, { agreed: '下周接回' }, { id: second })).status).toBe(200)
  expect((await amend(worker, record, second, { agreed: '每天接回' })).status).toBe(200)
})

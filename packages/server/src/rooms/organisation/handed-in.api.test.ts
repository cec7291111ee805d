import { createHash, randomUUID } from 'node:crypto'
import type { PackReply } from '@hulei/core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type SignedIn, startTestApp, type TestApp } from '../../platform/test-app.ts'

let app: TestApp
let office: SignedIn
let worker: SignedIn

const send = (who: SignedIn, act: string, record: string, input: object, more: object = {}) =>
  app.app.inject({
    method: 'POST',
    url: '/api/acts',
    headers: who,
    payload: { id: randomUUID(), act, record, input, ...more },
  })
const codeOf = (answer: { json(): unknown }) => (answer.json() as { code?: string }).code
const read = async (who: SignedIn, id: string) => {
  const answer = await app.app.inject({ method: 'GET', url: `/api/registers/handedIn/${id}`, headers: who })
  return { status: answer.statusCode, body: answer.json() as Record<string, unknown> }
}

/** A refused visit as a phone holds it. */
const refusedVisit = (more: object = {}) => {
  const id = randomUUID()
  const body = JSON.stringify({
    id,
    act: 'visit.record',
    record: randomUUID(),
    input: { agreed: '周末接回' },
    ...more,
  })
  return { id, body }
}
const handIn = (
  who: SignedIn,
  { id, body }: { id: string; body: string },
  more: object = {},
  envelope: object = {},
) =>
  send(
    who,
    'handed-in.submit',
    id,
    {
      village: 'shiqiao',
      act: 'visit.record',
      body,
      refusal: '没有找到这条儿童记录',
      message: '孩子上个月迁到莲花村，我不知道',
      files: [],
      ...more,
    },
    envelope,
  )

beforeAll(async () => {
  app = await startTestApp()
  office = await app.signIn('office')
  worker = await app.signIn('village')
})
afterAll(() => app?.stop())

describe('what is handed to the office', () => {
  test('arrives byte for byte, sealed in the database, and is read by the office and the own village alone', async () => {
    const refused = refusedVisit()
    expect((await handIn(worker, refused)).statusCode).toBe(200)
    expect((await read(office, refused.id)).body).toMatchObject({
      title: '登记走访',
      body: refused.body,
      refusal: '没有找到这条儿童记录',
      message: '孩子上个月迁到莲花村，我不知道',
      sender: '测试员',
      village: 'shiqiao',
      handedOn: '2024-05-20',
      outcome: null,
    })
    const { rows } = await app.owner.query('SELECT body_sealed FROM handed_in WHERE id = $1', [refused.id])
    expect(String((rows[0] as { body_sealed: Buffer }).body_sealed)).not.toContain('周末接回')
    expect((await read(await app.signIn('village', { villages: ['lianhua'] }), refused.id)).status).toBe(404)
    for (const role of ['leader', 'police', 'county'] as const)
      expect((await read(await app.signIn(role), refused.id)).status, role).not.toBe(200)
  })

  test('may be a unit’s work as well: the office reads it, and whoever wrote it, and nobody else of the unit', async () => {
    const officer = await app.signIn('officer', { unit: 'civil' })
    const id = randomUUID()
    const body = JSON.stringify({ id, act: 'patrol.record', record: randomUUID(), input: { who: '何田' } })
    const handed = await handIn(officer, { id, body }, { act: 'patrol.record', village: undefined })
    expect(handed.statusCode, handed.body).toBe(200)
    expect((await read(office, id)).body).toMatchObject({
      title: '登记巡查',
      unit: 'civil',
      village: null,
      body,
    })
    expect((await read(officer, id)).body).toMatchObject({ body })
    expect((await read(await app.signIn('officer', { unit: 'civil' }), id)).status).toBe(404)
    expect((await read(worker, id)).status).toBe(404)
  })

  test('lies in the village only where everybody of the village reads such records anyway', async () => {
    const id = randomUUID()
    const body = JSON.stringify({ id, act: 'post.assign', input: {} })
    await handIn(worker, { id, body }, { act: 'post.assign' })
    expect((await read(office, id)).body).toMatchObject({ village: null })
    expect((await read(await app.signIn('village'), id)).status).toBe(404)
    const patrol = randomUUID()
    const own = JSON.stringify({ id: patrol, act: 'patrol.record', input: {} })
    await handIn(worker, { id: patrol, body: own }, { act: 'patrol.record', village: undefined })
    expect((await read(await app.signIn('village'), patrol)).body).toMatchObject({ village: 'shiqiao' })
  })

  test('is handed in once, and only from the own village', async () => {
    const refused = refusedVisit()
    const once = randomUUID()
    expect((await handIn(worker, refused, {}, { id: once })).statusCode).toBe(200)
    expect((await handIn(worker, refused, {}, { id: once })).statusCode).toBe(200)
    expect(codeOf(await handIn(worker, refused))).toBe('record.exists')
    expect(codeOf(await handIn(worker, refusedVisit(), { village: 'lianhua' }))).toBe('record.out-of-scope')
  })

  test('is what it says, and never of a register that the office or the village may be left out of', async () => {
    const { id } = refusedVisit()
    expect(codeOf(await handIn(worker, { id, body: '{"act":"visit.record"}' }))).toBe('handed-in.other-act')
    expect(codeOf(await handIn(worker, { id, body: 'no envelope' }))).toBe('handed-in.other-act')
    const lead = { id, body: JSON.stringify({ id, act: 'lead.report', input: {} }) }
    expect(codeOf(await handIn(worker, lead, { act: 'lead.report' }))).toBe('handed-in.not-possible')
    expect(codeOf(await handIn(worker, lead, { act: 'no.such-act' }))).toBe('handed-in.not-possible')
  })

  test('brings its photos along later, and the office sees them', async () => {
    const bytes = await sharp({ create: { width: 30, height: 20, channels: 3, background: '#357' } })
      .jpeg()
      .toBuffer()
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const refused = refusedVisit()
    expect((await handIn(worker, refused, { files: [sha256] })).statusCode).toBe(422)
    expect((await handIn(worker, refused, { files: [sha256] }, { awaits: [sha256] })).statusCode).toBe(200)
    const seen = () => app.app.inject({ method: 'GET', url: `/api/files/${sha256}`, headers: office })
    expect((await seen()).statusCode).toBe(404)
    await app.app.inject({
      method: 'POST',
      url: '/api/files',
      headers: { ...worker, 'content-type': 'image/jpeg', 'hulei-sha256': sha256 },
      payload: bytes,
    })
    expect((await seen()).statusCode).toBe(200)
  })

  test('is settled once, by the office, with a sentence that the worker has on the phone', async () => {
    const refused = refusedVisit()
    await handIn(worker, refused)
    expect(codeOf(await send(worker, 'handed-in.take', refused.id, {}))).toBe('act.not-allowed')
    expect(codeOf(await send(office, 'handed-in.return', refused.id, {}))).toBe('input.invalid')
    const answer = '孩子归莲花村了，请告诉莲花村去走访'
    expect((await send(office, 'handed-in.return', refused.id, { answer })).statusCode).toBe(200)
    expect(codeOf(await send(office, 'handed-in.take', refused.id, {}))).toBe('handed-in.settled')
    const phone = randomUUID()
    await send(worker, 'phone.register', phone, { label: 'Android · Chrome', registeredOn: '2024-05-20' })
    const pack = await app.app.inject({
      method: 'POST',
      url: '/api/field/pack',
      headers: { ...worker, 'hulei-phone': phone },
      payload: {},
    })
    const item = (pack.json() as PackReply).items.find(({ key }) => key === `handedIn/${refused.id}`)
    expect(item?.body).toEqual({ outcome: 'returned', answer, settledOn: '2024-05-20' })
  })
})

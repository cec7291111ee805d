import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type SignedIn, startTestApp, type TestApp } from '../../platform/test-app.ts'

let app: TestApp
let office: SignedIn
let worker: SignedIn
let phone: string

const send = (who: SignedIn, act: string, input: object, more: object = {}) =>
  app.app.inject({
    method: 'POST',
    url: '/api/acts',
    headers: who,
    payload: { id: randomUUID(), act, record: randomUUID(), input, ...more },
  })
const register = (who: SignedIn, record: string) =>
  send(who, 'phone.register', { label: 'Android · Chrome', registeredOn: '2024-05-19' }, { record })
const revoke = (who: SignedIn, record: string, reason?: string) =>
  send(who, 'phone.revoke', {}, { record, ...(reason && { reason }) })
const pack = (who: SignedIn, named?: string) =>
  app.app.inject({
    method: 'POST',
    url: '/api/field/pack',
    headers: { ...who, ...(named && { 'hulei-phone': named }) },
    payload: {},
  })
const me = async (who: SignedIn, named?: string) => {
  const answer = await app.app.inject({
    method: 'GET',
    url: '/api/field/me',
    headers: { ...who, ...(named && { 'hulei-phone': named }) },
  })
  expect(answer.statusCode).toBe(200)
  return answer.json() as Record<string, unknown> & { phone: { state: string } }
}
const codeOf = (answer: { json(): unknown }) => (answer.json() as { code: string }).code
const seenByOffice = async (id: string) => {
  const answer = await app.app.inject({
    method: 'GET',
    url: `/api/registers/phone/${id}`,
    headers: office,
  })
  expect(answer.statusCode).toBe(200)
  return answer.json() as Record<string, unknown>
}

beforeAll(async () => {
  app = await startTestApp()
  office = await app.signIn('office')
})
beforeEach(async () => {
  worker = await app.signIn('village')
  phone = randomUUID()
})
afterAll(() => app?.stop())

describe('a phone', () => {
  test('that its owner registers gets a pack, and the office sees whose it is and when it was last in contact', async () => {
    expect((await register(worker, phone)).statusCode).toBe(200)
    expect(await seenByOffice(phone)).toMatchObject({
      account: worker['test-account'],
      holder: '测试员',
      label: 'Android · Chrome',
      registeredOn: '2024-05-19',
      unit: 'village',
      village: 'shiqiao',
      lastContactOn: null,
      revokedOn: null,
    })
    expect((await pack(worker, phone)).statusCode).toBe(200)
    expect(await seenByOffice(phone)).toMatchObject({ lastContactOn: '2024-05-20' })
  })

  test('is noted once a day, however often it asks', async () => {
    await register(worker, phone)
    const written = async () => {
      const { rows } = await app.owner.query<{ xmin: string }>('SELECT xmin FROM phone WHERE id = $1', [
        phone,
      ])
      return rows[0]?.xmin
    }
    await pack(worker, phone)
    const first = await written()
    await Promise.all([pack(worker, phone), me(worker, phone), pack(worker, phone)])
    expect(await written()).toBe(first)
    await app.owner.query(`UPDATE phone SET last_contact_on = '2024-05-19' WHERE id = $1`, [phone])
    await Promise.all([pack(worker, phone), me(worker, phone)])
    expect(await seenByOffice(phone)).toMatchObject({ lastContactOn: '2024-05-20' })
  })

  test('gets no pack unless it is registered for this account and says its id', async () => {
    const answers = [await pack(worker), await pack(worker, phone), await pack(worker, 'no-uuid')]
    expect(answers.map((answer) => [answer.statusCode, codeOf(answer)])).toEqual(
      Array.from({ length: 3 }, () => [403, 'phone.unknown']),
    )
    await register(await app.signIn('village'), phone)
    expect(codeOf(await pack(worker, phone))).toBe('phone.unknown')
    expect((await me(worker, phone)).phone).toEqual({ state: 'unknown' })
  })

  test('sent twice by its owner is one phone; another account cannot take it over', async () => {
    await register(worker, phone)
    expect((await register(worker, phone)).statusCode).toBe(200)
    const answer = await register(await app.signIn('village'), phone)
    expect([answer.statusCode, codeOf(answer)]).toEqual([409, 'phone.other-account'])
    expect(await seenByOffice(phone)).toMatchObject({ account: worker['test-account'] })
  })

  test('is in the register of the office alone: not even its owner lists phones', async () => {
    await register(worker, phone)
    for (const who of [worker, await app.signIn('administrator'), await app.signIn('officer')]) {
      const answer = await app.app.inject({ method: 'GET', url: '/api/registers/phone', headers: who })
      expect(answer.statusCode).toBe(404)
    }
  })

  test.each(['leader', 'auditor', 'administrator', 'discipline', 'county'] as const)(
    'of a %s, who works no pack, cannot be registered',
    async (role) => {
      expect(codeOf(await register(await app.signIn(role), phone))).toBe('act.not-allowed')
    },
  )
})

describe('a phone that the office revokes', () => {
  test('gets no pack any more and hears why, but may still send what waits', async () => {
    await register(worker, phone)
    expect((await me(worker, phone)).phone).toEqual({ state: 'registered' })
    expect((await revoke(office, phone, '手机丢失')).statusCode).toBe(200)
    const refused = await pack(worker, phone)
    expect([refused.statusCode, codeOf(refused)]).toEqual([403, 'phone.revoked'])
    expect((await me(worker, phone)).phone).toEqual({ state: 'revoked' })
    expect(await seenByOffice(phone)).toMatchObject({ revokedOn: '2024-05-20' })
    const enrolled = await app.app.inject({
      method: 'POST',
      url: '/api/acts',
      headers: { ...worker, 'hulei-phone': phone },
      payload: {
        id: randomUUID(),
        act: 'child.enrol',
        record: randomUUID(),
        input: { name: '林小雨', sex: 'female', bornOn: '2014-03-05', village: 'shiqiao' },
      },
    })
    expect(enrolled.statusCode).toBe(200)
  })

  test('stays revoked: neither its owner nor the office brings it back', async () => {
    await register(worker, phone)
    await revoke(office, phone, '手机丢失')
    expect(codeOf(await register(worker, phone))).toBe('phone.already-revoked')
    expect(codeOf(await revoke(office, phone, '再停一次'))).toBe('phone.already-revoked')
    expect(codeOf(await pack(worker, phone))).toBe('phone.revoked')
  })

  test('is revoked with a reason, and by the office only', async () => {
    await register(worker, phone)
    expect(await revoke(office, phone)).toMatchObject({ statusCode: 422 })
    for (const who of [worker, await app.signIn('officer'), await app.signIn('administrator')])
      expect(codeOf(await revoke(who, phone, '试试'))).toBe('act.not-allowed')
    const elsewhere = await app.signIn('office', { township: 'south' })
    expect(codeOf(await revoke(elsewhere, phone, '试试'))).toBe('record.not-found')
    expect((await pack(worker, phone)).statusCode).toBe(200)
  })

  test('tells the owner even after the post has ended', async () => {
    await register(worker, phone)
    await revoke(office, phone, '离任')
    const { rows } = await app.owner.query<{ id: string }>('SELECT id FROM post WHERE account = $1', [
      worker['test-account'],
    ])
    const ended = await send(
      await app.signIn('administrator'),
      'post.end',
      { to: '2024-05-10' },
      { record: rows[0]?.id, reason: '离任' },
    )
    expect(ended.statusCode, ended.body).toBe(200)
    expect(await me(worker, phone)).toMatchObject({ posts: [], phone: { state: 'revoked' } })
  })
})

test('a contact says who is signed in, under which posts, and what the time is here', async () => {
  const answer = await me(worker)
  expect(answer).toMatchObject({
    account: worker['test-account'],
    displayName: '测试员',
    posts: [{ role: 'village', villages: ['shiqiao'], township: 'north' }],
    phone: { state: 'unknown' },
  })
  expect(Math.abs(Date.parse(String(answer.serverNow)) - Date.now())).toBeLessThan(10_000)
})

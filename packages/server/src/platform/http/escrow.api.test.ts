import { randomUUID, webcrypto } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createEscrow } from '../crypto/escrow.ts'
import { type SignedIn, startTestApp, type TestApp } from '../test-app.ts'

const { subtle } = webcrypto

let app: TestApp
let worker: SignedIn

const publicKey = async (who: SignedIn) => {
  const answer = await app.app.inject({ method: 'GET', url: '/api/field/escrow-key', headers: who })
  expect(answer.statusCode, answer.body).toBe(200)
  return (answer.json() as { key: string }).key
}
/** What the phone does: wraps its data key under the server's key, with the account as label. */
const wrap = async (spki: string, account: string, raw: Uint8Array) => {
  const key = await subtle.importKey(
    'spki',
    Buffer.from(spki, 'base64'),
    { name: 'RSA-OAEP', hash: 'SHA-256' },
    false,
    ['encrypt'],
  )
  const label = new TextEncoder().encode(`hulei:${account}`)
  return Buffer.from(await subtle.encrypt({ name: 'RSA-OAEP', label }, key, raw)).toString('base64')
}
const unwrap = (who: SignedIn, wrapped: string, phone?: string) =>
  app.app.inject({
    method: 'POST',
    url: '/api/field/unwrap',
    headers: { ...who, ...(phone && { 'hulei-phone': phone }) },
    payload: { wrapped },
  })
const codeOf = (answer: { json(): unknown }) => (answer.json() as { code: string }).code
const dataKey = () => webcrypto.getRandomValues(new Uint8Array(32))

beforeAll(async () => {
  app = await startTestApp()
})
beforeEach(async () => {
  worker = await app.signIn('village')
})
afterAll(() => app?.stop())

test('a phone gets its data key back after signing in, and the reading stands in the log before', async () => {
  const raw = dataKey()
  const wrapped = await wrap(await publicKey(worker), worker['test-account'], raw)
  const phone = randomUUID()
  const answer = await unwrap(worker, wrapped, phone)
  expect(answer.statusCode, answer.body).toBe(200)
  expect(Buffer.from((answer.json() as { key: string }).key, 'base64')).toEqual(Buffer.from(raw))
  const { rows } = await app.owner.query('SELECT what, kind, record FROM read_log WHERE account = $1', [
    worker['test-account'],
  ])
  expect(rows).toEqual([{ what: 'open', kind: 'phone', record: phone }])
})

test('what was wrapped for another account is not opened, and does not show in the log as if it were', async () => {
  const other = await app.signIn('village')
  const wrapped = await wrap(await publicKey(other), other['test-account'], dataKey())
  const answer = await unwrap(worker, wrapped)
  expect([answer.statusCode, codeOf(answer)]).toEqual([422, 'escrow.not-yours'])
  const { rows } = await app.owner.query('SELECT FROM read_log WHERE account = $1', [worker['test-account']])
  expect(rows).toEqual([])
  expect((await unwrap(other, wrapped)).statusCode).toBe(200)
})

test.each([
  ['no base64', '***', 400],
  ['nothing', '', 422],
  ['something short', 'AAAA', 422],
  ['noise of the right length', Buffer.alloc(384, 7).toString('base64'), 422],
  ['too much', Buffer.alloc(2000).toString('base64'), 400],
])('%s is refused in words', async (_name, wrapped, status) => {
  const answer = await unwrap(worker, wrapped)
  expect(answer.statusCode).toBe(status)
  expect(answer.headers['content-type']).toContain('application/problem+json')
})

test('what is no data key is not given out: the server decrypts nothing else for anybody', async () => {
  const wrapped = await wrap(await publicKey(worker), worker['test-account'], new Uint8Array(31))
  expect(codeOf(await unwrap(worker, wrapped))).toBe('escrow.not-yours')
})

test('the key is one for all, made once, and its private part stands in the database under the master key only', async () => {
  const others = await Promise.all([app.signIn('village'), app.signIn('office', { township: 'south' })])
  const keys = await Promise.all([...others, worker].map(publicKey))
  expect(new Set(keys).size).toBe(1)
  const imported = await subtle.importKey(
    'spki',
    Buffer.from(keys[0] ?? '', 'base64'),
    { name: 'RSA-OAEP', hash: 'SHA-256' },
    true,
    ['encrypt'],
  )
  expect(imported.algorithm).toMatchObject({ modulusLength: 3072 })
  const { rows } = await app.owner.query<{ wrapped: Buffer }>('SELECT wrapped FROM keyring.server_key')
  expect(rows).toHaveLength(1)
  const wrapped = rows[0]?.wrapped ?? Buffer.alloc(0)
  await expect(
    subtle.importKey('pkcs8', wrapped, { name: 'RSA-OAEP', hash: 'SHA-256' }, false, ['decrypt']),
  ).rejects.toThrow()
  expect(() => app.keyring.openSecret('another name', wrapped)).toThrow()
  expect(app.keyring.openSecret('phone-escrow', wrapped).length).toBeGreaterThan(1000)
})

test('two servers that make it at the same moment agree on one', async () => {
  const second = await startTestApp()
  try {
    const servers = [1, 2].map(() => createEscrow(second.scopes, second.keyring))
    const [one, two] = await Promise.all(servers.map((server) => server.publicKey('north')))
    expect(one).toEqual(two)
  } finally {
    await second.stop()
  }
})

test('after ten openings in an hour an account has to wait, and another does not', async () => {
  const spki = await publicKey(worker)
  const wrapped = await wrap(spki, worker['test-account'], dataKey())
  for (let n = 0; n < 10; n++) expect((await unwrap(worker, wrapped)).statusCode).toBe(200)
  expect(await unwrap(worker, wrapped)).toMatchObject({ statusCode: 429 })
  const other = await app.signIn('village')
  expect((await unwrap(other, await wrap(spki, other['test-account'], dataKey()))).statusCode).toBe(200)
})

test('nobody is given a key without signing in, or without work in the field', async () => {
  expect(await app.app.inject({ method: 'GET', url: '/api/field/escrow-key' })).toMatchObject({
    statusCode: 401,
  })
  expect(
    await app.app.inject({ method: 'POST', url: '/api/field/unwrap', payload: { wrapped: 'AAAA' } }),
  ).toMatchObject({ statusCode: 401 })
  const leader = await app.signIn('leader')
  const answer = await app.app.inject({ method: 'GET', url: '/api/field/escrow-key', headers: leader })
  expect([answer.statusCode, codeOf(answer)]).toEqual([403, 'act.not-allowed'])
})

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  type IdentityTestServer,
  ORIGIN,
  PASSWORD,
  startIdentityTestServer,
  TOTP_SECRET,
} from './identity-test-server.ts'

let server: IdentityTestServer
beforeAll(async () => {
  server = await startIdentityTestServer()
})
afterAll(() => server.stop())
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-23T08:00:00Z') }))
afterEach(() => void vi.useRealTimers())

const HOUR = 3600
const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)

let count = 0
async function account(more: { totpSecret?: string } = {}) {
  count += 1
  const userName = `worker-${count}`
  const { accountId } = await server.identity.createAccount({
    userName,
    displayName: '走访员',
    password: PASSWORD,
    requireSecondFactor: false,
    ...more,
  })
  return { accountId, userName }
}

async function signedIn() {
  const made = await account()
  const b = server.browser()
  expect((await b.signIn(made.userName)).status).toBe(200)
  return { ...made, b }
}

const wrong = 'wrong-password-1'

describe('a session', () => {
  test('ends after twelve hours without a request', async () => {
    const { b } = await signedIn()
    later(12 * HOUR - 10)
    expect((await b.get('me')).status).toBe(200)
    later(12 * HOUR - 10)
    expect((await b.get('me')).status).toBe(200)
    later(12 * HOUR + 10)
    expect((await b.get('me')).body).toMatchObject({
      code: 'identity.signed-out',
      title: '您还没有登录，或者登录已经过期，请重新登录。',
    })
  })

  test('ends after seven days however often it is used', async () => {
    const { b } = await signedIn()
    for (let hours = 0; hours < 7 * 24 - 8; hours += 8) {
      later(8 * HOUR)
      expect((await b.get('me')).status).toBe(200)
    }
    later(8 * HOUR)
    expect((await b.get('me')).status).toBe(401)
  })

  test('is a cookie that scripts cannot read and other sites do not send', async () => {
    const { userName } = await account()
    const answer = await server.browser().signIn(userName)
    const [cookie] = [answer.headers['set-cookie']].flat()
    expect(cookie).toMatch(/^hulei\.session_token=/)
    expect(cookie).toContain('; HttpOnly')
    expect(cookie).toContain('; SameSite=Lax')
    expect(cookie).toContain('; Path=/')
    expect(cookie).not.toContain('Secure')
    expect(answer.headers['cache-control']).toBe('no-store')
  })

  test('is a Secure cookie when the address is https', async () => {
    const secure = await startIdentityTestServer({ baseURL: 'https://hulei.test' })
    try {
      await secure.identity.createAccount({
        userName: 'abc',
        displayName: '甲',
        password: PASSWORD,
        requireSecondFactor: false,
      })
      const b = secure.browser()
      const answer = await b.signIn('abc')
      expect([answer.headers['set-cookie']].flat()[0]).toMatch(/^__Secure-hulei\.session_token=.*; Secure/)
      expect((await b.get('me')).status).toBe(200)
    } finally {
      await secure.stop()
    }
  })

  test('is not opened by a forged or altered cookie, nor by the token from the database', async () => {
    const { b } = await signedIn()
    const [name = '', value = ''] = [...b.cookies][0] ?? []
    const { rows } = await server.owner.query('SELECT token FROM identity.session')
    expect(rows.length).toBeGreaterThan(0)
    const cookies = [
      `${name}=${rows[0].token}`,
      `${name}=${rows[0].token}.`,
      `${name}=${value.slice(0, -8)}AAAA%3D`,
      `${name}=%E0%A4%A`,
      `${name}=`,
      'x=y',
      '',
    ]
    for (const cookie of cookies) {
      expect(await server.identity.accountOf({ cookie })).toBeUndefined()
    }
    expect(await server.identity.accountOf({ cookie: `a=b; ${name}=${value}` })).toBeDefined()
  })

  test('ends by signing out, on the server as well as in the browser', async () => {
    const { b } = await signedIn()
    const cookie = b.cookieHeader()
    expect((await b.post('sign-out')).status).toBe(200)
    expect(b.cookies.size).toBe(0)
    expect(await server.identity.accountOf({ cookie })).toBeUndefined()
  })

  test('ends everywhere at once, for this account and no other', async () => {
    const { userName, b } = await signedIn()
    const phone = server.browser()
    await phone.signIn(userName)
    const other = await signedIn()
    expect((await b.get('sessions')).body.sessions).toMatchObject([{ isCurrent: true }, { isCurrent: false }])
    expect((await phone.post('sign-out-everywhere')).status).toBe(200)
    expect((await b.get('me')).status).toBe(401)
    expect((await phone.get('me')).status).toBe(401)
    expect((await other.b.get('me')).status).toBe(200)
  })

  test('lists the address that the server saw, not one that the client claims', async () => {
    const { userName } = await account()
    const b = server.browser('198.51.100.9')
    await b.post('sign-in', { userName, password: PASSWORD }, { 'x-hulei-address': '192.0.2.1' })
    expect((await b.get('sessions')).body.sessions).toMatchObject([{ address: '198.51.100.9' }])
  })

  test('is replaced, not left behind, when somebody signs in again in the same browser', async () => {
    const { userName, b } = await signedIn()
    await b.signIn(userName)
    expect((await b.get('sessions')).body.sessions).toHaveLength(1)
  })

  test('changes with the password, and all others end', async () => {
    const { userName, b } = await signedIn()
    const phone = server.browser()
    await phone.signIn(userName)
    const before = b.cookieHeader()
    expect((await b.post('password', { current: wrong, next: 'a-fine-new-one' })).body.code).toBe(
      'identity.wrong-password',
    )
    expect((await b.post('password', { current: PASSWORD, next: 'password12' })).body).toMatchObject({
      code: 'identity.invalid',
      faults: [{ path: 'next', code: 'identity.password-obvious' }],
    })
    expect((await b.post('password', { current: PASSWORD, next: 'a-fine-new-one' })).status).toBe(200)
    expect((await b.get('me')).status).toBe(200)
    expect((await phone.get('me')).status).toBe(401)
    expect(await server.identity.accountOf({ cookie: before })).toBeUndefined()
    expect((await phone.signIn(userName)).status).toBe(401)
    expect((await phone.signIn(userName, 'a-fine-new-one')).status).toBe(200)
  })

  test('ends when the account is disabled, which also stops a sign-in that is half done', async () => {
    const { accountId, b, userName } = await signedIn()
    await server.identity.disableAccount(accountId)
    expect((await b.get('me')).status).toBe(401)
    expect((await b.signIn(userName)).body).toMatchObject({ code: 'identity.disabled' })
    expect((await b.signIn(userName, wrong)).body.code).toBe('identity.wrong-credentials')
    await server.identity.enableAccount(accountId)
    expect((await b.signIn(userName)).status).toBe(200)

    const strict = await account({ totpSecret: TOTP_SECRET })
    const half = server.browser()
    await half.signIn(strict.userName)
    await server.identity.disableAccount(strict.accountId)
    expect((await half.post('second-factor', { code: '123456' })).body.code).toBe('identity.sign-in-again')
  })

  test('leaves nothing behind once it has ended and the daily sweep has run', async () => {
    const { accountId } = await signedIn()
    await server.identity.createSetupLink(accountId)
    await server.browser().signIn('nobody', wrong)
    later(8 * 24 * HOUR)
    await server.identity.sweep()
    for (const table of ['session', 'challenge', 'attempt', 'setup_link']) {
      const { rows } = await server.owner.query(`SELECT count(*)::int AS n FROM identity.${table}`)
      expect([table, rows[0].n]).toEqual([table, 0])
    }
  })
})

describe('a request of another site’s page', () => {
  test.each([
    ['a foreign origin', { origin: 'https://evil.test' }, 403],
    ['no origin, but a cookie', { origin: '' }, 403],
    ['a sandboxed page', { origin: 'null' }, 403],
    ['a foreign origin that looks like ours', { origin: `${ORIGIN}.evil.test` }, 403],
    ['our origin in a cross-site fetch', { 'sec-fetch-site': 'cross-site' }, 403],
    ['our own page', { 'sec-fetch-site': 'same-origin' }, 200],
  ])('with %s', async (_what, headers, status) => {
    const { b } = await signedIn()
    const answer = await server.app.inject({
      method: 'POST',
      url: '/api/auth/sign-out-everywhere',
      headers: Object.fromEntries(
        Object.entries({ cookie: b.cookieHeader(), origin: ORIGIN, ...headers }).filter(
          ([, value]) => value !== '',
        ),
      ),
    })
    expect(answer.statusCode).toBe(status)
    if (status === 403) {
      expect(answer.json()).toMatchObject({ code: 'identity.foreign-origin' })
      expect((await b.get('me')).status).toBe(200)
    }
  })

  test('cannot sign the browser in as somebody else', async () => {
    const { userName } = await account()
    const answer = await server
      .browser()
      .post('sign-in', { userName, password: PASSWORD }, { origin: 'https://evil.test' })
    expect(answer.status).toBe(403)
    expect(answer.headers['set-cookie']).toBeUndefined()
  })

  test('on the machine itself, all three names of loopback are our own', async () => {
    const local = await startIdentityTestServer({ baseURL: 'http://127.0.0.1:8080' })
    try {
      for (const [origin, status] of [
        ['http://localhost:8080', 401],
        ['http://[::1]:8080', 401],
        ['http://localhost:9999', 403],
      ] as const) {
        const answer = await local.browser().post('sign-in', { userName: 'abc', password: wrong }, { origin })
        expect([origin, answer.status]).toEqual([origin, status])
      }
    } finally {
      await local.stop()
    }
  })
})

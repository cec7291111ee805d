import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  codeNow,
  type IdentityTestServer,
  PASSWORD,
  startIdentityTestServer,
} from './identity-test-server.ts'
import { identityRoutes } from './index.ts'

let server: IdentityTestServer
beforeAll(async () => {
  server = await startIdentityTestServer()
})
afterAll(() => server.stop())
// Only `Date` is held; the security clock and the library both read it.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-23T08:00:00Z') }))
afterEach(() => void vi.useRealTimers())

let count = 0
/** An account of its own for one test. */
async function account(more: { requireSecondFactor?: boolean; totpSecret?: string; password?: string } = {}) {
  count += 1
  const userName = `user-${count}`
  const { accountId } = await server.identity.createAccount({
    userName,
    displayName: '测试员',
    password: PASSWORD,
    requireSecondFactor: false,
    ...more,
  })
  return { accountId, userName }
}

/** Each test speaks from its own address, so that no test locks out another. */
const browser = () => server.browser(`203.0.113.${(count % 250) + 1}`)

describe('the surface', () => {
  test('is the listed routes and no other', () => {
    expect([...server.registered].sort()).toEqual([...identityRoutes].sort())
  })

  test.each([
    ['POST', '/sign-up/email', { email: 'a@b.cn', password: PASSWORD, name: 'x' }],
    ['POST', '/sign-in/email', { email: 'a@b.cn', password: PASSWORD }],
    ['POST', '/sign-in/username', { username: 'user-1', password: PASSWORD }],
    ['POST', '/update-user', { name: 'x', role: 'admin', requires_second_factor: false }],
    ['POST', '/change-email', { newEmail: 'a@b.cn' }],
    ['POST', '/delete-user', {}],
    ['POST', '/two-factor/disable', { password: PASSWORD }],
    ['POST', '/two-factor/get-totp-uri', { password: PASSWORD }],
    ['POST', '/admin/impersonate-user', { userId: 'x' }],
    ['POST', '/is-username-available', { username: 'user-1' }],
    ['GET', '/get-session', undefined],
    ['GET', '/list-sessions', undefined],
    ['GET', '/ok', undefined],
  ] as const)('refuses the library’s own %s %s', async (method, path, payload) => {
    const { userName } = await account()
    const b = browser()
    await b.signIn(userName)
    const answer = await server.app.inject({
      method,
      url: `/api/auth${path}`,
      headers: { cookie: b.cookieHeader(), origin: 'http://hulei.test' },
      ...(payload && { payload }),
    })
    expect(answer.statusCode).toBe(404)
  })

  test('is denied to the application’s role, and gives the identity role nothing of the townships', async () => {
    const refused = async (text: string, role: string) => {
      const client = await server.owner.connect()
      try {
        await client.query(`SET ROLE ${role}`)
        return await client.query(text).then(
          () => 'allowed',
          (error: { code: string }) => error.code,
        )
      } finally {
        await client.query('RESET ROLE')
        client.release()
      }
    }
    for (const table of [
      'user_account',
      'credential',
      'session',
      'second_factor',
      'challenge',
      'attempt',
      'setup_link',
    ]) {
      expect(await refused(`SELECT FROM identity.${table}`, 'hulei_app')).toBe('42501')
      expect(await refused(`SELECT FROM identity.${table}`, 'hulei_identity')).toBe('allowed')
    }
    expect(await refused('SELECT FROM public.act_log', 'hulei_identity')).toBe('42501')
    expect(await refused('DELETE FROM identity.user_account', 'hulei_identity')).toBe('42501')
    const comments = await server.owner.query(
      `SELECT relname FROM pg_class WHERE relnamespace = 'identity'::regnamespace AND relkind = 'r'
       AND obj_description(oid) IS NULL`,
    )
    expect(comments.rows).toEqual([])
    const identity = new pg.Client({ connectionString: server.identityUrl })
    await identity.connect()
    const { rows } = await identity.query('SELECT current_user <> session_user AS other')
    expect(rows).toEqual([{ other: false }])
    await identity.end()
  })

  test('logs no password, code, secret, token or cookie', async () => {
    const { userName } = await account({ requireSecondFactor: true })
    const b = browser()
    const wrong = 'a-wrong-password-in-a-log'
    await b.signIn(userName, wrong)
    await b.signIn(userName)
    const { secret } = (await b.post('enrol/start')).body as { secret: string }
    const code = codeNow(0, secret)
    const { backupCodes } = (await b.post('enrol/confirm', { code })).body as { backupCodes: string[] }
    const text = server.logged.join('')
    expect(text).toContain('/api/auth/enrol/confirm')
    for (const value of [wrong, PASSWORD, secret, code, backupCodes[0] ?? '', ...b.cookies.values()]) {
      expect(text.includes(value)).toBe(false)
    }
  })
})

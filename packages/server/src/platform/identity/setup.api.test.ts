import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type IdentityTestServer, PASSWORD, startIdentityTestServer } from './identity-test-server.ts'

let server: IdentityTestServer
beforeAll(async () => {
  server = await startIdentityTestServer()
})
afterAll(() => server.stop())
// Only `Date` is held; the security clock and the library both read it.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-23T08:00:00Z') }))
afterEach(() => void vi.useRealTimers())

const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)

let count = 0
/** An account of its own for one test. */
async function account(more: { requireSecondFactor?: boolean; totpSecret?: string; password?: string } = {}) {
  count += 1
  const userName = `fresh-${count}`
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

describe('setting up', () => {
  test('a first start makes one administrator, whose link works once and for 24 hours', async () => {
    const fresh = await startIdentityTestServer()
    try {
      const first = await fresh.identity.firstAdministrator()
      const again = await fresh.identity.firstAdministrator()
      expect(again?.accountId).toBe(first?.accountId)
      const b = fresh.browser()
      const password = '三个月前的那场大雪真美'
      // The newer link has ended the older one.
      expect((await b.post('setup', { token: first?.token, password })).body.code).toBe(
        'identity.link-invalid',
      )
      expect((await b.post('setup', { token: again?.token, password: 'admin12345' })).body).toMatchObject({
        code: 'identity.invalid',
        faults: [{ path: 'password', code: 'identity.password-obvious' }],
      })
      expect((await b.post('setup', { token: again?.token, password })).body).toEqual({ userName: 'admin' })
      expect((await b.post('setup', { token: again?.token, password })).status).toBe(410)
      expect(await fresh.identity.firstAdministrator()).toBeUndefined()
      expect((await b.signIn('admin', password)).body).toEqual({ next: 'enrol' })
    } finally {
      await fresh.stop()
    }
  })

  test('keeps only the hash of a link, which ends after 24 hours', async () => {
    const { accountId } = await account()
    const token = await server.identity.createSetupLink(accountId)
    const { rows } = await server.owner.query(
      `SELECT encode(token_hash, 'escape') AS text, token_hash = sha256($1::bytea) AS same
       FROM identity.setup_link WHERE user_id = $2`,
      [Buffer.from(token), accountId],
    )
    expect(rows).toHaveLength(1)
    expect(rows[0].same).toBe(true)
    expect(rows[0].text).not.toContain(token)
    later(86_401)
    const late = await browser().post('setup', { token, password: PASSWORD })
    expect(late.body.code).toBe('identity.link-invalid')
  })

  test('a reset makes the old password useless at once and ends the sessions', async () => {
    const { userName, accountId } = await account()
    const b = browser()
    await b.signIn(userName)
    const token = await server.identity.resetPassword(accountId)
    expect((await b.get('me')).status).toBe(401)
    expect((await b.signIn(userName)).status).toBe(401)
    await server.identity.redeemSetupLink(token, 'a-fine-new-one')
    expect((await b.signIn(userName, 'a-fine-new-one')).status).toBe(200)
  })

  test('refuses names that nobody could type and names that are taken, but not the same account twice', async () => {
    const { userName } = await account()
    const make = (name: string, accountId?: string) =>
      server.identity.createAccount({
        userName: name,
        displayName: '某人',
        requireSecondFactor: false,
        ...(accountId && { accountId }),
      })
    for (const name of ['ab', '-abc', 'a b c', '张三丰', 'x'.repeat(31)]) {
      await expect(make(name)).rejects.toMatchObject({ code: 'identity.invalid' })
    }
    await expect(make(userName.toUpperCase())).rejects.toMatchObject({ code: 'identity.user-name-taken' })
    const id = 'aaaaaaaa-0000-4000-8000-000000000001'
    expect(await make('twice', id)).toEqual(await make('twice', id))
  })
})

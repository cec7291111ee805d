import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  codeNow,
  type IdentityTestServer,
  PASSWORD,
  startIdentityTestServer,
  TOTP_SECRET,
} from './identity-test-server.ts'
import { networkOf } from './lockout.ts'

let server: IdentityTestServer
beforeAll(async () => {
  server = await startIdentityTestServer()
})
afterAll(() => server.stop())
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-23T08:00:00Z') }))
afterEach(() => void vi.useRealTimers())

const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)
const wrong = 'wrong-password-1'

let count = 0
async function account(more: { totpSecret?: string } = {}) {
  count += 1
  const userName = `guarded-${count}`
  const { accountId } = await server.identity.createAccount({
    userName,
    displayName: '测试员',
    password: PASSWORD,
    requireSecondFactor: false,
    ...more,
  })
  return { accountId, userName, b: server.browser(`192.0.2.${count}`) }
}

describe('lock-out', () => {
  test('begins after five failures with a minute and doubles up to an hour', async () => {
    const { userName, b } = await account()
    for (let i = 0; i < 4; i += 1) await b.signIn(userName, wrong)
    const waits: unknown[] = []
    for (let i = 0; i < 8; i += 1) {
      expect((await b.signIn(userName, wrong)).status).toBe(401)
      const refused = await b.signIn(userName)
      expect(refused.body.code).toBe('identity.locked')
      waits.push(Number(refused.headers['retry-after']) / 60)
      later(Number(refused.headers['retry-after']))
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60])
    expect((await b.signIn(userName)).status).toBe(200)
  })

  test('says how long to wait, in the header, the body and in words', async () => {
    const { userName, b } = await account()
    for (let i = 0; i < 6; i += 1) await b.signIn(userName, wrong)
    later(15)
    const { status, body, headers } = await b.signIn(userName)
    expect(status).toBe(429)
    expect(headers['retry-after']).toBe('45')
    expect(body).toMatchObject({ retryAfter: 45, title: '尝试次数太多，请等45秒再试。' })
  })

  test('treats a name that does not exist like one that does', async () => {
    const { userName, b } = await account()
    const ghost = server.browser('192.0.2.200')
    for (let i = 0; i < 6; i += 1) {
      const real = await b.signIn(userName, wrong)
      const unreal = await ghost.signIn('ghost', wrong)
      expect(unreal.body).toEqual(real.body)
      expect(unreal.status).toBe(real.status)
    }
  })

  test('forgets earlier failures after a success, and after a quiet day', async () => {
    const { userName, b } = await account()
    for (let i = 0; i < 4; i += 1) await b.signIn(userName, wrong)
    expect((await b.signIn(userName)).status).toBe(200)
    for (let i = 0; i < 4; i += 1) await b.signIn(userName, wrong)
    later(24 * 3600 + 1)
    for (let i = 0; i < 4; i += 1) expect((await b.signIn(userName, wrong)).status).toBe(401)
    expect((await b.signIn(userName)).status).toBe(200)
  })

  test('lets no more than five of fifty simultaneous guesses be checked', async () => {
    const { userName } = await account()
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        server.browser(`198.51.100.${i}`).signIn(userName, `${wrong}${i}`),
      ),
    )
    expect(answers.filter((each) => each.status === 401)).toHaveLength(5)
    expect(answers.filter((each) => each.status === 429)).toHaveLength(45)
  })

  test('counts wrong codes with wrong passwords, and a right password alone does not clear them', async () => {
    const { userName, b } = await account({ totpSecret: TOTP_SECRET })
    for (let i = 0; i < 5; i += 1) {
      expect((await b.signIn(userName)).body).toEqual({ next: 'second-factor' })
      expect((await b.post('second-factor', { code: '000000' })).status).toBe(401)
    }
    expect((await b.post('second-factor', { code: codeNow() })).status).toBe(429)
    expect((await b.signIn(userName)).status).toBe(429)
    later(61)
    await b.signIn(userName)
    expect((await b.post('second-factor', { code: codeNow() })).status).toBe(200)
  })

  test('does not lock a person out between the right password and the right code', async () => {
    const { userName, b } = await account({ totpSecret: TOTP_SECRET })
    for (let i = 0; i < 6; i += 1) {
      await b.signIn(userName, wrong)
      later(120)
    }
    expect((await b.signIn(userName)).status).toBe(200)
    expect((await b.post('second-factor', { code: codeNow() })).status).toBe(200)
  })

  test('guards the password inside a session as well', async () => {
    const { userName, b } = await account()
    await b.signIn(userName)
    for (let i = 0; i < 5; i += 1) {
      expect((await b.post('password', { current: `${wrong}${i}`, next: 'a-fine-new-one' })).status).toBe(403)
    }
    expect((await b.post('password', { current: PASSWORD, next: 'a-fine-new-one' })).status).toBe(429)
  })

  test('stops one address that tries many names, but not its neighbours, and other names stay open', async () => {
    const { userName } = await account()
    const attacker = server.browser('203.0.113.66')
    for (let i = 0; i < 30; i += 1) {
      expect((await attacker.signIn(`spray-${i}`, wrong)).status).toBe(401)
    }
    expect((await attacker.signIn('spray-30', wrong)).body.code).toBe('identity.locked')
    expect((await attacker.signIn(userName)).body.code).toBe('identity.locked')
    expect((await server.browser('203.0.113.67').signIn(userName)).status).toBe(200)
  })

  test('of one hammered name does not lock the office that shares the address', async () => {
    const { userName, b } = await account()
    const colleague = await account()
    for (let i = 0; i < 60; i += 1) await b.signIn(userName, wrong)
    const same = server.browser(b.address)
    expect((await same.signIn(colleague.userName)).status).toBe(200)
  })

  test('survives a restart and is ended by an administrator', async () => {
    const { userName, accountId, b } = await account()
    for (let i = 0; i < 5; i += 1) await b.signIn(userName, wrong)
    const reopened = await server.reopen()
    expect((await b.signIn(userName)).status).toBe(429)
    await reopened.unlock(accountId)
    expect((await b.signIn(userName)).status).toBe(200)
  })

  test('ends with a new password by setup link', async () => {
    const { userName, accountId, b } = await account()
    for (let i = 0; i < 5; i += 1) await b.signIn(userName, wrong)
    const token = await server.identity.createSetupLink(accountId)
    await b.post('setup', { token, password: 'a-fine-new-one' })
    expect((await b.signIn(userName, 'a-fine-new-one')).status).toBe(200)
  })

  test('writes down neither names nor addresses', async () => {
    await server.browser('203.0.113.99').signIn('my-secret-password', wrong)
    const { rows } = await server.owner.query('SELECT subject FROM identity.attempt')
    const subjects = rows.map((row) => row.subject).join(' ')
    expect(subjects).not.toMatch(/my-secret-password|203\.0\.113/)
  })
})

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:DB8:1:2:3:4:5:6', '2001:0db8:0001:0002::/64'],
  ['2001:db8::1', '2001:0db8:0000:0000::/64'],
  ['::1', '0000:0000:0000:0000::/64'],
  ['fe80::1%eth0', 'fe80:0000:0000:0000::/64'],
])('counts the address %s as %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})

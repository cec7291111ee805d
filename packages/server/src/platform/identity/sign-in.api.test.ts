import * as argon2 from '@node-rs/argon2'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  codeNow,
  type IdentityTestServer,
  PASSWORD,
  startIdentityTestServer,
  TOTP_SECRET,
} from './identity-test-server.ts'

// The real functions, counted.
vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof argon2>()
  return { hash: vi.fn(real.hash), verify: vi.fn(real.verify) }
})

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

describe('signing in', () => {
  test('with name and password opens a session, whatever the case or width of the name', async () => {
    const { accountId } = await server.identity.createAccount({
      userName: 'Zhang.San',
      displayName: '张三',
      password: PASSWORD,
      requireSecondFactor: false,
    })
    const b = browser()
    expect(await b.signIn('ＺHANG.san')).toMatchObject({ status: 200, body: { next: 'done' } })
    expect((await b.get('me')).body).toEqual({
      accountId,
      userName: 'zhang.san',
      displayName: '张三',
      secondFactor: 'not-required',
    })
    expect(await server.identity.accountOf({ cookie: b.cookieHeader() })).toMatchObject({ accountId })
  })

  test('takes a password typed in full-width characters for the same password', async () => {
    const { userName } = await account({ password: 'ban-ma-9-tian' })
    expect((await browser().signIn(userName, 'ｂａｎ－ma-９-tian')).status).toBe(200)
  })

  test('answers an unknown name, a wrong password and an account not set up with the same words', async () => {
    const { userName } = await account()
    const waiting = await server.identity.createAccount({
      userName: 'not-set-up',
      displayName: '待设置',
      requireSecondFactor: false,
    })
    expect((await server.identity.getAccount(waiting.accountId)).hasPassword).toBe(false)
    const b = browser()
    const answers = [
      await b.signIn(userName, 'wrong-password-1'),
      await b.signIn('nobody-here', 'wrong-password-1'),
      await b.signIn('not-set-up', 'wrong-password-1'),
      await b.signIn('不是用户名', 'wrong-password-1'),
      await b.signIn(userName, 'x'.repeat(200)),
    ]
    for (const { status, body } of answers) {
      expect(status).toBe(401)
      expect(body).toEqual(answers[0]?.body)
    }
    expect(answers[0]?.body).toMatchObject({
      code: 'identity.wrong-credentials',
      title: '用户名或密码不对，请检查后再试。',
      type: 'urn:hulei:problem:identity.wrong-credentials',
    })
  })

  test('computes exactly one hash for every refusal, so that its time does not tell the names apart', async () => {
    const { userName } = await account()
    await server.identity.createAccount({
      userName: 'not-set-up-either',
      displayName: '待设置',
      requireSecondFactor: false,
    })
    for (const name of [userName, 'nobody-else', 'not-set-up-either']) {
      vi.mocked(argon2.hash).mockClear()
      vi.mocked(argon2.verify).mockClear()
      await browser().signIn(name, 'wrong-password-1')
      const computed = vi.mocked(argon2.hash).mock.calls.length + vi.mocked(argon2.verify).mock.calls.length
      expect([name, computed]).toEqual([name, 1])
    }
  })

  test('keeps passwords as argon2id with 19 MiB and two passes', async () => {
    const { accountId } = await account()
    const { rows } = await server.owner.query('SELECT password FROM identity.credential WHERE user_id = $1', [
      accountId,
    ])
    expect(rows[0].password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })

  test('names every fault of the request at once, and no value', async () => {
    const answer = await browser().post('sign-in', { userName: '', secret: 'tell-nobody' })
    expect(answer.status).toBe(400)
    expect(JSON.stringify(answer.body)).not.toContain('tell-nobody')
  })
})

describe('the second factor', () => {
  test('is asked for after the password, and only then is there a session', async () => {
    const { userName } = await account({ requireSecondFactor: true, totpSecret: TOTP_SECRET })
    const b = browser()
    expect((await b.signIn(userName)).body).toEqual({ next: 'second-factor' })
    expect((await b.get('me')).body).toMatchObject({ code: 'identity.signed-out' })
    expect((await b.post('second-factor', { code: codeNow() })).body).toEqual({ next: 'done' })
    expect((await b.get('me')).body).toMatchObject({ secondFactor: 'passed' })
  })

  test('takes the code of the step before and after, and of no other', async () => {
    for (const [step, status] of [
      [-2, 401],
      [-1, 200],
      [1, 200],
      [2, 401],
    ] as const) {
      const { userName } = await account({ totpSecret: TOTP_SECRET })
      const b = browser()
      await b.signIn(userName)
      expect([step, (await b.post('second-factor', { code: codeNow(step) })).status]).toEqual([step, status])
    }
  })

  test('refuses a code that was used, and every older one', async () => {
    const { userName } = await account({ totpSecret: TOTP_SECRET })
    const [first, second] = [browser(), browser()]
    await first.signIn(userName)
    await second.signIn(userName)
    const code = codeNow()
    expect((await first.post('second-factor', { code })).status).toBe(200)
    expect((await second.post('second-factor', { code })).body).toMatchObject({
      code: 'identity.second-factor-wrong',
    })
    expect((await second.post('second-factor', { code: codeNow(-1) })).status).toBe(401)
    later(30)
    expect((await second.post('second-factor', { code: codeNow() })).status).toBe(200)
  })

  test('gives one of two simultaneous requests with one code a session', async () => {
    const { userName } = await account({ totpSecret: TOTP_SECRET })
    const browsers = [browser(), browser()]
    for (const b of browsers) await b.signIn(userName)
    const code = codeNow()
    const answers = await Promise.all(browsers.map((b) => b.post('second-factor', { code })))
    expect(answers.map((each) => each.status).sort()).toEqual([200, 401])
  })

  test('is not skipped by a session of another account in the same browser', async () => {
    const plain = await account()
    const strict = await account({ totpSecret: TOTP_SECRET })
    const b = browser()
    await b.signIn(plain.userName)
    const session = [...b.cookies]
    await b.signIn(strict.userName)
    // Signing in has taken the session's cookie back; a client may keep it all the same.
    for (const [name, value] of session) b.cookies.set(name, value)
    expect((await b.post('second-factor', { code: '000000' })).status).toBe(401)
    expect((await b.post('second-factor', { code: codeNow() })).status).toBe(200)
    expect((await b.get('me')).body).toMatchObject({ userName: strict.userName, secondFactor: 'passed' })
  })

  test('must come within ten minutes, of a password that was right', async () => {
    const { userName } = await account({ totpSecret: TOTP_SECRET })
    const b = browser()
    expect((await b.post('second-factor', { code: codeNow() })).body).toMatchObject({
      code: 'identity.sign-in-again',
    })
    await b.signIn(userName)
    later(601)
    expect((await b.post('second-factor', { code: codeNow() })).body).toMatchObject({
      code: 'identity.sign-in-again',
    })
  })

  test('when required and not enrolled, lets the account reach enrolment and nothing else', async () => {
    const { userName, accountId } = await account({ requireSecondFactor: true })
    const b = browser()
    expect((await b.signIn(userName)).body).toEqual({ next: 'enrol' })
    expect(await server.identity.accountOf({ cookie: b.cookieHeader() })).toMatchObject({
      secondFactor: 'to-enrol',
    })
    for (const refused of [
      await b.get('sessions'),
      await b.post('password', { current: PASSWORD, next: 'a-fine-new-one' }),
      await b.post('backup-codes', { password: PASSWORD }),
    ]) {
      expect([refused.status, refused.body.code]).toEqual([403, 'identity.second-factor-needed'])
    }

    const elsewhere = browser()
    await elsewhere.signIn(userName)
    expect((await b.post('enrol/confirm', { code: '123456' })).body.code).toBe(
      'identity.enrolment-not-started',
    )
    const started = await b.post('enrol/start')
    const secret = String(started.body.secret)
    expect(started.body.uri).toBe(
      `otpauth://totp/${encodeURIComponent('护蕾')}:${userName}?secret=${secret}&issuer=${encodeURIComponent('护蕾')}`,
    )
    expect((await b.post('enrol/confirm', { code: '000000' })).status).toBe(401)
    const confirmed = await b.post('enrol/confirm', { code: codeNow(0, secret) })
    expect(confirmed.body.backupCodes).toHaveLength(10)
    expect((await b.get('me')).body).toMatchObject({ accountId, secondFactor: 'passed' })
    // A session that never passed the second factor does not outlive its enrolment.
    expect((await elsewhere.get('me')).status).toBe(401)
    expect((await b.post('enrol/start')).body.code).toBe('identity.already-enrolled')
  })

  test('enrolled of one’s own will, asks for the password again', async () => {
    const { userName } = await account()
    const b = browser()
    await b.signIn(userName)
    expect((await b.post('enrol/start')).body.code).toBe('identity.wrong-password')
    expect((await b.post('enrol/start', { password: 'wrong-password-1' })).status).toBe(403)
    expect((await b.post('enrol/start', { password: PASSWORD })).status).toBe(200)
  })

  test('becomes required in the middle of a session', async () => {
    const { userName, accountId } = await account()
    const b = browser()
    await b.signIn(userName)
    await server.identity.setRequiresSecondFactor(accountId, true)
    expect((await b.get('me')).body).toMatchObject({ secondFactor: 'to-enrol' })
    expect((await b.get('sessions')).status).toBe(403)
  })

  test('may be a backup code, however it is typed, each once', async () => {
    const { userName } = await account({ totpSecret: TOTP_SECRET })
    const b = browser()
    await b.signIn(userName)
    await b.post('second-factor', { code: codeNow() })
    expect((await b.post('backup-codes', { password: 'wrong-password-1' })).status).toBe(403)
    const { backupCodes } = (await b.post('backup-codes', { password: PASSWORD })).body as {
      backupCodes: string[]
    }
    const [first = ''] = backupCodes
    expect(first).toMatch(/^[a-z2-9]{5}-[a-z2-9]{5}$/)

    const lost = browser()
    await lost.signIn(userName)
    const typed = first.toUpperCase().replace('-', ' ')
    expect((await lost.post('second-factor', { backupCode: typed })).body).toEqual({
      next: 'done',
      backupCodesLeft: 9,
    })
    await lost.signIn(userName)
    expect((await lost.post('second-factor', { backupCode: first })).body.code).toBe(
      'identity.second-factor-wrong',
    )
  })

  test('taken off for a lost phone, is enrolled anew at the next sign-in', async () => {
    const { userName, accountId } = await account({ requireSecondFactor: true, totpSecret: TOTP_SECRET })
    const b = browser()
    await b.signIn(userName)
    await b.post('second-factor', { code: codeNow() })
    await server.identity.resetSecondFactor(accountId)
    expect((await b.get('me')).status).toBe(401)
    expect((await b.signIn(userName)).body).toEqual({ next: 'enrol' })
  })
})

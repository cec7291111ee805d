import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  codeNow,
  type IdentityTestServer,
  PASSWORD,
  startIdentityTestServer,
  TOTP_SECRET,
} from './identity-test-server.ts'
import { identityRoutes } from './index.ts'

let server: IdentityTestServer
beforeAll(async () => {
  server = await startIdentityTestServer()
})
afterAll(() => server.stop())

describe('signing in', () => {
  test('with name and password opens a session, whatever the case of the name', async () => {
    const { accountId } = await server.identity.createAccount({
      userName: 'Zhang.San',
      displayName: '张三',
      password: PASSWORD,
      requireSecondFactor: false,
    })
    const browser = server.browser()
    expect(await browser.signIn('ＺHANG.san')).toMatchObject({ status: 200, body: { next: 'done' } })
    expect((await browser.get('me')).body).toEqual({
      accountId,
      userName: 'zhang.san',
      displayName: '张三',
      secondFactor: 'not-required',
    })
  })
})

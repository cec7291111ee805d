import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type IdentityTestServer,
  startIdentityTestServer,
} from '../../platform/identity/identity-test-server.ts'
import { type SignedIn, startTestApp, type TestApp } from '../../platform/test-app.ts'
import { accountActs } from './index.ts'

let sign: IdentityTestServer
let app: TestApp
let administrator: SignedIn
let elsewhere: SignedIn

beforeAll(async () => {
  sign = await startIdentityTestServer()
  app = await startTestApp({ identity: sign.identity, handlers: accountActs(sign.identity) })
  administrator = await app.signIn('administrator')
  elsewhere = await app.signIn('administrator', { township: 'south' })
})
afterAll(async () => {
  await app?.stop()
  await sign?.stop()
})

const perform = async (who: SignedIn, act: string, record: string, input: object = {}) =>
  await app.app.inject({
    method: 'POST',
    url: '/api/acts',
    headers: who,
    payload: { id: randomUUID(), act, record, input },
  })
const accountsOf = async (who: SignedIn) => {
  const answer = await app.app.inject({ method: 'GET', url: '/api/accounts', headers: who })
  return answer.json() as { accounts: { accountId: string; userName: string; isDisabled: boolean }[] }
}
const newAccount = async (userName: string) => {
  const id = randomUUID()
  const input = { userName, displayName: '周小满', requireSecondFactor: false }
  expect((await perform(administrator, 'account.open', id, input)).statusCode).toBe(200)
  return id
}

describe('accounts', () => {
  test('are opened by an administrator, get a link, and sign in with the password chosen there', async () => {
    const id = await newAccount('zhou.xiaoman')
    const link = await app.app.inject({
      method: 'POST',
      url: `/api/accounts/${id}/link`,
      headers: administrator,
      payload: { act: randomUUID() },
    })
    const token = (link.json() as { link: string }).link.replace('/setup?token=', '')
    await sign.identity.redeemSetupLink(token, '莲花村口那棵老槐树底下')
    const browser = sign.browser()
    expect((await browser.signIn('zhou.xiaoman', '莲花村口那棵老槐树底下')).status).toBe(200)
    expect((await perform(administrator, 'account.sign-out', id)).statusCode).toBe(200)
    expect((await browser.get('me')).status).toBe(401)
  })

  test('a link is kept in no receipt and no line of the log', async () => {
    const id = await newAccount('link.holder')
    const act = randomUUID()
    const link = await app.app.inject({
      method: 'POST',
      url: `/api/accounts/${id}/link`,
      headers: administrator,
      payload: { act },
    })
    const token = (link.json() as { link: string }).link.replace('/setup?token=', '')
    expect(token.length).toBeGreaterThan(20)
    const { rows } = await app.owner.query(
      'SELECT reply::text AS reply FROM act_receipt WHERE id = $1 UNION ALL SELECT row_to_json(l)::text FROM act_log l WHERE id = $1',
      [act],
    )
    expect(rows).toHaveLength(2)
    for (const row of rows) expect(row.reply).not.toContain(token)
  })

  test('of another township do not exist for an administrator', async () => {
    const id = await newAccount('north.only')
    expect((await accountsOf(administrator)).accounts.map((each) => each.userName)).toContain('north.only')
    expect((await accountsOf(elsewhere)).accounts).toEqual([])
    expect((await perform(elsewhere, 'account.disable', id)).statusCode).toBe(404)
    const link = await app.app.inject({
      method: 'POST',
      url: `/api/accounts/${id}/link`,
      headers: elsewhere,
      payload: { act: randomUUID() },
    })
    expect(link.statusCode).toBe(404)
  })

  test('are disabled and enabled again, and each change stands in the log with the account as its record', async () => {
    const id = await newAccount('comes.goes')
    await perform(administrator, 'account.disable', id)
    const found = () =>
      accountsOf(administrator).then((all) => all.accounts.find((one) => one.accountId === id))
    expect((await found())?.isDisabled).toBe(true)
    await perform(administrator, 'account.enable', id)
    expect((await found())?.isDisabled).toBe(false)
    const { rows } = await app.owner.query<{ act: string }>(
      'SELECT act FROM act_log WHERE record = $1 ORDER BY seq',
      [id],
    )
    expect(rows.map((row) => row.act)).toEqual(['account.open', 'account.disable', 'account.enable'])
  })

  test('are nobody else’s business', async () => {
    for (const role of ['office', 'leader', 'auditor', 'village'] as const) {
      const who = await app.signIn(role)
      expect((await app.app.inject({ method: 'GET', url: '/api/accounts', headers: who })).statusCode).toBe(
        403,
      )
      expect((await perform(who, 'account.disable', randomUUID())).statusCode).toBe(403)
    }
  })

  test('an administrator cannot disable the own account, which would lock the door from inside', async () => {
    const answer = await perform(administrator, 'account.disable', administrator['test-account'])
    expect(answer.statusCode).toBe(409)
    expect(answer.json()).toMatchObject({ code: 'account.own' })
  })
})

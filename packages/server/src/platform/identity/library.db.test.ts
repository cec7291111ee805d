import { randomBytes } from 'node:crypto'
import { expect, inject, test } from 'vitest'
import { createLogin } from '../db/migrate.ts'
import { createPool } from '../db/pool.ts'
import { createTestDatabase } from '../db/test-database.ts'
import { createIdentity } from './create-identity.ts'
import { createIdentityDatabase } from './database.ts'
import { dropLogin, PASSWORD } from './identity-test-server.ts'
import { createLibrary } from './library.ts'

const secret = randomBytes(32).toString('base64url')
const baseURL = 'http://hulei.test'

test('the library reads instants as dates from a pool that gives text, or its sessions would never end', async () => {
  const serverUrl = inject('serverUrl')
  const database = await createTestDatabase(serverUrl)
  const loginUrl = await createLogin(database.ownerUrl, 'hulei_identity', secret)
  const pool = createPool(loginUrl, { max: 2 })
  try {
    const identity = await createIdentity({ pool, baseURL, secret })
    const { accountId } = await identity.createAccount({
      userName: 'somebody',
      displayName: '某人',
      password: PASSWORD,
      requireSecondFactor: false,
    })
    const library = createLibrary({
      pool,
      database: createIdentityDatabase(pool),
      baseURL,
      secret,
      sessionSeconds: 60,
    })
    const { internalAdapter } = await library.$context
    const { token } = await internalAdapter.createSession(accountId)
    const found = await internalAdapter.findSession(token)
    expect(found?.session.expiresAt).toBeInstanceOf(Date)
    const { rows } = await pool.query('SELECT expires_at FROM identity.session')
    expect(typeof rows[0].expires_at).toBe('string')
  } finally {
    await pool.end()
    await database.drop()
    await dropLogin(serverUrl, loginUrl)
  }
})

test('a database that is gone is said to be gone', async () => {
  const pool = createPool('postgres://nobody:x@127.0.0.1:9/none', { max: 2 })
  const identity = await createIdentity({ pool, baseURL, secret })
  await expect(identity.listAccounts()).rejects.toMatchObject({ code: 'database.unavailable', status: 503 })
  await pool.end()
})

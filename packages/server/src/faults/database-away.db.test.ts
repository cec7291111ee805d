import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type SignedIn, startTestApp, type TestApp } from '../platform/test-app.ts'

/** Takes a database away from under a running server, and gives it back: connections end, new ones are refused. */
async function allowConnections(database: string, isAllowed: boolean): Promise<void> {
  const server = new pg.Client({ connectionString: inject('serverUrl') })
  await server.connect()
  try {
    await server.query(`ALTER DATABASE ${database} ALLOW_CONNECTIONS ${isAllowed}`)
    if (!isAllowed)
      await server.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
        database,
      ])
  } finally {
    await server.end()
  }
}

describe('a database that goes away and comes back', () => {
  let app: TestApp
  let office: SignedIn
  let database: string

  beforeAll(async () => {
    app = await startTestApp()
    office = await app.signIn('office')
    app.owner.on('error', () => {})
    database = new URL(app.database.ownerUrl).pathname.slice(1)
  })
  afterAll(async () => {
    await allowConnections(database, true)
    await app.stop()
  })

  const register = (id: string) =>
    app.app.inject({
      method: 'POST',
      url: '/api/acts',
      headers: office,
      payload: {
        id,
        act: 'household.register',
        input: { village: 'shiqiao', headName: '张大山', facts: [] },
      },
    })
  const list = () => app.app.inject({ method: 'GET', url: '/api/registers/household', headers: office })

  test('is said in words, and the same act sent again afterwards is done once', async () => {
    const [before, during] = [randomUUID(), randomUUID()]
    expect((await register(before)).statusCode).toBe(200)
    await allowConnections(database, false)
    for (const answer of [await register(during), await list()]) {
      expect(answer.statusCode).toBe(503)
      expect(answer.json()).toMatchObject({ code: 'database.unavailable' })
      expect(answer.body).not.toMatch(/terminat|ECONN|SQL|pg_/i)
    }
    await allowConnections(database, true)
    const again = [await register(during), await register(during)]
    expect(again.map((answer) => answer.statusCode)).toEqual([200, 200])
    expect(again[0]?.json()).toEqual(again[1]?.json())
    const { rows } = (await list()).json() as { rows: { id: string }[] }
    expect(new Set(rows.map((row) => row.id))).toEqual(new Set([before, during]))
    await app.readLog.flush()
  })
})

import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { createLogin, migrate } from './migrate.ts'

/** One database for one test file: a clone of the migrated template, and the application's logins to it. */
export type TestDatabase = {
  readonly ownerUrl: string
  readonly appUrl: string
  drop(): Promise<void>
}

const TEMPLATE = 'hulei_template'

async function onServer<T>(serverUrl: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    return await run(client)
  } finally {
    await client.end()
  }
}

const withDatabase = (serverUrl: string, name: string) => {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}

/** Migrates the template anew; called once for a run. */
export async function createTemplate(serverUrl: string): Promise<void> {
  await onServer(serverUrl, async (client) => {
    await client.query(`DROP DATABASE IF EXISTS ${TEMPLATE} WITH (FORCE)`)
    await client.query(`CREATE DATABASE ${TEMPLATE}`)
  })
  await migrate(withDatabase(serverUrl, TEMPLATE))
}

/** Clones the template: a few tens of milliseconds, and no test sees another's rows. */
export async function createTestDatabase(serverUrl: string): Promise<TestDatabase> {
  const name = `hulei_test_${randomBytes(6).toString('hex')}`
  await onServer(serverUrl, (client) => cloneTemplate(client, name))
  const ownerUrl = withDatabase(serverUrl, name)
  const password = randomBytes(12).toString('hex')
  return {
    ownerUrl,
    appUrl: await createLogin(ownerUrl, 'hulei_app', password),
    drop: () =>
      onServer(serverUrl, async (client) => {
        await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
        await client.query(`DROP ROLE IF EXISTS hulei_app__${name}`)
      }),
  }
}

/** Two workers that clone at the same moment meet an exclusive lock on the template: the second waits its turn. */
async function cloneTemplate(client: pg.Client, name: string): Promise<void> {
  await client.query('SELECT pg_advisory_lock(4875422)')
  await client.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`)
}

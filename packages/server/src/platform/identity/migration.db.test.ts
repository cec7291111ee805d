import pg from 'pg'
import { expect, inject, test } from 'vitest'
import { migrate } from '../db/migrate.ts'

test('the schema is made in a second database of a cluster whose roles exist already', async () => {
  const serverUrl = inject('serverUrl')
  const name = `hulei_second_${process.pid}`
  const server = new pg.Client({ connectionString: serverUrl })
  await server.connect()
  try {
    await server.query(`CREATE DATABASE ${name}`)
    const url = new URL(serverUrl)
    url.pathname = `/${name}`
    expect((await migrate(url.href)).applied).toContain('0002_identity.sql')
    const second = new pg.Client({ connectionString: url.href })
    await second.connect()
    const { rows } = await second.query(
      `SELECT has_schema_privilege('hulei_identity', 'identity', 'USAGE') AS identity,
         has_schema_privilege('hulei_app', 'identity', 'USAGE') AS app`,
    )
    await second.end()
    expect(rows).toEqual([{ identity: true, app: false }])
  } finally {
    await server.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    await server.end()
  }
})

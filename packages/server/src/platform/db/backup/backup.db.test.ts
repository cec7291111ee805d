import { createSecretKey, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { migrate } from '../migrate.ts'
import { createTestDatabase } from '../test-database.ts'
import { ROWS, SCHEMA } from './awkward-schema.ts'
import { BackupError, type BackupOptions, backup, restore, verifyBackup } from './index.ts'

const serverUrl = inject('serverUrl')
const KEY = '一把够长的备份口令 2024'
const key = createSecretKey(randomBytes(32))

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hulei-backup-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const undo: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

async function run(url: string, ...statements: string[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    let rows: Record<string, unknown>[] = []
    for (const statement of statements) rows = (await client.query(statement)).rows
    return rows
  } finally {
    await client.end()
  }
}

async function emptyDatabase(): Promise<string> {
  const name = `hulei_backup_${randomBytes(6).toString('hex')}`
  await run(serverUrl, `CREATE DATABASE ${name}`)
  undo.push(() => run(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}

const newFile = () => join(folder, `${randomBytes(4).toString('hex')}.hulei`)

const SCHEMAS = ['public', 'deep', 'secret']
const EXCLUDE = ['secret.data_key']
const makeSchema = (url: string) => run(url, ...SCHEMA)

async function source(): Promise<string> {
  const url = await emptyDatabase()
  await makeSchema(url)
  await run(url, ...ROWS)
  return url
}

async function contents(url: string): Promise<Record<string, unknown>> {
  const tables = await run(
    url,
    `SELECT n.nspname AS schema, c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND n.nspname IN ('public', 'deep') ORDER BY 1, 2`,
  )
  const found: Record<string, unknown> = {}
  for (const { schema, name } of tables) {
    const table = `${pg.escapeIdentifier(String(schema))}.${pg.escapeIdentifier(String(name))}`
    const [row] = await run(
      url,
      `SET timezone = 'UTC'`,
      `SELECT count(*)::int AS rows, md5(coalesce(string_agg(t::text, E'\\n' ORDER BY t::text COLLATE "C"), '')) AS md5 FROM ${table} t`,
    )
    found[table] = row
  }
  return found
}

const save = async (url: string, more: Partial<BackupOptions> = {}) => {
  const file = newFile()
  const manifest = await backup({ ownerUrl: url, file, key, schemas: SCHEMAS, exclude: EXCLUDE, ...more })
  return { file, manifest }
}

describe('a backup', () => {
  it('gives back every row, value and sequence, and leaves the key store out', async () => {
    const from = await source()
    const { file, manifest } = await save(from, { key: KEY })
    const to = await emptyDatabase()
    expect(await restore({ ownerUrl: to, file, key: KEY, migrate: makeSchema })).toEqual(manifest)
    expect(await contents(to)).toEqual(await contents(from))
    expect(await run(to, 'SELECT FROM secret.data_key')).toEqual([])
    expect(manifest.tables.map((table) => table.name)).not.toContain('data_key')
    expect(await run(to, `INSERT INTO "Odd "" Name" DEFAULT VALUES RETURNING n::int, double_n::int`)).toEqual(
      [{ n: 6, double_n: 12 }],
    )
    expect(manifest.tables.find((table) => table.name === 'zparent')).toMatchObject({ rows: 3000 })
  })

  it('keeps any text', async () => {
    const from = await emptyDatabase()
    const table = async (url: string) => run(url, 'CREATE TABLE any_text (n int PRIMARY KEY, word text)')
    await table(from)
    await fc.assert(
      fc.asyncProperty(
        // PostgreSQL's text holds any character but NUL, and no lone surrogate.
        fc.array(
          fc.string({ unit: 'grapheme' }).map((word) => word.replaceAll('\0', '')),
          { maxLength: 40 },
        ),
        async (words) => {
          await run(from, 'TRUNCATE any_text')
          const client = new pg.Client({ connectionString: from })
          await client.connect()
          await client.query(
            'INSERT INTO any_text SELECT n, w FROM unnest($1::text[]) WITH ORDINALITY AS u(w, n)',
            [words],
          )
          await client.end()
          const { file } = await save(from, { schemas: ['public'], exclude: [] })
          const to = await emptyDatabase()
          await restore({ ownerUrl: to, file, key, migrate: table })
          expect((await run(to, 'SELECT word FROM any_text ORDER BY n')).map((row) => row.word)).toEqual(
            words,
          )
        },
      ),
      { numRuns: 8 },
    )
  })

  it('is of one instant, while people go on writing', async () => {
    const from = await emptyDatabase()
    const tables = (url: string) =>
      run(url, 'CREATE TABLE a_side (n int)', 'CREATE TABLE middle (t text)', 'CREATE TABLE z_side (n int)')
    await tables(from)
    await run(from, `INSERT INTO middle SELECT repeat(md5(n::text), 200) FROM generate_series(1, 3000) n`)
    let isWriting = true
    const writer = new pg.Client({ connectionString: from })
    await writer.connect()
    const writing = (async () => {
      for (let n = 0; isWriting; n++) {
        await writer.query(
          `BEGIN; INSERT INTO a_side VALUES (${n}); INSERT INTO z_side VALUES (${n}); COMMIT`,
        )
      }
    })()
    const { file } = await save(from, { schemas: ['public'], exclude: [] })
    isWriting = false
    await writing
    await writer.end()
    const to = await emptyDatabase()
    await restore({ ownerUrl: to, file, key, migrate: tables })
    const count = 'SELECT (SELECT count(*) FROM a_side)::int AS a, (SELECT count(*) FROM z_side)::int AS z'
    const [saved] = await run(to, count)
    const [now] = await run(from, count)
    expect(saved?.a).toBe(saved?.z)
    expect(Number(now?.a)).toBeGreaterThan(Number(saved?.a))
  })

  it('shows no content without its key, is readable by its account alone, and leaves no draft', async () => {
    const { file } = await save(await source())
    const bytes = await readFile(file)
    for (const word of ['zparent', '名1', 'as changed']) expect(bytes.includes(word)).toBe(false)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect((await readdir(folder)).filter((name) => name.endsWith('.partial'))).toEqual([])
  })

  it('refuses a short passphrase, a file that exists, a folder that does not, a misspelt table', async () => {
    const url = await source()
    const { file } = await save(url)
    const before = await readFile(file)
    await expect(save(url, { key: 'short' })).rejects.toMatchObject({ code: 'backup.weak-passphrase' })
    await expect(save(url, { file })).rejects.toMatchObject({ code: 'backup.exists' })
    expect((await readFile(file)).equals(before)).toBe(true)
    await expect(save(url, { file: '/nowhere/b.hulei' })).rejects.toMatchObject({
      code: 'backup.not-written',
    })
    await expect(save(url, { exclude: ['secret.data_keys'] })).rejects.toMatchObject({
      code: 'backup.unknown-table',
    })
    await expect(save(url, { schemas: ['public', 'depp'] })).rejects.toMatchObject({
      code: 'backup.unknown-table',
    })
    expect((await readdir(folder)).filter((name) => name.endsWith('.partial'))).toEqual([])
  })
})

describe('a backup that was tampered with', () => {
  const damage = async (file: string, change: (bytes: Buffer) => Buffer) => {
    const copy = newFile()
    await writeFile(copy, change(Buffer.from(await readFile(file))))
    return copy
  }

  it('is noticed whichever byte was changed, cut off, added or moved, before anything is restored', async () => {
    const { file } = await save(await source())
    const { length } = await readFile(file)
    const flipped = (at: number) => (bytes: Buffer) => {
      bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
      return bytes
    }
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: length - 1 }), fc.boolean(), async (at, cut) => {
        const bad = await damage(file, cut ? (bytes) => bytes.subarray(0, at) : flipped(at))
        await expect(verifyBackup(bad, key)).rejects.toBeInstanceOf(BackupError)
      }),
      {
        numRuns: 60,
        examples: [
          [length - 1, true],
          [length - 1, false],
          [0, false],
          [0, true],
          [16, false],
        ],
      },
    )
    const longer = await damage(file, (bytes) => Buffer.concat([bytes, Buffer.of(0)]))
    await expect(verifyBackup(longer, key)).rejects.toMatchObject({ code: 'backup.damaged' })
    const to = await emptyDatabase()
    const bad = await damage(file, flipped(length - 1))
    await expect(restore({ ownerUrl: to, file: bad, key, migrate: makeSchema })).rejects.toMatchObject({
      code: 'backup.damaged',
    })
    expect(await run(to, `SELECT FROM pg_tables WHERE schemaname = 'public'`)).toEqual([])
  })

  it('is noticed when whole chunks are swapped or the last is dropped', async () => {
    const from = await emptyDatabase()
    await run(from, 'CREATE TABLE noise (b bytea)')
    await run(
      from,
      `INSERT INTO noise SELECT sha512(n::text::bytea) || sha512((n + 0.5)::text::bytea) FROM generate_series(1, 20000) n`,
    )
    const { file } = await save(from, { schemas: ['public'], exclude: [] })
    const bytes = await readFile(file)
    const head = bytes.subarray(0, 64)
    const chunks: Buffer[] = []
    for (let at = 64; at < bytes.length; ) {
      const size = 4 + (bytes.readUInt32BE(at) & 0x7fff_ffff)
      chunks.push(bytes.subarray(at, at + size))
      at += size
    }
    expect(chunks.length).toBeGreaterThan(3)
    const [first, second, ...rest] = chunks
    for (const order of [
      [second, first, ...rest],
      [first, first, ...rest],
      [second, ...rest],
      chunks.slice(0, -1),
    ]) {
      const bad = await damage(file, () =>
        Buffer.concat([head, ...order.filter((chunk) => chunk !== undefined)]),
      )
      await expect(verifyBackup(bad, key)).rejects.toMatchObject({ code: 'backup.damaged' })
    }
  })

  it('is told apart from a wrong key and from another kind of file', async () => {
    const { file } = await save(await source(), { key: KEY })
    await expect(verifyBackup(file, `${KEY} `)).rejects.toMatchObject({ code: 'backup.wrong-key' })
    await expect(verifyBackup(file, key)).rejects.toMatchObject({ code: 'backup.wrong-key' })
    const other = newFile()
    await writeFile(other, 'PK\u0003\u0004 something else')
    await expect(verifyBackup(other, KEY)).rejects.toMatchObject({ code: 'backup.not-a-backup' })
    expect((await verifyBackup(file, KEY.normalize('NFD'))).tables.length).toBeGreaterThan(5)
  })
})

describe('a restore', () => {
  it('refuses a database that holds anything, and leaves it as it was', async () => {
    const { file } = await save(await source())
    const to = await source()
    const before = await contents(to)
    await expect(restore({ ownerUrl: to, file, key, migrate: makeSchema })).rejects.toMatchObject({
      code: 'backup.not-empty',
    })
    expect(await contents(to)).toEqual(before)
  })

  it('leaves no row behind when the tables differ from those of the backup', async () => {
    const { file } = await save(await source())
    const missing = await emptyDatabase()
    const withoutName = async (url: string) => run(url, ...SCHEMA, 'ALTER TABLE zparent DROP COLUMN name')
    await expect(restore({ ownerUrl: missing, file, key, migrate: withoutName })).rejects.toMatchObject({
      code: 'backup.schema-mismatch',
    })
    const stricter = await emptyDatabase()
    const strict = async (url: string) => run(url, ...SCHEMA, 'ALTER TABLE part ADD CHECK (id < 2)')
    await expect(restore({ ownerUrl: stricter, file, key, migrate: strict })).rejects.toMatchObject({
      code: 'backup.schema-mismatch',
    })
    expect(await run(stricter, 'SELECT code FROM seeded')).toEqual([{ code: 'as shipped' }])
    expect(await run(stricter, 'SELECT FROM zparent')).toEqual([])
  })

  it('works for an owner that is no superuser but may pass row policies, and says so to one that may not', async () => {
    const from = await source()
    const role = `hulei_backup_${randomBytes(4).toString('hex')}`
    await run(serverUrl, `CREATE ROLE ${role} LOGIN PASSWORD 'x1' BYPASSRLS`)
    undo.unshift(() => run(serverUrl, `DROP ROLE ${role}`))
    const { file } = await save(from)
    const to = new URL(await emptyDatabase())
    await run(to.href, `ALTER DATABASE ${to.pathname.slice(1)} OWNER TO ${role}`)
    await run(to.href, `ALTER SCHEMA public OWNER TO ${role}`)
    const asOwner = new URL(to)
    asOwner.username = role
    asOwner.password = 'x1'
    await restore({ ownerUrl: asOwner.href, file, key, migrate: makeSchema })
    expect(await contents(to.href)).toEqual(await contents(from))
    expect(await run(to.href, 'INSERT INTO zparent VALUES (9000) RETURNING 1').catch((e) => e.code)).toBe(
      '23502',
    )
    await run(to.href, `INSERT INTO zparent VALUES (9000, '新')`)
    expect(await run(to.href, 'SELECT FROM counted WHERE n = 9000')).toHaveLength(1)
    await run(serverUrl, `ALTER ROLE ${role} NOBYPASSRLS`)
    await expect(save(asOwner.href)).rejects.toMatchObject({ code: 'backup.not-privileged' })
    await run(to.href, 'TRUNCATE walled')
    const again = restore({ ownerUrl: asOwner.href, file, key, migrate: makeSchema })
    await expect(again).rejects.toMatchObject({ code: 'backup.not-privileged' })
  })
})

describe('with the real migrations', () => {
  it('brings a backup of today, and one from before the latest migration, to the present', async () => {
    const database = await createTestDatabase(serverUrl)
    undo.push(() => database.drop())
    const fill = [
      `INSERT INTO township (code, name) VALUES ('north', '北镇')`,
      `INSERT INTO chain_head (township) VALUES ('north')`,
      `INSERT INTO keyring.data_key VALUES ('north', gen_random_uuid(), '\\x01')`,
    ]
    await run(database.ownerUrl, ...fill)
    const options = { schemas: ['public', 'keyring'], exclude: ['keyring.data_key'] }
    const earlier = await emptyDatabase()
    await migrate(earlier, '0001_foundation.sql')
    await run(earlier, ...fill)
    for (const from of [database.ownerUrl, earlier]) {
      const { file, manifest } = await save(from, options)
      const to = await emptyDatabase()
      await restore({ ownerUrl: to, file, key, migrate })
      expect(await run(to, 'SELECT code, name FROM township')).toEqual([{ code: 'north', name: '北镇' }])
      expect(await run(to, 'SELECT FROM keyring.data_key')).toEqual([])
      const applied = 'SELECT name FROM hulei_migration ORDER BY name'
      expect(await run(to, applied)).toEqual(await run(database.ownerUrl, applied))
      expect(manifest.migrations.length).toBe((await run(from, applied)).length)
    }
  })

  it('refuses a backup made by a later version', async () => {
    const database = await createTestDatabase(serverUrl)
    undo.push(() => database.drop())
    await run(database.ownerUrl, `INSERT INTO hulei_migration VALUES ('9999_future.sql', 'x')`)
    const { file } = await save(database.ownerUrl, { schemas: ['public'], exclude: [] })
    await expect(restore({ ownerUrl: await emptyDatabase(), file, key, migrate })).rejects.toMatchObject({
      code: 'backup.schema-mismatch',
    })
  })
})

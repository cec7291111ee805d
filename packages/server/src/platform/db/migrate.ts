import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { Refusal } from '../errors.ts'

const folder = fileURLToPath(new URL('../../../../../db/migrations/', import.meta.url))

/** What `migrate` found and did: names of the migrations that were there, and of those it ran. */
export type MigrationReport = { readonly present: readonly string[]; readonly applied: readonly string[] }

// Any number: only that all Hulei processes use the same, so that two of them do not migrate one database at once.
const ADVISORY_LOCK = 4_875_421

/**
 * Brings a database up to date as its owner: each file of db/migrations once, in order, each in a transaction.
 * A file that changed after it ran is refused: history is not rewritten, the next number is.
 */
export async function migrate(ownerUrl: string, upTo?: string): Promise<MigrationReport> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'hulei-migrate' })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCK])
    await client.query(`CREATE TABLE IF NOT EXISTS hulei_migration (
      name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`)
    const { rows } = await client.query<{ name: string; sha256: string }>(
      'SELECT name, sha256 FROM hulei_migration',
    )
    const done = new Map(rows.map((row) => [row.name, row.sha256]))
    const applied: string[] = []
    for (const name of (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()) {
      if (upTo && name > upTo) break
      const text = await readFile(new URL(name, `file://${folder}`), 'utf8')
      const sha256 = createHash('sha256').update(text).digest('hex')
      const known = done.get(name)
      if (known === sha256) continue
      if (known) {
        throw new Refusal(
          'database.migration-changed',
          500,
          `迁移文件 ${name} 在执行之后被改动过，已停止升级。`,
        )
      }
      await applyOne(client, name, text, sha256)
      applied.push(name)
    }
    return { present: [...done.keys()].sort(), applied }
  } finally {
    await client.end()
  }
}

async function applyOne(client: pg.Client, name: string, text: string, sha256: string): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query(text)
    await client.query('INSERT INTO hulei_migration (name, sha256) VALUES ($1, $2)', [name, sha256])
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw new Error(`数据库升级 ${name} 失败：${(error as Error).message}`, { cause: error })
  }
}

/**
 * Makes the login role through which the application of this one database connects: a member of a group role,
 * owning nothing. Returns its connection string. Run as the owner, after `migrate`.
 */
export async function createLogin(
  ownerUrl: string,
  group: 'hulei_app' | 'hulei_identity',
  password: string,
): Promise<string> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'hulei-migrate' })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name')
    const login = `${group}__${rows[0]?.name ?? ''}`.slice(0, 63)
    const name = client.escapeIdentifier(login)
    const found = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [login])
    const verb = found.rowCount === 0 ? 'CREATE' : 'ALTER'
    await client.query(
      `${verb} ROLE ${name} LOGIN NOBYPASSRLS INHERIT PASSWORD ${client.escapeLiteral(password)}`,
    )
    await client.query(`GRANT ${group} TO ${name}`)
    await client.query(`GRANT CONNECT ON DATABASE ${client.escapeIdentifier(rows[0]?.name ?? '')} TO ${name}`)
    const url = new URL(ownerUrl)
    url.username = encodeURIComponent(login)
    url.password = encodeURIComponent(password)
    return url.href
  } finally {
    await client.end()
  }
}

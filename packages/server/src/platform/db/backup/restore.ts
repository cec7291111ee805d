import pg, { Client } from 'pg'
import { STEADY_SETTINGS } from './backup.ts'
import { BackupError } from './backup-error.ts'
import { type BackupManifest, readBackup, verifyBackup } from './backup-file.ts'
import { columnList, keyOf, listMigrations, quoted, type TableShape } from './catalogue.ts'
import { copyIn } from './copy.ts'
import type { BackupKey } from './sealed-file.ts'

export type RestoreOptions = {
  /** A new, empty database, as its owner; as superuser no trigger or foreign key is run on the way. */
  readonly ownerUrl: string
  readonly file: string
  readonly key: BackupKey
  /** Makes the tables: as they were at the backup (`upTo` names its last migration), then as they are now. */
  readonly migrate: (ownerUrl: string, upTo?: string) => Promise<unknown>
}

/**
 * Loads a backup into an empty database: first the whole file is checked, then all rows go in within one
 * transaction, then the migrations made since are run. Throws `BackupError`; the database then holds no row of it.
 */
export async function restore(options: RestoreOptions): Promise<BackupManifest> {
  const { ownerUrl, file, key } = options
  const manifest = await verifyBackup(file, key)
  await withClient(ownerUrl, (client) => refuseRows(client, manifest))
  const last = manifest.migrations.at(-1)?.name
  await (last === undefined ? options.migrate(ownerUrl) : options.migrate(ownerUrl, last))
  await withClient(ownerUrl, async (client) => {
    await checkMigrations(client, manifest)
    await checkColumns(client, manifest)
    await client.query('BEGIN')
    await load(client, manifest, file, key)
    await client.query('COMMIT')
    // Planners know nothing of rows that have just come.
    await client.query('ANALYZE')
  })
  if (last !== undefined) await options.migrate(ownerUrl)
  return manifest
}

const INSUFFICIENT_PRIVILEGE = '42501'
const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined)

async function withClient(ownerUrl: string, run: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: ownerUrl, application_name: 'hulei-restore' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query(STEADY_SETTINGS)
    await run(client)
  } catch (error) {
    if (codeOf(error) !== INSUFFICIENT_PRIVILEGE) throw error
    throw new BackupError('not-privileged', '恢复须用数据库所有者（不受行级权限限制）的连接。', error)
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Existing rows are never mixed with restored ones, nor removed for them. */
async function refuseRows(client: Client, manifest: BackupManifest): Promise<void> {
  const filled = await tablesWithRows(client, manifest)
  if (filled.length > 0) {
    throw new BackupError(
      'not-empty',
      `要恢复到的数据库里已有数据（${filled.map(keyOf).join('、')}），不会覆盖。请换一个新的空数据库。`,
    )
  }
}

async function tablesWithRows(client: Client, manifest: BackupManifest): Promise<TableShape[]> {
  const filled: TableShape[] = []
  for (const table of manifest.tables) {
    const { rows } = await client.query<{ exists: boolean }>('SELECT to_regclass($1) IS NOT NULL AS exists', [
      quoted(table),
    ])
    if (!rows[0]?.exists) continue
    const first = await client.query(`SELECT FROM ${quoted(table)} LIMIT 1`)
    if (first.rowCount) filled.push(table)
  }
  return filled
}

async function checkMigrations(client: Client, manifest: BackupManifest): Promise<void> {
  const present = new Map(
    (await listMigrations(client)).map((migration) => [migration.name, migration.sha256]),
  )
  const strange = manifest.migrations.filter(({ name, sha256 }) => present.get(name) !== sha256)
  if (strange.length > 0) {
    throw new BackupError(
      'schema-mismatch',
      `备份出自另一个版本的护蕾，本版本没有或改动了：${strange.map(({ name }) => name).join('、')}。请先升级护蕾。`,
    )
  }
}

async function checkColumns(client: Client, manifest: BackupManifest): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT n.nspname || '.' || c.relname || '.' || a.attname AS name
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind = 'r' AND n.nspname = ANY ($1)`,
    [manifest.tables.map((table) => table.schema)],
  )
  const present = new Set(rows.map((row) => row.name))
  const missing = manifest.tables.flatMap((table) =>
    table.columns.map((column) => `${keyOf(table)}.${column}`).filter((name) => !present.has(name)),
  )
  if (missing.length > 0) {
    throw new BackupError('schema-mismatch', `数据库里没有备份中的这些列：${missing.slice(0, 10).join('、')}`)
  }
}

async function load(client: Client, manifest: BackupManifest, file: string, key: BackupKey): Promise<void> {
  const triggers = await silenceTriggers(client, manifest)
  await client.query('SET CONSTRAINTS ALL DEFERRED')
  // What the migrations themselves put in is in the backup, too, as people have since left it.
  for (const table of (await tablesWithRows(client, manifest)).reverse()) {
    await client.query(`DELETE FROM ${quoted(table)}`)
  }
  await readBackup(file, key, async (shape, blocks) => {
    const expected = manifest.tables.find((table) => keyOf(table) === keyOf(shape))
    const rows = await copyIn(
      client,
      `COPY ${quoted(shape)} (${columnList(shape)}) FROM STDIN`,
      blocks,
    ).catch((cause) => {
      if (cause instanceof BackupError || codeOf(cause) === INSUFFICIENT_PRIVILEGE) throw cause
      throw new BackupError('schema-mismatch', `表 ${keyOf(shape)} 的数据不能恢复到现在的数据库。`, cause)
    })
    if (rows !== expected?.rows) {
      throw new BackupError(
        'schema-mismatch',
        `表 ${keyOf(shape)} 应恢复${expected?.rows ?? 0}行，数据库只收下${rows}行。`,
      )
    }
  })
  for (const sequence of manifest.sequences) {
    await client.query('SELECT setval($1::regclass, $2::bigint, $3)', [
      quoted(sequence),
      sequence.value,
      sequence.isCalled,
    ])
  }
  await triggers.restore()
}

/**
 * What triggers made is in the backup: run again, they would make it twice. Whoever may say that rows come from
 * elsewhere (replica) says so; another owner switches his own triggers off, and foreign keys are checked.
 */
async function silenceTriggers(
  client: Client,
  manifest: BackupManifest,
): Promise<{ restore(): Promise<void> }> {
  const { rows } = await client.query<{ replica: boolean }>(
    `SELECT has_parameter_privilege('session_replication_role', 'SET') AS replica`,
  )
  if (rows[0]?.replica) {
    await client.query(`SET LOCAL session_replication_role = replica`)
    return { restore: async () => undefined }
  }
  const names = manifest.tables.map(quoted)
  const found = await client.query<{ table: string; trigger: string }>(
    `SELECT tgrelid::regclass::text AS table, tgname AS trigger FROM pg_trigger
     WHERE NOT tgisinternal AND tgenabled = 'O' AND tgrelid = ANY ($1::regclass[])`,
    [names],
  )
  const all = async (verb: 'DISABLE' | 'ENABLE') => {
    for (const { table, trigger } of found.rows) {
      await client.query(`ALTER TABLE ${table} ${verb} TRIGGER ${pg.escapeIdentifier(trigger)}`)
    }
  }
  await all('DISABLE')
  return { restore: () => all('ENABLE') }
}

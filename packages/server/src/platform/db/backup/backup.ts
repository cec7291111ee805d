import { randomBytes } from 'node:crypto'
import { access, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { Client } from 'pg'
import { BackupError } from './backup-error.ts'
import { type BackupManifest, frame, type TableSum, tally, verifyBackup } from './backup-file.ts'
import {
  columnList,
  listMigrations,
  listSequences,
  listTables,
  quoted,
  type TableShape,
} from './catalogue.ts'
import { copyOut } from './copy.ts'
import { type BackupKey, seal } from './sealed-file.ts'

export type BackupOptions = {
  /** A connection that may read every row: the superuser, or an owner that bypasses row policies. */
  readonly ownerUrl: string
  /** The file to make; it must not exist. */
  readonly file: string
  readonly key: BackupKey
  readonly schemas: readonly string[]
  /** Tables left out, as `schema.table`: those of the key store, so that an erased key does not come back. */
  readonly exclude?: readonly string[]
}

/**
 * The text of a value must not depend on the settings of server or role, or it could not be read back elsewhere.
 * Without `row_security = off` rows that a policy hides would be missing without a word; with it that is an error.
 */
export const STEADY_SETTINGS = `SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres'; SET timezone = 'UTC';
  SET extra_float_digits = 3; SET bytea_output = 'hex'; SET client_encoding = 'UTF8'; SET search_path = ''; SET row_security = off;
  SET statement_timeout = 0; SET lock_timeout = '30s'; SET idle_in_transaction_session_timeout = 0`

/**
 * Writes all rows of the schemas, as of one instant, to an encrypted file; people go on working meanwhile.
 * The file is read back and checked against what the database gave before it gets its name; throws `BackupError`.
 */
export async function backup(options: BackupOptions): Promise<BackupManifest> {
  if (
    await access(options.file).then(
      () => true,
      () => false,
    )
  ) {
    throw new BackupError('exists', `文件“${options.file}”已存在，不会覆盖。请换一个名字。`)
  }
  const draft = `${options.file}.${randomBytes(4).toString('hex')}.partial`
  const client = new Client({ connectionString: options.ownerUrl, application_name: 'hulei-backup' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await writeDraft(client, draft, options)
    const manifest = await verifyBackup(draft, options.key)
    await rename(draft, options.file)
    await syncFolder(dirname(options.file))
    return manifest
  } catch (error) {
    await rm(draft, { force: true })
    throw named(error, options.file)
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function writeDraft(client: Client, draft: string, options: BackupOptions): Promise<void> {
  const handle = await open(draft, 'wx', 0o600)
  try {
    await pipeline(
      readDatabase(client, options),
      createGzip(),
      (packed: AsyncIterable<Buffer>) => seal(packed, options.key),
      async (sealed: AsyncIterable<Buffer>) => {
        for await (const chunk of sealed) await handle.writeFile(chunk)
      },
    )
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function* readDatabase(client: Client, options: BackupOptions): AsyncGenerator<Buffer> {
  await client.query(STEADY_SETTINGS)
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY')
  const shapes = await listTables(client, options.schemas, options.exclude ?? [])
  if (shapes.length > 0)
    await client.query(`LOCK TABLE ${shapes.map(quoted).join(', ')} IN ACCESS SHARE MODE`)
  const { rows } = await client.query<{ createdAt: string; server: string }>(
    `SELECT to_char(now(), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdAt", current_setting('server_version') AS server`,
  )
  const migrations = await listMigrations(client)
  const tables: (TableShape & TableSum)[] = []
  for (const shape of shapes) {
    yield frame('T', Buffer.from(JSON.stringify(shape)))
    const total = tally()
    for await (const block of copyOut(client, `COPY ${quoted(shape)} (${columnList(shape)}) TO STDOUT`)) {
      total.add(block.bytes, block.rows)
      yield frame('R', block.bytes)
    }
    tables.push({ ...shape, ...total.sum() })
  }
  const sequences = await listSequences(client, options.schemas)
  await client.query('COMMIT')
  const manifest: BackupManifest = {
    createdAt: rows[0]?.createdAt ?? '',
    server: rows[0]?.server ?? '',
    migrations,
    tables,
    sequences,
  }
  yield frame('M', Buffer.from(JSON.stringify(manifest)))
}

/** So that the new name is on disk as well as the content. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

const INSUFFICIENT_PRIVILEGE = '42501'
const DISK_FAULTS: Readonly<Record<string, string>> = {
  ENOSPC: '磁盘已满',
  EDQUOT: '磁盘配额已满',
  EFBIG: '文件太大',
  EACCES: '没有写入权限',
  EROFS: '磁盘是只读的',
  ENOENT: '目录不存在',
}

function named(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === INSUFFICIENT_PRIVILEGE) {
    return new BackupError('not-privileged', '备份须用数据库所有者（不受行级权限限制）的连接。', error)
  }
  const fault = DISK_FAULTS[code]
  return fault ? new BackupError('not-written', `不能写入“${file}”：${fault}。`, error) : error
}

import { Socket } from 'node:net'
import { Client } from 'pg'
import { EngineError } from './engine-error.ts'
import { OWNER } from './init-cluster.ts'

/** The database that Hulei keeps everything in. */
export const DATABASE = 'hulei'

const LEASE = 'hulei-engine'

export const ownerUrlOf = (password: string, port: number, database = DATABASE) =>
  `postgres://${OWNER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`

/** One open connection per Hulei process: the server itself knows who still uses it, and a dead process lets go. */
export type Lease = { readonly othersUse: () => Promise<boolean>; readonly release: () => Promise<void> }

/** Connects as the owner, makes the database `hulei` if it is missing, and keeps the connection as a lease. */
export async function takeLease(password: string, port: number): Promise<Lease> {
  const socket = new Socket()
  const client = new Client({
    stream: () => socket,
    connectionString: ownerUrlOf(password, port, 'postgres'),
    application_name: LEASE,
    connectionTimeoutMillis: 30_000,
  })
  // The server may go away under us (crash, stop by another); whoever queries will see it, we need not die of it.
  client.on('error', () => undefined)
  try {
    await client.connect()
    await createDatabase(client)
  } catch (cause) {
    await client.end().catch(() => undefined)
    throw cause
  }
  // An idle lease must not keep a finished command alive; while it is asked something, it must.
  socket.unref()
  return {
    othersUse: async () => {
      socket.ref()
      const { rows } = await client.query<{ others: boolean }>(
        `select exists (select from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()) as others`,
        [LEASE],
      )
      return rows[0]?.others === true
    },
    release: () => {
      socket.ref()
      return client.end().catch(() => undefined)
    },
  }
}

const DUPLICATE_DATABASE = '42P04'
const UNIQUE_VIOLATION = '23505'

async function createDatabase(client: Client): Promise<void> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE])
  if (rowCount) return
  await client.query(`create database ${DATABASE}`).catch((error) => {
    // Another process made it between the two statements.
    if (error.code !== DUPLICATE_DATABASE && error.code !== UNIQUE_VIOLATION) throw error
  })
}

const INVALID_PASSWORD = '28P01'

/** A refused password cannot heal by waiting; everything else may. */
export function rejectWrongPassword(error: unknown, passwordFile: string): void {
  if (error instanceof Error && 'code' in error && error.code === INVALID_PASSWORD) {
    throw new EngineError(
      'damaged',
      `数据库不接受“${passwordFile}”里的口令：文件被改动过，请从备份中取回。`,
      error,
    )
  }
}

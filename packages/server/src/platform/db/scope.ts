import type { Writable } from 'node:stream'
import { type Actor, actsForUnit, type Day, type Instant } from '@hulei/core'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import type pg from 'pg'
import { Refusal } from '../errors.ts'
import { statementName } from './pool.ts'
import type { Tables } from './tables.ts'

/**
 * The one module that can say who is asking. Everything else holds a `Scoped` or a `Transaction`, whose statements
 * already run under the actor's row policies; there is no other way to a connection of the application's role.
 */

/** A transaction in the scope of an actor, for reading. */
export type Scoped = {
  readonly db: Kysely<Tables>
  readonly actor: Actor
  /** The business day: a demonstration may stand on any day. */
  readonly today: Day
  /** The business clock's instant of this request. */
  readonly now: Instant
}

declare const writing: unique symbol
/** A transaction that may write; only `perform` opens one, so that nothing changes but by an act. */
export type Transaction = Scoped & { readonly [writing]: true }

export type Clock = { today(): Day; now(): Instant }

export type Scopes = {
  /** Runs a read in the actor's scope: BEGIN, the settings and the first query leave together. */
  read<T>(actor: Actor, run: (scope: Scoped) => Promise<T>): Promise<T>
  /**
   * As `read`, for reads that send all their statements before they wait for a reply, as pages of registers do: BEGIN,
   * settings, statements and COMMIT are one packet. A statement that comes later gets a transaction of its own, in the
   * same scope; each statement of a read sees the database as it is when it begins, either way.
   */
  readAtOnce<T>(actor: Actor, run: (scope: Scoped) => Promise<T>): Promise<T>
  /** Runs a write in the actor's scope; commits when `run` resolves, rolls back when it rejects. Used by `perform`, and for handing in a file, which changes no record. */
  write<T>(actor: Actor, run: (tx: Transaction) => Promise<T>): Promise<T>
  /** Writes what is derived from records (counters), as the system; records themselves change by acts only. */
  derive<T>(township: string, run: (tx: Transaction) => Promise<T>): Promise<T>
  /** Reads the posts of an account that has signed in but not yet chosen one. */
  signIn<T>(account: string, run: (db: Kysely<Tables>) => Promise<T>): Promise<T>
  /** Appends to the read log, on behalf of the accounts that its lines name. */
  appendReadings(township: string, run: (db: Kysely<Tables>) => Promise<void>): Promise<void>
  /** A fresh connection outside any scope, to prove in tests that it sees nothing. */
  readonly pool: pg.Pool
}

/** Opens scopes over a pool of the application's role. */
export function createScopes(pool: pg.Pool, clockOf: (township: string) => Clock): Scopes {
  const run = async <T>(
    begin: string,
    work: (db: Kysely<Tables>) => Promise<T>,
    isWrite: boolean,
  ): Promise<T> => {
    const client = await connect(pool)
    let broken: Error | undefined
    try {
      const begun = client.query(begin)
      // The reply is awaited with the first statement's; a failed BEGIN makes that one fail, too.
      begun.catch(() => {})
      const db = kyselyOver(client)
      let result: T
      try {
        result = await work(db)
        await begun
      } catch (error) {
        await client.query('ROLLBACK')
        throw error
      }
      const committed = client.query('COMMIT')
      if (isWrite) await committed
      else committed.catch(() => {})
      return result
    } catch (error) {
      if (isConnectionLost(error)) {
        broken = error as Error
        throw unavailable(error)
      }
      throw error
    } finally {
      client.release(broken)
    }
  }
  const runAtOnce = async <T>(begin: string, work: (db: Kysely<Tables>) => Promise<T>): Promise<T> => {
    const client = await connect(pool)
    let broken: Error | undefined
    let isOpen = false
    let begun: Promise<unknown> = Promise.resolve()
    const open = () => {
      if (isOpen) return
      isOpen = true
      const stream = streamOf(client)
      stream.cork()
      begun = client.query(begin)
      // Its reply is awaited at the end; a failed BEGIN or statement makes those after it fail, and COMMIT rolls back.
      begun.catch(() => {})
      process.nextTick(() => {
        isOpen = false
        client.query('COMMIT').catch(() => {})
        stream.uncork()
      })
    }
    try {
      const result = await work(kyselyOver(client, open))
      await begun
      return result
    } catch (error) {
      if (!isConnectionLost(error)) throw error
      broken = error as Error
      throw unavailable(error)
    } finally {
      client.release(broken)
    }
  }
  const scoped = (actor: Actor, db: Kysely<Tables>): Scoped => {
    const clock = clockOf(actor.township)
    return { db, actor, today: clock.today(), now: clock.now() }
  }
  return {
    pool,
    read: (actor, work) =>
      run(`BEGIN READ ONLY; ${settingsOf(actor)}`, (db) => work(scoped(actor, db)), false),
    readAtOnce: (actor, work) =>
      runAtOnce(`BEGIN READ ONLY; ${settingsOf(actor)}`, (db) => work(scoped(actor, db))),
    write: (actor, work) =>
      run(`BEGIN; ${settingsOf(actor)}`, (db) => work(scoped(actor, db) as Transaction), true),
    derive: (township, work) => {
      const actor = systemActor(township)
      return run(`BEGIN; ${settingsOf(actor)}`, (db) => work(scoped(actor, db) as Transaction), true)
    },
    appendReadings: (township, work) =>
      run(
        `BEGIN; SET LOCAL app.township = ${literal(township)}; SET LOCAL app.role = 'read-log'`,
        work,
        true,
      ),
    signIn: (account, work) =>
      run(
        `BEGIN READ ONLY; SET LOCAL app.account = ${literal(account)}; SET LOCAL app.role = 'sign-in'`,
        work,
        false,
      ),
  }
}

/** The system itself: jobs, and what follows from acts. */
export const systemActor = (township: string): Actor => ({
  township,
  account: 'system',
  post: '',
  name: '系统',
  role: 'system',
  unit: '',
  villages: [],
  school: null,
  remits: [],
})

/**
 * Inside an actor's transaction, does as the system what follows from the act, whatever the actor may see (counters
 * of a measure). The actor's role is set again afterwards; if `run` fails, the transaction is lost anyway. Every
 * statement before it must have been awaited.
 */
export async function asSystem(tx: Transaction, run: () => Promise<void>): Promise<void> {
  // Within itself it is the system already, and stays so until the outermost is done.
  if (systems.has(tx)) return await run()
  systems.add(tx)
  sendAhead(tx, `SET LOCAL app.role = 'system'`)
  await run()
  systems.delete(tx)
  sendAhead(tx, `SET LOCAL app.role = ${literal(tx.actor.role)}`)
}

const systems = new WeakSet<Transaction>()

/**
 * Sends a statement whose reply nobody needs (a setting, a lock) at once, ahead of the statement that follows: the
 * server takes them in order, and if this one fails, so does the next, since the transaction is lost.
 */
export function sendAhead(tx: Transaction, text: string, values: readonly unknown[] = []): void {
  const client = clients.get(tx.db)
  if (!client) throw new Error('Not a transaction of this module')
  const sent =
    values.length === 0
      ? client.query(text)
      : client.query({ name: statementName(text), text, values: [...values] })
  sent.catch(() => {})
}

/**
 * SET LOCAL as top-level statements, never set_config(): on Citus only the first reaches the workers.
 * A setting is given only where the role gives it meaning, so a policy need not ask for the role as well; without it a
 * policy finds nothing, as with an empty one. The post is for the log alone: no policy asks for it.
 */
function settingsOf(actor: Actor): string {
  const settings: Record<string, string> = {
    township: actor.township,
    account: actor.account,
    role: actor.role,
    unit: actsForUnit(actor.role) ? actor.unit : '',
    villages: actor.role === 'village' ? actor.villages.join(',') : '',
    school: actor.role === 'school' ? (actor.school ?? '') : '',
    remits: actor.role === 'officer' ? actor.remits.join(',') : '',
  }
  return Object.entries(settings)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `SET LOCAL app.${name} = ${literal(value)}`)
    .join('; ')
}

/** A string literal; settings come from the playbook's ids and our own UUIDs, and are checked all the same. */
function literal(value: string): string {
  if (!/^[\p{L}\p{N}_.,:@ -]*$/u.test(value))
    throw new Error('A scope setting has a character that no id has')
  return `'${value}'`
}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect()
  } catch (error) {
    throw unavailable(error)
  }
}

/** SQLSTATE classes 08 and 57P, and errors of the socket, mean that the connection is of no more use. */
export function isConnectionLost(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  if (typeof code === 'string') return /^(08|57P)/.test(code) || /^(ECONN|EPIPE|ETIMEDOUT|ENOENT)/.test(code)
  return error instanceof Error && /Connection terminated|connection error|not queryable/.test(error.message)
}

const unavailable = (cause: unknown) =>
  new Refusal('database.unavailable', 503, '数据库暂时连接不上，已填写的内容没有丢失，请稍后再试。', {
    cause,
  })

/** The socket of a connection; the driver's types leave it out. */
const streamOf = (client: pg.PoolClient): Writable =>
  (client as unknown as { connection: { stream: Writable } }).connection.stream

/** Kysely over one connection that is already in its transaction, or that `open` brings into one. */
function kyselyOver(client: pg.PoolClient, open: () => void = () => {}): Kysely<Tables> {
  const db = new Kysely<Tables>({ dialect: dialectOver(client, open) })
  clients.set(db, client)
  return db
}

/** The connection of each transaction, for this module alone. */
const clients = new WeakMap<Kysely<Tables>, pg.PoolClient>()

const adapter = new PostgresAdapter()

function dialectOver(client: pg.PoolClient, open: () => void): Dialect {
  const connection: DatabaseConnection = {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      open()
      const result = await client.query({
        name: statementName(query.sql),
        text: query.sql,
        values: query.parameters as unknown[],
      })
      return {
        rows: result.rows as R[],
        ...(result.rowCount !== null && { numAffectedRows: BigInt(result.rowCount) }),
      }
    },
    streamQuery() {
      throw new Error('Pages are read by key; a cursor would hold the scope open')
    },
  }
  const refuse = async () => {
    throw new Error('A scope is one transaction; it cannot open another')
  }
  return {
    createAdapter: () => adapter,
    createDriver: () => ({
      init: async () => {},
      acquireConnection: async () => connection,
      beginTransaction: refuse,
      commitTransaction: refuse,
      rollbackTransaction: refuse,
      releaseConnection: async () => {},
      destroy: async () => {},
    }),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
}

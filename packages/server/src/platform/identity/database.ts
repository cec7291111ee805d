import { PostgresDialect, type PostgresPoolClient } from 'kysely'
import pg from 'pg'
import { statementName } from '../db/pool.ts'
import { isConnectionLost } from '../db/scope.ts'
import { Refusal } from '../errors.ts'

/** Statements in one transaction of the identity schema, or each on its own. */
export type Statements = {
  /** Runs one statement, prepared once for each connection. Instants come as `Date`, whatever the pool says. */
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>
}

export type IdentityDatabase = Statements & {
  transaction<T>(run: (statements: Statements) => Promise<T>): Promise<T>
  /** Rises with every change that this process has made, the library's included: what was read before is then old. */
  generation(): number
  /** Says that something may have changed. */
  changed(): void
}

const isReading = (text: string) => /^\s*select\b/i.test(text)

/** Statements over a pool that is connected as a member of `hulei_identity`. */
export function createIdentityDatabase(pool: pg.Pool): IdentityDatabase {
  let generation = 0
  const changed = () => {
    generation++
  }
  const over = (executor: pg.Pool | pg.PoolClient): Statements => ({
    async query<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) {
      const name = statementName(text)
      const query = { name, text, values: [...values], types: pg.types }
      const result = await reached(executor.query<Row>(query))
      if (!isReading(text)) changed()
      return result.rows
    },
  })
  return {
    ...over(pool),
    generation: () => generation,
    changed,
    async transaction(run) {
      const client = await reached(pool.connect())
      let broken: Error | undefined
      try {
        await client.query('BEGIN')
        try {
          const result = await run(over(client))
          await client.query('COMMIT')
          changed()
          return result
        } catch (error) {
          await client.query('ROLLBACK').catch((fault: Error) => {
            broken = fault
          })
          throw error
        }
      } finally {
        client.release(broken)
      }
    },
  }
}

/** A database that cannot be reached is said so, and is not a fault of what was typed. */
async function reached<T>(reply: Promise<T>): Promise<T> {
  try {
    return await reply
  } catch (error) {
    if (!isConnectionLost(error)) throw error
    throw new Refusal('database.unavailable', 503, '数据库暂时连接不上，请稍后再试。', { cause: error })
  }
}

/**
 * The sign-in library's dialect over the same pool. The pool of the server gives instants as text; the library compares
 * them with `Date`s, and a comparison of text with a `Date` is always false: sessions would never end. So its
 * connections parse as the driver does by default.
 */
export function libraryDialect(pool: pg.Pool, changed: () => void): PostgresDialect {
  return new PostgresDialect({
    pool: {
      connect: async () => {
        const client = await pool.connect()
        const query = async (text: string, values: readonly unknown[]) => {
          const result = await client.query({ text, values: [...values], types: pg.types })
          if (!isReading(text)) changed()
          return result
        }
        return {
          query,
          release: (destroy?: boolean) => client.release(destroy),
        } as unknown as PostgresPoolClient
      },
      // The pool belongs to whoever made it.
      end: async () => {},
      options: {},
    },
  })
}

import { PostgresDialect, type PostgresPoolClient } from 'kysely'
import pg from 'pg'
import { statementName } from '../db/pool.ts'

/** Statements in one transaction of the identity schema, or each on its own. */
export type Statements = {
  /** Runs one statement, prepared once for each connection. Instants come as `Date`, whatever the pool says. */
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>
}

export type IdentityDatabase = Statements & {
  transaction<T>(run: (statements: Statements) => Promise<T>): Promise<T>
}

/** Statements over a pool that is connected as a member of `hulei_identity`. */
export function createIdentityDatabase(pool: pg.Pool): IdentityDatabase {
  const over = (executor: pg.Pool | pg.PoolClient): Statements => ({
    async query<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) {
      const result = await executor.query<Row>({
        name: statementName(text),
        text,
        values: [...values],
        types: pg.types,
      })
      return result.rows
    },
  })
  return {
    ...over(pool),
    async transaction(run) {
      const client = await pool.connect()
      let broken: Error | undefined
      try {
        await client.query('BEGIN')
        try {
          const result = await run(over(client))
          await client.query('COMMIT')
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

/**
 * The sign-in library's dialect over the same pool. The pool of the server gives instants as text; the library compares
 * them with `Date`s, and a comparison of text with a `Date` is always false: sessions would never end. So its
 * connections parse as the driver does by default.
 */
export function libraryDialect(pool: pg.Pool): PostgresDialect {
  return new PostgresDialect({
    pool: {
      connect: async () => {
        const client = await pool.connect()
        const query = (text: string, values: readonly unknown[]) =>
          client.query({ text, values: [...values], types: pg.types })
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

import { sql } from 'kysely'
import type { Scoped, Scopes } from './db/scope.ts'

/** What was read: one line for a list or an export, one for each file opened. Filters and content are not kept. */
export type Reading = {
  what: 'list' | 'open' | 'history' | 'export'
  kind: string
  record?: string
  rows: number
}

/**
 * The read log is a separate insert, after the reading, outside its transaction (a read-only one). Lines are
 * collected for a moment and written together, so a list page costs a fraction of an insert; closing writes the rest.
 * Sealed readings, where the line must be there before the answer leaves, use `now` instead.
 */
export type ReadLog = {
  note(scope: Scoped, reading: Reading): void
  now(scope: Scoped, reading: Reading): Promise<void>
  flush(): Promise<void>
}

type Line = { at: string; account: string; post: string; role: string } & Reading
const FLUSH_AFTER_MS = 200

export function createReadLog(
  scopes: Scopes,
  securityNow: () => string,
  onError: (error: unknown) => void,
): ReadLog {
  let waiting = new Map<string, Line[]>()
  let timer: NodeJS.Timeout | undefined
  let flushing = Promise.resolve()

  const write = async (township: string, lines: readonly Line[]) => {
    await scopes.appendReadings(township, async (db) => {
      await sql`
        INSERT INTO read_log (township, at, account, post, role, what, kind, record, rows)
        SELECT ${township}, l.at, l.account, l.post, l.role, l.what, l.kind, l.record, l.rows FROM unnest(
          ${lines.map((line) => line.at)}::timestamptz[], ${lines.map((line) => line.account)}::text[],
          ${lines.map((line) => line.post || null)}::uuid[], ${lines.map((line) => line.role)}::text[],
          ${lines.map((line) => line.what)}::text[], ${lines.map((line) => line.kind)}::text[],
          ${lines.map((line) => line.record ?? null)}::uuid[], ${lines.map((line) => line.rows)}::int[]
        ) AS l (at, account, post, role, what, kind, record, rows)`.execute(db)
    })
  }
  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    const batches = waiting
    waiting = new Map()
    flushing = flushing.then(async () => {
      for (const [township, lines] of batches) {
        try {
          await write(township, lines)
        } catch (error) {
          // Lines are kept for the next try: a reading that happened must not vanish because the database was away.
          waiting.set(township, [...lines, ...(waiting.get(township) ?? [])])
          onError(error)
        }
      }
    })
    return flushing
  }
  const lineOf = ({ actor }: Scoped, reading: Reading): Line => ({
    at: securityNow(),
    account: actor.account,
    post: actor.post,
    role: actor.role,
    ...reading,
  })
  return {
    note(scope, reading) {
      const lines = waiting.get(scope.actor.township) ?? []
      waiting.set(scope.actor.township, lines)
      lines.push(lineOf(scope, reading))
      timer ??= setTimeout(flush, FLUSH_AFTER_MS)
    },
    now: (scope, reading) => write(scope.actor.township, [lineOf(scope, reading)]),
    flush,
  }
}

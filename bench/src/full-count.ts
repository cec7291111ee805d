import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
} from 'kysely'
import {
  chinaHolidays,
  type Day,
  type Playbook,
  type WindowKind,
  workCalendar,
} from '../../packages/core/src/index.ts'
import { measures } from '../../packages/server/src/rooms/index.ts'
import type { Statement } from './statements.ts'

export type OpenWindow = {
  readonly township: string
  readonly measure: string
  readonly params: string
  readonly window_kind: WindowKind
  readonly window_key: string
  readonly window_from: Day
  readonly window_to: Day
}

const calendar = workCalendar(chinaHolidays)

/** Writes statements down without a database. */
const writer = new Kysely<never>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

/**
 * What a month of duties costs without counters: each open window's measure counted over the records by its own SQL,
 * summed by village and unit. One statement a window.
 */
export function fullCounts(windows: readonly OpenWindow[], playbook: Playbook): Statement[] {
  return windows.flatMap((row) => {
    const measure = measures.get(row.measure)
    if (!measure) return []
    const counted = measure.count({
      township: row.township,
      window: { kind: row.window_kind, key: row.window_key, from: row.window_from, to: row.window_to },
      params: JSON.parse(row.params) as Record<string, unknown>,
      playbook,
      calendar,
    })
    const { sql: text, parameters } = sql`
      SELECT village, unit, sum(due)::int AS due, sum(done)::int AS done, sum(late)::int AS late
      FROM (${counted}) counted GROUP BY village, unit`.compile(writer)
    return [{ text, values: parameters }]
  })
}

/** The open windows that touch a span, as a township's lights of a month read them. */
export const openWindows = (townships: readonly string[], from: string, to: string): Statement => ({
  text: `SELECT township, measure, params, window_kind, window_key, window_from::text, window_to::text
    FROM duty_window
    WHERE township = ANY($1) AND window_from <= $3::date AND window_to >= $2::date
    ORDER BY township, measure, params, window_kind, window_key`,
  values: [townships, from, to],
})

import type { Day, Playbook, Window } from '@hulei/core'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { openWindow, paramsKey } from '../platform/measures/counters.ts'
import type { Measure } from '../platform/measures/measure.ts'
import type { TestServer } from '../platform/test-server.ts'
import { measures } from './index.ts'
import type { Counted } from './measures-oracle.ts'

type Asked = { readonly window: Window; readonly params: Readonly<Record<string, unknown>> }

/** Compares what a measure's SQL says, what its counters hold, and what a plain count expects. */
export type Comparer = {
  open(
    township: string,
    measure: Measure,
    params: object,
    windows: readonly Window[],
    day: Day,
  ): Promise<void>
  /** Fails where the three differ; says how many rows there were. */
  rows(township: string, name: string, asked: Asked, expected: readonly Counted[]): Promise<number>
  /** Sums by village and unit that are not the sums of the contributions. */
  totalsThatDiffer(township: string): Promise<unknown[]>
}

const isCounted = ({ due, done, late }: Counted) => due !== 0 || done !== 0 || late !== 0

const inOrder = (rows: readonly Counted[]) =>
  [...rows].sort((left, right) => (`${left.row} ${left.place}` < `${right.row} ${right.place}` ? -1 : 1))

const PLACE = `concat_ws('/', coalesce(village, '-'), coalesce(school, '-'), coalesce(unit, '-'))`

export function comparer(server: TestServer, playbook: Playbook): Comparer {
  const countedInSql = async (township: string, name: string, { window, params }: Asked) => {
    const { calendar } = await server.townships.get(township)
    const counted = measures.get(name)?.count({ township, window, params, playbook, calendar })
    return await server.scopes.derive(township, async ({ db }) => {
      const { rows } = await sql<Counted>`
        SELECT "row"::text, ${sql.raw(PLACE)} AS place, due, done, late FROM (${counted}) counted`.execute(db)
      return inOrder(rows.filter(isCounted))
    })
  }
  const heldInCounters = async (township: string, name: string, { window, params }: Asked) => {
    const { rows } = await server.owner.query<Counted>(
      `SELECT "row"::text, ${PLACE} AS place, sum(due)::int AS due, sum(done)::int AS done, sum(late)::int AS late
       FROM duty_contribution WHERE township = $1 AND measure = $2 AND params = $3 AND window_kind = $4 AND window_key = $5
       GROUP BY "row", 2 HAVING (sum(due), sum(done), sum(late)) <> (0, 0, 0)`,
      [township, name, paramsKey(params), window.kind, window.key],
    )
    return inOrder(rows)
  }
  return {
    async open(township, measure, params, windows, day) {
      const { calendar } = await server.townships.get(township)
      await server.scopes.derive(township, async (tx) => {
        for (const window of windows)
          await openWindow(tx, {
            measure,
            params: params as Record<string, unknown>,
            windowKind: window.kind,
            window,
            playbook,
            calendar,
            playbookVersion: 1,
            knownFrom: day,
          })
      })
    },
    async rows(township, name, asked, expected) {
      const rows = inOrder(expected).filter(isCounted)
      const { kind, key } = asked.window
      const where = `${name} ${JSON.stringify(asked.params)} ${kind} ${key}`
      expect({ where, rows: await countedInSql(township, name, asked) }).toEqual({ where, rows })
      expect({ where, rows: await heldInCounters(township, name, asked) }).toEqual({ where, rows })
      return rows.length
    },
    async totalsThatDiffer(township) {
      const sums = (
        table: string,
      ) => `SELECT measure, params, window_kind, window_key, village, unit, sum(due) AS due,
        sum(done) AS done, sum(late) AS late FROM ${table} WHERE township = $1 GROUP BY 1, 2, 3, 4, 5, 6
        HAVING (sum(due), sum(done), sum(late)) <> (0, 0, 0)`
      const [total, contribution] = [sums('duty_total'), sums('duty_contribution')]
      const { rows } = await server.owner.query(
        `((${total}) EXCEPT (${contribution})) UNION ALL ((${contribution}) EXCEPT (${total}))`,
        [township],
      )
      return rows
    },
  }
}

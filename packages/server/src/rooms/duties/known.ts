import type { Day } from '@hulei/core'
import { sql } from 'kysely'
import type { Scoped } from '../../platform/db/scope.ts'

/** What was counted of one measure with its parameters in one window, for each village and unit. */
export type Counter = {
  readonly knownFrom: Day
  readonly rows: readonly CountedRow[]
}
type CountedRow = {
  readonly village: string | null
  readonly unit: string | null
  readonly due: number
  readonly done: number
  readonly late: number
}

/** An attestation as it was known on the day. */
export type KnownAttestation = {
  readonly id: string
  readonly version: string
  readonly duty: string
  readonly window: string
  readonly unit: string | null
  readonly village: string | null
  readonly attested_on: Day
  readonly returned_on: Day | null
  readonly return_reason: string | null
}

export type KnownExemption = {
  readonly id: string
  readonly version: string
  readonly duty: string
  readonly unit: string | null
  readonly village: string | null
  readonly reason: string
  readonly from: Day
  readonly to: Day
}

/** Everything that lights stand on, as it was known on a day. */
export type Known = {
  readonly counters: ReadonlyMap<string, Counter>
  readonly attestations: readonly KnownAttestation[]
  readonly exemptions: readonly KnownExemption[]
}

/** A counter's name: measure, parameters (`paramsKey`), kind and key of the window. */
export const counterKey = (measure: string, params: string, kind: string, key: string) =>
  `${measure}|${params}|${kind}|${key}`

type CounterRow = {
  measure: string
  params: string
  window_kind: string
  window_key: string
  known_from: Day
  village: string | null
  unit: string | null
  due: number | null
  done: number | null
  late: number | null
}

/**
 * Reads what lights stand on: three statements, whatever the number of lines, villages or windows. Nothing received
 * after `asOf` enters: counts by the day on which each contribution became known, attestations and exemptions by the
 * day on which they were made, returned or ended.
 */
export async function readKnown(
  scope: Scoped,
  township: string,
  windowKeys: readonly string[],
  span: { from: Day; to: Day },
  asOf: Day,
): Promise<Known> {
  const [counted, attestations, exemptions] = await Promise.all([
    sql<CounterRow>`
      SELECT w.measure, w.params, w.window_kind, w.window_key, w.known_from, c.village, c.unit, c.due, c.done, c.late
      FROM duty_window w LEFT JOIN (
        SELECT measure, params, window_kind, window_key, village, unit,
          sum(due)::int AS due, sum(done)::int AS done, sum(late)::int AS late
        FROM duty_total
        WHERE township = ${township} AND window_key = ANY(${windowKeys}::text[]) AND known_on <= ${asOf}::date
        GROUP BY measure, params, window_kind, window_key, village, unit
      ) c ON (c.measure, c.params, c.window_kind, c.window_key) = (w.measure, w.params, w.window_kind, w.window_key)
      WHERE w.township = ${township} AND w.window_key = ANY(${windowKeys}::text[])
        AND w.known_from <= ${asOf}::date`.execute(scope.db),
    sql<KnownAttestation>`
      SELECT id, version, duty, "window", unit, village, attested_on,
        CASE WHEN returned_on <= ${asOf}::date THEN returned_on END AS returned_on, return_reason
      FROM attestation
      WHERE township = ${township} AND "window" = ANY(${windowKeys}::text[]) AND attested_on <= ${asOf}::date
      ORDER BY attested_on, received_at`.execute(scope.db),
    sql<KnownExemption>`
      SELECT id, version, duty, unit, village, reason, "from",
        CASE WHEN ended_on > ${asOf}::date THEN first_to ELSE "to" END AS "to"
      FROM exemption
      WHERE township = ${township} AND "from" <= ${span.to}::date AND coalesce(first_to, "to") >= ${span.from}::date
        AND (received_at AT TIME ZONE 'Asia/Shanghai')::date <= ${asOf}::date
      ORDER BY received_at`.execute(scope.db),
  ])
  const byKey = Map.groupBy(counted.rows, (row) =>
    counterKey(row.measure, row.params, row.window_kind, row.window_key),
  )
  const counters = new Map(
    [...byKey].map(([key, rows]) => [
      key,
      {
        knownFrom: rows[0]?.known_from ?? asOf,
        rows: rows.flatMap(({ village, unit, due, done, late }) =>
          due === null ? [] : [{ village, unit, due, done: done ?? 0, late: late ?? 0 }],
        ),
      },
    ]),
  )
  return { counters, attestations: attestations.rows, exemptions: exemptions.rows }
}

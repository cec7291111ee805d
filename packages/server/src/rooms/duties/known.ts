import type { Day } from '@hulei/core'
import { sql } from 'kysely'
import type { Scoped } from '../../platform/db/scope.ts'

/** What was counted of one measure with its parameters in one window, for each village and unit. */
export type Counter = {
  readonly knownFrom: Day
  readonly rows: readonly CountedRow[]
}
type CountedRow = {
  /** The day on which it became known, where that was asked for; otherwise all days are summed. */
  readonly day: Day | null
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
  known_from: Day | null
  village: string | null
  unit: string | null
  day: Day | null
  due: number | null
  done: number | null
  late: number | null
}

/**
 * Reads what lights stand on: three statements, whatever the number of lines, villages or windows. Nothing received
 * after `asOf` enters: counts by the day on which each contribution became known, attestations and exemptions by the
 * day on which they were made, returned or ended. `datedMeasures` come apart by the day on which they became known.
 */
export async function readKnown(
  scope: Scoped,
  township: string,
  windowKeys: readonly string[],
  span: { from: Day; to: Day },
  asOf: Day,
  datedMeasures: readonly string[] = [],
): Promise<Known> {
  const [counted, attestations, exemptions] = await Promise.all([
    sql<CounterRow>`
      SELECT measure, params, window_kind, window_key, known_from,
        NULL AS village, NULL AS unit, NULL::date AS day, NULL::int AS due, NULL::int AS done, NULL::int AS late
      FROM duty_window
      WHERE township = ${township} AND window_key = ANY(${windowKeys}::text[]) AND known_from <= ${asOf}::date
      UNION ALL
      SELECT measure, params, window_kind, window_key, NULL, village, unit,
        CASE WHEN measure = ANY(${datedMeasures}::text[]) THEN known_on END AS day, sum(due)::int, sum(done)::int, sum(late)::int
      FROM duty_total
      WHERE township = ${township} AND window_key = ANY(${windowKeys}::text[]) AND known_on <= ${asOf}::date
      GROUP BY measure, params, window_kind, window_key, village, unit, day`.execute(scope.db),
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
  const keyOf = (row: CounterRow) => counterKey(row.measure, row.params, row.window_kind, row.window_key)
  const counters = new Map<string, { knownFrom: Day; rows: CountedRow[] }>()
  for (const row of counted.rows) {
    if (row.known_from !== null) counters.set(keyOf(row), { knownFrom: row.known_from, rows: [] })
  }
  // Sums of a window that was not open on the day are not claimed.
  for (const row of counted.rows) {
    const { village, unit, day, due, done, late } = row
    if (row.known_from === null)
      counters
        .get(keyOf(row))
        ?.rows.push({ village, unit, day, due: due ?? 0, done: done ?? 0, late: late ?? 0 })
  }
  return { counters, attestations: attestations.rows, exemptions: exemptions.rows }
}

import type { Day, DutyLight } from '@hulei/core'
import { sql } from 'kysely'
import type { Scoped } from '../../platform/db/scope.ts'

/** What was counted of one measure with its parameters in one window, for each village and unit. */
export type Counter = {
  readonly knownFrom: Day
  readonly rows: readonly CountedRow[]
  readonly ofVillage: ReadonlyMap<string, readonly CountedRow[]>
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
  /** By duty, window and subject (`subjectKey`), in their order. */
  readonly attestations: ReadonlyMap<string, readonly KnownAttestation[]>
  /** By duty and subject, in their order. */
  readonly exemptions: ReadonlyMap<string, readonly KnownExemption[]>
  /** Lights made of it, by day and by whose they are. */
  readonly lights: Map<string, readonly DutyLight[]>
}

/** A unit, or one of the villages, as a key. */
export const subjectKey = (of: { unit: string | null; village: string | null }) =>
  of.village ? `v:${of.village}` : `u:${of.unit}`

/** A counter's name: measure, parameters (`paramsKey`), kind and key of the window. */
export const counterKey = (measure: string, params: string, kind: string, key: string) =>
  `${measure}|${params}|${kind}|${key}`

/** Between the values of a row, and between rows: control characters, which parameters (JSON) and ids cannot have. */
const UNIT = '\x1f'
const RECORD = '\x1e'

/**
 * Reads what lights stand on: one statement, whatever the number of lines, villages or windows. Nothing received after
 * `asOf` enters: counts by the day on which each contribution became known, attestations and exemptions by the day on
 * which they were made, returned or ended. `datedMeasures` come apart by the day on which they became known.
 *
 * The answer comes as text, and what was made of the same text before is given again: the same object, as long as
 * nothing that the reader may see changed. Lights are kept with it (`lights.ts`).
 */
export async function readKnown(
  scope: Scoped,
  township: string,
  given: {
    readonly span: { readonly from: Day; readonly to: Day }
    readonly windowKeys: readonly string[]
    readonly datedMeasures: readonly string[]
    readonly kept: Map<string, Known>
  },
  asOf: Day,
): Promise<Known> {
  const { span, windowKeys, datedMeasures, kept } = given
  type Answer = {
    open: string | null
    counted: string | null
    attested: string | null
    exempted: string | null
  }
  const { rows } = await sql<Answer>`SELECT (
      SELECT string_agg(concat_ws(${UNIT}, measure, params, window_kind, window_key, known_from), ${RECORD})
      FROM duty_window
      WHERE township = ${township} AND window_key = ANY(${windowKeys}::text[]) AND known_from <= ${asOf}::date
    ) AS open, (
      SELECT string_agg(concat_ws(${UNIT}, measure, params, window_kind, window_key, coalesce(village, ''),
        coalesce(unit, ''), coalesce(day::text, ''), due, done, late), ${RECORD})
      FROM (
        SELECT measure, params, window_kind, window_key, village, unit,
          CASE WHEN measure = ANY(${datedMeasures}::text[]) THEN known_on END AS day,
          sum(due) AS due, sum(done) AS done, sum(late) AS late
        FROM duty_total
        WHERE township = ${township} AND window_key = ANY(${windowKeys}::text[]) AND known_on <= ${asOf}::date
        GROUP BY measure, params, window_kind, window_key, village, unit, day) t
    ) AS counted, (
      SELECT json_agg(a)::text FROM (
        SELECT id, version, duty, "window", unit, village, attested_on,
          CASE WHEN returned_on <= ${asOf}::date THEN returned_on END AS returned_on, return_reason
        FROM attestation
        WHERE township = ${township} AND "window" = ANY(${windowKeys}::text[]) AND attested_on <= ${asOf}::date
        ORDER BY attested_on, received_at) a
    ) AS attested, (
      SELECT json_agg(e)::text FROM (
        SELECT id, version, duty, unit, village, reason, "from",
          CASE WHEN ended_on > ${asOf}::date THEN first_to ELSE "to" END AS "to"
        FROM exemption
        WHERE township = ${township} AND "from" <= ${span.to}::date AND coalesce(first_to, "to") >= ${span.from}::date
          AND (received_at AT TIME ZONE 'Asia/Shanghai')::date <= ${asOf}::date
        ORDER BY received_at) e
    ) AS exempted`.execute(scope.db)
  const answer: Answer = rows[0] ?? { open: null, counted: null, attested: null, exempted: null }
  const text = [answer.open, answer.counted, answer.attested, answer.exempted].join(UNIT)
  const before = kept.get(text)
  if (before) return before
  const attestations: KnownAttestation[] = JSON.parse(answer.attested ?? '[]')
  const exemptions: KnownExemption[] = JSON.parse(answer.exempted ?? '[]')
  const known: Known = {
    counters: countersOf(answer.open, answer.counted),
    attestations: Map.groupBy(attestations, (row) => `${row.duty}|${row.window}|${subjectKey(row)}`),
    exemptions: Map.groupBy(exemptions, (row) => `${row.duty}|${subjectKey(row)}`),
    lights: new Map(),
  }
  const [oldest] = kept.keys()
  if (kept.size >= KEPT && oldest !== undefined) kept.delete(oldest)
  kept.set(text, known)
  return known
}

/** Answers kept of a month: the office's, and those of the days, units and villages looked at last. */
const KEPT = 8

const rowsIn = (text: string | null): string[][] =>
  text ? text.split(RECORD).map((row) => row.split(UNIT)) : []

function countersOf(open: string | null, counted: string | null): Map<string, Counter> {
  type Filled = { knownFrom: Day; rows: CountedRow[]; ofVillage: Map<string, CountedRow[]> }
  const counters = new Map<string, Filled>()
  for (const [measure = '', params = '', kind = '', key = '', knownFrom] of rowsIn(open)) {
    const counter = { knownFrom: knownFrom as Day, rows: [], ofVillage: new Map() }
    counters.set(counterKey(measure, params, kind, key), counter)
  }
  for (const [measure = '', params = '', kind = '', key = '', village, unit, day, ...counts] of rowsIn(
    counted,
  )) {
    // Sums of a window that was not open on the day are not claimed.
    const counter = counters.get(counterKey(measure, params, kind, key))
    if (!counter) continue
    const [due = 0, done = 0, late = 0] = counts.map(Number)
    const row = {
      village: village || null,
      unit: unit || null,
      day: (day || null) as Day | null,
      due,
      done,
      late,
    }
    counter.rows.push(row)
    if (!village) continue
    const ofVillage = counter.ofVillage.get(village)
    if (ofVillage) ofVillage.push(row)
    else counter.ofVillage.set(village, [row])
  }
  return counters
}

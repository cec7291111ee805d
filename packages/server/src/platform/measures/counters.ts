import { type Day, dayOf, type Playbook, type Window, type WindowKind, type WorkCalendar } from '@hulei/core'
import { sql } from 'kysely'
import type { ActContext } from '../acts/handler.ts'
import { asSystem, sendAhead, type Transaction } from '../db/scope.ts'
import type { Measure, Question, Touched } from './measure.ts'

/**
 * Counters of measures, kept as acts land: each act appends what it added to or took from the count of the rows it
 * touched. The same SQL serves the full count and the rows of one act, so the two cannot drift apart.
 */

/** One thing that is counted: a measure with its parameters in one kind of window. */
export type Counted = {
  readonly measure: Measure
  readonly params: Question['params']
  readonly windowKind: WindowKind
}

type WindowRow = {
  measure: string
  params: string
  window_kind: WindowKind
  window_key: string
  window_from: Day
  window_to: Day
}

/** Parameters in one written form, so that two writings of the same are the same counter. */
export const paramsKey = (params: Question['params']): string =>
  JSON.stringify(
    Object.fromEntries(Object.entries(params).sort(([left], [right]) => (left < right ? -1 : 1))),
  )

/**
 * Follows an act: counts the rows that it touched anew, in every open window that they touch, and appends the
 * difference. Acts on the same row wait for each other here; acts on different rows do not.
 */
export function counterObserver(measures: ReadonlyMap<string, Measure>) {
  return async (context: ActContext): Promise<void> => {
    const named = [...measures.values()].flatMap((measure) =>
      context.changes.flatMap((change) => measure.touched(change).map((touched) => ({ measure, touched }))),
    )
    if (named.length === 0) return
    const { tx, township } = context
    const knownOn = dayOf(Date.parse(context.times.receivedAt))
    await asSystem(tx, async () => {
      // Opening a window counts everything: it waits for acts under way, and acts wait for it.
      sendAhead(tx, 'SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 0))', [`duty:${township.code}`])
      const [windows, touches] = await Promise.all([
        openWindows(tx, [...new Set(named.map(({ measure }) => measure.name))]),
        Promise.all(named.map((touch) => withRows(tx, touch))),
      ])
      const counts = grouped(windows, touches)
      const rows = [...new Set(counts.flatMap((each) => each.rows))].sort()
      if (rows.length === 0) return
      const lock = `SELECT pg_advisory_xact_lock(key) FROM (
        SELECT hashtextextended('duty-row:' || r, 0) AS key FROM unnest($1::text[]) r ORDER BY 1) keys`
      sendAhead(tx, lock, [rows])
      // Sent together; the server counts one after the other, each seeing what the lock waited for.
      await Promise.all(
        counts.map(({ measure, window, params, rows: only }) =>
          recount(tx, {
            measure,
            params,
            window,
            only,
            playbook: township.playbook,
            calendar: township.calendar,
            knownOn,
            act: context.actId,
          }),
        ),
      )
    })
  }
}

type Touch = { readonly measure: Measure; readonly touched: Touched }

/** The touch with its rows looked up, where the measure finds them by something else. */
async function withRows(tx: Transaction, { measure, touched }: Touch): Promise<Touch> {
  const found = measure.rowsOf?.(tx.actor.township, touched.rows)
  if (!found) return { measure, touched }
  const { rows } = await sql<{ row: string }>`${found}`.execute(tx.db)
  return { measure, touched: { ...touched, rows: rows.map(({ row }) => row) } }
}

/** Rows to count anew, by measure and open window. */
function grouped(windows: readonly WindowRow[], touches: readonly Touch[]) {
  return windows.flatMap((row) => {
    const hit = touches.filter(
      ({ measure, touched }) =>
        measure.name === row.measure &&
        touched.from <= row.window_to &&
        (touched.to === undefined || touched.to >= row.window_from),
    )
    const measure = hit[0]?.measure
    if (!measure) return []
    const window: Window = {
      kind: row.window_kind,
      key: row.window_key,
      from: row.window_from,
      to: row.window_to,
    }
    const params = JSON.parse(row.params) as Question['params']
    return [{ measure, window, params, rows: [...new Set(hit.flatMap(({ touched }) => touched.rows))] }]
  })
}

async function openWindows(tx: Transaction, measures: readonly string[]): Promise<WindowRow[]> {
  return (await tx.db
    .selectFrom('duty_window')
    .select(['measure', 'params', 'window_kind', 'window_key', 'window_from', 'window_to'])
    .where('township', '=', tx.actor.township)
    .where('measure', '=', sql<string>`ANY(${measures}::text[])`)
    .execute()) as WindowRow[]
}

/** Appends the difference between what the records say and what the counters hold. Returns how many rows differed. */
export async function recount(
  tx: Transaction,
  given: {
    measure: Measure
    params: Question['params']
    window: Window
    only?: readonly string[]
    playbook: Playbook
    calendar: WorkCalendar
    knownOn: Day
    act: string | null
  },
): Promise<number> {
  const { measure, params, window, only, playbook, calendar, knownOn, act } = given
  const township = tx.actor.township
  const key = paramsKey(params)
  const counted = measure.count({ township, window, params, playbook, calendar, ...(only && { only }) })
  const onlyRows = only ? sql`AND "row" = ANY(${only}::uuid[])` : sql``
  const { rows } = await sql<{ differing: number }>`
    WITH counted AS (${counted}), held AS (
      SELECT "row", village, school, unit, sum(due)::int AS due, sum(done)::int AS done, sum(late)::int AS late
      FROM duty_contribution
      WHERE township = ${township} AND measure = ${measure.name} AND params = ${key}
        AND window_kind = ${window.kind} AND window_key = ${window.key} ${onlyRows}
      GROUP BY "row", village, school, unit
    ), changed AS (
      INSERT INTO duty_contribution
        (township, measure, params, window_kind, window_key, "row", village, school, unit, due, done, late, known_on, act)
      SELECT ${township}, ${measure.name}, ${key}, ${window.kind}, ${window.key}, coalesce(c."row", h."row"),
        coalesce(c.village, h.village), coalesce(c.school, h.school), coalesce(c.unit, h.unit),
        coalesce(c.due, 0) - coalesce(h.due, 0), coalesce(c.done, 0) - coalesce(h.done, 0),
        coalesce(c.late, 0) - coalesce(h.late, 0), ${knownOn}::date, ${act}::uuid
      FROM counted c FULL JOIN held h ON c."row" = h."row" AND coalesce(c.village, '') = coalesce(h.village, '')
        AND coalesce(c.school, '') = coalesce(h.school, '') AND coalesce(c.unit, '') = coalesce(h.unit, '')
      WHERE (coalesce(c.due, 0), coalesce(c.done, 0), coalesce(c.late, 0))
        <> (coalesce(h.due, 0), coalesce(h.done, 0), coalesce(h.late, 0))
      RETURNING village, unit, due, done, late
    ), totalled AS (
      INSERT INTO duty_total (township, measure, params, window_kind, window_key, village, unit, due, done, late, known_on)
      SELECT ${township}, ${measure.name}, ${key}, ${window.kind}, ${window.key}, village, unit,
        sum(due), sum(done), sum(late), ${knownOn}::date
      FROM changed GROUP BY village, unit HAVING (sum(due), sum(done), sum(late)) <> (0, 0, 0)
    )
    SELECT count(*)::int AS differing FROM changed`.execute(tx.db)
  return rows[0]?.differing ?? 0
}

/** Appends what the totals of a township lack of the sum of its contributions. Returns how many differed: none, unless somebody tampered. */
export async function retotal(tx: Transaction, knownOn: Day): Promise<number> {
  const township = tx.actor.township
  const sums = (table: string) => sql`
    SELECT measure, params, window_kind, window_key, village, unit, sum(due) AS due, sum(done) AS done, sum(late) AS late
    FROM ${sql.table(table)} WHERE township = ${township} GROUP BY measure, params, window_kind, window_key, village, unit`
  const result = await sql`
    INSERT INTO duty_total (township, measure, params, window_kind, window_key, village, unit, due, done, late, known_on)
    SELECT ${township}, measure, params, window_kind, window_key, village, unit,
      sum(due), sum(done), sum(late), ${knownOn}::date
    FROM (
      ${sums('duty_contribution')}
      UNION ALL
      SELECT measure, params, window_kind, window_key, village, unit, -due, -done, -late
      FROM (${sums('duty_total')}) held
    ) both_sides
    GROUP BY measure, params, window_kind, window_key, village, unit
    HAVING (sum(due), sum(done), sum(late)) <> (0, 0, 0)`.execute(tx.db)
  return Number(result.numAffectedRows ?? 0n)
}

/** Opens a window: from `knownFrom` on its count is known. Does nothing if it is open under the same versions. */
export async function openWindow(
  tx: Transaction,
  given: Counted & {
    window: Window
    playbook: Playbook
    calendar: WorkCalendar
    playbookVersion: number
    knownFrom: Day
  },
): Promise<boolean> {
  const { measure, params, window, playbook, calendar, playbookVersion, knownFrom } = given
  const key = paramsKey(params)
  const opened = await sql`
    INSERT INTO duty_window (township, measure, params, window_kind, window_key, window_from, window_to, known_from,
      measure_version, playbook_version)
    VALUES (${tx.actor.township}, ${measure.name}, ${key}, ${window.kind}, ${window.key}, ${window.from}::date,
      ${window.to}::date, ${knownFrom}::date, ${measure.version}, ${playbookVersion})
    ON CONFLICT (township, measure, params, window_kind, window_key) DO UPDATE
      SET measure_version = excluded.measure_version, playbook_version = excluded.playbook_version
      WHERE (duty_window.measure_version, duty_window.playbook_version)
        <> (excluded.measure_version, excluded.playbook_version)`.execute(tx.db)
  if (opened.numAffectedRows === 0n) return false
  await recount(tx, { measure, params, window, playbook, calendar, knownOn: knownFrom, act: null })
  return true
}

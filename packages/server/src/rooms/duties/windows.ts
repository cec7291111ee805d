import {
  type Day,
  type Duty,
  maxDay,
  minDay,
  type Playbook,
  type Proof,
  parseWindowKey,
  raisesTarget,
  type SchoolTime,
  type SupervisionDuty,
  timesNeeded,
  type Window,
  type WindowKind,
  type WorkCalendar,
  windowKindOf,
  windowsBetween,
} from '@hulei/core'
import { sql } from 'kysely'
import type { Scopes } from '../../platform/db/scope.ts'
import { openWindow } from '../../platform/measures/counters.ts'
import type { Measure } from '../../platform/measures/measure.ts'
import type { Township } from '../../platform/townships.ts'

/** A line that is measured: a duty of a unit, or one of the office's own cadences. */
export type Line = Duty | (SupervisionDuty & { no?: undefined })

/** Every line of a plan: the units' duties, then the office's cadences. */
export const linesOf = (playbook: Playbook): readonly Line[] => [...playbook.duties, ...playbook.supervision]

/** The parameters under which a proof is counted in a window: the playbook's, and what follows from target and line. */
export function paramsOf(
  line: Line,
  proof: Proof,
  window: Window,
  playbook: Playbook,
): Record<string, unknown> {
  const isEach = typeof proof.target === 'object' && 'each' in proof.target
  return {
    ...proof.params,
    ...(isEach && { each: timesNeeded(proof.target, raisesTarget(window, playbook.holidayMonths)) }),
    ...dailyParams(line, proof, window, playbook),
    ...(proof.measure === 'duties.attested' && { duty: line.id }),
  }
}

/**
 * What is needed so many times on each day, by whom, and whether on school days only: such a measure counts day by day,
 * since more on one day does not make up for another.
 */
function dailyParams(line: Line, proof: Proof, window: Window, playbook: Playbook) {
  if (!isDaily(line, proof)) return {}
  const daily = timesNeeded(proof.target, raisesTarget(window, playbook.holidayMonths))
  const isSchoolDays = windowKindOf(proof.cadence ?? line.cadence) === 'school-day'
  return { daily, unit: line.unit, ...(isSchoolDays && { on: 'school-days' }) }
}

/** Whether a proof asks for something on every day. */
export const isDaily = (line: Line, { target, cadence }: Proof): boolean =>
  typeof target === 'object' && 'atLeast' in target && isOneDay(windowKindOf(cadence ?? line.cadence))

/**
 * The kind of window in which a proof is counted. Days are counted within their month: a light for every day of
 * every village would be noise, and a month says how many days were missed.
 */
export function windowKindOfProof(line: Line, proof: Proof) {
  const kind = windowKindOf(proof.cadence ?? line.cadence)
  return isOneDay(kind) ? 'month' : kind
}

const isOneDay = (kind: WindowKind) => kind === 'day' || kind === 'school-day'

/** The kind of window in which a line has its light. */
const windowKindOfLine = (line: Line): WindowKind => {
  const kind = windowKindOf(line.cadence)
  return isOneDay(kind) ? 'month' : kind
}

/** The window of a line that a key names. */
export const windowNamed = (line: Line, key: string, { playbook, calendar }: Township): Window | undefined =>
  parseWindowKey(windowKindOfLine(line), key, schoolTimeOf(playbook, calendar))

/** The school calendar of a plan, and the working days known. */
export const schoolTimeOf = (playbook: Playbook, calendar: WorkCalendar): SchoolTime => ({
  school: playbook.schoolCalendar,
  work: calendar,
})

/** Windows of a kind that touch a span; none where the calendar does not reach. */
function windowsWithin(
  kind: WindowKind,
  from: Day,
  to: Day,
  { playbook, calendar }: Township,
): readonly Window[] {
  if (from > to) return []
  const found = windowsBetween(kind, from, to, schoolTimeOf(playbook, calendar))
  return found.known ? found.value : []
}

/** The windows of a line that touch a span within the plan; a day's duty is read by the month. */
export function lineWindows(line: Line, span: { from: Day; to: Day }, township: Township): readonly Window[] {
  const { plan } = township.playbook
  return windowsWithin(
    windowKindOfLine(line),
    maxDay(span.from, plan.from),
    minDay(span.to, plan.to),
    township,
  )
}

/** Windows of a proof that touch a span, within the plan; none where the calendar does not reach. */
export function windowsOf(
  line: Line,
  proof: Proof,
  from: Day,
  to: Day,
  township: Township,
): readonly Window[] {
  const { plan } = township.playbook
  const kind = windowKindOfProof(line, proof)
  return windowsWithin(kind, maxDay(from, plan.from), minDay(to, plan.to), township)
}

/**
 * Opens every window that has begun and is not open yet, and counts it. Run at start, at midnight, and when a plan was
 * adopted; from then on acts keep the counts. A window opened on its first day is known from there on; one opened
 * late is known only from the day of opening, and earlier days are not claimed. `today` is the business day unless a
 * demonstration that relives past days says another.
 */
export async function openDueWindows(
  scopes: Scopes,
  township: Township,
  measures: ReadonlyMap<string, Measure>,
  today: Day = township.clock.today(),
): Promise<number> {
  const { playbook, playbookVersion, calendar } = township
  let opened = 0
  await scopes.derive(township.code, async (tx) => {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`duty:${township.code}`}, 0))`.execute(tx.db)
    for (const line of linesOf(playbook)) {
      for (const proof of line.proves) {
        const measure = measures.get(proof.measure)
        if (!measure) continue
        for (const window of windowsOf(line, proof, playbook.plan.from, today, township)) {
          const params = paramsOf(line, proof, window, playbook)
          const isNew = await openWindow(tx, {
            measure,
            params,
            windowKind: window.kind,
            window,
            playbook,
            calendar,
            playbookVersion,
            knownFrom: today,
          })
          if (isNew) opened++
        }
      }
    }
  })
  return opened
}

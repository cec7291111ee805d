import {
  type Actor,
  type Counts,
  cadenceLabelZh,
  measures as catalogue,
  type Day,
  type DutyLight,
  deadlineIn,
  evaluate,
  firstDayOf,
  lastDayOf,
  type Month,
  type Part,
  type Proof,
  type Role,
  raisesTarget,
  timesNeeded,
  villageUnitOf,
  type Window,
  windowLabelZh,
} from '@hulei/core'
import type { Scoped } from '../../platform/db/scope.ts'
import { paramsKey } from '../../platform/measures/counters.ts'
import type { Township } from '../../platform/townships.ts'
import { counterKey, type Known, readKnown } from './known.ts'
import { type Line, linesOf, lineWindows, paramsOf, windowsOf } from './windows.ts'

export type LightsQuery = {
  readonly month: Month
  /** The day whose knowledge counts. */
  readonly asOf: Day
  readonly unit?: string | undefined
  readonly village?: string | undefined
  readonly duty?: string | undefined
}

const seesAll: ReadonlySet<Role> = new Set<Role>(['office', 'leader', 'discipline', 'county', 'system'])
const seesOwn: ReadonlySet<Role> = new Set<Role>(['officer', 'police', 'village'])

/** Whether a role has duty lights to see: all of the township's, or its own unit's or villages'. */
export const mayReadLights = (role: Role): boolean => seesAll.has(role) || seesOwn.has(role)

/** An instance of a line: a unit, or one of the villages. */
export type Subject = { readonly unit: string; readonly village: string | null; readonly name: string }

/** The lights of a month as they were known on a day, for the units and villages that the actor may see. */
export async function lightsOf(
  scope: Scoped,
  township: Township,
  query: LightsQuery,
  measured: ReadonlySet<string>,
): Promise<DutyLight[]> {
  const span = { from: firstDayOf(query.month), to: lastDayOf(query.month) }
  const instances = linesOf(township.playbook)
    .filter((line) => (!query.duty || line.id === query.duty) && (!query.unit || line.unit === query.unit))
    .flatMap((line) =>
      lineWindows(line, span, township).map((window) => instanceOf(line, window, township, measured)),
    )
  const keys = instances.flatMap(({ window, proofs }) => [
    window.key,
    ...proofs.flatMap(({ counters }) => counters.map((counter) => counter.window.key)),
  ])
  const dated = instances.flatMap(({ line, proofs }) =>
    hasOwnDay(line) ? proofs.map(({ proof }) => proof.measure) : [],
  )
  const known = await readKnown(scope, township.code, [...new Set(keys)], span, query.asOf, dated)
  return instances.flatMap((instance) =>
    subjectsOf(instance.line, township, scope.actor, query).map((subject) =>
      lightOf(instance, subject, { township, asOf: query.asOf, known }),
    ),
  )
}

/** For whom a line is counted: each village for the villages' unit, otherwise the unit itself; own ones only unless the role sees all. */
export function subjectsOf(
  line: Line,
  { playbook }: Township,
  actor: Actor,
  query: Pick<LightsQuery, 'village'>,
): Subject[] {
  if (!mayReadLights(actor.role)) return []
  const isVillages = villageUnitOf(playbook)?.id === line.unit
  if (!isVillages) {
    if (query.village || (!seesAll.has(actor.role) && actor.unit !== line.unit)) return []
    const unit = playbook.units.find((each) => each.id === line.unit)
    return [{ unit: line.unit, village: null, name: unit?.short ?? line.unit }]
  }
  return playbook.villages
    .filter((village) => !query.village || village.id === query.village)
    .filter((village) => seesAll.has(actor.role) || actor.villages.includes(village.id))
    .map((village) => ({ unit: line.unit, village: village.id, name: village.name }))
}

/** The window and the counters of a proof: named once, read for every subject. */
export type ProofCounters = {
  readonly proof: Proof
  readonly isMeasured: boolean
  readonly counters: readonly { readonly key: string; readonly params: string; readonly window: Window }[]
}
type Instance = { readonly line: Line; readonly window: Window; readonly proofs: readonly ProofCounters[] }

/** A line in one window, with the names of the counters that prove it. */
export function instanceOf(
  line: Line,
  window: Window,
  township: Township,
  measured: ReadonlySet<string>,
): Instance {
  const proofs = line.proves.map((proof) => ({
    proof,
    isMeasured: measured.has(proof.measure),
    counters: windowsOf(line, proof, window.from, window.to, township).map((each) => {
      const params = paramsKey(paramsOf(line, proof, each, township.playbook))
      return { key: counterKey(proof.measure, params, each.kind, each.key), params, window: each }
    }),
  }))
  return { line, window, proofs }
}

type Given = { readonly township: Township; readonly asOf: Day; readonly known: Known }

function lightOf({ line, window, proofs }: Instance, subject: Subject, given: Given): DutyLight {
  const { township, asOf, known } = given
  const { playbook } = township
  const isOwn = (row: { unit: string | null; village: string | null }) =>
    subject.village ? row.village === subject.village : row.unit === subject.unit
  const attestation = known.attestations.findLast(
    (row) => row.duty === line.id && row.window === window.key && isOwn(row),
  )
  const exemption = known.exemptions.findLast(
    (row) => row.duty === line.id && isOwn(row) && row.from <= window.to && row.to >= window.from,
  )
  const state = attestation && {
    state: attestation.returned_on ? ('returned' as const) : ('attested' as const),
    on: attestation.returned_on ?? attestation.attested_on,
  }
  const windowLabel = windowLabelZh(window, playbook.schoolCalendar)
  const evaluated = evaluate({
    parts: proofs.map((proof) => partOf(line, window, proof, subject, given)),
    window,
    windowLabel,
    today: asOf,
    cadence: line.cadence,
    isHolidayMonth: raisesTarget(window, playbook.holidayMonths),
    dueSoonDays: playbook.limits.dueSoonDays,
    makeUpDays: playbook.limits.makeUpDays,
    ...(exemption && { exemption: { reason: exemption.reason, to: exemption.to } }),
    ...(state && { attestation: { ...state, reason: attestation?.return_reason ?? '' } }),
  })
  return {
    ...evaluated,
    duty: line.id,
    title: line.title,
    clause: line.clause,
    no: line.no ?? null,
    unit: subject.unit,
    village: subject.village,
    subject: subject.name,
    window,
    windowLabel,
    cadence: cadenceLabelZh(line.cadence),
    attestation:
      (attestation && state && { id: attestation.id, version: attestation.version, ...state }) ?? null,
    exemption: exemption ? { id: exemption.id, version: exemption.version, to: exemption.to } : null,
  }
}

/** A proof with what was counted for the subject; not measured where no window of it was open on the day. */
function partOf(line: Line, window: Window, given: ProofCounters, subject: Subject, light: Given): Part {
  const { proof, isMeasured, counters } = given
  const { playbook } = light.township
  const declared = catalogue.get(proof.measure)
  const [only] = counters
  const isLonger = counters.length === 1 && only !== undefined && only.window.to > window.to
  const counted = isMeasured
    ? counters.flatMap((counter) => {
        const by = hasOwnDay(line) ? deadlineIn(window, line.cadence) : undefined
        const counts = countsOf(counter.key, proof, subject, light.known, by)
        return counts ? [{ window: counter.window, counts }] : []
      })
    : []
  return {
    measure: proof.measure,
    title: declared?.title ?? proof.measure,
    unitOfCount: declared?.unitOfCount ?? '次',
    counting: declared?.counting ?? 'times',
    ...(declared?.verb && { verb: declared.verb }),
    ...summed(
      proof,
      counted,
      counters.map((counter) => counter.window),
      playbook.holidayMonths,
    ),
    ...(isLonger && {
      own: {
        window: only.window,
        label: windowLabelZh(only.window, playbook.schoolCalendar),
        cadence: proof.cadence ?? line.cadence,
      },
    }),
  }
}

/**
 * One count of several windows of a proof (weeks within a month). Times that are needed in each window are needed in
 * every one: more in one week does not make up for another.
 */
function summed(
  proof: Proof,
  counted: readonly { window: Window; counts: Counts }[],
  windows: readonly Window[],
  holidayMonths: readonly Month[],
): Pick<Part, 'target' | 'counts'> {
  const { target } = proof
  if (counted.length === 0) return { target, counts: 'not-measured' }
  const isTimes = typeof target === 'object' && 'atLeast' in target && windows.length > 1
  const needed = (window: Window) =>
    isTimes ? (timesNeeded(target, raisesTarget(window, holidayMonths)) ?? 0) : Number.POSITIVE_INFINITY
  const total = { due: 0, done: 0, late: 0 }
  for (const { window, counts } of counted) {
    total.due += counts.due
    total.done += Math.min(counts.done, needed(window))
    total.late += Math.max(0, Math.min(counts.done, needed(window)) - (counts.done - counts.late))
  }
  if (!isTimes) return { target, counts: total }
  const atLeast = windows.reduce((sum, window) => sum + needed(window), 0)
  return { target: { atLeast }, counts: total }
}

/** Whether a line's deadline lies inside its window ('每月25日前'), which measures know nothing of. */
const hasOwnDay = ({ cadence }: Line): boolean => 'every' in cadence && cadence.by !== undefined

/**
 * What a counter says of a subject: a village its own, a unit the whole township, but its own attestations only.
 * Where the deadline lies inside the window, what became known after it is late; unless counting only began after it.
 */
function countsOf(
  key: string,
  proof: Proof,
  subject: Subject,
  known: Known,
  by: Day | undefined,
): Counts | undefined {
  const counter = known.counters.get(key)
  if (!counter) return undefined
  const total = { due: 0, done: 0, late: 0 }
  let afterwards = 0
  for (const row of counter.rows) {
    const isOwn = subject.village
      ? row.village === subject.village
      : proof.measure !== 'duties.attested' || row.unit === subject.unit
    if (!isOwn) continue
    total.due += row.due
    total.done += row.done
    total.late += row.late
    if (by && counter.knownFrom <= by && row.day && row.day > by) afterwards += row.done
  }
  return { ...total, late: Math.max(total.late, afterwards) }
}

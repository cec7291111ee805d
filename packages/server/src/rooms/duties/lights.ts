import {
  type Actor,
  cadenceLabelZh,
  type Day,
  type DutyLight,
  evaluate,
  firstDayOf,
  lastDayOf,
  type Month,
  type Role,
  raisesTarget,
  villageUnitOf,
  type Window,
  windowLabelZh,
} from '@hulei/core'
import type { Scoped } from '../../platform/db/scope.ts'
import { paramsKey } from '../../platform/measures/counters.ts'
import type { Township } from '../../platform/townships.ts'
import { counterKey, type Known, readKnown } from './known.ts'
import { hasOwnDay, type ProofCounters, partOf, type Subject } from './light-parts.ts'
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

import {
  type Actor,
  measures as catalogue,
  type Day,
  type DutyLight,
  evaluate,
  type Month,
  type Role,
  type Target,
  timesNeeded,
  villageUnitOf,
  withoutFew,
} from '@hulei/core'
import type { Scoped } from '../../platform/db/scope.ts'
import type { Township } from '../../platform/townships.ts'
import { type Known, readKnown, subjectKey } from './known.ts'
import { countedFor, partOf, type Subject } from './light-parts.ts'
import { type Instance, monthPlanOf } from './month-plan.ts'
import type { Line } from './windows.ts'

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

/** Roles that watch over the duties of all, but may not see the records of people behind them. */
const seesFiguresOnly: ReadonlySet<Role> = new Set<Role>(['discipline', 'county'])
/** Roles that may see every case; a few cases are not counted for others, even of their own unit's duties. */
const seesCases: ReadonlySet<Role> = new Set<Role>(['office', 'leader', 'police', 'discipline', 'system'])

/** Whether a role may see the records behind a measure, and so how many they are, however few. */
export const maySeeBehind = (role: Role, measure: string): boolean =>
  catalogue.get(measure)?.subject === 'case' ? seesCases.has(role) : !seesFiguresOnly.has(role)

/** Whether a role has duty lights to see: all of the township's, or its own unit's or villages'. */
export const mayReadLights = (role: Role): boolean => seesAll.has(role) || seesOwn.has(role)

/**
 * The lights of a month as they were known on a day, for the units and villages that the actor may see. One statement, so
 * it may run in `readAtOnce`; the same array while nothing that the actor may see changed.
 */
export async function lightsOf(
  scope: Scoped,
  township: Township,
  query: LightsQuery,
  measured: ReadonlySet<string>,
): Promise<readonly DutyLight[]> {
  const plan = monthPlanOf(township, query.month)
  const known = await readKnown(scope, township.code, plan, query.asOf)
  const { role, unit, villages } = scope.actor
  const whose = [
    query.asOf,
    query.duty,
    query.unit,
    query.village,
    role,
    unit,
    ...villages,
    ...measured,
  ].join('|')
  const before = known.lights.get(whose)
  if (before) return before
  const given = { township, asOf: query.asOf, known, measured }
  const subjects = new Map<string, Subject[]>()
  const lights = plan.instances
    .filter(
      ({ line }) => (!query.duty || line.id === query.duty) && (!query.unit || line.unit === query.unit),
    )
    .flatMap((instance) => {
      const own = subjects.get(instance.line.unit) ?? subjectsOf(instance.line, township, scope.actor, query)
      subjects.set(instance.line.unit, own)
      if (instance.proofs.every(({ proof }) => maySeeBehind(role, proof.measure)))
        return own.map((subject) => lightOf(instance, subject, given))
      // What is withheld from one village depends on all of them.
      const all = subjectsOf(instance.line, township, scope.actor, {})
      const told = withoutFew(
        all.map((subject) => lightOf(instance, subject, given)),
        instance.proofs.map(({ proof }) => timesEach(proof.target, instance.isHolidayMonth)),
      )
      return told.filter((light) => own.some((subject) => subject.village === light.village))
    })
  known.lights.set(whose, lights)
  return lights
}

const timesEach = (target: Target, isHolidayMonth: boolean): number =>
  typeof target === 'object' && 'each' in target ? (timesNeeded(target, isHolidayMonth) ?? 1) : 1

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

type Given = {
  readonly township: Township
  readonly asOf: Day
  readonly known: Known
  readonly measured: ReadonlySet<string>
}

function lightOf(instance: Instance, subject: Subject, given: Given): DutyLight {
  const { asOf, known, measured, township } = given
  const { playbook } = township
  const { line, window, windowLabel, cadenceLabel, isHolidayMonth } = instance
  const owner = subjectKey(subject)
  const attestation = known.attestations.get(`${line.id}|${window.key}|${owner}`)?.at(-1)
  const exemption = known.exemptions
    .get(`${line.id}|${owner}`)
    ?.findLast((row) => row.from <= window.to && row.to >= window.from)
  const state = attestation && {
    state: attestation.returned_on ? ('returned' as const) : ('attested' as const),
    on: attestation.returned_on ?? attestation.attested_on,
  }
  const evaluated = evaluate({
    parts: instance.proofs.map((proof) => {
      const isMeasured = measured.has(proof.proof.measure)
      const counted = isMeasured ? countedFor(line, window, proof, subject, known) : []
      return partOf(line, window, proof, counted, playbook)
    }),
    window,
    windowLabel,
    today: asOf,
    cadence: line.cadence,
    isHolidayMonth,
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
    cadence: cadenceLabel,
    attestation:
      (attestation && state && { id: attestation.id, version: attestation.version, ...state }) ?? null,
    exemption: exemption ? { id: exemption.id, version: exemption.version, to: exemption.to } : null,
  }
}

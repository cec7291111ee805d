import { type Day, type DutyLight, type PackDuty, type Status, statusWords } from '@hulei/core'
import { formActs } from '../../platform/form-pack.ts'
import type { PackSource } from '../../platform/work-pack.ts'
import { lightsOf, mayReadLights, subjectsOf } from './lights.ts'
import { linesOf } from './windows.ts'

const open: ReadonlySet<Status> = new Set<Status>(['on-course', 'due-soon', 'overdue'])

/**
 * `duty/<duty>/<village or unit>`: what the own unit or village still has to do this month, as far as it is done with
 * forms of the phone: a measure counts the records of its room. What visits are due has a list of its own.
 */
export const dutiesPack =
  (measured: ReadonlySet<string>): PackSource =>
  async (scope, { township, month }) => {
    const { actor } = scope
    if (!mayReadLights(actor.role)) return []
    const rooms = new Set(formActs(actor).map((act) => act.kind.room))
    const isOfForms = (measure: string) => rooms.has(measure.split('.')[0] ?? '') && measured.has(measure)
    const lines = new Set(
      linesOf(township.playbook)
        .filter((line) => line.proves.some((proof) => isOfForms(proof.measure)))
        .filter((line) => subjectsOf(line, township, actor, {}).length > 0)
        .map((line) => line.id),
    )
    if (lines.size === 0) return []
    // Whoever sees every unit's lights does its own unit's work all the same.
    const own = actor.role === 'village' ? {} : { unit: actor.unit }
    const lights = await lightsOf(scope, township, { month, asOf: scope.today, ...own }, measured)
    return nowOf(
      lights.filter((light) => lines.has(light.duty) && open.has(light.status)),
      scope.today,
    ).map((light) => ({
      key: `duty/${light.duty}/${light.village ?? light.unit}`,
      body: dutyOf(light),
    }))
  }

/** Of a line's windows in the month the one that runs today, otherwise the last: a weekly duty is one line, not five. */
function nowOf(lights: readonly DutyLight[], today: Day): DutyLight[] {
  const byLine = new Map<string, DutyLight>()
  const isNow = ({ window }: DutyLight) => window.from <= today && today <= window.to
  for (const light of lights) {
    const key = `${light.duty} ${light.village}`
    const before = byLine.get(key)
    if (!before || isNow(light) || (!isNow(before) && light.window.from > before.window.from))
      byLine.set(key, light)
  }
  return [...byLine.values()].sort((left, right) => left.deadline.localeCompare(right.deadline))
}

function dutyOf({ duty, title, status, reason, deadline }: DutyLight): PackDuty {
  const { shape, word, hue } = statusWords[status]
  return { duty, title, shape, word, hue, reason, deadline }
}

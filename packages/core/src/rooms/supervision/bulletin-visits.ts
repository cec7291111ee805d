import type { DutyLight } from '../../duties/index.ts'
import { type Playbook, raisesTarget, timesNeeded } from '../../playbook/index.ts'

/** The measure whose visits the bulletin names village by village. */
export const LISTED_CHILDREN_VISITS = 'visits.listed-children'

/**
 * Visits made of those that were due. `due` is null where it would tell that fewer children are listed than may be
 * counted in public: so many visits are due to each child. Visits made are work, and always said.
 */
export type VisitCounts = { readonly due: number | null; readonly done: number }

type Counted = { readonly due: number; readonly done: number; readonly children: number }

/**
 * Visits of listed children by village, and in all. A village of fewer than `fewest` children has its due visits hidden;
 * since the township's sum is said, others are hidden beside it, the smallest first, until what is hidden together is
 * no small group (subtraction would tell it otherwise).
 */
export function visitsByVillage(
  lights: readonly DutyLight[],
  playbook: Playbook,
  fewest: number,
): { readonly total: VisitCounts | null; readonly of: ReadonlyMap<string, VisitCounts> } {
  const counted = countedByVillage(lights, playbook)
  const ascending = [...counted].sort(([, left], [, right]) => left.children - right.children)
  const hidden = new Set<string>()
  let hiddenChildren = 0
  for (const [village, { children }] of ascending) {
    if (children >= fewest && (hidden.size === 0 || hiddenChildren >= fewest)) break
    hidden.add(village)
    hiddenChildren += children
  }
  const sum = (of: (each: Counted) => number) =>
    [...counted.values()].reduce((total, each) => total + of(each), 0)
  const all = sum((each) => each.children)
  // Hidden groups that are too few even together: the sum would tell them.
  const isSumTold = all >= fewest && true
  return {
    total:
      counted.size === 0
        ? null
        : { due: isSumTold ? sum((each) => each.due) : null, done: sum((each) => each.done) },
    of: new Map(
      [...counted].map(([village, { due, done }]) => [
        village,
        { due: hidden.has(village) ? null : due, done },
      ]),
    ),
  }
}

function countedByVillage(lights: readonly DutyLight[], playbook: Playbook): Map<string, Counted> {
  const found = new Map<string, Counted>()
  for (const light of lights) {
    if (!light.village) continue
    for (const [index, part] of light.parts.entries()) {
      if (part.measure !== LISTED_CHILDREN_VISITS || part.due === 0) continue
      const target = playbook.duties.find((duty) => duty.id === light.duty)?.proves[index]?.target
      const each = target && timesNeeded(target, raisesTarget(light.window, playbook.holidayMonths))
      const before = found.get(light.village) ?? { due: 0, done: 0, children: 0 }
      found.set(light.village, {
        due: before.due + part.due,
        done: before.done + Math.min(part.done, part.due),
        // Windows of one month are about the same children; without a target each visit may be another child.
        children: Math.max(before.children, Math.ceil(part.due / (each ?? 1))),
      })
    }
  }
  return found
}

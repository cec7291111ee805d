import type { CodeEntry, CodeLists } from '../kinds/index.ts'
import { windowKindOf } from './cadence.ts'
import type { Duty, Proof } from './duty.schema.ts'
import type { Unit, Village } from './organisation.schema.ts'
import type { Playbook } from './playbook.schema.ts'

/** The unit of this id. */
export const findUnit = (playbook: Playbook, id: string): Unit | undefined =>
  playbook.units.find((unit) => unit.id === id)

/** The village of this id. */
export const findVillage = (playbook: Playbook, id: string): Village | undefined =>
  playbook.villages.find((village) => village.id === id)

/** The duty of this id. */
export const findDuty = (playbook: Playbook, id: string): Duty | undefined =>
  playbook.duties.find((duty) => duty.id === id)

/** A unit's duties in the order of the plan's list. */
export const dutiesOfUnit = (playbook: Playbook, unit: string): readonly Duty[] =>
  playbook.duties.filter((duty) => duty.unit === unit).sort((a, b) => a.no - b.no)

/** The unit that stands for every village; its duties are counted once for each village of the plan. */
export const villageUnitOf = (playbook: Playbook): Unit | undefined =>
  playbook.units.find((unit) => unit.kind === 'village')

/**
 * The proof that a month's visit list stands on ('本月走访 29/34'): listed children's visits, counted by the month where
 * the plan does so, otherwise in whatever window it counts them first.
 */
export function findVisitTarget(playbook: Playbook): { duty: Duty; proof: Proof } | undefined {
  const found = playbook.duties.flatMap((duty) =>
    duty.proves
      .filter((proof) => proof.measure === 'visits.listed-children')
      .map((proof) => ({ duty, proof })),
  )
  return found.find(({ duty, proof }) => windowKindOf(proof.cadence ?? duty.cadence) === 'month') ?? found[0]
}

/** Outcomes of a visit that count toward the target. */
export const countingOutcomes = (playbook: Playbook): readonly string[] =>
  playbook.visitOutcomes.filter((outcome) => outcome.counts).map((outcome) => outcome.id)

/**
 * Every list of the plan from which registers take codes, by the name that fields use: the plan's own `lists`, and
 * those that follow from its units, villages, schools, categories, schemes and visit form.
 */
export function listsOfPlaybook(playbook: Playbook): CodeLists {
  const named = (of: readonly CodeEntry[]): CodeEntry[] => of.map(({ id, name }) => ({ id, name }))
  return new Map([
    ...Object.entries(playbook.lists).map(([name, entries]) => [name, named(entries)] as const),
    ['units', named(playbook.units)] as const,
    ['villages', named(playbook.villages)] as const,
    ['schools', named(playbook.schools)] as const,
    ['childCategories', named(playbook.childCategories)] as const,
    ['householdFacts', named(playbook.householdFacts)] as const,
    ['helperSchemes', named(playbook.helperSchemes)] as const,
    ['visitOutcomes', named(playbook.visitOutcomes)] as const,
    ['hazards', named(playbook.visitForm.hazards)] as const,
    ['toldTopics', named(playbook.visitForm.told)] as const,
    ['nextSteps', named(playbook.visitForm.nextSteps)] as const,
    ['leadingPosts', (playbook.leadingGroup ?? []).map(({ id, title }) => ({ id, name: title }))] as const,
  ])
}

/** Names of lists that `listsOfPlaybook` derives, which `lists` may therefore not use. */
export const derivedListNames = [
  'units',
  'villages',
  'schools',
  'childCategories',
  'householdFacts',
  'helperSchemes',
  'visitOutcomes',
  'hazards',
  'toldTopics',
  'nextSteps',
  'leadingPosts',
] as const

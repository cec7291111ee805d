import { FEWEST_COUNTED } from '../privacy/index.ts'
import { measures } from './catalogue.ts'
import type { DutyLight } from './duty-light.ts'
import { statusWords } from './light.ts'
import type { Subject } from './measure.ts'

const people: ReadonlySet<Subject> = new Set<Subject>([
  'child',
  'household',
  'person',
  'staff',
  'case',
  'lead',
])

/** Whether a measure is counted over people, or what belongs to one: its counts may tell who is meant. */
export function isOfPeople(measure: string): boolean {
  const declared = measures.get(measure)
  return declared !== undefined && people.has(declared.subject)
}

/**
 * The lights of one line and window, one for each village (or the unit's single one), as readers get them who may not
 * see the records behind them. Where one of them counts fewer than `FEWEST_COUNTED` people, none keeps its figures:
 * hidden alone, it would be the difference between a sum and the others. Colour and status stay.
 *
 * `timesEach`: how often each person is due in a part, 1 unless the target says so.
 */
export function withoutFew(lights: readonly DutyLight[], timesEach: readonly number[]): readonly DutyLight[] {
  const isFew = (count: number, part: number) => count > 0 && count < FEWEST_COUNTED * (timesEach[part] ?? 1)
  const isHidden = lights.some((light) =>
    light.parts.some(
      (part, index) => isOfPeople(part.measure) && isFew(part.isFigure ? part.done : part.due, index),
    ),
  )
  return isHidden ? lights.map(withoutFigures) : lights
}

const none = { due: 0, done: 0, missing: 0 }

const withoutFigures = (light: DutyLight): DutyLight => ({
  ...light,
  ...none,
  parts: light.parts.map((part) => ({ ...part, ...none, late: 0 })),
  reason: `${light.windowLabel}${statusWords[light.status].word}；涉及人数较少，不列数目`,
})

import type { Actor, Day } from '@hulei/core'
import type { Random } from './random.ts'

/** The lane of steps that look at everything, as a bulletin does: nothing else is told beside them. */
export const ALONE = 'alone'

/** One act of the story: who did what, and when the server received it. */
export type Step = {
  /** On the business clock, in China's time: `2024-03-05T09:30:00+08:00`. */
  readonly at: string
  readonly by: Actor
  readonly act: string
  readonly id: string
  readonly record?: string
  readonly version?: string
  readonly reason?: string
  readonly input: Readonly<Record<string, unknown>>
  /** What an edit says beyond its input follows from what it finds: the words of a draft beside figures that records give. */
  readonly edits?: (found: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>
  /** Steps of one lane wait for each other; those of different lanes may be told side by side. */
  readonly lane: string
}

/** An instant of a day in working hours, as text that sorts as time runs. */
export function clockOn(random: Random, day: Day, from = 8, to = 17): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${day}T${two(random.int(from, to))}:${two(random.int(0, 59))}:${two(random.int(0, 59))}+08:00`
}

/** The day of an instant of `clockOn`. */
export const dayOfStep = (step: Pick<Step, 'at'>): Day => step.at.slice(0, 10) as Day

/** Steps in the order of their time; those of one moment as they were told. */
export const inOrder = (steps: readonly Step[]): Step[] =>
  steps
    .map((step, index) => ({ step, index }))
    .sort((one, other) =>
      one.step.at < other.step.at ? -1 : one.step.at > other.step.at ? 1 : one.index - other.index,
    )
    .map(({ step }) => step)

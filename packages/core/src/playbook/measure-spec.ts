import type { z } from 'zod'

/**
 * What the counts of a measure mean.
 * `subjects`: of the subjects due in the window, how many are done — targets `all`, `share`, `none`.
 * `times`: how often it happened, in all (`atLeast`), or for each subject, at most as often as needed (`each`).
 * `word`: no record proves it; a unit attests — target `attested`.
 */
export type Counting = 'subjects' | 'times' | 'word'

/** A parameter of a measure: its values, and the list of the playbook that they are codes of. */
export type MeasureParam = {
  readonly schema: z.ZodType
  readonly list?: string
  readonly isOptional: boolean
}

/** What a playbook must know of a measure to name it rightly; the catalogue of `duties` declares them. */
export type MeasureSpec = {
  readonly title: string
  readonly counting: Counting
  /** Counted over the unit or the township as a whole, not over several subjects. */
  readonly subject: string
  readonly params: Readonly<Record<string, MeasureParam>>
}

/** What a playbook may refer to beyond itself. */
export type Vocabulary = {
  readonly measures: ReadonlyMap<string, MeasureSpec>
  /** Names of declared kinds, to which extra fields may be added. */
  readonly kinds: readonly string[]
}

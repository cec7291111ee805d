import { z } from 'zod'
import type { AnyKind } from '../../kinds/index.ts'
import { grantTitle } from '../../privacy/index.ts'

/** How one kind of record that holds minors' data is processed, as its declaration says it. */
export const processingEntry = z.strictObject({
  kind: z.string(),
  title: z.string(),
  purpose: z.string(),
  basis: z.string(),
  /** Who reads it, in words. */
  readers: z.array(z.string()),
  /** Fields that are masked or encrypted, in words. */
  guarded: z.array(z.string()),
  isSealed: z.boolean(),
  /** How long it is kept, in words. */
  keep: z.string(),
})
export type ProcessingEntry = z.infer<typeof processingEntry>

const ofMinors: ReadonlySet<string> = new Set(['child', 'household'])

/** Whether records of a kind are about minors: of a child or a household, or of a matter in which a minor stands. */
const isOfMinors = (kind: AnyKind): boolean =>
  ofMinors.has(kind.name) ||
  kind.matter !== undefined ||
  Object.values(kind.fields).some(({ refersTo }) => refersTo !== undefined && ofMinors.has(refersTo))

/** What is processed of minors, for an impact assessment: it follows from the declared kinds, so it is never out of date. */
export const processingOfMinors = (all: Iterable<AnyKind>): readonly ProcessingEntry[] =>
  [...all].filter(isOfMinors).map((kind) => ({
    kind: kind.name,
    title: kind.title,
    purpose: kind.purpose,
    basis: kind.basis,
    readers: [...new Set(kind.readers.map(grantTitle))],
    guarded: Object.values(kind.fields)
      .filter(({ guard }) => guard !== 'open')
      .map(({ label }) => label),
    isSealed: kind.isSealed === true,
    keep: keepWords(kind),
  }))

function keepWords({ keep, fields }: AnyKind): string {
  const after = keep.after === 'matter' ? '事项办结' : (fields[keep.after]?.label ?? keep.after)
  return `${after}后${keep.years}年`
}

/** How processing differs from what was assessed: kinds that came, went, or are read or kept otherwise. */
export function changedSince(
  assessed: readonly ProcessingEntry[],
  now: readonly ProcessingEntry[],
): readonly string[] {
  const before = new Map(assessed.map((entry) => [entry.kind, entry]))
  const left = new Set(before.keys())
  const changed = now.flatMap((entry) => {
    const was = before.get(entry.kind)
    left.delete(entry.kind)
    if (!was) return [`新增“${entry.title}”`]
    return isSame(was, entry) ? [] : [`“${entry.title}”有变化`]
  })
  return [...changed, ...[...left].map((kind) => `不再有“${before.get(kind)?.title}”`)]
}

const isSame = (left: ProcessingEntry, right: ProcessingEntry) =>
  (Object.keys(left) as (keyof ProcessingEntry)[]).every(
    (name) => JSON.stringify(left[name]) === JSON.stringify(right[name]),
  )

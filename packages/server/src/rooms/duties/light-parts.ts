import {
  type Counts,
  measures as catalogue,
  type Day,
  deadlineIn,
  isOfOwnUnit,
  type Month,
  type Part,
  type Playbook,
  type Proof,
  raisesTarget,
  timesNeeded,
  type Window,
  windowLabelZh,
} from '@hulei/core'
import type { Known } from './known.ts'
import { isDaily, type Line } from './windows.ts'

/** An instance of a line: a unit, or one of the villages. */
export type Subject = { readonly unit: string; readonly village: string | null; readonly name: string }

/** The window and the counters of a proof: named once, read for every subject. */
export type ProofCounters = {
  readonly proof: Proof
  readonly counters: readonly { readonly key: string; readonly params: string; readonly window: Window }[]
}
/** What was counted for a subject in one of a proof's windows. */
export type WindowCounts = { readonly window: Window; readonly counts: Counts }

/** What was counted for a subject, in each window of the proof that was open on the day. */
export function countedFor(
  line: Line,
  window: Window,
  { proof, counters }: ProofCounters,
  subject: Subject,
  known: Known,
): WindowCounts[] {
  const by = hasOwnDay(line) ? deadlineIn(window, line.cadence) : undefined
  return counters.flatMap((counter) => {
    const counts = countsOf(counter.key, proof, subject, known, by)
    return counts ? [{ window: counter.window, counts }] : []
  })
}

/** A proof with what was counted for it; not measured where no window of it was open on the day. */
export function partOf(
  line: Line,
  window: Window,
  { proof, counters }: ProofCounters,
  counted: readonly WindowCounts[],
  playbook: Playbook,
): Part {
  const declared = catalogue.get(proof.measure)
  const [only] = counters
  const isLonger = counters.length === 1 && only !== undefined && only.window.to > window.to
  return {
    measure: proof.measure,
    title: declared?.title ?? proof.measure,
    unitOfCount: declared?.unitOfCount ?? '次',
    counting: declared?.counting ?? 'times',
    ...(declared?.verb && { verb: declared.verb }),
    ...(declared?.isDueAtLimit && { isDueAtLimit: true }),
    ...summed(
      // Day by day, what is due is counted as well as what is done.
      isDaily(line, proof) ? { ...proof, target: 'all' } : proof,
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
  counted: readonly WindowCounts[],
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
export const hasOwnDay = ({ cadence }: Line): boolean => 'every' in cadence && cadence.by !== undefined

/**
 * What a counter says of a subject: a village its own, a unit the whole township, but of what units do only its own.
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
  // A subject's own rows only; a unit answers for the whole township, but works and attests for itself alone.
  const own = subject.village
    ? counter.ofVillage.get(subject.village)
    : isOfOwnUnit(proof.measure)
      ? counter.rows.filter((row) => row.unit === subject.unit)
      : counter.rows
  const total = { due: 0, done: 0, late: 0 }
  let afterwards = 0
  for (const row of own ?? []) {
    total.due += row.due
    total.done += row.done
    total.late += row.late
    if (by && counter.knownFrom <= by && row.day && row.day > by) afterwards += row.done
  }
  return { ...total, late: Math.max(total.late, afterwards) }
}

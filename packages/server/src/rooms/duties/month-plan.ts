import {
  cadenceLabelZh,
  type Day,
  firstDayOf,
  lastDayOf,
  type Month,
  raisesTarget,
  type Window,
  windowLabelZh,
} from '@hulei/core'
import { paramsKey } from '../../platform/measures/counters.ts'
import type { Township } from '../../platform/townships.ts'
import { counterKey, type Known } from './known.ts'
import { hasOwnDay, type ProofCounters } from './light-parts.ts'
import { type Line, linesOf, lineWindows, paramsOf, windowsOf } from './windows.ts'

/** A line in one window, with the counters that prove it: what of its lights does not depend on counts. */
export type Instance = {
  readonly line: Line
  readonly window: Window
  readonly windowLabel: string
  readonly cadenceLabel: string
  readonly isHolidayMonth: boolean
  readonly proofs: readonly ProofCounters[]
}

/** Everything about a month's lights that plan and calendar decide. */
export type MonthPlan = {
  readonly span: { readonly from: Day; readonly to: Day }
  readonly instances: readonly Instance[]
  /** Keys of all windows that are read. */
  readonly windowKeys: readonly string[]
  /** Measures whose counts are read apart by the day on which they became known. */
  readonly datedMeasures: readonly string[]
  /** What was known, by the text that the database gave (`readKnown`). */
  readonly kept: Map<string, Known>
}

const KEPT_MONTHS = 6
// A township is a new object whenever its plan or the calendar changed, so what is kept never outlives them.
const kept = new WeakMap<Township, Map<Month, MonthPlan>>()

/** The plan of a month, made once for each version of a township's plan and calendar; the last few are kept. */
export function monthPlanOf(township: Township, month: Month): MonthPlan {
  const months = kept.get(township) ?? new Map<Month, MonthPlan>()
  kept.set(township, months)
  const known = months.get(month)
  if (known) return known
  const made = makePlan(township, month)
  const [oldest] = months.keys()
  if (months.size >= KEPT_MONTHS && oldest) months.delete(oldest)
  months.set(month, made)
  return made
}

function makePlan(township: Township, month: Month): MonthPlan {
  const span = { from: firstDayOf(month), to: lastDayOf(month) }
  const instances = linesOf(township.playbook).flatMap((line) =>
    lineWindows(line, span, township).map((window) => instanceOf(line, window, township)),
  )
  const windowKeys = instances.flatMap(({ window, proofs }) => [
    window.key,
    ...proofs.flatMap(({ counters }) => counters.map((counter) => counter.window.key)),
  ])
  const datedMeasures = instances.flatMap(({ line, proofs }) =>
    hasOwnDay(line) ? proofs.map(({ proof }) => proof.measure) : [],
  )
  return {
    span,
    instances,
    windowKeys: [...new Set(windowKeys)],
    datedMeasures: [...new Set(datedMeasures)],
    kept: new Map(),
  }
}

/** A line in one window, with the names of the counters that prove it. */
export function instanceOf(line: Line, window: Window, township: Township): Instance {
  const { playbook } = township
  const proofs = line.proves.map((proof) => ({
    proof,
    counters: windowsOf(line, proof, window.from, window.to, township).map((each) => {
      const params = paramsKey(paramsOf(line, proof, each, playbook))
      return { key: counterKey(proof.measure, params, each.kind, each.key), params, window: each }
    }),
  }))
  return {
    line,
    window,
    windowLabel: windowLabelZh(window, playbook.schoolCalendar),
    cadenceLabel: cadenceLabelZh(line.cadence),
    isHolidayMonth: raisesTarget(window, playbook.holidayMonths),
    proofs,
  }
}

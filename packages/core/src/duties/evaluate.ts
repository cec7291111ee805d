import { addDays, type Day, dayOfMonth, minDay, monthOf, type Window } from '../calendar/index.ts'
import { type Cadence, targetLabelZh, timesNeeded } from '../playbook/index.ts'
import type { Evaluation, Part } from './evaluation.ts'
import { type Counts, isDone, type LightPart, type Status, worseOf } from './light.ts'
import { reasonOf } from './reasons.ts'

/** A line in one window as a light, with the sentence why. */
export type Light = {
  readonly status: Status
  /** Summed over the parts that decide, each counted no further than it is needed. */
  readonly due: number
  readonly done: number
  readonly missing: number
  readonly reason: string
  /** The last day in time, and the last day on which it may be made up. */
  readonly deadline: Day
  readonly makeUpTo: Day
  readonly parts: readonly LightPart[]
}

/**
 * Turns counts, targets, window and day into a light. Pure and total: negative or absurd counts are read as nothing.
 *
 * A window that has not begun is not due. A part whose subjects were none is not due, either: an empty register does
 * not turn green. The worst part decides; a part not measured keeps the line from being met. Late is a state of its own
 * (方案 五(四)): what was entered after the deadline is met late, and what can no longer be made up is missed.
 */
export function evaluate(given: Evaluation): Light {
  const { today, exemption } = given
  const line = daysOf(given.window, given.cadence, given.makeUpDays)
  const parts = given.parts.map((part) => judge(part, given))
  const deciding = parts.filter((part) => !part.isFigure)
  const isExempt = exemption !== undefined && (exemption.to >= line.deadline || today <= exemption.to)
  const worst = deciding.reduce<Status>((status, part) => worseOf(status, part.status), 'exempt')
  const status: Status = isExempt ? 'exempt' : deciding.length === 0 ? 'not-due' : worst
  // Where a part runs to a day of its own, the light speaks of the day of the part that decides.
  const { deadline, makeUpTo } = deciding.find((part) => part.status === status) ?? line
  const sum = (of: (part: LightPart) => number) => deciding.reduce((total, part) => total + of(part), 0)
  return {
    status,
    due: sum((part) => part.due),
    done: sum((part) => Math.min(part.done, part.due)),
    missing: sum((part) => part.missing),
    deadline,
    makeUpTo,
    reason: reasonOf({ ...given, status, judged: parts, deadline, makeUpTo }),
    parts,
  }
}

/** The last day in time: the day of the month that the cadence names, otherwise the window's last. */
export function deadlineIn(window: Window, cadence: Cadence): Day {
  const by = 'every' in cadence ? cadence.by : undefined
  return by === undefined ? window.to : minDay(window.to, dayOfMonth(monthOf(window.from), by))
}

type Days = { readonly deadline: Day; readonly makeUpTo: Day }

function daysOf(window: Window, cadence: Cadence, makeUpDays: number): Days {
  const days = 'every' in cadence ? (cadence.makeUpDays ?? makeUpDays) : makeUpDays
  return { deadline: deadlineIn(window, cadence), makeUpTo: addDays(window.to, Math.max(0, days)) }
}

function judge(part: Part, given: Evaluation): LightPart {
  const { measure, title, unitOfCount, counting, target } = part
  const { window, cadence } = part.own ?? given
  const days = daysOf(window, cadence, given.makeUpDays)
  const counts = neededOf(part, given)
  return {
    measure,
    title,
    unitOfCount,
    counting,
    needs: targetLabelZh(target),
    isFigure: target === 'figure',
    ...counts,
    missing: Math.max(0, counts.due - counts.done),
    ...days,
    status: statusOf(part, counts, { ...given, window }, days),
  }
}

const whole = (value: number): number => (Number.isFinite(value) ? Math.max(0, Math.trunc(value)) : 0)

/** How much is needed and how much is there; what is not measured needs and has nothing. */
function neededOf({ target, counts }: Part, { isHolidayMonth, attestation }: Evaluation): Counts {
  if (target === 'attested') {
    const isAttested = attestation
      ? attestation.state === 'attested'
      : counts !== 'not-measured' && counts.done > 0
    return { due: 1, done: isAttested ? 1 : 0, late: 0 }
  }
  if (counts === 'not-measured') return { due: 0, done: 0, late: 0 }
  const done = whole(counts.done)
  const late = Math.min(done, whole(counts.late))
  if (target === 'figure') return { due: 0, done, late }
  if (typeof target === 'object' && 'atLeast' in target)
    return { due: timesNeeded(target, isHolidayMonth) ?? target.atLeast, done, late }
  const share = typeof target === 'object' && 'share' in target ? target.share : 100
  return { due: Math.ceil((whole(counts.due) * share) / 100), done, late }
}

function statusOf(part: Part, counts: Counts, given: Evaluation, { deadline, makeUpTo }: Days): Status {
  const { window, today, attestation, dueSoonDays } = given
  if (today < window.from) return 'not-due'
  if (part.counts === 'not-measured' && part.target !== 'attested') return 'not-measured'
  if (counts.due === 0) return 'not-due'
  if (counts.done >= counts.due) {
    if (part.target === 'attested') return attestation && attestation.on > deadline ? 'met-late' : 'attested'
    return counts.done - counts.late >= counts.due ? 'met' : 'met-late'
  }
  if (today > makeUpTo) return 'missed'
  if (part.target === 'attested' && attestation?.state === 'returned') return 'returned'
  if (today > deadline || part.isDueAtLimit) return 'overdue'
  if (addDays(today, Math.max(0, dueSoonDays)) >= deadline) return 'due-soon'
  return part.target === 'attested' ? 'to-attest' : 'on-course'
}

/** Whether a light needs nobody: done, exempt, or nothing due. */
export const isSettled = (status: Status): boolean =>
  isDone(status) || status === 'exempt' || status === 'not-due'

import { addDays, type Day, dayOfMonth, minDay, monthOf, type Window } from '../calendar/index.ts'
import { type Cadence, type Counting, type Target, timesNeeded } from '../playbook/index.ts'
import { type Counts, isDone, type LightPart, type Status, worseOf } from './light.ts'
import { reasonOf } from './reasons.ts'

/** One proof of a line with what was counted for it in the window, or nothing where it is not counted yet. */
export type Part = {
  readonly measure: string
  readonly title: string
  /** 量词: '人次', '户'. */
  readonly unitOfCount: string
  /** What one does with them, for the sentence '5月应走访 34 人次'; without it the title is said. */
  readonly verb?: string
  readonly counting: Counting
  readonly target: Target
  readonly counts: Counts | 'not-measured'
}

/** What a unit attested for a line in this window, and what became of it, as known on the day. */
export type AttestationState = {
  readonly state: 'attested' | 'returned'
  /** The day of attesting, or of returning. */
  readonly on: Day
  readonly reason?: string
}

export type Evaluation = {
  readonly parts: readonly Part[]
  readonly window: Window
  /** What people call the window; its plain label when absent. */
  readonly windowLabel?: string
  /** The day on which the light is read. */
  readonly today: Day
  readonly cadence: Cadence
  readonly isHolidayMonth: boolean
  /** So many days before its deadline an unfinished duty is due soon. */
  readonly dueSoonDays: number
  /** So many days after its window a duty may still be made up, unless the cadence says otherwise. */
  readonly makeUpDays: number
  readonly exemption?: { readonly reason: string; readonly to: Day }
  readonly attestation?: AttestationState
}

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
  const { window, today, cadence, exemption } = given
  const deadline = deadlineIn(window, cadence)
  const makeUp = 'every' in cadence ? (cadence.makeUpDays ?? given.makeUpDays) : given.makeUpDays
  const makeUpTo = addDays(window.to, Math.max(0, makeUp))
  const days = { deadline, makeUpTo }
  const parts = given.parts.map((part) => judge(part, given, days))
  const deciding = parts.filter((part) => !part.isFigure)
  const isExempt = exemption !== undefined && (exemption.to >= deadline || today <= exemption.to)
  const worst = deciding.reduce<Status>((status, part) => worseOf(status, part.status), 'exempt')
  const status: Status = isExempt ? 'exempt' : deciding.length === 0 ? 'not-due' : worst
  const sum = (of: (part: LightPart) => number) => deciding.reduce((total, part) => total + of(part), 0)
  return {
    status,
    due: sum((part) => part.due),
    done: sum((part) => Math.min(part.done, part.due)),
    missing: sum((part) => part.missing),
    ...days,
    reason: reasonOf({ ...given, status, judged: parts, days }),
    parts,
  }
}

/** The last day in time: the day of the month that the cadence names, otherwise the window's last. */
function deadlineIn(window: Window, cadence: Cadence): Day {
  const by = 'every' in cadence ? cadence.by : undefined
  return by === undefined ? window.to : minDay(window.to, dayOfMonth(monthOf(window.from), by))
}

type Days = { readonly deadline: Day; readonly makeUpTo: Day }

function judge(part: Part, given: Evaluation, days: Days): LightPart {
  const { measure, title, unitOfCount, counting, target } = part
  const head = { measure, title, unitOfCount, counting, isFigure: target === 'figure' }
  const { due, done, late } = neededOf(part, given)
  const missing = Math.max(0, due - done)
  return { ...head, due, done, late, missing, status: statusOf(part, { due, done, late }, given, days) }
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
  if (today > deadline) return 'overdue'
  if (addDays(today, Math.max(0, dueSoonDays)) >= deadline) return 'due-soon'
  return part.target === 'attested' ? 'to-attest' : 'on-course'
}

/** Whether a light needs nobody: done, exempt, or nothing due. */
export const isSettled = (status: Status): boolean =>
  isDone(status) || status === 'exempt' || status === 'not-due'

import type { Instant } from '../../calendar/index.ts'
import type { Breach } from './breach.kind.ts'

/**
 * The steps of a breach and the hours for each, from the moment at which it was found. The law says 立即 and 及时; these
 * are the hours by which this township takes itself at its word.
 */
export const breachSteps = [
  { step: 'contain', by: 'containBy', at: 'containedAt', hours: 2, basis: '个人信息保护法 第五十七条' },
  { step: 'report', by: 'reportBy', at: 'reportedAt', hours: 4, basis: '未成年人网络保护条例 第三十五条' },
  { step: 'tell', by: 'tellBy', at: 'toldAt', hours: 72, basis: '个人信息保护法 第五十七条' },
] as const

export type BreachStepName = (typeof breachSteps)[number]['step']

/** How one step stands at a moment; `minutes` are those left or over, or by which it was early or late. */
export type BreachStep = {
  readonly step: BreachStepName
  readonly state: 'done' | 'done-late' | 'running' | 'over' | 'not-needed'
  readonly minutes: number
}

const HOUR = 3_600_000

/** The limits of a breach found at a moment, ISO 8601. */
export function breachLimits(foundAt: Instant, iso: (at: Instant) => string) {
  const after = (hours: number) => iso(foundAt + hours * HOUR)
  const [contain, report, tell] = breachSteps
  return { containBy: after(contain.hours), reportBy: after(report.hours), tellBy: after(tell.hours) }
}

/** A breach's moments as instants; null where a step has not been taken. */
export type ClockedBreach = Readonly<
  Record<'containBy' | 'reportBy' | 'tellBy', Instant> &
    Record<'containedAt' | 'reportedAt' | 'toldAt', Instant | null>
> &
  Pick<Breach, 'needsNoTelling'>

const minutesOf = (ms: number) => Math.floor(Math.abs(ms) / 60_000)

/** Every step's clock. What is done at the very end of its limit is in time. */
export const breachClock = (of: ClockedBreach, now: Instant): readonly BreachStep[] =>
  breachSteps.map(({ step, by, at }) => {
    const [limit, done] = [of[by], of[at]]
    if (step === 'tell' && of.needsNoTelling) return { step, state: 'not-needed', minutes: 0 }
    if (done !== null)
      return { step, state: done <= limit ? 'done' : 'done-late', minutes: minutesOf(limit - done) }
    return { step, state: now <= limit ? 'running' : 'over', minutes: minutesOf(limit - now) }
  })

import type { Instant } from '../../calendar/index.ts'

/** Within so many hours of exposure medical care is assessed, or medicine to prevent infection no longer helps (附·卫生院3). */
export const CARE_HOURS = 72
/** For so long before its end, the limit is said to be near. */
const SOON_HOURS = 24

const HOUR_MS = 3_600_000

/** The end of the limit: the last moment in time. */
export const careLimitOf = (exposedAt: Instant): Instant => exposedAt + CARE_HOURS * HOUR_MS

/** How the clock of medical care stands; `minutes` are those left, over, or (assessed) by which it was early or late. */
export type CareClock = {
  readonly state: 'running' | 'soon' | 'over' | 'assessed' | 'assessed-late'
  readonly minutes: number
}

/** The clock at a moment, in milliseconds. What is assessed at the very end of the limit is in time. */
export function careClockAt(
  of: { readonly careBy: Instant; readonly assessedAt: Instant | null },
  now: Instant,
): CareClock {
  const left = of.careBy - (of.assessedAt ?? now)
  const minutes = Math.floor(Math.abs(left) / 60_000)
  if (of.assessedAt !== null) return { state: left >= 0 ? 'assessed' : 'assessed-late', minutes }
  if (left < 0) return { state: 'over', minutes }
  return { state: left <= SOON_HOURS * HOUR_MS ? 'soon' : 'running', minutes }
}

import type { Instant } from '../../calendar/index.ts'
import { TELLING_MINUTES } from './lead-telling.kind.ts'

/** The clocks of a lead: pure, over moments in milliseconds. */

const MINUTE = 60_000

/** For so long before its end, a limit is said to be near. */
const SOON_HOURS = 12
/** A venue's report must be acknowledged within so many minutes (附·派出所4). */
export const VENUE_MINUTES = 60

export type Clocked = {
  readonly reportedAt: Instant
  readonly decideBy: Instant
  readonly decidedAt: Instant | null
}

/** How the clock of a decision stands; `minutes` are those left, over, or (decided) by which it was early or late. */
export type LeadClock = {
  readonly state: 'running' | 'soon' | 'over' | 'decided' | 'decided-late'
  readonly minutes: number
}

/** The clock of a lead's decision at a moment. What is decided at the very end of the limit is in time. */
export function leadClockAt(lead: Clocked, now: Instant): LeadClock {
  const by = lead.decideBy
  if (lead.decidedAt !== null) {
    const left = by - lead.decidedAt
    return { state: left >= 0 ? 'decided' : 'decided-late', minutes: whole(Math.abs(left)) }
  }
  const left = by - now
  if (left < 0) return { state: 'over', minutes: whole(-left) }
  // A short limit is not near from its first moment on.
  const soon = Math.min(SOON_HOURS * 60 * MINUTE, (by - lead.reportedAt) / 2)
  return { state: left <= soon ? 'soon' : 'running', minutes: whole(left) }
}

const whole = (ms: number) => Math.floor(ms / MINUTE)

/** '3天2小时', '5小时20分', '8分钟': as exact as it matters. */
export function durationZh(minutes: number): string {
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60]
  if (days > 0) return hours > 0 ? `${days}天${hours}小时` : `${days}天`
  if (hours > 0) return rest > 0 ? `${hours}小时${rest}分` : `${hours}小时`
  return `${rest}分钟`
}

export type LeadAlarmName = 'silent' | 'unreceived' | 'soon' | 'overdue' | 'twice'

/** What alarms ask of a lead. */
export type Watched = Clocked & {
  readonly source: string
  readonly isClosed: boolean
  readonly isAcknowledged: boolean
  /** When those who were told and have not acknowledged were told; earliest first. */
  readonly unacknowledgedSince: Instant | null
}

/** When an alarm goes off, if nothing happens before; undefined where there is no ground for it. */
type Rule = { readonly alarm: LeadAlarmName; readonly at: (lead: Watched) => Instant | undefined }

const after = (at: Instant, minutes: number): Instant => at + minutes * MINUTE
const limitOf = (lead: Watched) => lead.decideBy - lead.reportedAt
const undecided = (lead: Watched, at: Instant) => (lead.decidedAt !== null || lead.isClosed ? undefined : at)

const rules: readonly Rule[] = [
  // Silence counts even on a lead that was decided meanwhile: the heads were to know of it.
  {
    alarm: 'silent',
    at: (lead) =>
      lead.unacknowledgedSince !== null ? after(lead.unacknowledgedSince, TELLING_MINUTES) : undefined,
  },
  {
    alarm: 'unreceived',
    at: (lead) =>
      lead.source === 'venue' && !lead.isAcknowledged ? after(lead.reportedAt, VENUE_MINUTES) : undefined,
  },
  {
    alarm: 'soon',
    at: (lead) => undecided(lead, lead.decideBy - Math.min(SOON_HOURS * 60 * MINUTE, limitOf(lead) / 2)),
  },
  { alarm: 'overdue', at: (lead) => undecided(lead, lead.decideBy) },
  { alarm: 'twice', at: (lead) => undecided(lead, lead.decideBy + limitOf(lead)) },
]

/** The alarms whose time has passed at a moment; which of them have gone off already, the records say. */
export const alarmsDue = (lead: Watched, now: Instant): readonly LeadAlarmName[] =>
  rules.flatMap(({ alarm, at }) => {
    const when = at(lead)
    return when !== undefined && now > when ? [alarm] : []
  })

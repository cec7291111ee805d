import type { DutyLight } from './duty-light.ts'
import { isPastDue, type Status, severityOf } from './light.ts'

/** Groups of lights that a summary counts. */
export type LightGroup = 'done' | 'course' | 'soon' | 'late' | 'notMeasured' | 'quiet'

/** The group that a status belongs to. */
export const groupOf = (status: Status): LightGroup => {
  switch (status) {
    case 'met':
    case 'met-late':
    case 'attested':
      return 'done'
    case 'on-course':
    case 'to-attest':
      return 'course'
    case 'due-soon':
      return 'soon'
    case 'overdue':
    case 'missed':
    case 'returned':
      return 'late'
    case 'not-measured':
      return 'notMeasured'
    default:
      return 'quiet'
  }
}

/** How many lights there are of each group. */
export function countGroups(lights: readonly DutyLight[]): Record<LightGroup, number> {
  const counts = { done: 0, course: 0, soon: 0, late: 0, notMeasured: 0, quiet: 0 }
  for (const light of lights) counts[groupOf(light.status)]++
  return counts
}

/** Lights that somebody must look at, most serious first, and of these the nearest deadline. */
export const toWatch = (lights: readonly DutyLight[]): DutyLight[] =>
  lights
    .filter((light) => ['soon', 'late'].includes(groupOf(light.status)))
    .sort(
      (left, right) =>
        severityOf(right.status) - severityOf(left.status) || (left.deadline < right.deadline ? -1 : 1),
    )

/** Of a unit's or village's lines that are measured and due, how many are done. */
export type Standing = {
  readonly subject: string
  readonly unit: string
  readonly village: string | null
  readonly done: number
  readonly all: number
  readonly late: number
}

/** How every subject stands; those with nothing measured are left out, since nothing can be said of them. */
export function standingsOf(lights: readonly DutyLight[]): Standing[] {
  const bySubject = Map.groupBy(lights, (light) => `${light.unit}/${light.village ?? ''}`)
  return [...bySubject.values()].flatMap((own) => {
    const [first] = own
    const due = own.filter((light) => !['notMeasured', 'quiet'].includes(groupOf(light.status)))
    if (!first || due.length === 0) return []
    return [
      {
        subject: first.subject,
        unit: first.unit,
        village: first.village,
        done: due.filter((light) => groupOf(light.status) === 'done').length,
        all: due.length,
        late: due.filter((light) => isPastDue(light.status)).length,
      },
    ]
  })
}

/** The share of due lines that are done, 0 to 1. */
export const rateOf = (standing: Standing): number => standing.done / standing.all

/** Those that gained most against the month before, in percentage points, best first; only real gains. */
export function improvedSince(
  now: readonly Standing[],
  before: readonly Standing[],
): (Standing & { points: number })[] {
  const earlier = new Map(before.map((each) => [`${each.unit}/${each.village}`, each]))
  return now
    .flatMap((each) => {
      const was = earlier.get(`${each.unit}/${each.village}`)
      return was ? [{ ...each, points: Math.round((rateOf(each) - rateOf(was)) * 100) }] : []
    })
    .filter((each) => each.points > 0)
    .sort((left, right) => right.points - left.points)
}

/** A standing with its place: the higher share first, fewer overdue lines breaking a tie; equals share a place. */
export function ranked(standings: readonly Standing[]): (Standing & { place: number })[] {
  const sorted = [...standings].sort(
    (left, right) =>
      rateOf(right) - rateOf(left) || left.late - right.late || (left.subject < right.subject ? -1 : 1),
  )
  const isEqual = (left: Standing, right: Standing) =>
    rateOf(left) === rateOf(right) && left.late === right.late
  const placed: (Standing & { place: number })[] = []
  for (const [index, standing] of sorted.entries()) {
    const previous = placed.at(-1)
    placed.push({ ...standing, place: previous && isEqual(previous, standing) ? previous.place : index + 1 })
  }
  return placed
}

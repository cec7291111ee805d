import type { Month } from '../../calendar/index.ts'
import {
  countGroups,
  type DutyLight,
  improvedSince,
  type LightGroup,
  ranked,
  rateOf,
  type Standing,
  standingsOf,
} from '../../duties/index.ts'
import type { Playbook } from '../../playbook/index.ts'
import { FEWEST_COUNTED } from '../../privacy/index.ts'
import { type OverdueDuty, overdueDuties } from './bulletin-overdue.ts'
import { type VisitCounts, visitsByVillage } from './bulletin-visits.ts'

/** A village or unit in its ranking, with last month's place. */
export type RankedSubject = Standing & {
  readonly place: number
  readonly placeBefore: number | null
  /** Visits of listed children in a village; null where none were due. */
  readonly visits: VisitCounts | null
}

/** The figures of a month's bulletin: lines of duty and visits made, by village and unit. Never a person. */
export type BulletinFigures = {
  readonly month: Month
  readonly counts: Readonly<Record<LightGroup, number>>
  readonly countsBefore: Readonly<Record<LightGroup, number>> | null
  readonly metLate: number
  /** Visits of listed children in the whole township; null where none were due. */
  readonly visits: VisitCounts | null
  readonly villages: readonly RankedSubject[]
  readonly units: readonly RankedSubject[]
  /** Units of which nothing is measured yet: they are named, not ranked. */
  readonly unranked: readonly string[]
  readonly overdue: readonly OverdueDuty[]
  readonly improved: readonly { readonly subject: string; readonly points: number }[]
  readonly fallen: readonly { readonly subject: string; readonly points: number }[]
  /** Who is to be talked to: overdue in this month and the last, by village or unit. */
  readonly toTalk: readonly string[]
  /** The unit that leads the work and talks to those who lag. */
  readonly office: string
}

/**
 * Figures from the lights of a month and of the month before.
 * The office's own rhythm (lines without a number) is not ranked: whoever writes the bulletin does not grade itself.
 */
export function bulletinFigures(
  month: Month,
  now: readonly DutyLight[],
  before: readonly DutyLight[] | null,
  playbook: Playbook,
): BulletinFigures {
  const visits = visitsByVillage(now, playbook, FEWEST_COUNTED)
  const listed = now.filter((light) => light.no !== null)
  const listedBefore = before?.filter((light) => light.no !== null) ?? null
  const standings = standingsOf(listed)
  const standingsBefore = listedBefore ? standingsOf(listedBefore) : []
  const named = new Set(standings.map(keyOf))
  const unranked = listed.filter((light) => !named.has(keyOf(light))).map((light) => light.subject)
  return {
    month,
    counts: countGroups(listed),
    countsBefore: listedBefore ? countGroups(listedBefore) : null,
    metLate: listed.filter((light) => light.status === 'met-late').length,
    visits: visits.total,
    villages: rankedSubjects(standings, standingsBefore, visits.of, true),
    units: rankedSubjects(standings, standingsBefore, visits.of, false),
    unranked: [...new Set(unranked)],
    overdue: overdueDuties(listed, visits.of),
    improved: improvedSince(standings, standingsBefore).slice(0, 5),
    fallen: improvedSince(standingsBefore, standings)
      .slice(0, 5)
      .map(({ subject, points }) => ({ subject, points })),
    toTalk: toTalk(standings, standingsBefore),
    office: playbook.units.find((unit) => unit.kind === 'office')?.short ?? '领导小组办公室',
  }
}

const keyOf = ({ unit, village }: { unit: string; village: string | null }) => `${unit}/${village ?? ''}`

function rankedSubjects(
  now: readonly Standing[],
  before: readonly Standing[],
  visits: ReadonlyMap<string, VisitCounts>,
  isVillages: boolean,
): RankedSubject[] {
  const isOurs = (standing: Standing) => (standing.village !== null) === isVillages
  const places = new Map(ranked(before.filter(isOurs)).map((each) => [keyOf(each), each.place]))
  return ranked(now.filter(isOurs)).map((standing) => ({
    ...standing,
    placeBefore: places.get(keyOf(standing)) ?? null,
    visits: (standing.village && visits.get(standing.village)) || null,
  }))
}

function toTalk(now: readonly Standing[], before: readonly Standing[]): string[] {
  const earlier = new Map(before.map((each) => [keyOf(each), each]))
  return [...now]
    .filter((each) => each.late > 0 && (earlier.get(keyOf(each))?.late ?? 0) > 0)
    .sort((left, right) => right.late - left.late || rateOf(left) - rateOf(right))
    .slice(0, 5)
    .map((each) => each.subject)
}

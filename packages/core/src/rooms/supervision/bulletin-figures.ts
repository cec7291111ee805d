import type { Month } from '../../calendar/index.ts'
import {
  countGroups,
  type DutyLight,
  groupOf,
  improvedSince,
  isPastDue,
  type LightGroup,
  type LightPart,
  ranked,
  rateOf,
  type Standing,
  standingsOf,
} from '../../duties/index.ts'

/** A village or unit in its ranking, with last month's place. */
export type RankedSubject = Standing & {
  readonly place: number
  readonly placeBefore: number | null
  /** Visits of listed children: work done, not people. */
  readonly visitsDue: number
  readonly visitsDone: number
}

/** A duty that is past its day, in words that give no count of children. */
export type OverdueLine = {
  readonly subject: string
  readonly title: string
  readonly clause: string
  readonly situation: string
}

/** The figures of a month's bulletin: lines of duty and visits made, by village and unit. Never a person. */
export type BulletinFigures = {
  readonly month: Month
  readonly counts: Readonly<Record<LightGroup, number>>
  readonly countsBefore: Readonly<Record<LightGroup, number>> | null
  readonly metLate: number
  readonly villages: readonly RankedSubject[]
  readonly units: readonly RankedSubject[]
  /** Units of which nothing is measured yet: they are named, not ranked. */
  readonly unranked: readonly string[]
  readonly overdue: readonly OverdueLine[]
  readonly improved: readonly { readonly subject: string; readonly points: number }[]
  readonly fallen: readonly { readonly subject: string; readonly points: number }[]
  /** Who is to be talked to: overdue in this month and the last, by village or unit. */
  readonly toTalk: readonly string[]
}

const VISITS = 'visits.listed-children'
/** Fewer people than this are never counted in public (mission.md, limits that hold everywhere). */
const SMALL = 5

/**
 * Figures from the lights of a month and of the month before.
 * The office's own rhythm (lines without a number) is not ranked: whoever writes the bulletin does not grade itself.
 */
export function bulletinFigures(
  month: Month,
  now: readonly DutyLight[],
  before: readonly DutyLight[] | null,
): BulletinFigures {
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
    villages: rankedSubjects(standings, standingsBefore, listed, true),
    units: rankedSubjects(standings, standingsBefore, listed, false),
    unranked: [...new Set(unranked)],
    overdue: listed
      .filter((light) => groupOf(light.status) === 'late')
      .map((light) => ({
        subject: light.subject,
        title: light.title,
        clause: light.clause,
        situation: situationOf(light),
      })),
    improved: improvedSince(standings, standingsBefore).slice(0, 5),
    fallen: improvedSince(standingsBefore, standings)
      .slice(0, 5)
      .map(({ subject, points }) => ({ subject, points })),
    toTalk: toTalk(standings, standingsBefore),
  }
}

const keyOf = ({ unit, village }: { unit: string; village: string | null }) => `${unit}/${village ?? ''}`

function rankedSubjects(
  now: readonly Standing[],
  before: readonly Standing[],
  lights: readonly DutyLight[],
  isVillages: boolean,
): RankedSubject[] {
  const isOurs = (standing: Standing) => (standing.village !== null) === isVillages
  const places = new Map(ranked(before.filter(isOurs)).map((each) => [keyOf(each), each.place]))
  const visits = Map.groupBy(
    lights.flatMap((light) =>
      light.parts.filter((part) => part.measure === VISITS).map((part) => ({ key: keyOf(light), part })),
    ),
    ({ key }) => key,
  )
  return ranked(now.filter(isOurs)).map((standing) => {
    const own = visits.get(keyOf(standing)) ?? []
    return {
      ...standing,
      placeBefore: places.get(keyOf(standing)) ?? null,
      visitsDue: own.reduce((sum, { part }) => sum + part.due, 0),
      visitsDone: own.reduce((sum, { part }) => sum + Math.min(part.done, part.due), 0),
    }
  })
}

/** What is lacking, part by part; children are never counted: a share where there are enough of them, otherwise words. */
function situationOf(light: DutyLight): string {
  if (light.status === 'returned') return '报备被退回，待重新报备'
  const lacking = light.parts.filter((part) => isPastDue(part.status))
  const said = lacking.map((part) =>
    part.counting === 'word'
      ? '未报备'
      : `${part.title}${isPeople(part) ? peopleWords(part) : workWords(part)}`,
  )
  return said.length > 0 ? said.join('；') : '未完成'
}

/** Measures of people: of subjects that are counted as 人. Visits (人次) and households are work. */
const isPeople = (part: LightPart): boolean => part.counting === 'subjects' && part.unitOfCount === '人'
const peopleWords = (part: LightPart): string =>
  part.due >= SMALL ? `完成${Math.floor((part.done / part.due) * 100)}%` : '未全部完成'
const workWords = (part: LightPart): string =>
  `应${part.due}${part.unitOfCount}，已${part.done}${part.unitOfCount}`

function toTalk(now: readonly Standing[], before: readonly Standing[]): string[] {
  const earlier = new Map(before.map((each) => [keyOf(each), each]))
  return [...now]
    .filter((each) => each.late > 0 && (earlier.get(keyOf(each))?.late ?? 0) > 0)
    .sort((left, right) => right.late - left.late || rateOf(left) - rateOf(right))
    .slice(0, 5)
    .map((each) => each.subject)
}

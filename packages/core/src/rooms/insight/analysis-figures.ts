import type { Instant, Month } from '../../calendar/index.ts'
import {
  FEWEST_COUNTED,
  type Grouped,
  monthsBefore,
  ROLLING_MONTHS,
  releasedCounts,
} from '../../privacy/index.ts'

/** A lead as the analysis counts it: of whom it is, it does not know. */
export type CountedLead = {
  readonly month: Month
  readonly source: string
  readonly concerns: string
  readonly setting: string | null
  /** 1 is Monday; null where the day was not told. */
  readonly weekday: number | null
  readonly reportedAt: Instant
  readonly decideBy: Instant
  readonly decidedAt: Instant | null
}
/** A case, and a victim of one; months are those in which the case was received. */
export type CountedCase = {
  readonly month: Month
  readonly concerns: string
  readonly setting: string | null
}
export type CountedVictim = {
  readonly month: Month
  readonly ageBand: string | null
  readonly sex: string | null
  readonly relation: string | null
}

/** One published breakdown: entries of a list of codes, each with its count or that there are too few to say. */
export type Breakdown = {
  readonly id: string
  /** The list that names its entries. */
  readonly list: string
  readonly rows: readonly { readonly code: string; readonly count: number }[]
}

/** What is given out about the twelve months that end with a month, and nothing beyond it. */
export type AnalysisFigures = {
  readonly month: Month
  readonly from: Month
  /** Leads that came in, month by month: work, not persons. */
  readonly leadsByMonth: readonly { readonly month: Month; readonly count: number }[]
  /** How fast they were decided; null where there were too few to say. */
  readonly speed: {
    readonly decided: number
    readonly inTime: number
    readonly medianHours: number
  } | null
  /** Cases; null where there are too few to say. */
  readonly cases: number | null
  readonly breakdowns: readonly Breakdown[]
}

type Source<T> = { readonly id: string; readonly list: string; readonly groupOf: (of: T) => string }

const UNKNOWN = 'unknown'
/** The breakdowns that are published: these, over whole rolling years, and no others. */
const ofLeads: readonly Source<CountedLead>[] = [
  { id: 'sources', list: 'leadSources', groupOf: ({ source }) => source },
  { id: 'concerns', list: 'leadConcerns', groupOf: ({ concerns }) => concerns },
  { id: 'settings', list: 'leadSettings', groupOf: ({ setting }) => setting ?? UNKNOWN },
  { id: 'weekdays', list: 'weekParts', groupOf: ({ weekday }) => weekPartOf(weekday) },
]
const ofCases: readonly Source<CountedCase>[] = [
  { id: 'case-concerns', list: 'leadConcerns', groupOf: ({ concerns }) => concerns },
  { id: 'case-settings', list: 'leadSettings', groupOf: ({ setting }) => setting ?? UNKNOWN },
]
const ofVictims: readonly Source<CountedVictim>[] = [
  { id: 'ages', list: 'ageBands', groupOf: ({ ageBand }) => ageBand ?? UNKNOWN },
  { id: 'sexes', list: 'sexes', groupOf: ({ sex }) => sex ?? UNKNOWN },
  { id: 'relations', list: 'suspectRelations', groupOf: ({ relation }) => relation ?? UNKNOWN },
]
const weekPartOf = (weekday: number | null) =>
  weekday === null ? UNKNOWN : weekday >= 6 ? 'weekend' : weekday === 5 ? 'friday' : 'workday'

/**
 * The figures of a month from everything counted up to then. Records of later months may be among what is given; they
 * are left out here, so that a month's figures are the same whenever they are asked for.
 */
export function analysisFigures(
  month: Month,
  all: {
    readonly leads: readonly CountedLead[]
    readonly cases: readonly CountedCase[]
    readonly victims: readonly CountedVictim[]
  },
): AnalysisFigures {
  const upTo = <T extends { readonly month: Month }>(of: readonly T[]) =>
    of.filter((each) => each.month <= month)
  const [leads, cases, victims] = [upTo(all.leads), upTo(all.cases), upTo(all.victims)]
  const from = monthsBefore(month, ROLLING_MONTHS - 1)
  const months = Array.from({ length: ROLLING_MONTHS }, (_, index) =>
    monthsBefore(month, ROLLING_MONTHS - 1 - index),
  )
  return {
    month,
    from,
    leadsByMonth: months.map((each) => ({
      month: each,
      count: leads.filter((lead) => lead.month === each).length,
    })),
    speed: speedOf(leads.filter((lead) => lead.month >= from)),
    cases:
      releasedCounts(
        grouped(cases, () => 'case'),
        month,
      ).get('case') ?? null,
    breakdowns: [
      ...ofLeads.map((source) => breakdown(source, leads, month)),
      ...ofCases.map((source) => breakdown(source, cases, month)),
      ...ofVictims.map((source) => breakdown(source, victims, month)),
    ],
  }
}

const grouped = <T extends { readonly month: Month }>(
  of: readonly T[],
  groupOf: (each: T) => string,
): readonly Grouped[] => of.map((each) => ({ month: each.month, group: groupOf(each) }))

function breakdown<T extends { readonly month: Month }>(
  { id, list, groupOf }: Source<T>,
  of: readonly T[],
  month: Month,
): Breakdown {
  const counts = releasedCounts(grouped(of, groupOf), month)
  const rows = [...counts]
    .map(([code, count]) => ({ code, count }))
    .sort((left, right) => right.count - left.count || (left.code < right.code ? -1 : 1))
  return { id, list, rows }
}

const HOUR = 3_600_000

function speedOf(leads: readonly CountedLead[]): AnalysisFigures['speed'] {
  const decided = leads.filter((lead) => lead.decidedAt !== null)
  if (decided.length < FEWEST_COUNTED) return null
  const hours = decided
    .map(({ decidedAt, reportedAt }) => ((decidedAt ?? reportedAt) - reportedAt) / HOUR)
    .sort((left, right) => left - right)
  const middle = hours.length / 2
  const median = ((hours[Math.ceil(middle) - 1] ?? 0) + (hours[Math.floor(middle)] ?? 0)) / 2
  return {
    decided: decided.length,
    inTime: decided.filter(({ decidedAt, decideBy }) => (decidedAt ?? 0) <= decideBy).length,
    medianHours: Math.round(median * 10) / 10,
  }
}

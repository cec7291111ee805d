import {
  type Day,
  firstDayOf,
  isDay,
  type Month,
  monthOf,
  nextMonth,
  parseMonth,
  previousMonth,
} from '@hulei/core'
import { useSearchParams } from 'react-router'
import { useSession } from '../../shell/session.tsx'

/** Over how many months a duty list may be laid out. */
export const spans = [3, 6, 12] as const
export type Span = (typeof spans)[number]
const USUAL_SPAN: Span = 6

/** The first of so many months up to one. */
export const spanBefore = (to: Month, months: Span): Month =>
  Array.from({ length: months - 1 }).reduce<Month>((month) => previousMonth(month), to)

/** Which month is read, and the day whose knowledge counts; both stay in the address. */
export type DutyTime = {
  readonly month: Month
  /** Absent: today. */
  readonly asOf: Day | undefined
  readonly today: Day
  /** How many months a list against the months shows. */
  readonly span: Span
  /** The parameters, for links and questions to the server. */
  readonly query: { readonly month: string; readonly asOf?: string }
  go(next: { month?: Month; asOf?: Day | undefined; span?: Span }): void
}

export function useDutyTime(): DutyTime {
  const { today } = useSession().township
  const [params, setParams] = useSearchParams()
  const month = parseMonth(params.get('month') ?? '') ?? monthOf(today)
  const given = params.get('asOf')
  const asOf = isDay(given) && given < today ? given : undefined
  return {
    month,
    asOf,
    today,
    span: spans.find((each) => String(each) === params.get('span')) ?? USUAL_SPAN,
    query: { month, ...(asOf && { asOf }) },
    go(next) {
      const after = new URLSearchParams(params)
      if (next.month) after.set('month', next.month)
      if (next.span) after.set('span', String(next.span))
      if ('asOf' in next) {
        if (next.asOf && next.asOf < today) after.set('asOf', next.asOf)
        else after.delete('asOf')
      }
      setParams(after, { replace: true })
    },
  }
}

/** The months of a plan. */
export function monthsBetween(from: Day, to: Day): Month[] {
  const months: Month[] = []
  for (let month = monthOf(from); firstDayOf(month) <= to; month = nextMonth(month)) months.push(month)
  return months
}

import { type Day, firstDayOf, isDay, type Month, monthOf, nextMonth, parseMonth } from '@hulei/core'
import { useSearchParams } from 'react-router'
import { useSession } from '../../shell/session.tsx'

/** Which month is read, and the day whose knowledge counts; both stay in the address. */
export type DutyTime = {
  readonly month: Month
  /** Absent: today. */
  readonly asOf: Day | undefined
  readonly today: Day
  /** The parameters, for links and questions to the server. */
  readonly query: { readonly month: string; readonly asOf?: string }
  go(next: { month?: Month; asOf?: Day | undefined }): void
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
    query: { month, ...(asOf && { asOf }) },
    go(next) {
      const after = new URLSearchParams(params)
      if (next.month) after.set('month', next.month)
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

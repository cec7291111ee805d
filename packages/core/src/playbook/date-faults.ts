import { firstDayOf, formatDayZh, formatMonthZh, lastDayOf } from '../calendar/index.ts'
import type { FaultPath, PlaybookFault } from './fault.ts'
import { holidayMonthsSchema, phaseSchema, planSchema, schoolCalendarSchema } from './organisation.schema.ts'
import { soundItems, soundValue } from './sound-items.ts'

type Span = { readonly from: string; readonly to: string }

/** What is wrong with the plan's days: ends before beginnings, phases and months outside the plan, overlaps. */
export function dateFaults(data: unknown): PlaybookFault[] {
  const plan = soundValue(planSchema, data, ['plan'])
  return [
    ...(plan ? backwards(plan, ['plan']) : []),
    ...phaseFaults(data, plan),
    ...holidayFaults(data, plan),
    ...termFaults(data),
  ]
}

const backwards = (span: Span, path: FaultPath): PlaybookFault[] =>
  span.from <= span.to ? [] : [{ path: [...path, 'to'], message: '结束日期早于开始日期' }]

function phaseFaults(data: unknown, plan: Span | undefined): PlaybookFault[] {
  const faults: PlaybookFault[] = []
  let previous: { name: string; from: string; to: string } | undefined
  for (const { value: phase, path } of soundItems(phaseSchema, data, ['phases'])) {
    const { from, to } = phase
    if (from === undefined || to === undefined) continue
    faults.push(...backwards({ from, to }, path))
    if (plan && (from < plan.from || from > plan.to))
      faults.push({ path: [...path, 'from'], message: `${formatDayZh(from)}不在方案起止日期内` })
    if (plan && (to > plan.to || to < plan.from))
      faults.push({ path: [...path, 'to'], message: `${formatDayZh(to)}不在方案起止日期内` })
    // Plans let one phase end on the day the next begins; more than that one day is a slip.
    if (previous && from < previous.to) {
      faults.push({
        path: [...path, 'from'],
        message:
          from < previous.from
            ? `阶段要按时间先后写，本阶段早于“${previous.name}”`
            : `与“${previous.name}”重叠：阶段之间最多共用交接的一天`,
      })
    }
    if (!previous || to > previous.to) previous = { name: phase.name, from, to }
  }
  return faults
}

function holidayFaults(data: unknown, plan: Span | undefined): PlaybookFault[] {
  const months = soundValue(holidayMonthsSchema, data, ['holidayMonths']) ?? []
  return months.flatMap((month, index): PlaybookFault[] => {
    const path = ['holidayMonths', index]
    if (months.indexOf(month) !== index) return [{ path, message: `${formatMonthZh(month)}写了两次` }]
    const isInside = !plan || (lastDayOf(month) >= plan.from && firstDayOf(month) <= plan.to)
    return isInside ? [] : [{ path, message: `${formatMonthZh(month)}不在方案起止日期内` }]
  })
}

// Terms and breaks are those around the plan, so they may begin before it and end after it.
function termFaults(data: unknown): PlaybookFault[] {
  const termsPath = ['schoolCalendar', 'terms']
  const terms = soundItems(schoolCalendarSchema.shape.terms.element, data, termsPath)
  const breaks = soundItems(schoolCalendarSchema.shape.breaks.unwrap().element, data, [
    'schoolCalendar',
    'breaks',
  ])
  const faults = [...terms, ...breaks].flatMap(({ value, path }) => backwards(value, path))
  for (const [place, { value, path }] of terms.entries()) {
    const earlier = terms[place - 1]
    if (earlier && value.from <= earlier.value.to) {
      faults.push({ path: [...path, 'from'], message: `与“${earlier.value.name}”重叠或先后颠倒` })
    }
  }
  return faults
}

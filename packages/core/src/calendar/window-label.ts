import { formatDayOfYearZh, formatDayZh, formatMonthZh, monthOf, partsOf, yearOf } from './day.ts'
import type { SchoolCalendar } from './school.ts'
import { findTerm } from './school.ts'
import type { Window } from './window.ts'

const quarters = ['一', '二', '三', '四'] as const

/**
 * What people call a window where the year is already said: '5月20日', '第21周(5月20日—26日)', '5月上半月',
 * '5月', '第二季度', '2024年春季学期前半段', '2024年春季学期', '2024年'. A term that the calendar does not list shows its id.
 */
export function windowLabelZh(window: Window, school?: SchoolCalendar): string {
  const { month, date } = partsOf(window.from)
  switch (window.kind) {
    case 'day':
    case 'school-day':
      return formatDayOfYearZh(window.from)
    case 'week': {
      const sameMonth = monthOf(window.from) === monthOf(window.to)
      const end = sameMonth ? `${partsOf(window.to).date}日` : formatDayOfYearZh(window.to)
      return `第${Number(window.key.slice(6))}周(${formatDayOfYearZh(window.from)}—${end})`
    }
    case 'half-month':
      return `${month}月${date === 1 ? '上' : '下'}半月`
    case 'month':
      return `${month}月`
    case 'quarter':
      return `第${quarters[Math.floor((month - 1) / 3)]}季度`
    case 'half-term': {
      const id = window.key.replace(/-H[12]$/, '')
      return `${termName(id, school)}${window.key.endsWith('1') ? '前' : '后'}半段`
    }
    case 'term':
      return termName(window.key, school)
    case 'year':
      return `${yearOf(window.from)}年`
  }
}

const termName = (id: string, school: SchoolCalendar | undefined): string =>
  (school && findTerm(id, school)?.name) ?? id

/** The label with its year, for titles: '2024年5月上半月', '2024年第21周(5月20日—26日)'. */
export function windowTitleZh(window: Window, school?: SchoolCalendar): string {
  switch (window.kind) {
    case 'day':
    case 'school-day':
      return formatDayZh(window.from)
    case 'month':
      return formatMonthZh(monthOf(window.from))
    case 'half-term':
    case 'term':
    case 'year':
      return windowLabelZh(window, school)
    // A week belongs to the year of its key, which may not be the year of its Monday.
    case 'week':
    case 'half-month':
    case 'quarter':
      return `${Number(window.key.slice(0, 4))}年${windowLabelZh(window, school)}`
  }
}

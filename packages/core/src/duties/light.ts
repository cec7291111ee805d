import type { Day } from '../calendar/index.ts'
import type { Counting } from '../playbook/index.ts'

/** How a status looks besides its colour; no two that differ in what a person should do share shape and hue. */
export type StatusShape = '●' | '◐' | '▲' | '■' | '○' | '—'
/** Names of hues, which screens and prints turn into colours. */
export type StatusHue = 'good' | 'fair' | 'warn' | 'bad' | 'quiet'

/**
 * What a light may say, least serious first; the order is that of severity, by which the worst part of a line decides.
 * `brief` is for a cell of a table that has room for two characters.
 */
export const statusWords = {
  exempt: { word: '免除', brief: '免', shape: '—', hue: 'quiet' },
  'not-due': { word: '未到期或无应办', brief: '无', shape: '○', hue: 'quiet' },
  met: { word: '已完成', brief: '完成', shape: '●', hue: 'good' },
  attested: { word: '已报备', brief: '报备', shape: '●', hue: 'good' },
  'met-late': { word: '逾期完成', brief: '迟完', shape: '●', hue: 'warn' },
  'not-measured': { word: '尚未测算', brief: '未测', shape: '—', hue: 'quiet' },
  'on-course': { word: '进行中', brief: '进行', shape: '◐', hue: 'fair' },
  'to-attest': { word: '待报备', brief: '待报', shape: '◐', hue: 'fair' },
  'due-soon': { word: '临期', brief: '临期', shape: '▲', hue: 'warn' },
  returned: { word: '已退回', brief: '退回', shape: '▲', hue: 'bad' },
  overdue: { word: '逾期', brief: '逾期', shape: '■', hue: 'bad' },
  missed: { word: '逾期未办', brief: '未办', shape: '■', hue: 'bad' },
} as const satisfies Record<string, { word: string; brief: string; shape: StatusShape; hue: StatusHue }>

export type Status = keyof typeof statusWords

/** Every status, least serious first. */
export const statuses = Object.keys(statusWords) as readonly Status[]

const rank = new Map(statuses.map((status, index) => [status, index]))

/** How serious a status is: 0 needs nothing, the highest is lost. */
export const severityOf = (status: Status): number => rank.get(status) ?? 0

/** The more serious of two. */
export const worseOf = (left: Status, right: Status): Status =>
  severityOf(left) >= severityOf(right) ? left : right

/** Statuses that count as a duty done, in time or late. */
export const isDone = (status: Status): boolean =>
  status === 'met' || status === 'met-late' || status === 'attested'

/** Statuses past their day: what bulletins list and reminders name. */
export const isPastDue = (status: Status): boolean => status === 'overdue' || status === 'missed'

/** What was counted of one proof. `due` is empty for what is only counted as times; `late` is part of `done`. */
export type Counts = { readonly due: number; readonly done: number; readonly late: number }

/** One proof of a line, judged by itself. */
export type LightPart = {
  readonly measure: string
  readonly title: string
  readonly unitOfCount: string
  readonly counting: Counting
  /** How much is enough, in words: '每个对象不少于2次'. */
  readonly needs: string
  readonly status: Status
  /** How much is needed for this part to be met; 0 where it is a figure only, or where nothing was due. */
  readonly due: number
  /** How much was counted, also beyond what is needed. */
  readonly done: number
  /** Of what was counted, how much was entered after the window. */
  readonly late: number
  readonly missing: number
  /** The last day in time, and the last day on which it may be made up. */
  readonly deadline: Day
  readonly makeUpTo: Day
  /** A number without a light: it decides nothing. */
  readonly isFigure: boolean
}

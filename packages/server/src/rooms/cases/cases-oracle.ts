import type { Day, Window } from '@hulei/core'

/** What the measures of cases should answer, counted in the plainest way over rows; nothing shared with the measures. */

type Row = Readonly<Record<string, unknown>> & { readonly id: string; readonly matter: string }
export type Plain = Readonly<Record<string, readonly Row[]>>

export type Counted = {
  readonly row: string
  readonly unit: string | null
  readonly due: number
  readonly done: number
  readonly late: number
}

const day = (value: unknown) => (value ? String(value) : null)
const within = (on: string | null, { from, to }: { from: Day; to: Day }) =>
  on !== null && from <= on && on <= to
const receivedOn = (row: Row | undefined) => (row ? String(row.received_day) : null)
const first = (rows: readonly Row[]) =>
  [...rows].sort((one, other) => (String(one.received_day) < String(other.received_day) ? -1 : 1))[0]

/** A row that is due: done by something of a day, late when that day is after another. */
const share = (row: string, doneOn: string | null, limit: string, unit: string | null = null): Counted => ({
  row,
  unit,
  due: 1,
  done: doneOn ? 1 : 0,
  late: doneOn && doneOn > limit ? 1 : 0,
})

export function countPlainly(
  measure: string,
  params: Readonly<Record<string, unknown>>,
  all: Plain,
  window: Window,
): Counted[] {
  const of = (table: string) => all[table] ?? []
  const cases = of('case_file').filter((each) => !each.is_outside)
  const outside = new Set(
    of('case_file')
      .filter((each) => each.is_outside)
      .map((each) => each.id),
  )
  const inside = (table: string) => of(table).filter((each) => !outside.has(each.matter))
  const ofCase = (table: string, id: string) => of(table).filter((each) => each.matter === id)
  switch (measure) {
    case 'cases.steps-recorded':
      return cases.flatMap((each) => {
        const asked = (params.steps as string[]).filter((step) => {
          if (step === 'early' && !each.is_listed) return false
          return within(day(step === 'court-dates' ? each.prosecuted_on : each.filed_on), window)
        })
        if (asked.length === 0) return []
        const days = asked.map((step) =>
          receivedOn(first(ofCase('case_step', each.id).filter((row) => row.step === step))),
        )
        const isDone = days.every((on) => on !== null)
        const isLate = isDone && days.some((on) => (on ?? '') > window.to)
        return [{ row: each.id, unit: null, due: 1, done: isDone ? 1 : 0, late: isLate ? 1 : 0 }]
      })
    case 'cases.reviews':
      return cases
        .filter((each) => String(each.received_on).slice(0, 7) === monthBefore(window.key))
        .map((each) => share(each.id, receivedOn(first(ofCase('case_review', each.id))), window.to))
    case 'cases.problems-owned':
      return inside('problem')
        .filter((each) => String(each.registered_on) <= window.to)
        .filter((each) => !each.closed_on || String(each.closed_on) >= window.from)
        .map((each) => ({
          row: each.id,
          unit: null,
          due: 1,
          done: each.due_on && (each.unit || each.village || each.school) ? 1 : 0,
          late: 0,
        }))
    case 'cases.recommendations-answered':
      return inside('recommendation')
        .filter((each) => within(day(each.answer_by), window))
        .map((each) => {
          const isAnswered = each.status === 'answered' || each.status === 'closed'
          return share(
            each.id,
            isAnswered ? day(each.answered_on) : null,
            String(each.answer_by),
            String(each.issued_by),
          )
        })
    case 'outreach.warning-sessions':
      return inside('warning_session')
        .filter((each) => within(day(each.due_on), window))
        .map((each) => share(each.id, day(each.held_on), String(each.due_on)))
    case 'venues.penalties-published':
      return inside('penalty')
        .filter((each) => within(day(each.publish_by), window))
        .map((each) => share(each.id, day(each.published_on), String(each.publish_by)))
    case 'guardianship.orders-followed-up':
      return inside('order_follow_up')
        .filter((each) => within(day(each.due_on), window))
        .map((each) => share(each.id, day(each.followed_on), String(each.due_on)))
    case 'supervision.findings-decided':
      return inside('accountability')
        .filter((each) => within(day(each.decide_by), window))
        .map((each) => share(each.id, day(each.decided_on), String(each.decide_by)))
    case 'cases.one-stop-interviews':
      return inside('interview')
        .filter((each) => each.time === 1 && within(day(each.heard_on), window))
        .map((each) => ({
          row: String(each.person),
          unit: null,
          due: 1,
          done: each.is_one_stop ? 1 : 0,
          late: 0,
        }))
    case 'cases.repeat-interviews-explained': {
      const again = inside('interview').filter(
        (each) => Number(each.time) > 1 && within(day(each.heard_on), window),
      )
      return [...Map.groupBy(again, (each) => String(each.person))].map(([row, times]) => ({
        row,
        unit: null,
        due: times.length,
        done: times.length,
        late: 0,
      }))
    }
    case 'cases.accountability':
      return accountable(params.scope, cases, ofCase, window)
    default:
      throw new Error(`There is no plain count of ${measure}`)
  }
}

function accountable(
  scope: unknown,
  cases: readonly Row[],
  ofCase: (table: string, id: string) => readonly Row[],
  window: Window,
): Counted[] {
  return cases.flatMap((each) => {
    const lines = ofCase('accountability', each.id)
    if (scope === 'special-suspects')
      return lines
        .filter((line) => line.finding === 'special-suspect' && within(day(line.open_by), window))
        .map((line) => share(each.id, day(line.opened_on), String(line.open_by), 'jiwei'))
    const [review] = ofCase('case_review', each.id)
    if (!review || !within(day(review.reviewed_on), window)) return []
    if (review.accountability === 'none') return [{ row: each.id, unit: 'jiwei', due: 1, done: 1, late: 0 }]
    const decided = lines.map((line) => day(line.decided_on))
    const isDone = lines.length > 0 && decided.every((on) => on !== null)
    const last = [...decided].sort().at(-1) ?? null
    return [share(each.id, isDone ? last : null, window.to, 'jiwei')]
  })
}

function monthBefore(key: string): string {
  const [year = 0, month = 0] = key.split('-').map(Number)
  return month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, '0')}`
}

import { addDays, type Day, type Window } from '@hulei/core'

/** What the measures of rescue should answer, counted in the plainest way over rows; nothing shared with the measures. */

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
const earliest = (days: readonly (string | null)[]) => days.filter((each) => each !== null).sort()[0] ?? null
/** The day of an instant in China. */
const dayIn = (instant: unknown) =>
  instant ? new Date(Date.parse(String(instant)) + 8 * 3_600_000).toISOString().slice(0, 10) : null
const hours = (from: unknown, to: unknown) => (Date.parse(String(to)) - Date.parse(String(from))) / 3_600_000

const share = (row: string, doneOn: string | null, limit: string): Counted => ({
  row,
  unit: null,
  due: 1,
  done: doneOn ? 1 : 0,
  late: doneOn && doneOn > limit ? 1 : 0,
})

export function countPlainly(measure: string, all: Plain, window: Window): Counted[] {
  const of = (table: string) => all[table] ?? []
  const cases = of('case_file')
  const outside = new Set(cases.filter((each) => each.is_outside).map((each) => each.id))
  const inside = (table: string) => of(table).filter((each) => !outside.has(each.matter))
  switch (measure) {
    case 'support.rescue-plans':
      return inside('sealed_person')
        .filter((each) => each.part === 'victim')
        .flatMap((each) => {
          const found = cases.find((one) => one.id === each.matter)
          if (!found || found.ending === 'not-filed' || !within(day(found.received_on), window)) return []
          const plans = of('rescue_plan').filter((plan) => plan.person === each.id)
          return [share(each.id, earliest(plans.map((plan) => day(plan.received_day))), window.to)]
        })
    case 'support.post-exposure-care':
      return inside('rescue_task')
        .filter((each) => within(dayIn(each.exposed_at), window))
        .filter((each) => each.assessed_at || (each.overdue_at && each.state !== 'stopped'))
        .map((each) => ({
          row: each.id,
          unit: null,
          due: 1,
          done: each.assessed_at ? 1 : 0,
          late: each.assessed_at && hours(each.exposed_at, each.assessed_at) > 72 ? 1 : 0,
        }))
    case 'support.abandoned-children-treated':
      return inside('rescue_plan')
        .filter((each) => each.is_abandoned && within(day(each.made_on), window))
        .map((each) => {
          const helped = of('rescue_task')
            .filter((task) => task.plan === each.id && task.help === 'medical')
            .filter((task) => task.result === 'helped' || task.result === 'arranged')
          return share(each.id, earliest(helped.map((task) => day(task.done_on))), window.to)
        })
    case 'support.legal-aid-offered':
      return inside('rescue_plan')
        .filter((each) => within(day(each.made_on), window))
        .map((each) => {
          const tasks = of('rescue_task').filter((task) => task.plan === each.id && task.help === 'legal-aid')
          const told = [day(each.legal_aid_on), ...tasks.map((task) => day(task.made_on))]
          return share(each.id, earliest(told), window.to)
        })
    case 'support.helper-visits':
      return of('helper_visit')
        .filter((each) => !each.withdrawn_on && each.way !== 'phone')
        .filter((each) => within(day(each.visited_on), window))
        .map((each) => ({
          row: each.id,
          unit: String(each.unit),
          due: 0,
          done: 1,
          late: String(each.received_day) > window.to ? 1 : 0,
        }))
    case 'support.young-offender-files':
      return openFiles(of('young_offender'), window).map((each) => {
        const named = of('assignment').filter(
          (one) => one.matter === each.id && (!one.ended_on || String(one.ended_on) > window.to),
        )
        return share(each.id, earliest(named.map((one) => day(one.from))), window.to)
      })
    case 'visits.community-correction':
      return openFiles(of('young_offender'), window, false)
        .filter((each) => each.is_in_correction && String(each.correction_from) <= window.to)
        .filter((each) => !each.correction_to || String(each.correction_to) >= window.from)
        .map((each) => {
          const met = of('offender_meeting')
            .filter((one) => one.matter === each.id && (one.way === 'met' || one.way === 'home'))
            .filter((one) => within(day(one.met_on), window))
          return share(each.id, earliest(met.map((one) => day(one.received_day))), window.to)
        })
    case 'visits.school-returnees':
      return of('young_offender')
        .filter((each) => !each.is_outside && each.returned_on)
        .filter((each) => {
          const last = [day(each.closed_on) ?? window.to, window.to].sort()[0] ?? ''
          const first = [String(each.returned_on), window.from].sort()[1] ?? ''
          return (Date.parse(last) - Date.parse(first)) / 86_400_000 >= 7
        })
        .map((each) => {
          const met = of('offender_meeting')
            .filter((one) => one.matter === each.id && (one.way === 'met' || one.way === 'home'))
            .filter((one) => within(day(one.met_on), window))
          return share(each.id, earliest(met.map((one) => day(one.received_day))), window.to)
        })
    case 'support.care-team':
      return of('care_team')
        .filter((each) => String(each.formed_on) <= window.to)
        .filter((each) => !each.ended_on || String(each.ended_on) > window.to)
        .filter((each) => String(each.confirmed_on) >= addDays(window.to, -183))
        .filter((each) => Number(each.psychologists) > 0 || Number(each.volunteers) > 0)
        .map((each) => ({ row: each.id, unit: String(each.unit), due: 0, done: 1, late: 0 }))
    default:
      throw new Error(`There is no plain count of ${measure}`)
  }
}

/** Files open in a window; of a meeting it does not matter on which day the file was opened. */
const openFiles = (files: readonly Row[], window: Window, isOpened = true) =>
  files
    .filter((each) => !each.is_outside)
    .filter((each) => !isOpened || String(each.opened_on) <= window.to)
    .filter((each) => !each.closed_on || String(each.closed_on) >= window.from)

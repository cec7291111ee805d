import type { Day, Playbook, Window } from '@hulei/core'
import { dayRow, keyedRow } from '../platform/measures/keyed-row.ts'
import type { Counted } from './measures-oracle.ts'

/** What measures of field work should answer, counted in the plainest way; days are text that sorts as time runs. */

type Row<F> = F & { readonly id: string; readonly receivedOn: Day; readonly withdrawnOn?: Day | null }
type Maybe = Day | null

/** Records of field work of one township as they stand. */
export type FieldRecords = {
  readonly venues: readonly Row<{
    village: string
    type: string
    noMinorsSign: string
    noSaleSign: string
    registeredOn: Day
    cameraSince: Maybe
    hotlineSince: Maybe
    noMinorsSince: Maybe
    noSaleSince: Maybe
    unlicensedSince: Maybe
    settledOn: Maybe
    settledEnteredOn: Maybe
    closedOn: Maybe
    closedBecause: string | null
  }>[]
  readonly closures: readonly Row<{
    venue: string
    village: string
    orderedOn: Day
    until: Maybe
    recheckBy: Day
    recheckedOn: Maybe
    recheckEnteredOn: Maybe
    reopenedOn: Maybe
  }>[]
  readonly inspections: readonly Row<{
    on: Day
    venue: string | null
    school: string | null
    unit: string
    focuses: readonly string[]
    musts: number
  }>[]
  readonly findings: readonly Row<{
    inspection: string
    unit: string
    dueOn: Day
    closedOn: Maybe
    closedEnteredOn: Maybe
  }>[]
  readonly operations: readonly Row<{ on: Day; unit: string; joined: readonly string[] }>[]
  readonly patrols: readonly Row<{
    on: Day
    task: string
    unit: string | null
    village: string | null
    school: string | null
  }>[]
  readonly headCounts: readonly Row<{ on: Day; village: string; group: string }>[]
}

type Ask = {
  readonly window: Window
  readonly params: Readonly<Record<string, unknown>>
  readonly plan: Playbook
}
type Oracle = (records: FieldRecords, ask: Ask) => Counted[]

const place = (village: string | null, school: string | null = null, unit: string | null = null) =>
  [village ?? '-', school ?? '-', unit ?? '-'].join('/')
const isIn = (day: Day, { from, to }: { from: Day; to: Day }) => from <= day && day <= to
const stands = <R extends { withdrawnOn?: Day | null }>(records: readonly R[]) =>
  records.filter((each) => !each.withdrawnOn)
const one = (is: boolean) => (is ? 1 : 0)
/** A subject that is done where there is something, late where the first of it came in after the window. */
const first = (received: readonly Day[], window: Window) => {
  const [earliest] = [...received].sort()
  return { due: 1, done: one(!!earliest), late: one(!!earliest && earliest > window.to) }
}
/** Up to so many of those received, those in time first. */
const upTo = (most: number, received: readonly Day[], { to }: Window) => {
  const done = Math.min(most, received.length)
  return { done, late: done - Math.min(most, received.filter((day) => day <= to).length) }
}
const happened = (
  id: string,
  unit: string | null,
  receivedOn: Day,
  window: Window,
  village?: string | null,
) => ({
  row: id,
  place: place(village ?? null, null, unit),
  due: 0,
  done: 1,
  late: one(receivedOn > window.to),
})

const present = ({ venues }: FieldRecords, { window, params }: Ask) =>
  venues
    .filter((each) => each.registeredOn <= window.to && (!each.closedOn || each.closedOn > window.to))
    .filter((each) => each.closedBecause !== 'mistaken')
    .filter((each) => !params.types || (params.types as string[]).includes(each.type))

const inspected =
  (isMeant: (musts: number) => boolean): Oracle =>
  (records, ask) =>
    present(records, ask)
      .filter(({ id }) => {
        const covers = (each: FieldRecords['closures'][number]) => {
          const end = each.reopenedOn ?? each.until
          return each.venue === id && each.orderedOn <= ask.window.from && (!end || end >= ask.window.to)
        }
        return !stands(records.closures).some(covers)
      })
      .map(({ id, village }) => {
        const found = stands(records.inspections).filter(
          (each) => each.venue === id && isIn(each.on, ask.window) && isMeant(each.musts),
        )
        const received = found.map((each) => each.receivedOn)
        return { row: id, place: place(village), ...first(received, ask.window) }
      })

const signs: Oracle = (records, ask) =>
  present(records, ask).flatMap((venue): Counted[] => {
    const head = { row: venue.id, place: place(venue.village), due: 1 }
    const isSale = ask.params.sign === 'no-alcohol-tobacco'
    if (isSale && venue.noSaleSign === 'not-required') return []
    const days = isSale ? [venue.noSaleSince] : [venue.hotlineSince, venue.noMinorsSince]
    const isUp = isSale ? !!venue.noSaleSince : !!venue.hotlineSince && venue.noMinorsSign !== 'missing'
    const isLate = days.some((day) => day && day > ask.window.to)
    return [{ ...head, done: one(isUp), late: one(isUp && isLate) }]
  })

const cameras: Oracle = (records, ask) =>
  present(records, ask).map(({ id, village, cameraSince }) => ({
    row: id,
    place: place(village),
    due: 1,
    done: one(!!cameraSince),
    late: one(!!cameraSince && cameraSince > ask.window.to),
  }))

const rechecked: Oracle = ({ closures }, { window }) => {
  const due = stands(closures).filter((each) => isIn(each.recheckBy, window))
  const isLate = (each: (typeof due)[number]) =>
    !!each.recheckedOn &&
    (each.recheckedOn > each.recheckBy || (each.recheckEnteredOn ?? each.recheckedOn) > window.to)
  return [...new Set(due.map((each) => each.venue))].map((venue) => {
    const own = due.filter((each) => each.venue === venue)
    return {
      row: venue,
      place: place(own[0]?.village ?? null),
      due: own.length,
      done: own.filter((each) => each.recheckedOn).length,
      late: own.filter(isLate).length,
    }
  })
}

const unlicensed: Oracle = ({ venues }, { window }) =>
  venues
    .filter((each) => each.unlicensedSince && each.unlicensedSince <= window.to)
    .filter((each) => each.closedBecause !== 'mistaken')
    .filter((each) => !each.settledOn || each.settledOn >= window.from)
    .map(({ id, village, settledOn, settledEnteredOn }) => ({
      row: id,
      place: place(village),
      due: 1,
      done: one(!!settledOn),
      late: one(!!settledOn && (settledOn > window.to || (settledEnteredOn ?? settledOn) > window.to)),
    }))

const joint: Oracle = ({ operations }, { window, params }) =>
  stands(operations)
    .filter((each) => isIn(each.on, window))
    .flatMap(({ id, unit, joined, receivedOn }) =>
      (params.part === 'lead' ? [unit] : [...joined, unit]).map((each) =>
        happened(id, each, receivedOn, window),
      ),
    )

const inspections: Oracle = (records, { window, params }) =>
  stands(records.inspections)
    .filter((each) => isIn(each.on, window) && each.focuses.includes(String(params.focus)))
    .map(({ id, unit, receivedOn }) => happened(id, unit, receivedOn, window))

const campus: Oracle = (records, { window, params, plan }) =>
  plan.schools.map(({ id }) => {
    const found = stands(records.inspections).filter((each) => each.school === id && isIn(each.on, window))
    const each = params.each === undefined ? Number.POSITIVE_INFINITY : Number(params.each)
    const received = found.map((made) => made.receivedOn)
    const due = Number(params.each ?? 0)
    return { row: keyedRow('campus', id), place: place(null, id), due, ...upTo(each, received, window) }
  })

const findings: Oracle = (records, { window, params }) =>
  stands(records.findings).flatMap(({ id, inspection, unit, dueOn, closedOn, closedEnteredOn }) => {
    const of = stands(records.inspections).find((each) => each.id === inspection)
    if (!of?.focuses.includes(String(params.focus)) || !isIn(dueOn, window)) return []
    const isLate = !!closedOn && (closedOn > dueOn || (closedEnteredOn ?? closedOn) > window.to)
    return [{ row: id, place: place(null, null, unit), due: 1, done: one(!!closedOn), late: one(isLate) }]
  })

const DAY = 86_400_000
/** Every day of a window, within the plan. */
function daysOf({ window, plan }: Ask): Day[] {
  const days: Day[] = []
  for (let at = Date.parse(window.from); at <= Date.parse(window.to); at += DAY)
    days.push(new Date(at).toISOString().slice(0, 10) as Day)
  return days.filter((day) => isIn(day, plan.plan))
}

/** Days off on weekdays, and weekend days worked, in spring 2024 (国办发明电〔2023〕7号). */
const off = ['2024-04-04', '2024-04-05', '2024-05-01', '2024-05-02', '2024-05-03', '2024-06-10']
const worked = ['2024-04-07', '2024-04-28', '2024-05-11']
const schoolDaysOf = (ask: Ask) =>
  daysOf(ask).filter((day) => {
    const { terms, breaks } = ask.plan.schoolCalendar
    const weekday = new Date(day).getUTCDay()
    const isWorked = worked.includes(day) || (weekday > 0 && weekday < 6 && !off.includes(day))
    return isWorked && terms.some((term) => isIn(day, term)) && !breaks.some((each) => isIn(day, each))
  })

const venuePatrols: Oracle = (records, ask) => {
  const { window, params } = ask
  const made = stands(records.patrols).filter((each) => each.task === 'venues' && isIn(each.on, window))
  if (!params.daily)
    return made.map(({ id, unit, village, receivedOn }) => happened(id, unit, receivedOn, window, village))
  const unit = String(params.unit)
  const days = params.on === 'school-days' ? schoolDaysOf(ask) : daysOf(ask)
  return days.map((day) => {
    const received = made
      .filter((each) => each.on === day && each.unit === unit)
      .map((each) => each.receivedOn)
    const due = Number(params.daily)
    return {
      row: dayRow(day, 'patrol', unit),
      place: place(null, null, unit),
      due,
      ...upTo(due, received, window),
    }
  })
}

const gateShifts: Oracle = (records, ask) => {
  const days = schoolDaysOf(ask)
  return ask.plan.schools.map(({ id }) => {
    const firsts = days.map((day) => {
      const made = stands(records.patrols).filter(
        (each) => each.task === 'school-gate' && each.school === id && each.on === day,
      )
      return first(
        made.map((each) => each.receivedOn),
        ask.window,
      )
    })
    const sum = (of: 'done' | 'late') => firsts.reduce((total, each) => total + each[of], 0)
    const counts = { due: days.length, done: sum('done'), late: sum('late') }
    return { row: keyedRow('school-gate', id), place: place(null, id), ...counts }
  })
}

const headCounts: Oracle = (records, { window, plan }) =>
  plan.villages.flatMap(({ id: village }) =>
    (plan.lists.headCountGroups ?? []).map(({ id: group }) => {
      const found = records.headCounts.filter(
        (each) => each.village === village && each.group === group && isIn(each.on, window),
      )
      const received = found.map((each) => each.receivedOn)
      return { row: keyedRow('headCount', village, group), place: place(village), ...first(received, window) }
    }),
  )

/** The oracle of each measure of field work. */
export const fieldOracles: Readonly<Record<string, Oracle>> = {
  'venues.inspected': inspected(() => true),
  'venues.five-musts': inspected((musts) => musts === 5),
  'venues.signs': signs,
  'venues.cameras': cameras,
  'venues.rechecked-closures': rechecked,
  'venues.unlicensed-closed': unlicensed,
  'operations.joint': joint,
  'operations.inspections': inspections,
  'operations.campus-inspections': campus,
  'operations.findings-closed': findings,
  'operations.venue-patrols': venuePatrols,
  'operations.school-gate-shifts': gateShifts,
  'supervised.head-counts': headCounts,
}

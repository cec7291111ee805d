import type { Day, Playbook, Window } from '@hulei/core'

/**
 * What measures should answer, counted in the plainest way over records held in memory: no SQL, no counters, nothing
 * shared with the measures themselves. Tests compare the two.
 */

/** Records of one township as they stand; days as text, so that they compare as they sort. */
export type Records = {
  readonly children: readonly {
    id: string
    village: string
    school: string | null
    household: string | null
    bornOn: Day
    leftOn: Day | null
    studiesElsewhere: boolean | null
  }[]
  readonly listings: readonly InForce[]
  readonly plans: readonly InForce[]
  readonly teams: readonly (InForce & { scheme: string; roles: readonly string[] })[]
  readonly verifications: readonly { child: string; on: Day; receivedOn: Day }[]
  readonly visits: readonly {
    children: readonly string[]
    on: Day
    outcome: string
    isComplete: boolean
    receivedOn: Day
  }[]
  readonly meetings: readonly { id: string; form: string; on: Day; receivedOn: Day }[]
  readonly attestations: readonly {
    id: string
    duty: string
    window: string
    village: string | null
    unit: string | null
    isReturned: boolean
    receivedOn: Day
  }[]
}
type InForce = {
  readonly child: string
  readonly category: string
  readonly village: string
  readonly school: string | null
  readonly from: Day
  readonly to: Day | null
  readonly receivedOn: Day
}

/** One counted row; `place` is village, school and unit. */
export type Counted = {
  readonly row: string
  readonly place: string
  readonly due: number
  readonly done: number
  readonly late: number
}

type Ask = {
  readonly window: Window
  readonly params: Readonly<Record<string, unknown>>
  readonly plan: Playbook
}
type Oracle = (records: Records, ask: Ask) => Counted[]

const place = (village: string | null, school: string | null = null, unit: string | null = null) =>
  [village ?? '-', school ?? '-', unit ?? '-'].join('/')
const isIn = (day: Day, { from, to }: { from: Day; to: Day }) => from <= day && day <= to
const holdsOn = (span: { from: Day; to: Day | null }, day: Day) =>
  span.from <= day && (span.to === null || span.to >= day)
const millis = (day: Day) => Date.parse(`${day}T00:00:00Z`)
const DAY = 86_400_000
const shifted = (day: Day, by: number) => new Date(millis(day) + by * DAY).toISOString().slice(0, 10) as Day
const lengthOf = (from: Day, to: Day) => Math.round((millis(to) - millis(from)) / DAY) + 1

function categoriesAsked({ params, plan }: Ask, isNeedy: boolean): readonly string[] {
  if (Array.isArray(params.categories)) return params.categories as string[]
  return plan.childCategories.filter((each) => !isNeedy || each.inDifficulty).map((each) => each.id)
}

/** Children listed on the window's last day, once for each place under which a listing stands. */
function listedAtEnd({ listings }: Records, ask: Ask, categories: readonly string[]) {
  const found = new Map<string, { child: string; place: string }>()
  for (const each of listings) {
    if (!categories.includes(each.category) || !holdsOn(each, ask.window.to)) continue
    const at = place(each.village, each.school)
    found.set(`${each.child} ${at}`, { child: each.child, place: at })
  }
  return [...found.values()]
}

/** Listed children, done where some proof exists; late where the first of them came in after the window. */
const shareOf =
  (
    proofsOf: (records: Records, ask: Ask) => readonly { child: string; receivedOn: Day }[],
    isNeedy = false,
  ): Oracle =>
  (records, ask) =>
    listedAtEnd(records, ask, categoriesAsked(ask, isNeedy)).map(({ child, place: at }) => {
      const received = proofsOf(records, ask)
        .filter((proof) => proof.child === child)
        .map((proof) => proof.receivedOn)
        .sort()
      const [first] = received
      return {
        row: child,
        place: at,
        due: 1,
        done: first ? 1 : 0,
        late: first && first > ask.window.to ? 1 : 0,
      }
    })

const inForce = <T extends InForce>(records: readonly T[], { window }: Ask) =>
  records.filter((each) => holdsOn(each, window.to))

/** Parts of a window in which visits are due apart, and the days that a listing must last in each. */
function partsOf({ kind, from, to }: Window) {
  const days = lengthOf(from, to)
  if (days === 7) return [{ from, to, least: 4 }]
  if (days <= 16) return [{ from, to, least: 8 }]
  const first = kind === 'month' ? 15 : Math.floor(days / 2)
  return [
    { from, to: shifted(from, first - 1), least: 8 },
    { from: shifted(from, first), to, least: 8 },
  ]
}

const listedChildren: Oracle = ({ listings, visits }, ask) => {
  const { window, params } = ask
  const asked = categoriesAsked(ask, false)
  const relevant = listings.filter((each) => asked.includes(each.category))
  const places = new Set(relevant.map((each) => `${each.child} ${each.village}`))
  const parts = partsOf(window)
  return [...places].flatMap((key): Counted[] => {
    const [child = '', village = ''] = key.split(' ')
    const own = relevant.filter((each) => each.child === child && each.village === village)
    const covered = parts.filter((part) =>
      own.some(({ from, to }) => {
        const [begin, end] = [from > part.from ? from : part.from, to !== null && to < part.to ? to : part.to]
        return begin <= end && lengthOf(begin, end) >= part.least
      }),
    )
    const due = Math.ceil((Number(params.each) * covered.length) / parts.length)
    if (due === 0) return []
    const made = visits.filter(
      (visit) =>
        visit.children.includes(child) &&
        isIn(visit.on, window) &&
        visit.isComplete &&
        ask.plan.visitOutcomes.some((outcome) => outcome.id === visit.outcome && outcome.counts),
    )
    const inTime = made.filter((visit) => visit.receivedOn <= window.to)
    const done = Math.min(due, made.length)
    return [{ row: child, place: place(village), due, done, late: done - Math.min(due, inTime.length) }]
  })
}

const households: Oracle = ({ children, visits }, { window, plan }) => {
  const members = children.filter((each) => each.household !== null)
  const present = members.filter(
    (each) => each.bornOn <= window.to && (each.leftOn === null || each.leftOn > window.to),
  )
  const due = new Map(
    present.map((each) => [
      `${each.household} ${each.village}`,
      { id: each.household ?? '', village: each.village },
    ]),
  )
  return [...due.values()].map(({ id, village }) => {
    const own = members.filter((each) => each.household === id).map((each) => each.id)
    const made = visits.filter(
      (visit) =>
        isIn(visit.on, window) &&
        visit.children.some((child) => own.includes(child)) &&
        plan.visitOutcomes.some((outcome) => outcome.id === visit.outcome && outcome.counts),
    )
    const [first] = made.map((visit) => visit.receivedOn).sort()
    return {
      row: id,
      place: place(village),
      due: 1,
      done: first ? 1 : 0,
      late: first && first > window.to ? 1 : 0,
    }
  })
}

/** Whole years lived on a day. */
function yearsOld(born: Day, on: Day): number {
  const years = Number(on.slice(0, 4)) - Number(born.slice(0, 4))
  return on.slice(5) >= born.slice(5) ? years : years - 1
}

const schoolMatched: Oracle = (records, ask) => {
  const { window, params } = ask
  const listed = listedAtEnd(records, ask, categoriesAsked(ask, false)).map((each) => each.child)
  return records.children
    .filter((each) => each.leftOn === null || each.leftOn > window.to)
    .filter((each) => yearsOld(each.bornOn, window.to) >= 6 && yearsOld(each.bornOn, window.to) < 16)
    .filter((each) => !params.categories || listed.includes(each.id))
    .map((each) => ({
      row: each.id,
      place: place(each.village, each.school),
      due: 1,
      done: each.school !== null || each.studiesElsewhere === true ? 1 : 0,
      late: 0,
    }))
}

const sittings =
  (form: string): Oracle =>
  ({ meetings }, { window }) =>
    meetings
      .filter((each) => each.form === form && isIn(each.on, window))
      .map((each) => ({
        row: each.id,
        place: place(null),
        due: 0,
        done: 1,
        late: each.receivedOn > window.to ? 1 : 0,
      }))

const attested: Oracle = ({ attestations }, { window, params }) =>
  attestations
    .filter((each) => each.duty === params.duty && each.window === window.key && !each.isReturned)
    .map((each) => ({
      row: each.id,
      place: place(each.village, null, each.unit),
      due: 0,
      done: 1,
      late: each.receivedOn > window.to ? 1 : 0,
    }))

/** The oracle of each measure. */
export const oracles: Readonly<Record<string, Oracle>> = {
  'children.file-and-plan': shareOf((records, ask) => inForce(records.plans, ask)),
  'children.responsibility-team': shareOf((records, ask) => {
    const roles = ask.plan.helperSchemes.find((each) => each.id === ask.params.scheme)?.roles ?? []
    return inForce(records.teams, ask).filter(
      (team) => team.scheme === ask.params.scheme && roles.every((role) => team.roles.includes(role.id)),
    )
  }),
  'children.one-to-one-helper': shareOf((records, ask) => inForce(records.teams, ask), true),
  'children.verified': shareOf((records, { window }) =>
    records.verifications.filter((each) => isIn(each.on, window)),
  ),
  'children.school-matched': schoolMatched,
  'visits.listed-children': listedChildren,
  'visits.households': households,
  'supervision.dispatch': sittings('dispatch'),
  'supervision.critique': sittings('critique'),
  'supervision.quarter-result': sittings('quarter-result'),
  'duties.attested': attested,
}

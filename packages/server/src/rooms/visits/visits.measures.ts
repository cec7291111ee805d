import { addDays, child, type Day, daysBetween, household, type VisitedChild, type Window } from '@hulei/core'
import { sql } from 'kysely'
import { type Measure, nowAndBefore, onlyRows, type Touched } from '../../platform/measures/measure.ts'

type Values = Readonly<Record<string, unknown>>

/** Days by which a listing must cover a part of a window for its visits to be due: time enough to make one. */
const LISTED_DAYS = 8

/**
 * The parts of a window over which visits are due apart, each with the days that a listing must cover. A month has its
 * two halves (1st–15th and the rest), a longer window two of even length; a week or half-month is one part, of which
 * a listing must cover more than half.
 */
export function visitParts(window: Window): readonly { from: Day; to: Day; days: number }[] {
  const days = daysBetween(window.from, window.to) + 1
  if (days <= 2 * LISTED_DAYS)
    return [{ from: window.from, to: window.to, days: Math.min(LISTED_DAYS, Math.floor(days / 2) + 1) }]
  const middle = addDays(window.from, (window.kind === 'month' ? 15 : Math.floor(days / 2)) - 1)
  return [
    { from: window.from, to: middle, days: LISTED_DAYS },
    { from: addDays(middle, 1), to: window.to, days: LISTED_DAYS },
  ]
}

/**
 * Listed children visited. Due: for each part of the window that one listing covers (`visitParts`), its share of `each`
 * (two a month: one a half), rounded up. Done: visits that count and prove themselves (form, guardian's confirmation,
 * photo), up to what is due; late: those entered after the window.
 */
export const listedChildrenVisited: Measure = {
  name: 'visits.listed-children',
  version: 2,
  rowKind: child,
  count({ township, window, params, only: rows }) {
    const each = Number(params.each ?? 2)
    const category = Array.isArray(params.categories)
      ? sql`AND l.category = ANY(${params.categories as string[]}::text[])`
      : sql``
    const parts = visitParts(window)
    const covered = sql.join(
      parts.map(
        ({ from, to, days }) => sql`max((least(coalesce(l."to", 'infinity'), ${to}::date)
          - greatest(l."from", ${from}::date) + 1 >= ${days}::int)::int)`,
      ),
      sql` + `,
    )
    return sql`
      SELECT o.child AS "row", o.village, NULL::text AS school, NULL::text AS unit, o.due,
        least(o.due, coalesce(v.done, 0))::int AS done,
        (least(o.due, coalesce(v.done, 0)) - least(o.due, coalesce(v.in_time, 0)))::int AS late
      FROM (
        SELECT l.child, l.village, ceil(${each}::numeric * (${covered}) / ${parts.length}::int)::int AS due
        FROM listing l
        WHERE l.township = ${township} AND l."from" <= ${window.to}::date
          AND (l."to" IS NULL OR l."to" >= ${window.from}::date) ${category} ${onlyRows(rows, 'l.child')}
        GROUP BY l.child, l.village
      ) o LEFT JOIN (
        SELECT child, count(*) AS done, count(*) FILTER (WHERE received_on <= ${window.to}::date) AS in_time
        FROM visit_child
        WHERE township = ${township} AND visited_on BETWEEN ${window.from}::date AND ${window.to}::date
          AND counts AND is_complete ${onlyRows(rows, 'child')}
        GROUP BY child
      ) v ON v.child = o.child
      WHERE o.due > 0`
  },
  proofs: ({ township, window, only }) => sql`
    SELECT child AS "row", 'visit' AS kind, visit AS record, visited_on AS "on" FROM visit_child
    WHERE township = ${township} AND visited_on BETWEEN ${window.from}::date AND ${window.to}::date
      AND counts AND is_complete AND child = ANY(${only}::uuid[])`,
  touched: (change) => {
    if (change.kind.name === 'listing') return nowAndBefore(change).map(childFrom)
    if (change.kind.name === 'visit') return nowAndBefore(change).map(visitOn)
    return []
  },
}

const childFrom = (listing: Values): Touched => ({ rows: [String(listing.child)], from: listing.from as Day })

const visitOn = (visit: Values): Touched => ({
  rows: (visit.children as VisitedChild[]).map((each) => each.child),
  from: visit.visitedOn as Day,
  to: visit.visitedOn as Day,
})

/**
 * Households with minors that were contacted in the window, by any visit that counts: 组织开展大范围、全覆盖的入户走访
 * (附·平安办6). Due: each household that has a minor in the register on the window's last day.
 */
export const householdsContacted: Measure = {
  name: 'visits.households',
  version: 1,
  rowKind: household,
  count: ({ township, window, only }) => sql`
    SELECT h.household AS "row", h.village, NULL::text AS school, NULL::text AS unit, 1 AS due,
      (v.first_on IS NOT NULL)::int AS done,
      (v.first_on IS NOT NULL AND v.first_received > ${window.to}::date)::int AS late
    FROM (
      SELECT DISTINCT household, village FROM child
      WHERE township = ${township} AND household IS NOT NULL AND born_on <= ${window.to}::date
        AND (left_on IS NULL OR left_on > ${window.to}::date) ${onlyRows(only, 'household')}
    ) h LEFT JOIN (
      SELECT c.household, min(vc.visited_on) AS first_on, min(vc.received_on) AS first_received
      FROM visit_child vc JOIN child c ON c.township = vc.township AND c.id = vc.child
      WHERE vc.township = ${township} AND vc.counts
        AND vc.visited_on BETWEEN ${window.from}::date AND ${window.to}::date ${onlyRows(only, 'c.household')}
      GROUP BY c.household
    ) v ON v.household = h.household`,
  proofs: ({ township, window, only }) => sql`
    SELECT DISTINCT c.household AS "row", 'visit' AS kind, vc.visit AS record, vc.visited_on AS "on"
    FROM visit_child vc JOIN child c ON c.township = vc.township AND c.id = vc.child
    WHERE vc.township = ${township} AND vc.counts AND c.household = ANY(${only}::uuid[])
      AND vc.visited_on BETWEEN ${window.from}::date AND ${window.to}::date`,
  touched: (change) => {
    if (change.kind.name === 'visit') return nowAndBefore(change).map(visitOn)
    if (change.kind.name !== 'child') return []
    const households = nowAndBefore(change).flatMap((values) =>
      typeof values.household === 'string' ? [values.household] : [],
    )
    return households.length > 0 ? [{ rows: households, from: '0001-01-01' }] : []
  },
  // A visit counts for the household that its children live in now, which may not be the one that it names.
  rowsOf: (township, named) => sql`
    SELECT household AS "row" FROM child
    WHERE township = ${township} AND id = ANY(${named}::uuid[]) AND household IS NOT NULL
    UNION SELECT unnest(${named}::uuid[])`,
}

export const visitsMeasures: readonly Measure[] = [listedChildrenVisited, householdsContacted]

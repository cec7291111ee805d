import { type Day, venue } from '@hulei/core'
import { type RawBuilder, sql } from 'kysely'
import type { Change } from '../../platform/acts/handler.ts'
import {
  type Measure,
  nowAndBefore,
  onlyRows,
  type Question,
  type Touched,
} from '../../platform/measures/measure.ts'

/**
 * Measures of venues: each row is a venue that was in the register on the window's last day. One that was entered by
 * mistake never was.
 */
const inRegister = ({ township, window, params, only }: Question): RawBuilder<unknown> => sql`
  v.township = ${township} AND v.registered_on <= ${window.to}::date
  AND (v.closed_on IS NULL OR v.closed_on > ${window.to}::date)
  AND v.closed_because IS DISTINCT FROM 'mistaken'
  ${Array.isArray(params.types) ? sql`AND v.type = ANY(${params.types as string[]}::text[])` : sql``}
  ${onlyRows(only, 'v.id')}`

/** What is closed by order all through a window has no guests to protect: it is looked at again instead (回头看). */
const notClosedThroughout = ({ window }: Question): RawBuilder<unknown> => sql`
  NOT EXISTS (
    SELECT FROM venue_closure c WHERE c.township = v.township AND c.venue = v.id AND c.withdrawn_on IS NULL
      AND c.ordered_on <= ${window.from}::date
      AND coalesce(c.reopened_on, c.until, 'infinity') >= ${window.to}::date)`

const HEAD = sql`v.id AS "row", v.village, NULL::text AS school, NULL::text AS unit`

const ofVenue = (change: Change): Touched[] =>
  change.kind.name === 'venue' ? [{ rows: [change.record], from: '0001-01-01' }] : []

const ofClosure = (change: Change): Touched[] =>
  change.kind.name === 'venueClosure'
    ? nowAndBefore(change).map((values) => ({ rows: [String(values.venue)], from: '0001-01-01' }))
    : []

const ofInspection = (change: Change): Touched[] =>
  change.kind.name === 'inspection'
    ? nowAndBefore(change).flatMap((values) => {
        const on = values.inspectedOn as Day
        return values.venue ? [{ rows: [String(values.venue)], from: on, to: on }] : []
      })
    : []

/** Venues that somebody inspected in the window; `which` of the inspections (alias i) are meant. */
const inspectedBy = (name: string, which: RawBuilder<unknown>): Measure => {
  const inWindow = ({ township, window }: Omit<Question, 'only'>) => sql`
    FROM inspection i WHERE i.township = ${township} AND i.withdrawn_on IS NULL AND i.venue IS NOT NULL
      AND i.inspected_on BETWEEN ${window.from}::date AND ${window.to}::date ${which}`
  return {
    name,
    version: 1,
    rowKind: venue,
    count: (question) => sql`
      SELECT ${HEAD}, 1 AS due, (f.first_on IS NOT NULL)::int AS done,
        coalesce(f.first_on > ${question.window.to}::date, false)::int AS late
      FROM venue v LEFT JOIN (
        SELECT i.venue, min((i.received_at AT TIME ZONE 'Asia/Shanghai')::date) AS first_on
        ${inWindow(question)} GROUP BY i.venue
      ) f ON f.venue = v.id
      WHERE ${inRegister(question)} AND ${notClosedThroughout(question)}`,
    proofs: (question) => sql`
      SELECT i.venue AS "row", 'inspection' AS kind, i.id AS record, i.inspected_on AS "on"
      ${inWindow(question)} AND i.venue = ANY(${question.only}::uuid[])`,
    touched: (change) => [...ofVenue(change), ...ofClosure(change), ...ofInspection(change)],
  }
}

/** 场所检查, whichever unit did it. */
export const inspected = inspectedBy('venues.inspected', sql``)

/** “五必须”检查: all five were answered, whatever the answers were; what is not kept is a finding. */
export const fiveMustsInspected = inspectedBy(
  'venues.five-musts',
  sql`AND num_nulls(i.identity, i.guardian_asked, i.companion_asked, i.rounds, i.suspicion_reported) = 0`,
)

/**
 * Hotline and sign are up; which sign, the duty says. Where the act says that a place needs no sign against minors, the
 * hotline remains; one that sells nothing needs no sign against selling. Late: put up after the window.
 */
export const signs: Measure = {
  name: 'venues.signs',
  version: 1,
  rowKind: venue,
  count(question) {
    const { window, params } = question
    if (params.sign === 'no-alcohol-tobacco') {
      return sql`
        SELECT ${HEAD}, 1 AS due, (v.no_sale_since IS NOT NULL)::int AS done,
          coalesce(v.no_sale_since > ${window.to}::date, false)::int AS late
        FROM venue v WHERE ${inRegister(question)} AND v.no_sale_sign <> 'not-required'`
    }
    const isUp = sql`(v.hotline_since IS NOT NULL AND v.no_minors_sign <> 'missing')`
    return sql`
      SELECT ${HEAD}, 1 AS due, ${isUp}::int AS done,
        (${isUp} AND greatest(v.hotline_since, v.no_minors_since) > ${window.to}::date)::int AS late
      FROM venue v WHERE ${inRegister(question)}`
  },
  touched: ofVenue,
}

/** 出入口监控. Late: installed after the window. */
export const cameras: Measure = {
  name: 'venues.cameras',
  version: 1,
  rowKind: venue,
  count: (question) => sql`
    SELECT ${HEAD}, 1 AS due, (v.camera_since IS NOT NULL)::int AS done,
      coalesce(v.camera_since > ${question.window.to}::date, false)::int AS late
    FROM venue v WHERE ${inRegister(question)}`,
  touched: ofVenue,
}

/**
 * 停业“回头看”. A row is a venue; due are its closures whose limit falls in the window, done those looked at again.
 * Late: looked at after the limit, or entered after the window.
 */
export const recheckedClosures: Measure = {
  name: 'venues.rechecked-closures',
  version: 1,
  rowKind: venue,
  count: ({ township, window, only }) => sql`
    SELECT c.venue AS "row", c.village, NULL::text AS school, NULL::text AS unit, count(*)::int AS due,
      count(c.rechecked_on)::int AS done,
      count(*) FILTER (WHERE c.rechecked_on > c.recheck_by OR c.recheck_entered_on > ${window.to}::date)::int AS late
    FROM venue_closure c
    WHERE c.township = ${township} AND c.withdrawn_on IS NULL
      AND c.recheck_by BETWEEN ${window.from}::date AND ${window.to}::date ${onlyRows(only, 'c.venue')}
    GROUP BY c.venue, c.village`,
  proofs: ({ township, window, only }) => sql`
    SELECT c.venue AS "row", 'venueClosure' AS kind, c.id AS record, coalesce(c.rechecked_on, c.ordered_on) AS "on"
    FROM venue_closure c
    WHERE c.township = ${township} AND c.withdrawn_on IS NULL AND c.venue = ANY(${only}::uuid[])
      AND c.recheck_by BETWEEN ${window.from}::date AND ${window.to}::date`,
  touched: ofClosure,
}

/**
 * 无证经营: venues found without a licence and not settled before the window. Done: closed for good, or licensed. Late:
 * settled, or entered, after the window.
 */
export const unlicensedClosed: Measure = {
  name: 'venues.unlicensed-closed',
  version: 1,
  rowKind: venue,
  count: ({ township, window, only }) => sql`
    SELECT ${HEAD}, 1 AS due, (v.settled_on IS NOT NULL)::int AS done,
      coalesce(greatest(v.settled_on, v.settled_entered_on) > ${window.to}::date, false)::int AS late
    FROM venue v
    WHERE v.township = ${township} AND v.unlicensed_since <= ${window.to}::date
      AND (v.settled_on IS NULL OR v.settled_on >= ${window.from}::date)
      AND v.closed_because IS DISTINCT FROM 'mistaken' ${onlyRows(only, 'v.id')}`,
  touched: ofVenue,
}

export const venuesMeasures: readonly Measure[] = [
  inspected,
  fiveMustsInspected,
  signs,
  cameras,
  recheckedClosures,
  unlicensedClosed,
]

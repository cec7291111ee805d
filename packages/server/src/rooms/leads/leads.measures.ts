import { type Day, dayOf, lead, reportDuty, TELLING_MINUTES, VENUE_MINUTES } from '@hulei/core'
import { type RawBuilder, sql } from 'kysely'
import type { Change } from '../../platform/acts/handler.ts'
import { type Measure, onlyRows, type Touched } from '../../platform/measures/measure.ts'

/**
 * Measures of leads count for the township as a whole, never for a village: a figure of one village would say where.
 * A lead that leaves somebody of the township out is in none of them, so that no figure tells that it is there.
 */
const counted = sql`NOT l.is_outside AND NOT EXISTS (
  SELECT FROM matter_exclusion e WHERE e.township = l.township AND e.matter = l.id)`
const nowhere = sql`NULL::text AS village, NULL::text AS school, NULL::text AS unit`
const shanghaiDay = (column: string): RawBuilder<unknown> =>
  sql`(${sql.ref(column)} AT TIME ZONE 'Asia/Shanghai')::date`
const wentOff = (alarm: string) => sql`EXISTS (
  SELECT FROM lead_alarm a WHERE a.township = l.township AND a.matter = l.id AND a.alarm = ${alarm})`

/** Everything that belongs to a lead moves its row, in whatever window the lead lies. */
const ofTheLead = (change: Change): readonly Touched[] => {
  const { name } = change.kind
  if (name === 'lead') return [{ rows: [change.record], from: '0001-01-01' }]
  if (name === 'leadAlarm' || name === 'leadTelling')
    return [{ rows: [String(change.whole.matter)], from: '0001-01-01' }]
  return []
}

/**
 * Leads decided within the limit (附·派出所1), by the day of the report. One counts from its decision on, or from the moment
 * at which its limit passed without one.
 */
export const leadsDecided: Measure = {
  name: 'leads.decided',
  version: 1,
  rowKind: lead,
  count: ({ township, window, only }) => sql`
    SELECT l.id AS "row", ${nowhere}, 1 AS due, (l.decided_at IS NOT NULL)::int AS done,
      (l.decided_at IS NOT NULL AND l.decided_at > l.decide_by)::int AS late
    FROM lead l
    WHERE l.township = ${township} AND ${counted} ${onlyRows(only, 'l.id')}
      AND ${shanghaiDay('l.reported_at')} BETWEEN ${window.from}::date AND ${window.to}::date
      AND (l.decided_at IS NOT NULL OR ${wentOff('overdue')})`,
  touched: ofTheLead,
}

/**
 * Leads of which everybody who was to be told acknowledged within ten minutes (附·派出所15): both group leaders and an
 * officer. Of several officers the first counts; of the leaders, each.
 */
export const leadersTold: Measure = {
  name: 'leads.leaders-told',
  version: 1,
  rowKind: lead,
  count: ({ township, window, only }) => sql`
    SELECT l.id AS "row", ${nowhere}, 1 AS due, (t.known_at IS NOT NULL)::int AS done,
      (t.known_at IS NOT NULL AND t.known_at > t.told_at + make_interval(mins => ${sql.lit(TELLING_MINUTES)}))::int AS late
    FROM lead l JOIN LATERAL (
      SELECT min(told_at) AS told_at,
        CASE WHEN count(*) FILTER (WHERE part = 'head' AND acknowledged_at IS NULL) = 0
          AND count(*) FILTER (WHERE part = 'head') > 0
          AND count(*) FILTER (WHERE part = 'officer' AND acknowledged_at IS NOT NULL) > 0
        THEN greatest(max(acknowledged_at) FILTER (WHERE part = 'head'),
          min(acknowledged_at) FILTER (WHERE part = 'officer')) END AS known_at
      FROM lead_telling t WHERE t.township = l.township AND t.matter = l.id
    ) t ON true
    WHERE l.township = ${township} AND ${counted} ${onlyRows(only, 'l.id')}
      AND ${shanghaiDay('l.reported_at')} BETWEEN ${window.from}::date AND ${window.to}::date
      AND (t.known_at IS NOT NULL OR ${wentOff('silent')})`,
  touched: ofTheLead,
}

/** What venues reported, acknowledged within the hour (附·派出所4). */
export const venueReportsAcknowledged: Measure = {
  name: 'venues.reports-acknowledged',
  version: 1,
  rowKind: lead,
  count: ({ township, window, only }) => sql`
    SELECT l.id AS "row", ${nowhere}, 1 AS due, (l.acknowledged_at IS NOT NULL)::int AS done,
      (l.acknowledged_at IS NOT NULL
        AND l.acknowledged_at > l.reported_at + make_interval(mins => ${sql.lit(VENUE_MINUTES)}))::int AS late
    FROM lead l
    WHERE l.township = ${township} AND l.source = 'venue' AND ${counted} ${onlyRows(only, 'l.id')}
      AND ${shanghaiDay('l.reported_at')} BETWEEN ${window.from}::date AND ${window.to}::date
      AND (l.acknowledged_at IS NOT NULL OR ${wentOff('unreceived')})`,
  touched: ofTheLead,
}

/** What a body reported, late when it knew longer than the limit allows (未成年人保护法 第十一条); each body for itself. */
const reportsOf = (name: string, which: RawBuilder<unknown>): Measure => ({
  name,
  version: 1,
  rowKind: reportDuty,
  count: ({ township, window, only }) => sql`
    SELECT d.id AS "row", NULL::text AS village, NULL::text AS school, d.unit, 1 AS due, 1 AS done, d.is_late::int AS late
    FROM report_duty d JOIN lead l ON l.township = d.township AND l.id = d.matter
    WHERE d.township = ${township} AND ${which} AND ${counted} ${onlyRows(only, 'd.id')}
      AND d.reported_on BETWEEN ${window.from}::date AND ${window.to}::date`,
  touched: (change) => {
    if (change.kind.name === 'reportDuty')
      return [
        {
          rows: [change.record],
          from: change.whole.reportedOn as Day,
          to: change.whole.reportedOn as Day,
        },
      ]
    // A lead that goes outside takes with it how it was reported.
    if (change.kind.name === 'lead')
      return [{ rows: [change.record], from: dayOf(Date.parse(String(change.whole.reportedAt))) }]
    return []
  },
  rowsOf: (township, named) => sql`
    SELECT id AS "row" FROM report_duty WHERE township = ${township} AND matter = ANY(${named}::uuid[])
    UNION SELECT unnest(${named}::uuid[])`,
})

/** 强制报告: reports in one of the nine situations. */
export const mandatoryReports = reportsOf('leads.mandatory-reports', sql`d.is_mandatory`)
/** Leads that a body came upon, told to the police; every report reaches them at once, so only its own clock can be late. */
export const reportedToPolice = reportsOf('leads.reported-to-police', sql`true`)
/** The court's, likewise. */
export const transferred = reportsOf('leads.transferred', sql`true`)
/** What schools came upon in counselling and moved to a mandatory report (附·第二学区12). */
export const mattersMoved = reportsOf('leads.matters-moved', sql`d.is_mandatory AND d.school IS NOT NULL`)

export const leadsMeasures: readonly Measure[] = [
  leadsDecided,
  leadersTold,
  venueReportsAcknowledged,
  mandatoryReports,
  reportedToPolice,
  transferred,
  mattersMoved,
]

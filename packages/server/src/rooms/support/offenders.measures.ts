import { CONFIRMED_DAYS, careTeam, type Day, type Window, youngOffender } from '@hulei/core'
import { sql } from 'kysely'
import { type Measure, onlyRows } from '../../platform/measures/measure.ts'

const nowhere = sql`NULL::text AS village, NULL::text AS school, NULL::text AS unit`
const always = '0001-01-01'

/** 建档并有责任人: files open in the window for which somebody answers by name. */
export const youngOffenderFiles: Measure = {
  name: 'support.young-offender-files',
  version: 1,
  rowKind: youngOffender,
  count: ({ township, window, only }) => sql`
    SELECT y.id AS "row", ${nowhere}, 1 AS due, (a.first_on IS NOT NULL)::int AS done,
      coalesce(a.first_on > ${window.to}::date, false)::int AS late
    FROM young_offender y
    LEFT JOIN LATERAL (
      SELECT min(s."from") AS first_on FROM assignment s
      WHERE s.township = y.township AND s.matter = y.id AND (s.ended_on IS NULL OR s.ended_on > ${window.to}::date)
    ) a ON true
    WHERE y.township = ${township} AND NOT y.is_outside AND y.opened_on <= ${window.to}::date
      AND (y.closed_on IS NULL OR y.closed_on >= ${window.from}::date) ${onlyRows(only, 'y.id')}`,
  touched: (change) => {
    if (change.kind.name === 'youngOffender') return [{ rows: [change.record], from: always }]
    return change.kind.name === 'assignment' ? [{ rows: [String(change.whole.matter)], from: always }] : []
  },
}

/** Joins to a file (alias y) how often somebody met them in person in the window, and how often it was entered in it. */
const metIn = (window: Window) => sql`
  JOIN LATERAL (
    SELECT count(*) AS met,
      count(*) FILTER (WHERE (t.received_at AT TIME ZONE 'Asia/Shanghai')::date <= ${window.to}::date) AS in_time
    FROM offender_meeting t
    WHERE t.township = y.township AND t.matter = y.id AND t.way IN ('met', 'home')
      AND t.met_on BETWEEN ${window.from}::date AND ${window.to}::date
  ) m ON true`

/**
 * 未成年社区矫正对象每月见面: young offenders in correction on the window's last day, or until they left it, met in person
 * `each` times in the window; late when it was entered afterwards.
 */
export const correctionVisits: Measure = {
  name: 'visits.community-correction',
  version: 1,
  rowKind: youngOffender,
  count({ township, window, params, only }) {
    const each = Number(params.each ?? 1)
    return sql`
      SELECT y.id AS "row", ${nowhere}, ${each}::int AS due, least(${each}::int, m.met)::int AS done,
        (least(${each}::int, m.met) - least(${each}::int, m.in_time))::int AS late
      FROM young_offender y
      ${metIn(window)}
      WHERE y.township = ${township} AND NOT y.is_outside AND y.is_in_correction
        AND y.correction_from <= ${window.to}::date
        AND (y.correction_to IS NULL OR y.correction_to >= ${window.from}::date)
        AND (y.closed_on IS NULL OR y.closed_on >= ${window.from}::date) ${onlyRows(only, 'y.id')}`
  },
  proofs: ({ township, window, only }) => sql`
    SELECT matter AS "row", 'offenderMeeting' AS kind, id AS record, met_on AS "on" FROM offender_meeting
    WHERE township = ${township} AND way IN ('met', 'home') AND matter = ANY(${only}::uuid[])
      AND met_on BETWEEN ${window.from}::date AND ${window.to}::date`,
  touched: (change) => {
    if (change.kind.name === 'youngOffender') return [{ rows: [change.record], from: always }]
    const { matter, metOn } = change.whole
    return change.kind.name === 'offenderMeeting'
      ? [{ rows: [String(matter)], from: metOn as Day, to: metOn as Day }]
      : []
  },
}

/** A returnee who was back for fewer days of a window than this is not due in it, as with visits of listed children. */
const LEAST_DAYS = 8

/**
 * 专门学校返回学生每月走访: files of returnees open for at least eight days of the window, met in person `each` times in it;
 * late when it was entered afterwards.
 */
export const returneeVisits: Measure = {
  ...correctionVisits,
  name: 'visits.school-returnees',
  count({ township, window, params, only }) {
    const each = Number(params.each ?? 1)
    return sql`
      SELECT y.id AS "row", ${nowhere}, ${each}::int AS due, least(${each}::int, m.met)::int AS done,
        (least(${each}::int, m.met) - least(${each}::int, m.in_time))::int AS late
      FROM young_offender y
      ${metIn(window)}
      WHERE y.township = ${township} AND NOT y.is_outside AND y.returned_on IS NOT NULL
        AND least(coalesce(y.closed_on, ${window.to}::date), ${window.to}::date)
          - greatest(y.returned_on, ${window.from}::date) + 1 >= ${LEAST_DAYS}::int ${onlyRows(only, 'y.id')}`
  },
}

/** 关爱队伍: teams of a unit in the window whose members were confirmed within half a year of its end. */
export const careTeams: Measure = {
  name: 'support.care-team',
  version: 1,
  rowKind: careTeam,
  count: ({ township, window, only }) => sql`
    SELECT c.id AS "row", NULL::text AS village, NULL::text AS school, c.unit, 0 AS due, 1 AS done, 0 AS late
    FROM care_team c
    WHERE c.township = ${township} AND c.formed_on <= ${window.to}::date
      AND (c.ended_on IS NULL OR c.ended_on > ${window.to}::date)
      AND c.confirmed_on >= ${window.to}::date - ${CONFIRMED_DAYS}::int
      AND c.psychologists + c.volunteers > 0 ${onlyRows(only, 'c.id')}`,
  touched: (change) => (change.kind.name === 'careTeam' ? [{ rows: [change.record], from: always }] : []),
}

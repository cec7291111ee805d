import { caseFile } from '@hulei/core'
import { sql } from 'kysely'
import { type Measure, onlyRows } from '../../platform/measures/measure.ts'
import { isGoingOutside } from '../sealing/index.ts'

/**
 * 案件问责, asked in three ways. Rows are matters: cases that were reviewed (附·纪委3), cases whose special suspect made it
 * due (附·纪委4), and leads whose report a body made late (附·第二学区8), which count for that body.
 */
export const accountabilityDecided: Measure = {
  name: 'cases.accountability',
  version: 1,
  rowKind: caseFile,
  count: ({ township, window, params, playbook, only }) => {
    const { from, to } = window
    const ours = playbook.units.find((unit) => unit.role === 'discipline')?.id ?? null
    switch (params.scope) {
      case 'special-suspects':
        return sql`
          SELECT a.matter AS "row", NULL::text AS village, NULL::text AS school, ${ours}::text AS unit, 1 AS due,
            (a.opened_on IS NOT NULL)::int AS done, (a.opened_on IS NOT NULL AND a.opened_on > a.open_by)::int AS late
          FROM accountability a JOIN case_file c ON c.township = a.township AND c.id = a.matter AND NOT c.is_outside
          WHERE a.township = ${township} AND a.finding = 'special-suspect'
            AND a.open_by BETWEEN ${from}::date AND ${to}::date ${onlyRows(only, 'a.matter')}`
      case 'late-reports':
        return sql`
          SELECT d.matter AS "row", NULL::text AS village, NULL::text AS school, d.unit, count(*)::int AS due,
            count(a.decided_on)::int AS done, count(*) FILTER (WHERE a.decided_on > ${to}::date)::int AS late
          FROM report_duty d
          JOIN lead l ON l.township = d.township AND l.id = d.matter AND NOT l.is_outside
          LEFT JOIN LATERAL (
            SELECT min(x.decided_on) AS decided_on FROM accountability x
            WHERE x.township = d.township AND x.report_duty = d.id
          ) a ON true
          WHERE d.township = ${township} AND d.is_late AND d.is_mandatory
            AND d.reported_on BETWEEN ${from}::date AND ${to}::date ${onlyRows(only, 'd.matter')}
          GROUP BY d.matter, d.unit`
      default:
        return sql`
          SELECT c.id AS "row", NULL::text AS village, NULL::text AS school, ${ours}::text AS unit, 1 AS due,
            (v.accountability = 'none' OR (a.lines > 0 AND a.lines = a.decided))::int AS done,
            (v.accountability <> 'none' AND a.lines > 0 AND a.lines = a.decided AND a.last > ${to}::date)::int AS late
          FROM case_review v JOIN case_file c ON c.township = v.township AND c.id = v.matter AND NOT c.is_outside
          JOIN LATERAL (
            SELECT count(*) AS lines, count(x.decided_on) AS decided, max(x.decided_on) AS last FROM accountability x
            WHERE x.township = c.township AND x.matter = c.id
          ) a ON true
          WHERE v.township = ${township} AND v.reviewed_on BETWEEN ${from}::date AND ${to}::date ${onlyRows(only, 'c.id')}`
    }
  },
  touched: (change) => {
    if (isGoingOutside(change)) return [{ rows: [change.record], from: '0001-01-01' }]
    switch (change.kind.name) {
      case 'caseReview':
      case 'accountability':
      case 'reportDuty':
        return [{ rows: [String(change.whole.matter)], from: '0001-01-01' }]
      default:
        return []
    }
  },
}

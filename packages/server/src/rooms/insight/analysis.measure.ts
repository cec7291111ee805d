import { analysis } from '@hulei/core'
import { sql } from 'kysely'
import { type Measure, onlyRows } from '../../platform/measures/measure.ts'

/** 案件分析报告 (附·派出所10): analyses issued in the window. */
export const analysisIssued: Measure = {
  name: 'insight.analysis',
  version: 1,
  rowKind: analysis,
  count: ({ township, window, only }) => sql`
    SELECT id AS "row", NULL::text AS village, NULL::text AS school, NULL::text AS unit, 0 AS due, 1 AS done, 0 AS late
    FROM analysis
    WHERE township = ${township} AND issued_on BETWEEN ${window.from}::date AND ${window.to}::date ${onlyRows(only, 'id')}`,
  touched: (change) =>
    change.kind.name === 'analysis' ? [{ rows: [change.record], from: '0001-01-01' }] : [],
}

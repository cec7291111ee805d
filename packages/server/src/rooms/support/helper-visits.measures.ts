import { type Day, helperVisit } from '@hulei/core'
import { sql } from 'kysely'
import { type Measure, nowAndBefore, onlyRows } from '../../platform/measures/measure.ts'

/** 帮扶人走访: visits of a unit's helpers in the window at which somebody saw the child; a call is none. */
export const helperVisits: Measure = {
  name: 'support.helper-visits',
  version: 1,
  rowKind: helperVisit,
  count: ({ township, window, only }) => sql`
    SELECT v.id AS "row", NULL::text AS village, NULL::text AS school, v.unit, 0 AS due, 1 AS done,
      ((v.received_at AT TIME ZONE 'Asia/Shanghai')::date > ${window.to}::date)::int AS late
    FROM helper_visit v
    WHERE v.township = ${township} AND v.withdrawn_on IS NULL AND v.way <> 'phone'
      AND v.visited_on BETWEEN ${window.from}::date AND ${window.to}::date ${onlyRows(only, 'v.id')}`,
  touched: (change) =>
    change.kind.name === 'helperVisit'
      ? nowAndBefore(change).map((values) => {
          const on = values.visitedOn as Day
          return { rows: [change.record], from: on, to: on }
        })
      : [],
}

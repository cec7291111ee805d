import { type Day, screeningRequest } from '@hulei/core'
import { sql } from 'kysely'
import { type Measure, nowAndBefore, onlyRows } from '../../platform/measures/measure.ts'

/** 从业查询答复: requests whose limit falls in the window, answered by the police. Late: answered after the limit. */
export const requestsAnswered: Measure = {
  name: 'screening.requests-answered',
  version: 1,
  rowKind: screeningRequest,
  count: ({ township, window, only }) => sql`
    SELECT id AS "row", NULL::text AS village, school, unit, 1 AS due, (answered_on IS NOT NULL)::int AS done,
      coalesce(answered_on > answer_by, false)::int AS late
    FROM screening_request
    WHERE township = ${township} AND withdrawn_on IS NULL
      AND answer_by BETWEEN ${window.from}::date AND ${window.to}::date ${onlyRows(only, 'id')}`,
  touched: (change) =>
    change.kind.name === 'screeningRequest'
      ? nowAndBefore(change).map((values) => {
          const on = values.answerBy as Day
          return { rows: [change.record], from: on, to: on }
        })
      : [],
}

export const screeningMeasures: readonly Measure[] = [requestsAnswered]

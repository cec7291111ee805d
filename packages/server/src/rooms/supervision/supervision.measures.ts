import { bulletin, type Day, supervisionMeeting } from '@hulei/core'
import { sql } from 'kysely'
import { type Measure, nowAndBefore, onlyRows } from '../../platform/measures/measure.ts'

/** Sittings of one form held in the window: each counts once, late when entered after the window. */
const sittings = (name: string, form: string): Measure => ({
  name,
  version: 1,
  rowKind: supervisionMeeting,
  count: ({ township, window, only }) => sql`
    SELECT id AS "row", NULL::text AS village, NULL::text AS school, NULL::text AS unit, 0 AS due, 1 AS done,
      ((received_at AT TIME ZONE 'Asia/Shanghai')::date > ${window.to}::date)::int AS late
    FROM supervision_meeting
    WHERE township = ${township} AND form = ${form}
      AND held_on BETWEEN ${window.from}::date AND ${window.to}::date ${onlyRows(only, 'id')}`,
  touched: (change) =>
    change.kind.name === 'supervisionMeeting'
      ? nowAndBefore(change).map((values) => ({
          rows: [change.record],
          from: values.heldOn as Day,
          to: values.heldOn as Day,
        }))
      : [],
})

/** 半月一调度 */
export const dispatch = sittings('supervision.dispatch', 'dispatch')
/** 一月一讲评 */
export const critique = sittings('supervision.critique', 'critique')
/** 一季一问效 */
export const quarterResult = sittings('supervision.quarter-result', 'quarter-result')

/** 一月一通报: bulletins issued in the window. One that only replaces another does not count again. */
export const bulletinIssued: Measure = {
  name: 'supervision.bulletin',
  version: 1,
  rowKind: bulletin,
  count: ({ township, window, only }) => sql`
    SELECT id AS "row", NULL::text AS village, NULL::text AS school, NULL::text AS unit, 0 AS due, 1 AS done, 0 AS late
    FROM bulletin
    WHERE township = ${township} AND supersedes IS NULL
      AND issued_on BETWEEN ${window.from}::date AND ${window.to}::date ${onlyRows(only, 'id')}`,
  touched: (change) =>
    change.kind.name === 'bulletin' ? [{ rows: [change.record], from: '0001-01-01' }] : [],
}

export const supervisionMeasures: readonly Measure[] = [dispatch, critique, quarterResult, bulletinIssued]

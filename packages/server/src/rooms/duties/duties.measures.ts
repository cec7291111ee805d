import { attestation } from '@hulei/core'
import { sql } from 'kysely'
import { type Measure, onlyRows } from '../../platform/measures/measure.ts'

/**
 * What a unit attested for one duty in one window, and the office has not returned. The duty is a parameter that the
 * room adds itself (windows.ts); it counts for the unit or the village that attested.
 */
export const attested: Measure = {
  name: 'duties.attested',
  version: 1,
  rowKind: attestation,
  count: ({ township, window, params, only }) => sql`
    SELECT id AS "row", village, NULL::text AS school, unit, 0 AS due, (returned_on IS NULL)::int AS done,
      (returned_on IS NULL AND (received_at AT TIME ZONE 'Asia/Shanghai')::date > ${window.to}::date)::int AS late
    FROM attestation
    WHERE township = ${township} AND duty = ${String(params.duty)} AND "window" = ${window.key} ${onlyRows(only, 'id')}`,
  touched: (change) =>
    change.kind.name === 'attestation' ? [{ rows: [change.record], from: '0001-01-01' }] : [],
}

export const dutiesMeasures: readonly Measure[] = [attested]

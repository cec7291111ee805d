import { type Day, finding, inspection, jointOperation, type Playbook } from '@hulei/core'
import { sql } from 'kysely'
import type { Change } from '../../platform/acts/handler.ts'
import { keyedRow } from '../../platform/measures/keyed-row.ts'
import { type Measure, nowAndBefore, onlyRows, type Touched } from '../../platform/measures/measure.ts'

const lateOf = (to: Day) => sql`((received_at AT TIME ZONE 'Asia/Shanghai')::date > ${to}::date)::int`

/** The given rows of a record as it is and as it was, each over its day. */
function onDay(change: Change, kind: string, day: string, rows: readonly string[]): Touched[] {
  if (change.kind.name !== kind) return []
  return nowAndBefore(change).map((values) => {
    const on = values[day] as Day
    return { rows, from: on, to: on }
  })
}

/** 联合执法: a unit led, or took part; the one that led took part as well. */
export const jointOperations: Measure = {
  name: 'operations.joint',
  version: 1,
  rowKind: jointOperation,
  count: ({ township, window, params, only }) => sql`
    SELECT o.id AS "row", NULL::text AS village, NULL::text AS school, u.unit, 0 AS due, 1 AS done,
      ${lateOf(window.to)} AS late
    FROM joint_operation o, unnest(${params.part === 'lead' ? sql`ARRAY[o.unit]` : sql`o.joined || o.unit`}) AS u (unit)
    WHERE o.township = ${township} AND o.withdrawn_on IS NULL
      AND o.held_on BETWEEN ${window.from}::date AND ${window.to}::date ${onlyRows(only, 'o.id')}`,
  touched: (change) => onDay(change, 'jointOperation', 'heldOn', [change.record]),
}

/** 专项检查: inspections that a unit made with the duty's focus. */
export const inspections: Measure = {
  name: 'operations.inspections',
  version: 1,
  rowKind: inspection,
  count: ({ township, window, params, only }) => sql`
    SELECT id AS "row", NULL::text AS village, NULL::text AS school, unit, 0 AS due, 1 AS done,
      ${lateOf(window.to)} AS late
    FROM inspection
    WHERE township = ${township} AND withdrawn_on IS NULL AND ${String(params.focus)} = ANY(focuses)
      AND inspected_on BETWEEN ${window.from}::date AND ${window.to}::date ${onlyRows(only, 'id')}`,
  touched: (change) => onDay(change, 'inspection', 'inspectedOn', [change.record]),
}

const schoolRow = (school: string) => keyedRow('campus', school)
const schoolsOf = ({ schools }: Playbook) =>
  schools.map(({ id, name, village }) => ({ id, row: schoolRow(id), label: name, village }))

/** Rows as a table s ("row", school). */
const asSchools = (schools: ReturnType<typeof schoolsOf>) => sql`
  unnest(${schools.map((each) => each.row)}::uuid[], ${schools.map((each) => each.id)}::text[]) AS s ("row", school)`

/** 校园周边检查: inspections of a school's surroundings, by whichever unit; `each` school so often. A row is a school. */
export const campusInspections: Measure = {
  name: 'operations.campus-inspections',
  version: 1,
  rowKind: inspection,
  count({ township, window, params, playbook, only }) {
    const each = params.each === undefined ? null : Number(params.each)
    // Without a number for each school, all that was done counts (`least` leaves out what is null).
    const upTo = (column: string) => sql`least(${each}::int, coalesce(${sql.ref(column)}, 0))`
    return sql`
      SELECT s."row", NULL::text AS village, s.school, NULL::text AS unit, ${each ?? 0}::int AS due,
        ${upTo('i.done')}::int AS done, (${upTo('i.done')} - ${upTo('i.in_time')})::int AS late
      FROM ${asSchools(schoolsOf(playbook))}
      LEFT JOIN (
        SELECT school, count(*) AS done, count(*) FILTER (
          WHERE (received_at AT TIME ZONE 'Asia/Shanghai')::date <= ${window.to}::date) AS in_time
        FROM inspection
        WHERE township = ${township} AND withdrawn_on IS NULL AND school IS NOT NULL
          AND inspected_on BETWEEN ${window.from}::date AND ${window.to}::date
        GROUP BY school
      ) i ON i.school = s.school
      WHERE true ${onlyRows(only, 's.row')}`
  },
  names: ({ playbook }) =>
    new Map(schoolsOf(playbook).map(({ row, label, village }) => [row, { label, village }])),
  proofs: ({ township, window, playbook, only }) => sql`
    SELECT s."row", 'inspection' AS kind, i.id AS record, i.inspected_on AS "on"
    FROM ${asSchools(schoolsOf(playbook).filter((each) => only.includes(each.row)))}
    JOIN inspection i ON i.township = ${township} AND i.withdrawn_on IS NULL AND i.school = s.school
      AND i.inspected_on BETWEEN ${window.from}::date AND ${window.to}::date`,
  touched: (change) => {
    const schools = [change.place.school, change.before?.school as string | null | undefined]
    const rows = schools.flatMap((school) => (school ? [schoolRow(school)] : []))
    return onDay(change, 'inspection', 'inspectedOn', rows)
  },
}

/**
 * 问题按期整改: findings that fall due in the window, of inspections with the duty's focus. Late: put right after the
 * day, or entered after the window.
 */
export const findingsClosed: Measure = {
  name: 'operations.findings-closed',
  version: 1,
  rowKind: finding,
  count: ({ township, window, params, only }) => sql`
    SELECT f.id AS "row", NULL::text AS village, NULL::text AS school, f.unit, 1 AS due,
      (f.closed_on IS NOT NULL)::int AS done,
      coalesce(f.closed_on > f.due_on OR f.closed_entered_on > ${window.to}::date, false)::int AS late
    FROM finding f JOIN inspection i ON i.township = f.township AND i.id = f.inspection
    WHERE f.township = ${township} AND f.withdrawn_on IS NULL AND i.withdrawn_on IS NULL
      AND ${String(params.focus)} = ANY(i.focuses)
      AND f.due_on BETWEEN ${window.from}::date AND ${window.to}::date ${onlyRows(only, 'f.id')}`,
  touched: (change) => {
    if (change.kind.name === 'inspection') return [{ rows: [change.record], from: '0001-01-01' }]
    return onDay(change, 'finding', 'dueOn', [change.record])
  },
  // What an inspection's change of focus moves are its findings.
  rowsOf: (township, named) => sql`
    SELECT id AS "row" FROM finding WHERE township = ${township} AND inspection = ANY(${named}::uuid[])
    UNION SELECT unnest(${named}::uuid[])`,
}

export const inspectionsMeasures: readonly Measure[] = [
  jointOperations,
  inspections,
  campusInspections,
  findingsClosed,
]

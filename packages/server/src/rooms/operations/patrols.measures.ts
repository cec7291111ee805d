import {
  addDays,
  type Day,
  formatDayOfYearZh,
  isSchoolDay,
  maxDay,
  minDay,
  type Playbook,
  patrol,
} from '@hulei/core'
import { sql } from 'kysely'
import type { Change } from '../../platform/acts/handler.ts'
import { dayRow, keyedRow } from '../../platform/measures/keyed-row.ts'
import {
  type Measure,
  nowAndBefore,
  onlyRows,
  type Question,
  type Touched,
} from '../../platform/measures/measure.ts'

type Asked = Pick<Question, 'window' | 'params' | 'playbook' | 'calendar'>

/** The days of a window within the plan. */
function daysOf({ window, playbook }: Asked): Day[] {
  const [from, to] = [maxDay(window.from, playbook.plan.from), minDay(window.to, playbook.plan.to)]
  const days: Day[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}

/** Those of them on which pupils are at school; a day of a calendar that is not known is not claimed. */
function schoolDaysOf(asked: Asked): Day[] {
  const time = { school: asked.playbook.schoolCalendar, work: asked.calendar }
  return daysOf(asked).filter((day) => {
    const isOne = isSchoolDay(day, time)
    return isOne.known && isOne.value
  })
}

/** Days on which a unit must patrol, each as a row, so that those without one are named. */
function dayRowsOf(asked: Asked): { row: string; day: Day }[] {
  if (!asked.params.daily) return []
  const days = asked.params.on === 'school-days' ? schoolDaysOf(asked) : daysOf(asked)
  return days.map((day) => ({ row: dayRow(day, 'patrol', String(asked.params.unit)), day }))
}

/** Rows as a table d ("row", day). */
const asDays = (rows: ReturnType<typeof dayRowsOf>) => sql`
  unnest(${rows.map((each) => each.row)}::uuid[], ${rows.map((each) => each.day)}::date[]) AS d ("row", day)`

const RECEIVED = sql`(received_at AT TIME ZONE 'Asia/Shanghai')::date`

/**
 * 重点场所巡查. Where it is due every day (`daily` times, by `unit`), a row is a day; otherwise a row is a patrol.
 */
export const venuePatrols: Measure = {
  name: 'operations.venue-patrols',
  version: 1,
  rowKind: patrol,
  count(question) {
    const { township, window, params, only } = question
    const made = sql`FROM patrol WHERE township = ${township} AND task = 'venues' AND withdrawn_on IS NULL
      AND patrolled_on BETWEEN ${window.from}::date AND ${window.to}::date`
    if (!params.daily) {
      return sql`SELECT id AS "row", village, NULL::text AS school, unit, 0 AS due, 1 AS done,
        (${RECEIVED} > ${window.to}::date)::int AS late ${made} ${onlyRows(only, 'id')}`
    }
    const [daily, unit] = [Number(params.daily), String(params.unit)]
    return sql`
      SELECT d."row", NULL::text AS village, NULL::text AS school, ${unit}::text AS unit, ${daily}::int AS due,
        least(${daily}::int, coalesce(p.done, 0))::int AS done,
        (least(${daily}::int, coalesce(p.done, 0)) - least(${daily}::int, coalesce(p.in_time, 0)))::int AS late
      FROM ${asDays(dayRowsOf(question))}
      LEFT JOIN (
        SELECT patrolled_on, count(*) AS done, count(*) FILTER (WHERE ${RECEIVED} <= ${window.to}::date) AS in_time
        ${made} AND unit = ${unit} GROUP BY patrolled_on
      ) p ON p.patrolled_on = d.day
      WHERE true ${onlyRows(only, 'd.row')}`
  },
  names: (asked) =>
    new Map(dayRowsOf(asked).map(({ row, day }) => [row, { label: formatDayOfYearZh(day), village: null }])),
  proofs: (question) => sql`
    SELECT d."row", 'patrol' AS kind, p.id AS record, p.patrolled_on AS "on"
    FROM ${asDays(dayRowsOf(question).filter((each) => question.only.includes(each.row)))}
    JOIN patrol p ON p.township = ${question.township} AND p.task = 'venues' AND p.withdrawn_on IS NULL
      AND p.patrolled_on = d.day AND p.unit = ${String(question.params.unit)}`,
  touched: (change) =>
    ofPatrol(change, (on) => [change.record, dayRow(on, 'patrol', change.place.unit ?? '')]),
}

const schoolsOf = ({ schools }: Playbook) =>
  schools.map(({ id, name, village }) => ({ id, row: schoolRow(id), label: name, village }))
const schoolRow = (school: string) => keyedRow('school-gate', school)

/** Rows as a table s ("row", school). */
const asSchools = (schools: ReturnType<typeof schoolsOf>) => sql`
  unnest(${schools.map((each) => each.row)}::uuid[], ${schools.map((each) => each.id)}::text[]) AS s ("row", school)`

/** 护学岗: on each school day somebody stood at each school's gate, whoever it was. A row is a school. */
export const schoolGateShifts: Measure = {
  name: 'operations.school-gate-shifts',
  version: 1,
  rowKind: patrol,
  count(question) {
    const { township, window, playbook, only } = question
    const days = schoolDaysOf(question)
    return sql`
      SELECT s."row", NULL::text AS village, s.school, NULL::text AS unit, ${days.length}::int AS due,
        coalesce(p.done, 0)::int AS done, coalesce(p.late, 0)::int AS late
      FROM ${asSchools(schoolsOf(playbook))}
      LEFT JOIN (
        SELECT school, count(*) AS done, count(*) FILTER (WHERE first_on > ${window.to}::date) AS late FROM (
          SELECT school, patrolled_on, min(${RECEIVED}) AS first_on FROM patrol
          WHERE township = ${township} AND task = 'school-gate' AND withdrawn_on IS NULL
            AND patrolled_on = ANY(${days}::date[])
          GROUP BY school, patrolled_on) kept
        GROUP BY school
      ) p ON p.school = s.school
      WHERE true ${onlyRows(only, 's.row')}`
  },
  names: ({ playbook }) =>
    new Map(schoolsOf(playbook).map(({ row, label, village }) => [row, { label, village }])),
  proofs: (question) => sql`
    SELECT s."row", 'patrol' AS kind, p.id AS record, p.patrolled_on AS "on"
    FROM ${asSchools(schoolsOf(question.playbook).filter((each) => question.only.includes(each.row)))}
    JOIN patrol p ON p.township = ${question.township} AND p.task = 'school-gate' AND p.withdrawn_on IS NULL
      AND p.school = s.school AND p.patrolled_on = ANY(${schoolDaysOf(question)}::date[])`,
  touched: (change) => {
    const schools = [change.place.school, change.before?.school as string | null | undefined]
    return ofPatrol(change, () => schools.flatMap((school) => (school ? [schoolRow(school)] : [])))
  },
}

/** The rows of a patrol as it is and as it was, each over its day. */
function ofPatrol(change: Change, rows: (on: Day) => string[]): Touched[] {
  if (change.kind.name !== 'patrol') return []
  return nowAndBefore(change).map((values) => {
    const on = values.patrolledOn as Day
    return { rows: rows(on), from: on, to: on }
  })
}

export const patrolsMeasures: readonly Measure[] = [venuePatrols, schoolGateShifts]

import { type Day, emotionalCount, monthOf, type Playbook, safetyGuidance } from '@hulei/core'
import { sql } from 'kysely'
import { keyedRow } from '../../platform/measures/keyed-row.ts'
import { type Measure, nowAndBefore, onlyRows, type Question } from '../../platform/measures/measure.ts'

/** Measures of schools: a row is a school of the plan, whether it has a record or not; `of` keeps one measure's rows apart. */
const schoolRow = (of: string, school: string) => keyedRow(of, school)
const schoolsOf = (of: string, { schools }: Playbook) =>
  schools
    // A kindergarten is guided in its safety; of emotional trouble only pupils are asked.
    .filter(({ stage }) => of !== 'emotional' || stage !== 'kindergarten')
    .map(({ id, name, village }) => ({ id, row: schoolRow(of, id), label: name, village }))

/** Rows as a table s ("row", school). */
const asSchools = (schools: ReturnType<typeof schoolsOf>) => sql`
  unnest(${schools.map((each) => each.row)}::uuid[], ${schools.map((each) => each.id)}::text[]) AS s ("row", school)`

const namesOf = (of: string, playbook: Playbook) =>
  new Map(schoolsOf(of, playbook).map(({ row, label, village }) => [row, { label, village }]))

const RECEIVED = sql`(received_at AT TIME ZONE 'Asia/Shanghai')::date`

/** Reports of the months of a window. */
const ofMonths = ({ township, window }: Omit<Question, 'only'>) => sql`
  township = ${township} AND month BETWEEN ${monthOf(window.from)} AND ${monthOf(window.to)}`

/** 情感困扰人数月报: each school said its number for the months of the window, `each` times, nil or not. What it said is not counted. */
export const emotionalCounts: Measure = {
  name: 'schools.emotional-counts',
  version: 1,
  rowKind: emotionalCount,
  count(question) {
    const { window, params, playbook, only } = question
    const each = Number(params.each ?? 1)
    return sql`
      SELECT s."row", NULL::text AS village, s.school, NULL::text AS unit, ${each}::int AS due,
        least(${each}::int, coalesce(m.done, 0))::int AS done,
        (least(${each}::int, coalesce(m.done, 0)) - least(${each}::int, coalesce(m.in_time, 0)))::int AS late
      FROM ${asSchools(schoolsOf('emotional', playbook))}
      LEFT JOIN (
        SELECT school, count(*) AS done, count(*) FILTER (WHERE ${RECEIVED} <= ${window.to}::date) AS in_time
        FROM emotional_count WHERE ${ofMonths(question)} GROUP BY school
      ) m ON m.school = s.school
      WHERE true ${onlyRows(only, 's.row')}`
  },
  names: ({ playbook }) => namesOf('emotional', playbook),
  proofs: (question) => sql`
    SELECT s."row", 'emotionalCount' AS kind, m.id AS record, m.reported_on AS "on"
    FROM ${asSchools(schoolsOf('emotional', question.playbook).filter((each) => question.only.includes(each.row)))}
    JOIN (SELECT id, school, reported_on FROM emotional_count WHERE ${ofMonths(question)}) m ON m.school = s.school`,
  touched: (change) =>
    change.kind.name === 'emotionalCount'
      ? [
          {
            rows: [schoolRow('emotional', change.place.school ?? '')],
            from: `${change.whole.month}-01` as Day,
            to: `${change.whole.month}-28` as Day,
          },
        ]
      : [],
}

/** How many defences there are: a school that was guided in fewer has not been guided. */
const DEFENCES = 3

const guidedIn = ({ township, window }: Omit<Question, 'only'>) => sql`
  g.township = ${township} AND g.withdrawn_on IS NULL
  AND g.guided_on BETWEEN ${window.from}::date AND ${window.to}::date`

/** 指导学校三防: in the window each school was guided in all three defences, at once or one after the other. Late: the last of them was entered after it. */
export const safetyGuided: Measure = {
  name: 'schools.safety-guidance',
  version: 1,
  rowKind: safetyGuidance,
  count: (question) => sql`
    SELECT s."row", NULL::text AS village, s.school, NULL::text AS unit, 1 AS due,
      (f.parts = ${DEFENCES}::int)::int AS done,
      (f.parts = ${DEFENCES}::int AND f.last_on > ${question.window.to}::date)::int AS late
    FROM (SELECT s."row", s.school FROM ${asSchools(schoolsOf('guidance', question.playbook))}
      WHERE true ${onlyRows(question.only, 's.row')}) s
    CROSS JOIN LATERAL (
      SELECT count(*) AS parts, max(first_on) AS last_on FROM (
        SELECT p.part, min((g.received_at AT TIME ZONE 'Asia/Shanghai')::date) AS first_on
        FROM safety_guidance g, unnest(g.parts) AS p (part)
        WHERE ${guidedIn(question)} AND g.school = s.school GROUP BY p.part) of_each) f`,
  names: ({ playbook }) => namesOf('guidance', playbook),
  proofs: (question) => sql`
    SELECT s."row", 'safetyGuidance' AS kind, g.id AS record, g.guided_on AS "on"
    FROM ${asSchools(schoolsOf('guidance', question.playbook).filter((each) => question.only.includes(each.row)))}
    JOIN safety_guidance g ON g.school = s.school AND ${guidedIn(question)}`,
  touched: (change) => {
    if (change.kind.name !== 'safetyGuidance') return []
    const schools = [change.place.school, change.before?.school as string | null | undefined]
    const rows = schools.flatMap((school) => (school ? [schoolRow('guidance', school)] : []))
    return nowAndBefore(change).map((values) => {
      const on = values.guidedOn as Day
      return { rows, from: on, to: on }
    })
  },
}

export const schoolsMeasures: readonly Measure[] = [emotionalCounts, safetyGuided]

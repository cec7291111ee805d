import { type Day, outreachActivity, training } from '@hulei/core'
import { type RawBuilder, sql } from 'kysely'
import type { Change } from '../../platform/acts/handler.ts'
import { keyedRow } from '../../platform/measures/keyed-row.ts'
import {
  type Measure,
  nowAndBefore,
  onlyRows,
  type Question,
  type Touched,
} from '../../platform/measures/measure.ts'

const lateOf = (to: Day) => sql`((received_at AT TIME ZONE 'Asia/Shanghai')::date > ${to}::date)::int`

/** A record over the day on which it was held, as it is and as it was. */
const ofHeld = (change: Change, kind: string, rows: (values: Change['whole']) => string[]): Touched[] =>
  change.kind.name === kind
    ? nowAndBefore(change).map((values) => {
        const on = values.heldOn as Day
        return { rows: rows(values), from: on, to: on }
      })
    : []

/** 培训: trainings of the duty's audience that a unit held, alone or together with others; each of them held it. */
export const trainings: Measure = {
  name: 'outreach.trainings',
  version: 1,
  rowKind: training,
  count: ({ township, window, params, only }) => sql`
    SELECT t.id AS "row", NULL::text AS village, NULL::text AS school, u.unit, 0 AS due, 1 AS done,
      ${lateOf(window.to)} AS late
    FROM training t, unnest(t.joined || t.unit) AS u (unit)
    WHERE t.township = ${township} AND t.withdrawn_on IS NULL AND t.audience = ${String(params.audience)}
      AND t.held_on BETWEEN ${window.from}::date AND ${window.to}::date ${onlyRows(only, 't.id')}`,
  touched: (change) => ofHeld(change, 'training', () => [change.record]),
}

/** `AND column && list` where the duty asks for some entries of a list; left out, all are meant. */
const anyOf = (asked: unknown, column: string): RawBuilder<unknown> =>
  Array.isArray(asked) ? sql`AND ${sql.ref(column)} && ${asked as string[]}::text[]` : sql``

/** 宣传活动: what a unit or village told people, in the duty's form, about its topics, to its audiences. */
export const activities: Measure = {
  name: 'outreach.activities',
  version: 1,
  rowKind: outreachActivity,
  count: ({ township, window, params, only }) => sql`
    SELECT id AS "row", village, NULL::text AS school, unit, 0 AS due, 1 AS done, ${lateOf(window.to)} AS late
    FROM outreach_activity
    WHERE township = ${township} AND withdrawn_on IS NULL
      AND held_on BETWEEN ${window.from}::date AND ${window.to}::date
      ${typeof params.form === 'string' ? sql`AND form = ${params.form}` : sql``}
      ${anyOf(params.topics, 'topics')} ${anyOf(params.audiences, 'audiences')} ${onlyRows(only, 'id')}`,
  touched: (change) => ofHeld(change, 'outreachActivity', () => [change.record]),
}

/** What may have to be covered, by the list's name, and the field of an activity that says so. */
const covered = ['settings', 'media', 'outreachTopics'] as const
type Covered = (typeof covered)[number]
const fieldOf = (list: Covered) => (list === 'outreachTopics' ? 'topics' : list)
const coverRow = (list: Covered, entry: string) => keyedRow('covered', list, entry)

const entriesOf = ({ params, playbook }: Pick<Question, 'params' | 'playbook'>) => {
  const list = covered.find((each) => each === params.over) ?? 'settings'
  const rows = (playbook.lists[list] ?? []).map(({ id, name }) => ({
    id,
    label: name,
    row: coverRow(list, id),
  }))
  return { field: fieldOf(list), rows }
}

/** Rows as a table e ("row", entry). */
const asEntries = (rows: ReturnType<typeof entriesOf>['rows']) => sql`
  unnest(${rows.map((each) => each.row)}::uuid[], ${rows.map((each) => each.id)}::text[]) AS e ("row", entry)`

const inWindow = ({ township, window }: Omit<Question, 'only'>) => sql`
  a.township = ${township} AND a.withdrawn_on IS NULL
  AND a.held_on BETWEEN ${window.from}::date AND ${window.to}::date`

/**
 * 宣传覆盖 (附·平安办11、网信宣传办2、妇联4): each entry of a list of the plan (where to, by which media, which of the eleven
 * topics) was covered in the window by some activity, whoever held it. A row is an entry.
 */
export const coverage: Measure = {
  name: 'outreach.covered',
  version: 1,
  rowKind: outreachActivity,
  count(question) {
    const { field, rows } = entriesOf(question)
    return sql`
      SELECT e."row", NULL::text AS village, NULL::text AS school, NULL::text AS unit, 1 AS due,
        (f.first_on IS NOT NULL)::int AS done,
        coalesce(f.first_on > ${question.window.to}::date, false)::int AS late
      FROM ${asEntries(rows)}
      LEFT JOIN (
        SELECT c.entry, min((a.received_at AT TIME ZONE 'Asia/Shanghai')::date) AS first_on
        FROM outreach_activity a, unnest(${sql.ref(`a.${field}`)}) AS c (entry)
        WHERE ${inWindow(question)} GROUP BY c.entry
      ) f ON f.entry = e.entry
      WHERE true ${onlyRows(question.only, 'e.row')}`
  },
  names: (question) =>
    new Map(entriesOf(question).rows.map(({ row, label }) => [row, { label, village: null }])),
  proofs(question) {
    const { field, rows } = entriesOf(question)
    return sql`
      SELECT e."row", 'outreachActivity' AS kind, a.id AS record, a.held_on AS "on"
      FROM ${asEntries(rows.filter((each) => question.only.includes(each.row)))}
      JOIN outreach_activity a ON e.entry = ANY(${sql.ref(`a.${field}`)}) AND ${inWindow(question)}`
  },
  touched: (change) =>
    ofHeld(change, 'outreachActivity', (values) =>
      covered.flatMap((list) => {
        // Of what was taken off as well: an amendment to fewer is counted on the entries that it lost.
        const named = [...(values[fieldOf(list)] as string[]), ...(change.whole[fieldOf(list)] as string[])]
        return [...new Set(named)].map((entry) => coverRow(list, entry))
      }),
    ),
}

export const outreachMeasures: readonly Measure[] = [trainings, activities, coverage]

import { child, type Day, type Playbook } from '@hulei/core'
import { type RawBuilder, sql } from 'kysely'
import {
  type Measure,
  nowAndBefore,
  onlyRows,
  type Question,
  type Touched,
} from '../../platform/measures/measure.ts'

/**
 * Measures of the children's register. Those that ask whether something is *in force* ask it of the window's last
 * day: what began later counts for the next window, and as late (`late`) when it was entered afterwards.
 */

type Values = Readonly<Record<string, unknown>>

/** Categories named by the duty, or all of the plan. */
const categoriesOf = (params: Question['params'], fallback: readonly string[]): readonly string[] =>
  Array.isArray(params.categories) ? (params.categories as string[]) : fallback

const everyCategory = (playbook: Playbook) => playbook.childCategories.map((each) => each.id)
const inDifficulty = (playbook: Playbook) =>
  playbook.childCategories.filter((each) => each.inDifficulty).map((each) => each.id)

/** Children listed on the window's last day under one of the categories: "row", village, school. */
function listedChildren(
  { township, window, only }: Question,
  categories: readonly string[],
): RawBuilder<unknown> {
  return sql`
    SELECT DISTINCT child AS "row", village, school FROM listing
    WHERE township = ${township} AND "from" <= ${window.to}::date AND ("to" IS NULL OR "to" >= ${window.to}::date)
      AND category = ANY(${categories}::text[]) ${onlyRows(only, 'child')}`
}

/** Of listed children, those for whom `inForce` (columns child, received_at) holds something. */
function shareOfListed(
  question: Question,
  categories: readonly string[],
  inForce: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const { window } = question
  return sql`
    SELECT l."row", l.village, l.school, NULL::text AS unit, 1 AS due, (f.child IS NOT NULL)::int AS done,
      (f.child IS NOT NULL AND f.first_on > ${window.to}::date)::int AS late
    FROM (${listedChildren(question, categories)}) l
    LEFT JOIN (SELECT child, min((received_at AT TIME ZONE 'Asia/Shanghai')::date) AS first_on FROM (${inForce}) x GROUP BY child) f
      ON f.child = l."row"`
}

const inForceOn = (
  table: string,
  { township, window, only }: Question,
  more: RawBuilder<unknown> = sql``,
) => sql`
  SELECT child, received_at FROM ${sql.table(table)}
  WHERE township = ${township} AND "from" <= ${window.to}::date AND ("to" IS NULL OR "to" >= ${window.to}::date)
    ${more} ${onlyRows(only, 'child')}`

/** Rows of a child that a change of one of these kinds may move, from the record's first day on. */
const touchesChild =
  (...kinds: readonly string[]) =>
  (change: Parameters<Measure['touched']>[0]): Touched[] =>
    kinds.includes(change.kind.name)
      ? nowAndBefore(change).map((values: Values) => ({
          rows: [String(values.child)],
          from: values.from as Day,
        }))
      : []

/** 一人一档一策: a listed child has a plan in force; the file is the register itself. */
export const fileAndPlan: Measure = {
  name: 'children.file-and-plan',
  version: 1,
  rowKind: child,
  count: (question) =>
    shareOfListed(
      question,
      categoriesOf(question.params, everyCategory(question.playbook)),
      inForceOn('child_plan', question),
    ),
  touched: touchesChild('listing', 'childPlan'),
}

/** A listed child has a team of the scheme in force in which every role of the scheme is filled. */
export const teamComplete: Measure = {
  name: 'children.responsibility-team',
  version: 1,
  rowKind: child,
  count(question) {
    const { params, playbook } = question
    const roles =
      playbook.helperSchemes.find((each) => each.id === params.scheme)?.roles.map((role) => role.id) ?? []
    const complete = sql`AND scheme = ${String(params.scheme)}
      AND ${roles}::text[] <@ ARRAY(SELECT m->>'role' FROM jsonb_array_elements(members) m)`
    return shareOfListed(
      question,
      categoriesOf(params, everyCategory(playbook)),
      inForceOn('responsibility_team', question, complete),
    )
  },
  touched: touchesChild('listing', 'responsibilityTeam'),
}

/** A child in difficulty has a named helper: a team of any scheme in force, with at least one member. */
export const oneToOneHelper: Measure = {
  name: 'children.one-to-one-helper',
  version: 1,
  rowKind: child,
  count: (question) =>
    shareOfListed(
      question,
      categoriesOf(question.params, inDifficulty(question.playbook)),
      inForceOn('responsibility_team', question),
    ),
  touched: touchesChild('listing', 'responsibilityTeam'),
}

/** What the register says of a listed child was verified within the window. */
export const verified: Measure = {
  name: 'children.verified',
  version: 1,
  rowKind: child,
  count(question) {
    const { township, window, params, playbook, only } = question
    const inWindow = sql`SELECT child, received_at FROM verification
      WHERE township = ${township} AND verified_on BETWEEN ${window.from}::date AND ${window.to}::date ${onlyRows(only, 'child')}`
    return shareOfListed(question, categoriesOf(params, everyCategory(playbook)), inWindow)
  },
  touched: (change) => [
    ...touchesChild('listing')(change),
    ...(change.kind.name === 'verification'
      ? nowAndBefore(change).map((values) => ({
          rows: [String(values.child)],
          from: values.verifiedOn as Day,
          to: values.verifiedOn as Day,
        }))
      : []),
  ],
}

const SCHOOL_AGE = { from: 6, below: 16 }

/**
 * Children of school age (6 to 15, 义务教育法 第十一条) are matched to a school, here or elsewhere. With `categories`,
 * only children listed under one of them on the window's last day.
 */
export const schoolMatched: Measure = {
  name: 'children.school-matched',
  version: 1,
  rowKind: child,
  count(question) {
    const { township, window, params, only } = question
    const listed = Array.isArray(params.categories)
      ? sql`AND c.id IN (SELECT "row" FROM (${listedChildren(question, categoriesOf(params, []))}) l)`
      : sql``
    return sql`
      SELECT c.id AS "row", c.village, c.school, NULL::text AS unit, 1 AS due,
        (c.school IS NOT NULL OR coalesce(c.studies_elsewhere, false))::int AS done, 0 AS late
      FROM child c
      WHERE c.township = ${township} AND (c.left_on IS NULL OR c.left_on > ${window.to}::date)
        AND c.born_on <= ${window.to}::date - make_interval(years => ${SCHOOL_AGE.from}::int)
        AND c.born_on > ${window.to}::date - make_interval(years => ${SCHOOL_AGE.below}::int)
        ${listed} ${onlyRows(only, 'c.id')}`
  },
  touched: (change) => {
    if (change.kind.name === 'child') return [{ rows: [change.record], from: '0001-01-01' }]
    return touchesChild('listing')(change)
  },
}

export const childrenMeasures: readonly Measure[] = [
  fileAndPlan,
  teamComplete,
  oneToOneHelper,
  verified,
  schoolMatched,
]

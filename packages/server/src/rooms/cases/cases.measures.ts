import {
  type AnyKind,
  accountability,
  addDays,
  caseFile,
  caseStages,
  firstDayOf,
  isCaseStage,
  monthOf,
  orderFollowUp,
  penalty,
  previousMonth,
  problem,
  recommendation,
  sealedPerson,
  snakeCase,
  stageOfStep,
  tableOf,
  type Window,
  warningSession,
} from '@hulei/core'
import { type RawBuilder, sql } from 'kysely'
import type { Change } from '../../platform/acts/handler.ts'
import { type Measure, onlyRows, type Question, type Touched } from '../../platform/measures/measure.ts'
import { isGoingOutside } from '../sealing/index.ts'

/**
 * Measures of cases count for the township or a unit, never for a village: a figure of one village would say where. What
 * has a limit of its own counts in the window in which that limit falls. Cases handled outside are in none of them.
 */
const nowhere = sql`NULL::text AS village, NULL::text AS school, NULL::text AS unit`
const inWindow = (column: RawBuilder<unknown>, { from, to }: Pick<Window, 'from' | 'to'>) =>
  sql`${column} BETWEEN ${from}::date AND ${to}::date`
const receivedAfter = (column: RawBuilder<unknown>, window: Window) =>
  sql`(${column} AT TIME ZONE 'Asia/Shanghai')::date > ${window.to}::date`
/** Not of a case handled outside, nor of such a lead. */
const notOutside = (table: string) => sql`NOT EXISTS (
    SELECT FROM case_file o WHERE o.township = ${sql.ref(`${table}.township`)} AND o.id = ${sql.ref(`${table}.matter`)} AND o.is_outside)
  AND NOT EXISTS (
    SELECT FROM lead o WHERE o.township = ${sql.ref(`${table}.township`)} AND o.id = ${sql.ref(`${table}.matter`)} AND o.is_outside)`

const always = '0001-01-01'
/** Rows that are cases move with their case, and with these kinds of what belongs to it. */
const casesOf =
  (...kinds: readonly string[]) =>
  (change: Change): readonly Touched[] => {
    if (change.kind.name === 'caseFile') return [{ rows: [change.record], from: always }]
    return kinds.includes(change.kind.name) ? [{ rows: [String(change.whole.matter)], from: always }] : []
  }
/** Rows of a kind move with themselves; and with the case or lead to which they belong, when it goes outside. */
const rowsWithMatter = (kind: string, table: string): Pick<Measure, 'touched' | 'rowsOf'> => ({
  touched: (change) =>
    change.kind.name === kind || isGoingOutside(change) ? [{ rows: [change.record], from: always }] : [],
  rowsOf: (township, named) => sql`
    SELECT id AS "row" FROM ${sql.table(table)} WHERE township = ${township}
      AND (id = ANY(${named}::uuid[]) OR matter = ANY(${named}::uuid[]))`,
})

/** The steps asked for, with the column that says since when each is due in a case. */
function stepsAsked({ params, playbook }: Question) {
  const all = (playbook.lists.caseSteps ?? []).map(({ id }) => id)
  const asked = Array.isArray(params.steps) ? (params.steps as string[]) : all
  return asked.flatMap((step) => {
    const stage = stageOfStep(playbook, step)
    if (!isCaseStage(stage)) return []
    const isListedOnly = playbook.caseChecklist?.find((line) => line.step === step)?.only === 'listed'
    return [{ step, column: snakeCase(caseStages[stage].day), isListedOnly }]
  })
}

/** 评查、会商、上级把关…: each falls due in the window in which the case comes to the stage that asks for it. */
export const stepsRecorded: Measure = {
  name: 'cases.steps-recorded',
  version: 1,
  rowKind: caseFile,
  count: (question) => {
    const { township, window, only } = question
    const asked = stepsAsked(question)
    // A plan that asks for no step has nothing due.
    const lines =
      asked.length === 0
        ? [sql`(NULL::text, NULL::date)`]
        : asked.map(
            ({ step, column, isListedOnly }) =>
              sql`(${step}, CASE WHEN ${isListedOnly ? sql`c.is_listed` : sql`true`} THEN ${sql.ref(`c.${column}`)} END)`,
          )
    return sql`
      SELECT c.id AS "row", ${nowhere}, 1 AS due, bool_and(d.at IS NOT NULL)::int AS done,
        (bool_and(d.at IS NOT NULL) AND bool_or(${receivedAfter(sql`d.at`, window)}))::int AS late
      FROM case_file c
      JOIN LATERAL (VALUES ${sql.join(lines)}) AS s (step, due_on) ON ${inWindow(sql`s.due_on`, window)}
      LEFT JOIN LATERAL (
        SELECT min(t.received_at) AS at FROM case_step t
        WHERE t.township = c.township AND t.matter = c.id AND t.step = s.step
      ) d ON true
      WHERE c.township = ${township} AND NOT c.is_outside ${onlyRows(only, 'c.id')}
      GROUP BY c.id`
  },
  touched: casesOf('caseStep'),
}

/** 四项倒查: cases received in the month before the window, reviewed. */
export const reviews: Measure = {
  name: 'cases.reviews',
  version: 1,
  rowKind: caseFile,
  count: ({ township, window, only }) => {
    const before = { from: firstDayOf(previousMonth(monthOf(window.from))), to: addDays(window.from, -1) }
    return sql`
      SELECT c.id AS "row", ${nowhere}, 1 AS due, (v.at IS NOT NULL)::int AS done,
        (v.at IS NOT NULL AND ${receivedAfter(sql`v.at`, window)})::int AS late
      FROM case_file c
      LEFT JOIN LATERAL (
        SELECT min(r.received_at) AS at FROM case_review r WHERE r.township = c.township AND r.matter = c.id
      ) v ON true
      WHERE c.township = ${township} AND NOT c.is_outside AND ${inWindow(sql`c.received_on`, before)}
        ${onlyRows(only, 'c.id')}`
  },
  touched: casesOf('caseReview'),
}

/** 问题清单: items open in the window, with somebody who owns them and a day. */
export const problemsOwned: Measure = {
  name: 'cases.problems-owned',
  version: 1,
  rowKind: problem,
  count: ({ township, window, only }) => sql`
    SELECT p.id AS "row", ${nowhere}, 1 AS due,
      (p.due_on IS NOT NULL AND num_nonnulls(p.unit, p.village, p.school) > 0)::int AS done, 0 AS late
    FROM problem p
    WHERE p.township = ${township} AND p.registered_on <= ${window.to}::date
      AND (p.closed_on IS NULL OR p.closed_on >= ${window.from}::date) AND ${notOutside('p')} ${onlyRows(only, 'p.id')}`,
  ...rowsWithMatter('problem', 'problem'),
}

/** 建议书、提示函 by the day on which they are to be answered; each issuing body's own. */
export const recommendationsAnswered: Measure = {
  name: 'cases.recommendations-answered',
  version: 1,
  rowKind: recommendation,
  count: ({ township, window, only }) => sql`
    SELECT r.id AS "row", NULL::text AS village, NULL::text AS school, r.issued_by AS unit, 1 AS due,
      (r.status IN ('answered', 'closed'))::int AS done,
      (r.status IN ('answered', 'closed') AND r.answered_on > r.answer_by)::int AS late
    FROM recommendation r
    WHERE r.township = ${township} AND ${inWindow(sql`r.answer_by`, window)} AND ${notOutside('r')} ${onlyRows(only, 'r.id')}`,
  ...rowsWithMatter('recommendation', 'recommendation'),
}

/** 一站式取证: victims heard for the first time in the window, in the one-stop room. */
export const oneStopInterviews: Measure = {
  name: 'cases.one-stop-interviews',
  version: 1,
  rowKind: sealedPerson,
  count: ({ township, window, only }) => sql`
    SELECT i.person AS "row", ${nowhere}, 1 AS due, i.is_one_stop::int AS done, 0 AS late
    FROM interview i
    WHERE i.township = ${township} AND i.part = 'victim' AND i.time = 1 AND ${inWindow(sql`i.heard_on`, window)}
      AND ${notOutside('i')} ${onlyRows(only, 'i.person')}`,
  ...heardPeople(),
}

/** 重复询问: every further time of a victim, with a reason. */
export const repeatInterviews: Measure = {
  name: 'cases.repeat-interviews-explained',
  version: 1,
  rowKind: sealedPerson,
  count: ({ township, window, only }) => sql`
    SELECT i.person AS "row", ${nowhere}, count(*)::int AS due, count(i.why_again_sealed)::int AS done, 0 AS late
    FROM interview i
    WHERE i.township = ${township} AND i.part = 'victim' AND i.time > 1 AND ${inWindow(sql`i.heard_on`, window)}
      AND ${notOutside('i')} ${onlyRows(only, 'i.person')}
    GROUP BY i.person`,
  ...heardPeople(),
}

/** Rows that are people heard in a case. */
function heardPeople(): Pick<Measure, 'touched' | 'rowsOf'> {
  return {
    touched: (change) =>
      change.kind.name === 'interview'
        ? [{ rows: [String(change.whole.person)], from: always }]
        : isGoingOutside(change)
          ? [{ rows: [change.record], from: always }]
          : [],
    rowsOf: (township, named) => sql`
      SELECT DISTINCT person AS "row" FROM interview WHERE township = ${township}
        AND (person = ANY(${named}::uuid[]) OR matter = ANY(${named}::uuid[]))`,
  }
}

/** Records of matters, each due on a day of its own: done once the other day stands, late where that is after it. */
function doneByDay(
  name: string,
  kind: AnyKind,
  { due, done }: { readonly due: string; readonly done: string },
): Measure {
  const [table, dueOn, doneOn] = [sql.table(tableOf(kind)), sql.ref(`r.${due}`), sql.ref(`r.${done}`)]
  return {
    name,
    version: 1,
    rowKind: kind,
    count: ({ township, window, only }) => sql`
      SELECT r.id AS "row", ${nowhere}, 1 AS due, (${doneOn} IS NOT NULL)::int AS done,
        (${doneOn} IS NOT NULL AND ${doneOn} > ${dueOn})::int AS late
      FROM ${table} r
      WHERE r.township = ${township} AND ${inWindow(dueOn, window)} AND ${notOutside('r')} ${onlyRows(only, 'r.id')}`,
    ...rowsWithMatter(kind.name, tableOf(kind)),
  }
}

/** 警示教育 by the day on which each is to be held. */
export const warningSessions = doneByDay('outreach.warning-sessions', warningSession, {
  due: 'due_on',
  done: 'held_on',
})

/** 涉案场所处罚通报 by the day until which it is to be published. */
export const penaltiesPublished = doneByDay('venues.penalties-published', penalty, {
  due: 'publish_by',
  done: 'published_on',
})

/** 家庭教育令、监护令跟踪 by the day until which each is to be looked after; an order has one such day after another. */
export const ordersFollowedUp = doneByDay('guardianship.orders-followed-up', orderFollowUp, {
  due: 'due_on',
  done: 'followed_on',
})

/** 履职问题限期处理: findings by the day until which they are to be decided. */
export const findingsDecided = doneByDay('supervision.findings-decided', accountability, {
  due: 'decide_by',
  done: 'decided_on',
})

import { rescuePlan, rescueTask, sealedPerson, type Window } from '@hulei/core'
import { type RawBuilder, sql } from 'kysely'
import { type Measure, onlyRows } from '../../platform/measures/measure.ts'
import { isGoingOutside } from '../sealing/index.ts'

/**
 * Measures of rescue count for the township as a whole, never for a village: a figure of one village would say where. What
 * belongs to a case or lead that is handled outside is in none of them.
 */
const nowhere = sql`NULL::text AS village, NULL::text AS school, NULL::text AS unit`
const shanghaiDay = (column: string): RawBuilder<unknown> =>
  sql`(${sql.ref(column)} AT TIME ZONE 'Asia/Shanghai')::date`
const inWindow = (column: RawBuilder<unknown>, { from, to }: Window) =>
  sql`${column} BETWEEN ${from}::date AND ${to}::date`
/** Not of a case handled outside, nor of such a lead. */
const notOutside = (table: string) => sql`NOT EXISTS (
    SELECT FROM case_file o WHERE o.township = ${sql.ref(`${table}.township`)} AND o.id = ${sql.ref(`${table}.matter`)} AND o.is_outside)
  AND NOT EXISTS (
    SELECT FROM lead o WHERE o.township = ${sql.ref(`${table}.township`)} AND o.id = ${sql.ref(`${table}.matter`)} AND o.is_outside)`

const always = '0001-01-01'

/** Rows that are plans move with themselves, with the case or lead that goes outside, and with their tasks. */
const ofPlans: Pick<Measure, 'touched' | 'rowsOf'> = {
  ...withMatter('rescuePlan', 'rescue_plan'),
  touched: (change) => {
    if (change.kind.name === 'rescuePlan' || isGoingOutside(change))
      return [{ rows: [change.record], from: always }]
    return change.kind.name === 'rescueTask' ? [{ rows: [String(change.whole.plan)], from: always }] : []
  },
}

/** The covers of one victim, who may be sealed in a lead and once more in the case that came of it. */
const coversOf = (person: string) => sql`(
    SELECT g.id, g.matter FROM sealed_person g WHERE g.township = p.township AND (g.id = ${sql.ref(person)} OR g.id IN (
      SELECT e.person FROM sealed_identity e WHERE e.township = p.township AND e.as_person = ${sql.ref(person)})))`

/**
 * 一人一份救助方案: victims of cases received in the window, each once, by the cover under which they were sealed first: in the
 * case or in the lead that it came of. One of whom a lead says only that there is one counts while nobody is sealed in the case.
 * A case that was not filed asks for none. Done by a plan; late when it was made after the window.
 */
export const rescuePlans: Measure = {
  name: 'support.rescue-plans',
  version: 2,
  rowKind: sealedPerson,
  count: ({ township, window, only }) => sql`
    SELECT p.id AS "row", ${nowhere}, 1 AS due, (v.on_day IS NOT NULL)::int AS done,
      coalesce(v.on_day > ${window.to}::date, false)::int AS late
    FROM sealed_person p
    LEFT JOIN sealed_identity i ON i.township = p.township AND i.person = p.id
    JOIN LATERAL (
      SELECT min(c.received_on) AS received_on FROM case_file c JOIN ${coversOf('p.id')} g ON c.id = g.matter OR c.lead = g.matter
      WHERE c.township = p.township AND NOT c.is_outside AND c.ending IS DISTINCT FROM 'not-filed'
    ) c ON ${inWindow(sql`c.received_on`, window)}
    LEFT JOIN LATERAL (
      SELECT min(${shanghaiDay('r.received_at')}) AS on_day FROM rescue_plan r JOIN ${coversOf('p.id')} g ON r.person = g.id
      WHERE r.township = p.township
    ) v ON true
    WHERE p.township = ${township} AND p.part = 'victim' AND coalesce(i.as_person, p.id) = p.id
      AND (EXISTS (
        SELECT FROM sealed_identity g WHERE g.township = p.township AND g.as_person = p.id AND (g.is_known OR g.person <> p.id))
        OR NOT EXISTS (
        SELECT FROM case_file k JOIN sealed_person q ON q.township = k.township AND q.matter = k.id
        LEFT JOIN sealed_identity o ON o.township = q.township AND o.person = q.id
        WHERE k.township = p.township AND k.lead = p.matter AND q.part = 'victim'
          AND coalesce(o.as_person, q.id) <> p.id))
      AND ${notOutside('p')} ${onlyRows(only, 'p.id')}`,
  proofs: ({ township, only }) => sql`
    SELECT coalesce(i.as_person, r.person) AS "row", 'rescuePlan' AS kind, r.id AS record, r.made_on AS "on"
    FROM rescue_plan r LEFT JOIN sealed_identity i ON i.township = r.township AND i.person = r.person
    WHERE r.township = ${township} AND coalesce(i.as_person, r.person) = ANY(${only}::uuid[])`,
  touched: (change) => {
    const { name } = change.kind
    if (name === 'caseFile' || name === 'sealedFile' || isGoingOutside(change))
      return [{ rows: [change.record], from: always }]
    if (name === 'sealedPerson' && change.whole.part === 'victim')
      return [{ rows: [change.record], from: always }]
    return name === 'rescuePlan' ? [{ rows: [String(change.whole.person)], from: always }] : []
  },
  // Who is sealed in a case may change what counts in its lead, and the other way round.
  rowsOf: (township, named) => sql`
    WITH near (matter) AS (
      SELECT unnest(${named}::uuid[])
      UNION SELECT matter FROM sealed_person WHERE township = ${township} AND id = ANY(${named}::uuid[])
    ), family (matter) AS (
      SELECT matter FROM near UNION SELECT other FROM matter_link JOIN near USING (matter) WHERE township = ${township}
    )
    SELECT unnest(ARRAY[p.id, i.as_person]) AS "row" FROM sealed_person p JOIN family USING (matter)
    LEFT JOIN sealed_identity i ON i.township = p.township AND i.person = p.id
    WHERE p.township = ${township} AND p.part = 'victim'`,
}

/**
 * 黄金72小时: medical care after exposure, by the day of exposure. One counts from its assessment on, or from the moment at
 * which the limit passed without one. What was stopped before counts no more.
 */
export const postExposureCare: Measure = {
  name: 'support.post-exposure-care',
  version: 1,
  rowKind: rescueTask,
  count: ({ township, window, only }) => sql`
    SELECT t.id AS "row", ${nowhere}, 1 AS due, (t.assessed_at IS NOT NULL)::int AS done,
      coalesce(t.assessed_at > t.care_by, false)::int AS late
    FROM rescue_task t
    WHERE t.township = ${township} AND t.care_by IS NOT NULL AND ${inWindow(shanghaiDay('t.exposed_at'), window)}
      AND (t.assessed_at IS NOT NULL OR (t.overdue_at IS NOT NULL AND t.state <> 'stopped'))
      AND ${notOutside('t')} ${onlyRows(only, 't.id')}`,
  ...withMatter('rescueTask', 'rescue_task'),
}

/** 弃儿救治: abandoned children with a plan made in the window; done when medical care was given or arranged. */
export const abandonedChildrenTreated: Measure = {
  name: 'support.abandoned-children-treated',
  version: 1,
  rowKind: rescuePlan,
  count: ({ township, window, only }) => sql`
    SELECT p.id AS "row", ${nowhere}, 1 AS due, (v.done_on IS NOT NULL)::int AS done,
      coalesce(v.done_on > ${window.to}::date, false)::int AS late
    FROM rescue_plan p
    LEFT JOIN LATERAL (
      SELECT min(t.done_on) AS done_on FROM rescue_task t
      WHERE t.township = p.township AND t.plan = p.id AND t.help = 'medical' AND t.result IN ('helped', 'arranged')
    ) v ON true
    WHERE p.township = ${township} AND p.is_abandoned AND ${inWindow(sql`p.made_on`, window)}
      AND ${notOutside('p')} ${onlyRows(only, 'p.id')}`,
  ...ofPlans,
}

/**
 * 法律援助应援尽援: plans of victims made in the window; done when the family was told of legal aid, whatever they answered, or a
 * unit was charged with it.
 */
export const legalAidOffered: Measure = {
  name: 'support.legal-aid-offered',
  version: 1,
  rowKind: rescuePlan,
  count: ({ township, window, only }) => sql`
    SELECT p.id AS "row", ${nowhere}, 1 AS due, (v.on_day IS NOT NULL)::int AS done,
      coalesce(v.on_day > ${window.to}::date, false)::int AS late
    FROM rescue_plan p
    LEFT JOIN LATERAL (
      SELECT least(p.legal_aid_on, min(t.made_on)) AS on_day FROM rescue_task t
      WHERE t.township = p.township AND t.plan = p.id AND t.help = 'legal-aid'
    ) v ON true
    WHERE p.township = ${township} AND ${inWindow(sql`p.made_on`, window)}
      AND ${notOutside('p')} ${onlyRows(only, 'p.id')}`,
  ...ofPlans,
}

/** Rows of a kind move with themselves; and with the case or lead to which they belong, when it goes outside. */
function withMatter(kind: string, table: string): Pick<Measure, 'touched' | 'rowsOf'> {
  return {
    touched: (change) =>
      change.kind.name === kind || isGoingOutside(change) ? [{ rows: [change.record], from: always }] : [],
    rowsOf: (township, named) => sql`
      SELECT id AS "row" FROM ${sql.table(table)} WHERE township = ${township}
        AND (id = ANY(${named}::uuid[]) OR matter = ANY(${named}::uuid[]))`,
  }
}

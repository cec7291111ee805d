import {
  child,
  childPlan,
  civilWindowAt,
  type Day,
  daysBetween,
  findVisitTarget,
  firstDayOf,
  type Month,
  raisesTarget,
  timesNeeded,
  visit,
} from '@hulei/core'
import { sql } from 'kysely'
import type { Keyring } from '../../platform/crypto/keyring.ts'
import { maskRecord } from '../../platform/db/lists.ts'
import { openRows, selectColumns } from '../../platform/db/records.ts'
import type { Scoped } from '../../platform/db/scope.ts'
import type { Township } from '../../platform/townships.ts'
import { listedChildrenVisited } from './visits.measures.ts'

/** A listed child on the month's visit list: how often due, how often done, and what to look at this time. */
export type DueVisit = {
  readonly child: string
  readonly name: string
  readonly village: string
  readonly hamlet: string | null
  readonly household: string | null
  readonly categories: readonly string[]
  readonly guardianName: string | null
  readonly guardianPhone: string | null
  readonly due: number
  readonly done: number
  readonly lastVisitOn: Day | null
  /** From the plan: what visits should look at. */
  readonly lookAt: string | null
  /** From the last visit: what was agreed to follow up, and by when. */
  readonly followUp: string | null
  readonly followUpOn: Day | null
}

export type VisitList = {
  readonly month: Month
  readonly due: number
  readonly done: number
  readonly children: readonly DueVisit[]
}

type DueRow = {
  child: string
  due: number
  done: number
  last_on: Day | null
  last_visit: string | null
  plan: string | null
}

const CHILD_FIELDS = ['name', 'hamlet', 'household', 'categories', 'guardianName', 'guardianPhone']

/** Whom to visit in a month, most urgent first; of one village where it is named, otherwise of all that the actor sees. */
export async function listDueVisits(
  scope: Scoped,
  keyring: Keyring,
  township: Township,
  query: { month: Month; village?: string | undefined },
): Promise<VisitList> {
  const { playbook, calendar } = township
  const window = civilWindowAt('month', firstDayOf(query.month))
  const target = findVisitTarget(playbook)
  const each = target && timesNeeded(target.proof.target, raisesTarget(window, playbook.holidayMonths))
  const counted = listedChildrenVisited.count({
    township: township.code,
    window,
    playbook,
    calendar,
    params: { ...target?.proof.params, each: each ?? 2 },
  })
  const { rows: due } = await sql<DueRow>`
    SELECT c."row" AS child, c.due, c.done, last.visited_on AS last_on, last.visit AS last_visit, plan.id AS plan
    FROM (${counted}) c
    LEFT JOIN LATERAL (
      SELECT visited_on, visit FROM visit_child
      WHERE township = ${township.code} AND child = c."row" AND counts ORDER BY visited_on DESC LIMIT 1
    ) last ON true
    LEFT JOIN LATERAL (
      SELECT id FROM child_plan
      WHERE township = ${township.code} AND child = c."row" AND "from" <= ${scope.today}::date
        AND ("to" IS NULL OR "to" >= ${scope.today}::date) ORDER BY "from" DESC LIMIT 1
    ) plan ON true
    WHERE ${query.village ? sql`c.village = ${query.village}` : sql`true`}`.execute(scope.db)
  const ids = (of: (row: DueRow) => string | null) => [...new Set(due.flatMap((row) => of(row) ?? []))]
  const [children, visits, plans] = await Promise.all([
    recordsOf(
      scope,
      keyring,
      child,
      ids((row) => row.child),
      CHILD_FIELDS,
    ),
    recordsOf(
      scope,
      keyring,
      visit,
      ids((row) => row.last_visit),
      ['household', 'followUp', 'followUpOn'],
    ),
    recordsOf(
      scope,
      keyring,
      childPlan,
      ids((row) => row.plan),
      ['child', 'lookAt'],
    ),
  ])
  const found = due.flatMap((row): DueVisit[] => {
    const person = children.get(row.child)
    if (!person) return []
    const last = row.last_visit ? visits.get(row.last_visit) : undefined
    return [
      {
        child: row.child,
        name: person.name,
        village: person.village ?? '',
        hamlet: person.hamlet,
        household: person.household,
        categories: person.categories,
        guardianName: person.guardianName,
        guardianPhone: person.guardianPhone,
        due: row.due,
        done: row.done,
        lastVisitOn: row.last_on,
        lookAt: (row.plan && plans.get(row.plan)?.lookAt) || null,
        followUp: last?.followUp ?? null,
        followUpOn: last?.followUpOn ?? null,
      },
    ]
  })
  return {
    month: query.month,
    due: found.reduce((sum, row) => sum + row.due, 0),
    done: found.reduce((sum, row) => sum + row.done, 0),
    children: found.sort(byUrgency(scope.today)),
  }
}

/** Records by id, masked for the reader, with some of their fields. */
async function recordsOf<K extends typeof child | typeof visit | typeof childPlan>(
  scope: Scoped,
  keyring: Keyring,
  kind: K,
  ids: readonly string[],
  fields: readonly string[],
) {
  const table = sql.table({ child: 'child', visit: 'visit', childPlan: 'child_plan' }[kind.name])
  const { rows } = await sql<Record<string, unknown>>`
    SELECT ${selectColumns(kind, 'r', fields)} FROM ${table} r
    WHERE r.township = ${scope.actor.township} AND r.id = ANY(${ids}::uuid[])`.execute(scope.db)
  const records = await openRows(scope, keyring, kind, rows)
  return new Map(records.map((record) => [record.id, maskRecord(kind, scope, record)]))
}

/** A follow-up that is due goes first, then who still lacks most, then who was not seen for longest. */
const byUrgency =
  (today: Day) =>
  (left: DueVisit, right: DueVisit): number => {
    const isFollowUp = (row: DueVisit) => Number(row.followUpOn !== null && row.followUpOn <= today)
    const missing = (row: DueVisit) => row.due - row.done
    const unseen = (row: DueVisit) => (row.lastVisitOn ? daysBetween(row.lastVisitOn, today) : 100_000)
    const needsVisit = (row: DueVisit) => Number(missing(row) > 0)
    return (
      needsVisit(right) - needsVisit(left) ||
      isFollowUp(right) - isFollowUp(left) ||
      missing(right) - missing(left) ||
      unseen(right) - unseen(left)
    )
  }

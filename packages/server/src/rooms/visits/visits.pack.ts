import {
  type Actor,
  amendVisit,
  builtInLists,
  child,
  civilWindowAt,
  findVisitTarget,
  firstDayOf,
  lastDayOf,
  mayBeGranted,
  PACK_LOCKS_AFTER_DAYS,
  previousMonth,
  raisesTarget,
  recordVisit,
  tableOf,
  timesNeeded,
  visit,
} from '@hulei/core'
import { sql } from 'kysely'
import { maskRecord } from '../../platform/db/lists.ts'
import { openRows, selectColumns } from '../../platform/db/records.ts'
import type { PackEntry, PackSource } from '../../platform/work-pack.ts'
import { listDueVisits } from './visits.reads.ts'

/** Whether the post goes and visits children: only then has its phone any use for one. */
export const visitsChildren = (actor: Actor): boolean => mayBeGranted(recordVisit.by, actor)

/** `plan/current`: what the plan says of visits, and the words of every code that a phone shows. */
export const planPack: PackSource = async ({ actor }, { township, month }) => {
  const { playbook } = township
  const target = findVisitTarget(playbook)
  const window = civilWindowAt('month', firstDayOf(month))
  const isHoliday = raisesTarget(window, playbook.holidayMonths)
  const named = (list: string) => (township.lists.get(list) ?? []).map(({ id, name }) => ({ id, name }))
  const villages = named('villages')
  return [
    {
      key: 'plan/current',
      body: {
        township: { code: township.code, name: township.name, isDemo: township.isDemo },
        title: playbook.title,
        month,
        mayVisit: visitsChildren(actor),
        villages:
          actor.role === 'village' ? villages.filter(({ id }) => actor.villages.includes(id)) : villages,
        schools: named('schools'),
        visitForm: playbook.visitForm,
        visitOutcomes: playbook.visitOutcomes,
        // What this plan asks of a visit beyond the form, with the words of its choices.
        visitExtra: (playbook.fields[visit.name] ?? []).map((field) => ({
          ...field,
          ...(field.list && { choices: named(field.list) }),
        })),
        signatureKinds: builtInLists.get('signatureKinds') ?? [],
        guardianRelations: builtInLists.get('guardianRelations') ?? [],
        categories: named('childCategories'),
        targets: { visitsPerChild: (target && timesNeeded(target.proof.target, isHoliday)) ?? 2 },
        limits: { packLocksAfterDays: PACK_LOCKS_AFTER_DAYS },
      },
    },
  ]
}

const shownToAll = ['visitedOn', 'visitor', 'outcome', 'children']

/** What an amendment may change, but for what was observed in private: that does not come back onto a phone. */
const amendable = Object.keys(amendVisit.input).filter((name) => name !== 'observation')

const valuesToAmend = (shown: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(amendable.flatMap((name) => (shown[name] === null ? [] : [[name, shown[name]]])))

/** `due/<child>` of those on the month's visit list, and `visit/<id>` of what the server has of them, this month and last. */
export const visitsPack: PackSource = async (scope, { keyring, township, month }) => {
  if (!visitsChildren(scope.actor)) return []
  const list = await listDueVisits(scope, keyring, township, { month })
  // Whoever left the register in the month still counts in its figures, and has no place on a phone any more.
  const { rows: current } = await sql<{ id: string }>`
    SELECT id FROM ${sql.table(tableOf(child))} WHERE township = ${township.code}
      AND id = ANY(${list.children.map((each) => each.child)}::uuid[]) AND left_on IS NULL`.execute(scope.db)
  const ids = new Set(current.map(({ id }) => id))
  const due = list.children
    .filter((each) => ids.has(each.child))
    .map(
      (each): PackEntry => ({
        key: `due/${each.child}`,
        body: {
          due: each.due,
          done: each.done,
          lastVisitOn: each.lastVisitOn,
          lookAt: each.lookAt,
          followUp: each.followUp,
          followUpOn: each.followUpOn,
        },
      }),
    )
  // Only who walks there amends on the phone; for all others it holds no more than that the visit was made.
  const isWhole = scope.actor.role === 'village'
  const { rows } = await sql<Record<string, unknown>>`
    SELECT ${selectColumns(visit, 'v', isWhole ? ['household', ...amendable] : shownToAll)},
      v.received_at, l.actor_name
    FROM visit v LEFT JOIN act_log l ON l.township = v.township AND l.record = v.id AND l.act = 'visit.record'
    WHERE v.township = ${township.code} AND v.id = ANY (ARRAY(
      SELECT c.visit FROM visit_child c WHERE c.township = ${township.code} AND c.child = ANY(${[...ids]}::uuid[])
        AND c.visited_on BETWEEN ${firstDayOf(previousMonth(month))}::date AND ${lastDayOf(month)}::date))`.execute(
    scope.db,
  )
  const opened = await openRows(scope, keyring, visit, rows)
  const visits = opened.map((record, index): PackEntry => {
    const shown = maskRecord(visit, scope, record)
    return {
      key: `visit/${shown.id}`,
      body: {
        id: shown.id,
        version: shown.version,
        visitedOn: shown.visitedOn,
        children: shown.children.map((each) => each.child),
        outcome: shown.outcome,
        visitor: shown.visitor,
        recordedBy: rows[index]?.actor_name ?? null,
        receivedAt: rows[index]?.received_at,
        ...(isWhole && { values: valuesToAmend(shown), extra: shown.extra }),
      },
    }
  })
  return [...due, ...visits]
}

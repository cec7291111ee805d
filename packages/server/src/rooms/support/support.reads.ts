import {
  type AnyKind,
  offenderMeeting,
  type RecordOf,
  type RescuePlan,
  rescueConsent,
  rescuePlan,
  rescueProof,
  rescueReview,
  rescueTask,
  sealOpening,
  tableOf,
  youngOffender,
} from '@hulei/core'
import { type RawBuilder, sql } from 'kysely'
import { isAssigned } from '../../platform/acts/matters.ts'
import type { Keyring } from '../../platform/crypto/keyring.ts'
import { openRows, selectColumns } from '../../platform/db/records.ts'
import type { Scoped } from '../../platform/db/scope.ts'
import { notFound } from '../../platform/errors.ts'

/**
 * The rescue of a matter, as far as this reader may see it: plans that stand in it, and those of its victims that stand in
 * another (a lead's, in its case).
 */
export async function readRescue(scope: Scoped, keyring: Keyring, matter: string) {
  const plans = await select(
    scope,
    keyring,
    rescuePlan,
    sql`r.matter = ${matter} OR r.person IN (
      SELECT p.id FROM sealed_person p WHERE p.township = r.township AND p.matter = ${matter})`,
  )
  return await wholeOf(scope, keyring, plans)
}

/**
 * The rescues that the reader takes part in by name and sees nothing else of: the plans, and by code whom they are for, with
 * the files that are open to the reader now.
 */
export async function readOwnRescues(scope: Scoped, keyring: Keyring) {
  const { township, account } = scope.actor
  const plans = await select(
    scope,
    keyring,
    rescuePlan,
    sql`r.matter IN (SELECT a.matter FROM assignment a WHERE a.township = r.township AND a.account = ${account}
      AND a.extent = 'rescue' AND a.ended_on IS NULL)`,
    sql`(r.closed_on IS NOT NULL), r.review_by, r.id`,
  )
  const persons = plans.map((plan) => plan.person)
  const [rescue, openings, covers, open] = await Promise.all([
    wholeOf(scope, keyring, plans),
    select(
      scope,
      keyring,
      sealOpening,
      sql`r.account = ${account} AND r.file = ANY(${persons}::uuid[])`,
      sql`r.until, r.id`,
    ),
    sql<{ id: string; code: string; part: string }>`
      SELECT id, code, part FROM sealed_person
      WHERE township = ${township} AND id = ANY(${persons}::uuid[]) ORDER BY code`.execute(scope.db),
    sql<{ file: string; until: string }>`
      SELECT file, max(until) AS until FROM seal_opening
      WHERE township = ${township} AND account = ${account} AND file = ANY(${persons}::uuid[]) AND until > now()
      GROUP BY file`.execute(scope.db),
  ])
  return { ...rescue, covers: covers.rows, openings, openToMe: open.rows }
}

/** Plans with what belongs to them, as far as the reader may see it. */
async function wholeOf(scope: Scoped, keyring: Keyring, plans: readonly RescuePlan[]) {
  const ofPlans = sql`r.plan = ANY(${plans.map((plan) => plan.id)}::uuid[])`
  const [consents, reviews, tasks] = await Promise.all([
    select(scope, keyring, rescueConsent, ofPlans),
    select(scope, keyring, rescueReview, ofPlans),
    select(scope, keyring, rescueTask, ofPlans),
  ])
  const proofs = await proofsOf(scope, sql`r.task = ANY(${tasks.map((task) => task.id)}::uuid[])`)
  return { plans, consents, reviews, tasks, proofs, now: new Date(scope.now).toISOString() }
}

/** Which tasks have sealed proofs that this reader may open: their ids, nothing of what is in them. */
async function proofsOf(scope: Scoped, where: RawBuilder<unknown>) {
  const { rows } = await sql<{ id: string; task: string; doneOn: string }>`
    SELECT r.id, r.task, r.done_on AS "doneOn" FROM rescue_proof r
    WHERE r.township = ${scope.actor.township} AND (${where}) ORDER BY r.received_at, r.id`.execute(scope.db)
  return rows
}

/** The tasks of the reader's own unit, what is under way first, by their day; and the moment, for the 72 hours. */
export async function readOwnTasks(scope: Scoped, keyring: Keyring) {
  const own = sql`r.unit = ${scope.actor.unit}`
  const order = sql`(r.state NOT IN ('assigned', 'asked')), coalesce(r.care_by, r.due_on::timestamptz), r.id`
  const [tasks, proofs] = await Promise.all([
    select(scope, keyring, rescueTask, own, order),
    proofsOf(scope, own),
  ])
  return { tasks, proofs, now: new Date(scope.now).toISOString() }
}

/** One sealed proof, whole. */
export async function readProof(scope: Scoped, keyring: Keyring, id: string) {
  const [found] = await select(scope, keyring, rescueProof, sql`r.id = ${id}`)
  if (!found) throw notFound(rescueProof.title)
  return found
}

/** A young offender's file with its meetings. */
export async function readOffender(scope: Scoped, keyring: Keyring, id: string) {
  const [[offender], meetings, mine] = await Promise.all([
    select(scope, keyring, youngOffender, sql`r.id = ${id}`),
    select(scope, keyring, offenderMeeting, sql`r.matter = ${id}`, sql`r.met_on DESC, r.id`),
    isAssigned(scope, youngOffender, { id }),
  ])
  if (!offender) throw notFound(youngOffender.title)
  return { offender, meetings, isAssigned: mine }
}

/** Records of a kind under a condition on `r`, as row policies show them. */
async function select<K extends AnyKind>(
  scope: Scoped,
  keyring: Keyring,
  kind: K,
  where: RawBuilder<unknown>,
  order: RawBuilder<unknown> = sql`r.received_at, r.id`,
): Promise<RecordOf<K>[]> {
  const { rows } = await sql<Record<string, unknown>>`
    SELECT ${selectColumns(kind, 'r')} FROM ${sql.table(tableOf(kind))} r
    WHERE r.township = ${scope.actor.township} AND (${where}) ORDER BY ${order}`.execute(scope.db)
  return await openRows(scope, keyring, kind, rows)
}

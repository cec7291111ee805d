import {
  type AnyKind,
  offenderMeeting,
  type RecordOf,
  rescueConsent,
  rescuePlan,
  rescueProof,
  rescueReview,
  rescueTask,
  tableOf,
  youngOffender,
} from '@hulei/core'
import { type RawBuilder, sql } from 'kysely'
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
    sql`SELECT FROM assignment WHERE township = ${scope.actor.township} AND matter = ${id}
      AND account = ${scope.actor.account} AND ended_on IS NULL`.execute(scope.db),
  ])
  if (!offender) throw notFound(youngOffender.title)
  return { offender, meetings, isAssigned: mine.rows.length > 0 }
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

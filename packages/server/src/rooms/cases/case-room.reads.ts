import {
  type Accountability,
  type AnyKind,
  accountability,
  type CaseFile,
  type CaseReview,
  type CaseStep,
  type ChecklistLine,
  caseFile,
  caseReview,
  caseStep,
  checklistOf,
  type GuardianshipOrder,
  guardianshipOrder,
  type Interview,
  interview,
  type Lead,
  lead,
  type OrderFollowUp,
  orderFollowUp,
  type Penalty,
  type Playbook,
  type Problem,
  penalty,
  problem,
  type Recommendation,
  type RecordOf,
  type Rule,
  recommendation,
  rule,
  tableOf,
  type Veto,
  veto,
  type WarningSession,
  warningSession,
} from '@hulei/core'
import { type RawBuilder, sql } from 'kysely'
import type { Keyring } from '../../platform/crypto/keyring.ts'
import { openRows, selectColumns } from '../../platform/db/records.ts'
import type { Scoped } from '../../platform/db/scope.ts'
import { notFound } from '../../platform/errors.ts'

/** A case on one page, as far as this reader may see it; who is sealed in it, the room of seals gives. */
export type CaseRoom = {
  readonly case: CaseFile
  readonly lead: Pick<Lead, 'id' | 'code' | 'state' | 'reportedAt'> | null
  readonly steps: readonly CaseStep[]
  readonly interviews: readonly Interview[]
  readonly checklist: readonly ChecklistLine[]
  /** Other cases of the same series. */
  readonly related: readonly Pick<CaseFile, 'id' | 'code' | 'stage' | 'receivedOn'>[]
  readonly review: CaseReview | null
  /** The chain from the case to the rules that were improved. */
  readonly problems: readonly Problem[]
  readonly recommendations: readonly Recommendation[]
  readonly rules: readonly Rule[]
  readonly accountabilities: readonly Accountability[]
  readonly vetoes: readonly Veto[]
  readonly sessions: readonly WarningSession[]
  readonly penalties: readonly Penalty[]
  readonly orders: readonly GuardianshipOrder[]
  /** Of all orders, by the day until which each is due. */
  readonly followUps: readonly OrderFollowUp[]
}

/** One case with all that belongs to it; refuses when the reader cannot see it. */
export async function readCaseRoom(
  scope: Scoped,
  keyring: Keyring,
  playbook: Playbook,
  id: string,
): Promise<CaseRoom> {
  const [found] = await select(scope, keyring, caseFile, sql`r.id = ${id}`)
  if (!found) throw notFound(caseFile.title)
  const ofCase = sql`r.matter = ${id}`
  const [leads, steps, interviews, related, reviews, problems] = await Promise.all([
    select(scope, keyring, lead, sql`r.id = ${found.lead}`),
    select(scope, keyring, caseStep, ofCase, sql`r.done_on, r.received_at, r.id`),
    select(scope, keyring, interview, ofCase, sql`r.heard_on, r.received_at, r.id`),
    select(scope, keyring, caseFile, sql`r.series = ${found.series} AND r.id <> ${id}`),
    select(scope, keyring, caseReview, ofCase),
    select(scope, keyring, problem, ofCase),
  ])
  const ruleIds = problems.flatMap((each) => each.rule ?? [])
  const [recommendations, rules, accountabilities, vetoes, sessions, penalties, orders, followUps] =
    await Promise.all([
      select(scope, keyring, recommendation, ofCase),
      select(scope, keyring, rule, sql`r.id = ANY(${ruleIds}::uuid[])`),
      select(scope, keyring, accountability, ofCase),
      select(scope, keyring, veto, ofCase),
      select(scope, keyring, warningSession, ofCase),
      select(scope, keyring, penalty, ofCase),
      select(scope, keyring, guardianshipOrder, ofCase, sql`r.issued_on, r.id`),
      select(scope, keyring, orderFollowUp, ofCase, sql`r.due_on, r.id`),
    ])
  const [from] = leads
  return {
    case: found,
    lead: from ? { id: from.id, code: from.code, state: from.state, reportedAt: from.reportedAt } : null,
    steps,
    interviews,
    checklist: checklistOf(playbook, found, steps),
    related: related.map((each) => ({
      id: each.id,
      code: each.code,
      stage: each.stage,
      receivedOn: each.receivedOn,
    })),
    review: reviews[0] ?? null,
    problems,
    recommendations,
    rules,
    accountabilities,
    vetoes,
    sessions,
    penalties,
    orders,
    followUps,
  }
}

/** Records of a kind under a condition on `r`, as row policies show them. */
export async function select<K extends AnyKind>(
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

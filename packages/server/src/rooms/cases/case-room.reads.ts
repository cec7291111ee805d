import {
  type AnyKind,
  type CaseFile,
  type CaseStep,
  type ChecklistLine,
  caseFile,
  caseStep,
  checklistOf,
  type Interview,
  interview,
  type Lead,
  lead,
  type Playbook,
  type RecordOf,
  tableOf,
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
  const [leads, steps, interviews, related] = await Promise.all([
    select(scope, keyring, lead, sql`r.id = ${found.lead}`),
    select(scope, keyring, caseStep, sql`r.matter = ${id}`, sql`r.done_on, r.received_at, r.id`),
    select(scope, keyring, interview, sql`r.matter = ${id}`, sql`r.heard_on, r.received_at, r.id`),
    select(scope, keyring, caseFile, sql`r.series = ${found.series} AND r.id <> ${id}`),
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

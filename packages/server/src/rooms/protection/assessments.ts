import {
  changedSince,
  type ImpactAssessment,
  type ImpactDue,
  impactAssessment,
  impactDue,
  kinds,
  type ProcessingEntry,
  processingOfMinors,
} from '@hulei/core'
import { sql } from 'kysely'
import type { Keyring } from '../../platform/crypto/keyring.ts'
import { openRows, selectColumns } from '../../platform/db/records.ts'
import type { Scoped } from '../../platform/db/scope.ts'

/** The assessments that were made, newest first, against what is processed today: what changed, and when the next is due. */
export type Assessments = {
  readonly all: readonly ImpactAssessment[]
  readonly processing: readonly ProcessingEntry[]
  readonly changes: readonly string[]
  readonly due: ImpactDue
}

export async function readAssessments(scope: Scoped, keyring: Keyring): Promise<Assessments> {
  const { rows } = await sql<Record<string, unknown>>`
    SELECT ${selectColumns(impactAssessment, 'r')} FROM impact_assessment r
    WHERE r.township = ${scope.actor.township} ORDER BY r.assessed_on DESC, r.received_at DESC LIMIT 100`.execute(
    scope.db,
  )
  const all = await openRows(scope, keyring, impactAssessment, rows)
  const processing = processingOfMinors(kinds.values())
  const current = all.find(({ status }) => status === 'approved')
  const changes = current ? changedSince(current.covers, processing) : []
  return { all, processing, changes, due: impactDue(current, changes, scope.today) }
}

import type { Day } from '@hulei/core'
import { sql } from 'kysely'
import type { Scoped } from '../../platform/db/scope.ts'

/** Something about leads that calls for an accountability finding: about a unit, a village or a school, never a minor. */
export type FindingDue = {
  /** A mandatory report that came late, or a lead that nobody decided within twice its limit. */
  readonly ground: 'late-report' | 'undecided-twice'
  /** The record that shows it: how the body did its duty, or the alarm. */
  readonly record: string
  readonly matter: string
  readonly unit: string | null
  readonly village: string | null
  readonly school: string | null
  readonly on: Day
}

/** What there is to find, as the reader sees it; whoever is left out of a lead sees nothing that came of it. */
export async function findingsDue(scope: Scoped): Promise<readonly FindingDue[]> {
  const { township } = scope.actor
  const { rows } = await sql<FindingDue>`
    SELECT 'late-report' AS ground, id AS record, matter, unit, village, school, reported_on AS "on" FROM report_duty
    WHERE township = ${township} AND is_late AND decided_on IS NULL
    UNION ALL
    SELECT 'undecided-twice', id, matter, unit, NULL, NULL, (at AT TIME ZONE 'Asia/Shanghai')::date FROM lead_alarm
    WHERE township = ${township} AND alarm = 'twice'
    ORDER BY "on", record`.execute(scope.db)
  return rows
}

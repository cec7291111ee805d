import { sql } from 'kysely'
import type { Scoped } from '../../platform/db/scope.ts'
import { type FindingDue, findingsDue } from '../leads/index.ts'

/** What leads show to have gone wrong, and nobody has opened a finding about yet. */
export async function findingsToOpen(scope: Scoped): Promise<readonly FindingDue[]> {
  const due = await findingsDue(scope)
  const { rows } = await sql<{ matter: string; reportDuty: string | null; finding: string }>`
    SELECT matter, report_duty AS "reportDuty", finding FROM accountability
    WHERE township = ${scope.actor.township}`.execute(scope.db)
  const duties = new Set(rows.map((row) => row.reportDuty))
  const idle = new Set(rows.filter((row) => row.finding === 'idle-duty').map((row) => row.matter))
  return due.filter(({ ground, record, matter }) =>
    ground === 'late-report' ? !duties.has(record) : !idle.has(matter),
  )
}

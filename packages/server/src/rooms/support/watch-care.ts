import { taskOverdue } from '@hulei/core'
import { sql } from 'kysely'
import { systemActor } from '../../platform/db/scope.ts'
import type { Server } from '../../platform/server.ts'
import type { Township } from '../../platform/townships.ts'
import { uuidFrom } from '../../platform/uuid-from.ts'

/**
 * Looks at the 72 hours of medical care, on the business clock, and says of each task once that they have passed: the act's id
 * follows from the task, so two servers or a restart do it no second time. Returns of how many.
 */
export async function watchCare(
  { scopes, performer }: Pick<Server, 'scopes' | 'performer'>,
  township: Township,
): Promise<number> {
  const system = systemActor(township.code)
  const over = await scopes.read(system, async ({ db, now }) => {
    const { rows } = await sql<{ id: string }>`
      SELECT id FROM rescue_task
      WHERE township = ${township.code} AND state = 'assigned' AND care_by < ${new Date(now).toISOString()}::timestamptz
        AND assessed_at IS NULL AND overdue_at IS NULL ORDER BY care_by, id`.execute(db)
    return rows.map((row) => row.id)
  })
  for (const record of over)
    await performer.perform(system, {
      id: uuidFrom(township.code, taskOverdue.name, record),
      act: taskOverdue.name,
      record,
      input: {},
    })
  return over.length
}

import { type Day, eighteenOn } from '@hulei/core'
import { sql } from 'kysely'
import { uuidFrom } from '../../platform/crypto/uuid-from.ts'
import { systemActor } from '../../platform/db/scope.ts'
import type { Server } from '../../platform/server.ts'
import type { Township } from '../../platform/townships.ts'

/**
 * Ends what its day ends: a child who has reached 18 leaves the register, dated on that day, and a listing past its last
 * day no longer counts. Acts of the system, in the log like any other; run again they change nothing.
 */
export async function endDueRecords(
  { scopes, performer }: Pick<Server, 'scopes' | 'performer'>,
  township: Township,
): Promise<{ left: number; expired: number }> {
  const system = systemActor(township.code)
  const today = township.clock.today()
  const due = await scopes.read(system, async ({ db }) => {
    const grown = await sql<{ id: string; version: string; born_on: Day }>`
      SELECT id, version, born_on FROM child
      WHERE township = ${township.code} AND left_on IS NULL AND born_on < ${today}::date - interval '18 years'
      ORDER BY id`.execute(db)
    const past = await sql<{ id: string; version: string }>`
      SELECT l.id, l.version FROM listing l JOIN child c ON c.township = l.township AND c.id = l.child
      WHERE l.township = ${township.code} AND l."to" < ${today}::date AND c.left_on IS NULL
        AND c.categories @> ARRAY[l.category] AND NOT EXISTS (
          SELECT FROM listing other WHERE other.township = l.township AND other.child = l.child
            AND other.category = l.category AND other."from" <= ${today}::date
            AND (other."to" IS NULL OR other."to" >= ${today}::date))
      ORDER BY l.id`.execute(db)
    return { grown: grown.rows.filter((row) => eighteenOn(row.born_on) <= today), past: past.rows }
  })
  for (const { id, version } of due.grown) {
    const act = uuidFrom(township.code, 'child.reach-adulthood', id, version)
    await performer.perform(system, { id: act, act: 'child.reach-adulthood', record: id, input: {} })
  }
  for (const { id, version } of due.past) {
    const act = uuidFrom(township.code, 'listing.expire', id, version, today)
    await performer.perform(system, { id: act, act: 'listing.expire', record: id, input: {} })
  }
  return { left: due.grown.length, expired: due.past.length }
}

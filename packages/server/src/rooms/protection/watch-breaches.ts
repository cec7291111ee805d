import { alarmBreach, breach, breachClock } from '@hulei/core'
import { sql } from 'kysely'
import { openRows, selectColumns } from '../../platform/db/records.ts'
import { systemActor } from '../../platform/db/scope.ts'
import type { Server } from '../../platform/server.ts'
import type { Township } from '../../platform/townships.ts'
import { uuidFrom } from '../../platform/uuid-from.ts'
import { clocked } from './audit-figures.ts'
import { breachAlarmId } from './breach-alarm-id.ts'

/**
 * Looks at the clocks of open breaches, on the business clock, and calls each step once that was not done in its time: the
 * act's id follows from breach and step, so two servers, a restart or a clock set back do it no second time. Returns how
 * many were called.
 */
export async function watchBreaches(
  { scopes, performer, keyring }: Pick<Server, 'scopes' | 'performer' | 'keyring'>,
  township: Township,
): Promise<number> {
  const system = systemActor(township.code)
  const due = await scopes.read(system, async (scope) => {
    const { rows } = await sql<Record<string, unknown> & { called: readonly string[] }>`
      SELECT ${selectColumns(breach, 'r')}, ARRAY(SELECT a.step FROM breach_alarm a
        WHERE a.township = r.township AND a.breach = r.id) AS called
      FROM breach r WHERE r.township = ${township.code} AND r.closed_on IS NULL
      ORDER BY r.found_at, r.id LIMIT 200`.execute(scope.db)
    const open = await openRows(scope, keyring, breach, rows)
    return open.flatMap((each, index) =>
      breachClock(clocked(each), scope.now)
        .filter(({ state, step }) => state === 'over' && !rows[index]?.called.includes(step))
        .map(({ step }) => ({ breach: each.id, step })),
    )
  })
  for (const each of due)
    await performer.perform(system, {
      id: uuidFrom(township.code, alarmBreach.name, each.breach, each.step),
      act: alarmBreach.name,
      record: breachAlarmId(township.code, each.breach, each.step),
      input: each,
    })
  return due.length
}

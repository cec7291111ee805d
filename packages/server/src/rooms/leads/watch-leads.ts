import { alarmLead, alarmsDue } from '@hulei/core'
import { sql } from 'kysely'
import { systemActor } from '../../platform/db/scope.ts'
import type { Server } from '../../platform/server.ts'
import type { Township } from '../../platform/townships.ts'
import { alarmAct, alarmId } from './alarm-id.ts'
import { clockedOf } from './clocked.ts'

type Row = {
  id: string
  source: string
  is_closed: boolean
  reported_at: string
  decide_by: string
  decided_at: string | null
  acknowledged_at: string | null
  unacknowledged_since: string | null
  /** Alarms that have gone off. */
  gone: readonly string[]
}

/**
 * Looks at the clocks of all leads, on the business clock, and lets each alarm go off once: it is an act with an id that
 * follows from lead and alarm, so two servers, a restart or a clock set back do it no second time. Returns how many went off.
 */
export async function watchLeads(
  { scopes, performer }: Pick<Server, 'scopes' | 'performer'>,
  township: Township,
): Promise<number> {
  const system = systemActor(township.code)
  const due = await scopes.read(system, async ({ db, now }) => {
    const { rows } = await sql<Row>`
      SELECT l.id, l.source, l.closed_on IS NOT NULL AS is_closed, l.reported_at, l.decide_by, l.decided_at,
        l.acknowledged_at, t.since AS unacknowledged_since,
        ARRAY(SELECT a.alarm FROM lead_alarm a WHERE a.township = l.township AND a.matter = l.id) AS gone
      FROM lead l LEFT JOIN LATERAL (
        -- Of several officers one is enough.
        SELECT min(told_at) FILTER (WHERE acknowledged_at IS NULL AND (part <> 'officer' OR NOT has_officer)) AS since
        FROM (
          SELECT told_at, acknowledged_at, part,
            bool_or(part = 'officer' AND acknowledged_at IS NOT NULL) OVER () AS has_officer
          FROM lead_telling t WHERE t.township = l.township AND t.matter = l.id) told
      ) t ON true
      WHERE l.township = ${township.code} AND (l.closed_on IS NULL OR t.since IS NOT NULL)
      ORDER BY l.decide_by, l.id`.execute(db)
    return rows.flatMap((row) => {
      const watched = {
        source: row.source,
        isClosed: row.is_closed,
        ...clockedOf({
          reportedAt: row.reported_at,
          decideBy: row.decide_by,
          decidedAt: row.decided_at,
        }),
        isAcknowledged: row.acknowledged_at !== null,
        unacknowledgedSince: row.unacknowledged_since ? Date.parse(row.unacknowledged_since) : null,
      }
      return alarmsDue(watched, now)
        .filter((alarm) => !row.gone.includes(alarm))
        .map((alarm) => ({ lead: row.id, alarm }))
    })
  })
  for (const { lead, alarm } of due)
    await performer.perform(system, {
      id: alarmAct(township.code, lead, alarm),
      act: alarmLead.name,
      record: alarmId(township.code, lead, alarm),
      input: { matter: lead, alarm },
    })
  return due.length
}

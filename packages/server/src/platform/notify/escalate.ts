import { type EscalationStep, findTemplate, type Instant } from '@hulei/core'
import { sql } from 'kysely'
import { type Scopes, systemActor, type Transaction } from '../db/scope.ts'
import type { Township } from '../townships.ts'
import { dueOf, isoOf, roles, writeMessages } from './outbox.ts'

type Silent = {
  id: string
  account: string
  template: string
  role: string
  about_kind: string | null
  about_record: string | null
  step: number
  created_at: string
  created_real_at: string
}

/** More are found by the next look, half a minute later. */
const AT_ONCE = 200

/**
 * Passes on what nobody has acknowledged in time: each step of each message once, however many servers look, however
 * often, and whatever the clocks do. Returns how many steps were taken.
 */
export async function escalateSilence(scopes: Scopes, township: Township, realNow: Instant): Promise<number> {
  const due = await scopes.read(systemActor(township.code), async ({ db, now }) => {
    const { rows } = await sql<{ id: string }>`
      SELECT id FROM notification WHERE township = ${township.code} AND acknowledged_at IS NULL
        AND escalate_at IS NOT NULL
        AND escalate_at < CASE escalate_clock WHEN 'security' THEN ${isoOf(realNow)}::timestamptz
          ELSE ${isoOf(now)}::timestamptz END
      ORDER BY escalate_at LIMIT ${sql.lit(AT_ONCE)}`.execute(db)
    return rows
  })
  let taken = 0
  for (const { id } of due) {
    if (await scopes.derive(township.code, (tx) => takeStep(tx, township, id, realNow))) taken += 1
  }
  return taken
}

async function takeStep(tx: Transaction, township: Township, id: string, realNow: Instant): Promise<boolean> {
  // Locked and asked again: it may have been acknowledged, or passed on by another server, since it was found.
  const { rows } = await sql<Silent>`
    SELECT id, account, template, role, about_kind, about_record, step, created_at, created_real_at FROM notification
    WHERE township = ${township.code} AND id = ${id} AND acknowledged_at IS NULL AND escalate_at IS NOT NULL
      AND escalate_at < CASE escalate_clock WHEN 'security' THEN ${isoOf(realNow)}::timestamptz
        ELSE ${isoOf(tx.now)}::timestamptz END
    FOR UPDATE SKIP LOCKED`.execute(tx.db)
  const silent = rows[0]
  if (!silent) return false
  const steps: readonly EscalationStep[] = findTemplate(silent.template)?.escalate ?? []
  const step = steps[silent.step]
  const next = steps[silent.step + 1]
  const told = step ? await tell(tx, township, silent, step, realNow) : 0
  const nextDue =
    next &&
    dueOf(next, {
      township,
      realNow: Date.parse(silent.created_real_at),
      businessNow: Date.parse(silent.created_at),
    })
  await sql`UPDATE notification SET step = step + 1, escalate_at = ${nextDue ? isoOf(nextDue) : null}::timestamptz,
      escalate_clock = ${next?.clock ?? null}
    WHERE township = ${township.code} AND id = ${id}`.execute(tx.db)
  if (!step) return false
  await sql`INSERT INTO notification_escalation (township, notification, step, told, at, real_at)
    VALUES (${township.code}, ${id}, ${silent.step + 1}, ${told}, ${isoOf(tx.now)}, ${isoOf(realNow)})`.execute(
    tx.db,
  )
  return true
}

const tell = (tx: Transaction, township: Township, silent: Silent, step: EscalationStep, realNow: Instant) =>
  writeMessages(
    { tx, township, actId: null, realNow: isoOf(realNow) },
    {
      template: 'notice.silence',
      params: { role: silent.role },
      to: roles(...step.to),
      except: [silent.account],
      ...(silent.about_kind &&
        silent.about_record && { about: { kind: silent.about_kind, record: silent.about_record } }),
    },
  )

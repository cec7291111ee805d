import { randomUUID } from 'node:crypto'
import {
  type AnyKind,
  type DeadlineRule,
  deadlineOf,
  type EscalationStep,
  findTemplate,
  type Instant,
  type NoticeCode,
  type NoticeValues,
  noticeFaults,
  type Role,
} from '@hulei/core'
import { sql } from 'kysely'
import { asSystem, type Transaction } from '../db/scope.ts'
import type { Township } from '../townships.ts'
import { type About, type Recipients, resolveRecipients } from './recipients.ts'

/** A message as an act or a job writes it. Whether it needs a receipt and who hears of silence, its template says. */
export type Message<N extends NoticeCode = NoticeCode> = {
  readonly template: N
  readonly params: NoticeValues<N>
  readonly to: readonly Recipients[]
  /** What it leads to when it is opened. */
  readonly about?: { readonly kind: AnyKind; readonly record: string }
  /** Of a reminder: what it is about and of which day. Written again under the same key, it reaches nobody twice. */
  readonly onceKey?: string
  /** Accounts that are not told, such as the one whose act it is. */
  readonly except?: readonly string[]
}

/** What writing messages takes besides the transaction. */
export type OutboxContext = {
  readonly tx: Transaction
  readonly township: Township
  /** The act that causes the message; null for a job. */
  readonly actId: string | null
  /** The real clock's instant, ISO 8601. */
  readonly realNow: string
}

/** Every message that the compiler knows is one of these; inside, templates stand side by side. */
type AnyMessage = {
  readonly template: string
  readonly params: Readonly<Record<string, unknown>>
  readonly to: readonly Recipients[]
  readonly about?: About | undefined
  readonly onceKey?: string | undefined
  readonly except?: readonly string[] | undefined
}

/**
 * Writes a message to each recipient, in the caller's transaction: if that is rolled back, nothing was said. Says how many
 * it reached, so that a room can refuse what reaches nobody.
 */
export async function notify<N extends NoticeCode>(
  context: OutboxContext,
  message: Message<N>,
): Promise<number> {
  const { about, ...rest } = message
  let told = 0
  const write = async () => {
    told = await writeMessages(context, {
      ...rest,
      about: about && { kind: about.kind.name, record: about.record },
    })
  }
  if (context.tx.actor.role === 'system') await write()
  else await asSystem(context.tx, write)
  return told
}

/** As `notify`, in a transaction of the system. */
export async function writeMessages(context: OutboxContext, message: AnyMessage): Promise<number> {
  const { tx, township, actId, realNow } = context
  const template = findTemplate(message.template)
  if (!template) throw new Error(`No template ${message.template}`)
  const faults = noticeFaults(template, message.params, township.lists)
  if (faults.length > 0) throw new Error(`A message ${message.template} carries ${faults.join('; ')}`)
  const { recipients: all, isDiscreet } = await resolveRecipients(tx, message.to, message.about)
  const recipients = all.filter(({ account }) => !message.except?.includes(account))
  if (recipients.length === 0) return 0
  const [step] = template.escalate
  const due = step && dueOf(step, { township, realNow: Date.parse(realNow), businessNow: tx.now })
  const { rows } = await sql<{ id: string }>`
    INSERT INTO notification (township, id, batch, account, post, role, unit, template, params, about_kind, about_record,
      once_key, act, created_at, created_real_at, needs_receipt, escalate_at, escalate_clock, is_discreet)
    SELECT ${township.code}, r.id, ${randomUUID()}::uuid, r.account, r.post, r.role, r.unit, ${message.template},
      ${JSON.stringify(message.params)}::jsonb, ${message.about?.kind ?? null}, ${message.about?.record ?? null}::uuid,
      ${message.onceKey ?? null}, ${actId}::uuid, ${isoOf(tx.now)}::timestamptz, ${realNow}::timestamptz,
      ${template.needsReceipt}, ${due ? isoOf(due) : null}::timestamptz, ${step?.clock ?? null}, ${isDiscreet}
    FROM unnest(${recipients.map(() => randomUUID())}::uuid[], ${recipients.map((each) => each.account)}::text[],
      ${recipients.map((each) => each.post)}::uuid[], ${recipients.map((each) => each.role)}::text[],
      ${recipients.map((each) => each.unit)}::text[]) AS r (id, account, post, role, unit)
    ON CONFLICT (township, once_key, account) WHERE once_key IS NOT NULL DO NOTHING
    RETURNING id`.execute(tx.db)
  return rows.length
}

export const isoOf = (at: Instant): string => new Date(at).toISOString()

/** When a step is due that runs from now. A year whose holidays nobody has entered counts its days as they are. */
export function dueOf(
  step: Pick<EscalationStep, 'after' | 'clock'>,
  at: { township: Pick<Township, 'calendar'>; realNow: Instant; businessNow: Instant },
): Instant {
  const from = step.clock === 'security' ? at.realNow : at.businessNow
  const due = deadlineOf(step.after, from, at.township.calendar)
  if (due.known) return due.value.until
  const plain: DeadlineRule = { within: 'days', count: 'count' in step.after ? step.after.count : 1 }
  const calendarDays = deadlineOf(plain, from, at.township.calendar)
  return calendarDays.known ? calendarDays.value.until : from
}

/** All posts in force of some roles. */
export const roles = (...of: readonly Role[]): readonly Recipients[] => of.map((role) => ({ role }))

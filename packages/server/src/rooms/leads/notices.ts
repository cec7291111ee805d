import { type Lead, lead, missingChild } from '@hulei/core'
import { sql } from 'kysely'
import type { ActContext } from '../../platform/acts/handler.ts'
import { asSystem } from '../../platform/db/scope.ts'
import { type Holder, headsInForce, postsInForce } from '../sealing/index.ts'
import { ownersOf } from './owners.ts'

/**
 * Whom messages of a lead or a missing child go to. None says more than that there is one; whoever is left out of it gets none.
 */

const HOUR_MS = 3_600_000
const accountsOf = (...holders: readonly (readonly Holder[])[]) => [
  { accounts: [...new Set(holders.flat().map((each) => each.account))] },
]

/** A new lead: those who are to know of it at once. */
export const noticeArrival = (context: ActContext, record: string, accounts: readonly string[]) =>
  context.notify({ template: 'lead.arrived', params: {}, to: [{ accounts }], about: { kind: lead, record } })

/** A missing child: those who must look at once. */
export const noticeMissing = (context: ActContext, record: string, accounts: readonly string[]) =>
  context.notify({
    template: 'missing.reported',
    params: {},
    to: [{ accounts }],
    about: { kind: missingChild, record },
  })

/** A child who was found: everybody who was told that it was missing, but who says so. */
export async function noticeFound(context: ActContext, record: string): Promise<void> {
  const { tx } = context
  let accounts: readonly string[] = []
  await asSystem(tx, async () => {
    const { rows } = await sql<{ account: string }>`
      SELECT account FROM lead_telling WHERE township = ${tx.actor.township} AND matter = ${record}
      ORDER BY id`.execute(tx.db)
    accounts = rows.map((row) => row.account)
  })
  await context.notify({
    template: 'missing.found',
    params: {},
    to: [{ accounts }],
    about: { kind: missingChild, record },
    except: [tx.actor.account],
  })
}

/** A lead that was handed on: everybody of the unit that has it now. */
export async function noticeTransfer(context: ActContext, record: string, unit: string): Promise<void> {
  const there = await postsInForce(context.tx, { unit })
  await context.notify({
    template: 'lead.transferred',
    params: {},
    to: accountsOf(there),
    about: { kind: lead, record },
  })
}

/**
 * A lead that nobody in the township may see, where nobody outside has an account either: whoever the plan names is told by
 * text message that there is one. `since`: what happened, once each.
 */
export async function noticeElsewhere(context: ActContext, record: string, since: string): Promise<void> {
  await context.notify({
    template: 'lead.elsewhere',
    params: {},
    to: [{ contact: 'outside' }],
    about: { kind: lead, record },
    onceKey: `lead.elsewhere/${record}/${since}`,
  })
}

/** A clock that ran out: first those who have the lead, then those who watch over them. */
export async function noticeAlarm(context: ActContext, record: Lead, alarm: string): Promise<void> {
  const about = { kind: lead, record: record.id }
  const left = Date.parse(record.decideBy) - Date.parse(context.times.receivedAt)
  if (alarm === 'soon')
    await context.notify({
      template: 'lead.undecided',
      params: { hours: Math.max(0, Math.ceil(left / HOUR_MS)) },
      to: accountsOf(await ownersOf(context, record)),
      about,
    })
  if (alarm !== 'overdue' && alarm !== 'twice') return
  const owners = await ownersOf(context, record)
  if (owners.length === 0) await noticeElsewhere(context, record.id, alarm)
  const watching = [
    owners,
    await headsInForce(context),
    await postsInForce(context.tx, { role: 'office' }),
    ...(alarm === 'twice' ? [await postsInForce(context.tx, { role: 'discipline' })] : []),
  ]
  await context.notify({
    template: 'lead.overdue',
    params: { hours: Math.max(0, Math.floor(-left / HOUR_MS)) },
    to: accountsOf(...watching),
    about,
  })
}

/** Kinds of whose records somebody is told, and gives a receipt. */
export const toldOf: readonly string[] = [lead.name, missingChild.name]

/**
 * A receipt given on the record itself settles its messages as well; and once one officer has it, the silence of the others
 * is nobody's business.
 */
export async function settleNotices(
  { tx, realNow, times }: ActContext,
  matter: string,
  account: string,
  others: readonly string[],
): Promise<void> {
  const township = tx.actor.township
  await asSystem(tx, async () => {
    await sql`
      UPDATE notification SET acknowledged_at = ${times.receivedAt}::timestamptz, acknowledged_real_at = ${realNow}::timestamptz
      WHERE township = ${township} AND about_kind = ANY(${toldOf}::text[]) AND about_record = ${matter}
        AND account = ${account} AND acknowledged_at IS NULL`.execute(tx.db)
    await sql`
      UPDATE notification SET escalate_at = NULL, escalate_clock = NULL
      WHERE township = ${township} AND about_kind = ANY(${toldOf}::text[]) AND about_record = ${matter}
        AND account = ANY(${others}::text[]) AND escalate_at IS NOT NULL`.execute(tx.db)
  })
}

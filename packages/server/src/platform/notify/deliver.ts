import { randomUUID } from 'node:crypto'
import { type Instant, type Playbook, post, sayOutside } from '@hulei/core'
import { sql } from 'kysely'
import type { Keyring } from '../crypto/keyring.ts'
import { findRecord } from '../db/records.ts'
import { type Scopes, systemActor } from '../db/scope.ts'
import type { Township } from '../townships.ts'
import type { Channels, Outcome, Outgoing } from './channels/channel.ts'
import { isoOf } from './outbox.ts'
import { OUTSIDE_CONTACT } from './recipients.ts'

/** What carries messages out of the house. */
export type Courier = {
  readonly scopes: Scopes
  readonly keyring: Keyring
  readonly channels: Channels
}

const MINUTE = 60_000
/** How long to wait after each failed try; after the last it is given up, and the message still stands in the app. */
export const WAITS_MS = [10_000, 30_000, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, 60 * MINUTE, 120 * MINUTE]
/** A delivery that was being sent for so long was left by a server that died: it is sent again rather than lost. */
export const LEFT_AFTER_MS = 2 * MINUTE
/** A message that was written before there were channels, or while all was off, is not sent days later. */
export const STALE_AFTER_MS = 24 * 60 * MINUTE
const AT_ONCE = 20

/** One round for one township: plan what is new, send what is due. Returns how many tries were made. */
export async function deliverDue(
  courier: Courier,
  township: Township,
  realNow: () => Instant,
): Promise<number> {
  if (courier.channels.groups.length === 0 && !courier.channels.texts) return 0
  await planDeliveries(courier, township, realNow())
  let tries = 0
  for (;;) {
    const claimed = await claim(courier, township, realNow())
    if (claimed.length === 0) return tries
    await Promise.all(claimed.map((each) => attempt(courier, township, each, realNow)))
    tries += claimed.length
  }
}

type New = {
  id: string
  batch: string
  account: string
  post: string
  role: string
  is_discreet: boolean
  is_stale: boolean
}

/** Turns new messages into deliveries: a group once a batch, a telephone once a recipient. */
async function planDeliveries(
  { scopes, channels }: Courier,
  township: Township,
  realNow: Instant,
): Promise<void> {
  const { code } = township
  await scopes.derive(code, async (tx) => {
    const { rows } = await sql<New>`
      SELECT id, batch, account, post, role, is_discreet, created_real_at < ${isoOf(realNow - STALE_AFTER_MS)}::timestamptz AS is_stale
      FROM notification WHERE township = ${code} AND NOT is_planned
      ORDER BY created_real_at LIMIT 500 FOR UPDATE SKIP LOCKED`.execute(tx.db)
    if (rows.length === 0) return
    const planned = rows
      .filter((row) => !row.is_stale)
      .flatMap((row) =>
        addressesOf(channels, code, row).map((to) => ({ ...to, batch: row.batch, notification: row.id })),
      )
    if (planned.length > 0) {
      await sql`INSERT INTO notification_delivery (township, id, batch, notification, channel, address, next_at)
        SELECT ${code}, d.id, d.batch, d.notification, d.channel, d.address, ${isoOf(realNow)}::timestamptz
        FROM unnest(${planned.map(() => randomUUID())}::uuid[], ${planned.map((each) => each.batch)}::uuid[],
          ${planned.map((each) => each.notification)}::uuid[], ${planned.map((each) => each.channel)}::text[],
          ${planned.map((each) => each.address)}::text[]) AS d (id, batch, notification, channel, address)
        ON CONFLICT (township, batch, channel, address) DO NOTHING`.execute(tx.db)
    }
    await sql`UPDATE notification SET is_planned = true
      WHERE township = ${code} AND id = ANY(${rows.map((row) => row.id)}::uuid[])`.execute(tx.db)
  })
}

function addressesOf({ groups, texts }: Channels, township: string, row: New) {
  // No group is told what goes to one outside; and whoever the plan names is told whatever the settings say of roles.
  if (row.account === OUTSIDE_CONTACT)
    return texts ? [{ channel: texts.channel, address: OUTSIDE_CONTACT }] : []
  const isFor = (all: readonly string[], one: string) => all.length === 0 || all.includes(one)
  const told = groups
    .filter((group) => !row.is_discreet && isFor(group.townships, township) && isFor(group.roles, row.role))
    .map(({ channel, name }) => ({ channel, address: name }))
  const texted = texts && isFor(texts.roles, row.role) ? [{ channel: texts.channel, address: row.post }] : []
  return [...told, ...texted]
}

type Claimed = {
  id: string
  batch: string
  notification: string
  channel: 'wecom' | 'dingtalk' | 'sms'
  address: string
  tries: number
}

/** Takes what is due for this server, before anything is sent: another server that looks now takes something else. */
async function claim({ scopes }: Courier, { code }: Township, realNow: Instant): Promise<readonly Claimed[]> {
  return await scopes.derive(code, async (tx) => {
    const { rows } = await sql<Claimed>`
      UPDATE notification_delivery SET state = 'sending', tries = tries + 1, claimed_at = ${isoOf(realNow)}::timestamptz
      WHERE township = ${code} AND id IN (
        SELECT id FROM notification_delivery WHERE township = ${code}
          AND (state = 'waiting' AND next_at <= ${isoOf(realNow)}::timestamptz
            OR state = 'sending' AND claimed_at < ${isoOf(realNow - LEFT_AFTER_MS)}::timestamptz)
        ORDER BY next_at LIMIT ${sql.lit(AT_ONCE)} FOR UPDATE SKIP LOCKED)
      RETURNING id, batch, notification, channel, address, tries`.execute(tx.db)
    return rows
  })
}

async function attempt(
  courier: Courier,
  township: Township,
  claimed: Claimed,
  realNow: () => Instant,
): Promise<void> {
  const outcome = await send(courier, township, claimed)
  const at = realNow()
  const wait = WAITS_MS[claimed.tries - 1]
  const state =
    outcome.result !== 'failed' ? outcome.result : wait === undefined ? 'given-up' : ('waiting' as const)
  await courier.scopes.derive(township.code, async (tx) => {
    await sql`UPDATE notification_delivery SET state = ${state}, next_at = ${isoOf(at + (wait ?? 0))}::timestamptz,
        claimed_at = NULL
      WHERE township = ${township.code} AND id = ${claimed.id} AND tries = ${claimed.tries}`.execute(tx.db)
    await sql`INSERT INTO notification_try (township, delivery, number, at, result, detail)
      VALUES (${township.code}, ${claimed.id}, ${claimed.tries}, ${isoOf(at)}, ${outcome.result}, ${outcome.detail})
      ON CONFLICT DO NOTHING`.execute(tx.db)
  })
}

type Told = { template: string; params: Record<string, unknown>; open: number; is_left_out: boolean }
type Result = Outcome | { readonly result: 'needless'; readonly detail: string }

async function send(courier: Courier, township: Township, claimed: Claimed): Promise<Result> {
  const { channels, scopes } = courier
  const told = await scopes.read(systemActor(township.code), async ({ db }) => {
    const { rows } = await sql<Told>`
      SELECT n.template, n.params, (SELECT count(*)::int FROM notification o WHERE o.township = n.township
        AND o.batch = n.batch AND o.acknowledged_at IS NULL
        AND (${claimed.channel} <> 'sms' OR o.id = n.id)) AS open,
        -- Left out of the matter since it was written: a telephone if it is theirs, a group whoever it is.
        EXISTS (SELECT FROM matter_record r JOIN matter_exclusion e ON e.township = r.township AND e.matter = r.matter
          WHERE r.township = n.township AND r.record = n.about_record AND (${claimed.channel} <> 'sms'
            OR e.account = n.account OR e.role = n.role OR e.unit = n.unit
            OR e.school = p.at_school OR e.village = ANY (p.villages))) AS is_left_out
      FROM notification n LEFT JOIN post p ON p.township = n.township AND p.id = n.post
      WHERE n.township = ${township.code} AND n.id = ${claimed.notification}`.execute(db)
    return rows[0]
  })
  if (!told) return { result: 'refused', detail: 'no message' }
  // Seen in the app before the first try got out, or between two tries.
  if (told.open === 0) return { result: 'needless', detail: 'acknowledged' }
  if (told.is_left_out) return { result: 'needless', detail: 'left out' }
  const outgoing: Outgoing = { id: claimed.id, ...sayOutside(told.template, told.params) }
  if (claimed.channel !== 'sms') {
    const group = channels.groups.find(
      (each) => each.channel === claimed.channel && each.name === claimed.address,
    )
    return group ? await group.send(outgoing) : { result: 'refused', detail: 'no such group' }
  }
  const phone =
    claimed.address === OUTSIDE_CONTACT
      ? mobileOf(township.playbook.contacts.outside)
      : await phoneOf(courier, township, claimed.address)
  if (!phone) return { result: 'refused', detail: 'no telephone' }
  return channels.texts
    ? await channels.texts.send(phone, outgoing)
    : { result: 'refused', detail: 'no gateway' }
}

/** The number by which the outside contact gets a text message: its mobile, or the telephone where that is one. */
export const mobileOf = ({ mobile, phone }: Playbook['contacts']['outside']): string | undefined =>
  mobile ?? (/^1\d{10}$/.test(phone) ? phone : undefined)

const phoneOf = (
  { scopes, keyring }: Courier,
  township: Township,
  id: string,
): Promise<string | null | undefined> =>
  scopes.read(
    systemActor(township.code),
    async (scope) => (await findRecord(scope, keyring, post, id))?.noticePhone,
  )

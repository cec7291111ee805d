import { randomUUID } from 'node:crypto'
import { type LeadTelling, leadTelling } from '@hulei/core'
import { sql } from 'kysely'
import type { ActContext } from '../../platform/acts/handler.ts'
import { findRecord } from '../../platform/db/records.ts'
import { asSystem } from '../../platform/db/scope.ts'
import { type Holder, headsInForce, postsInForce, withoutLeftOut } from '../sealing/index.ts'
import { settleNotices } from './notices.ts'

/** Who is told of a lead as it comes in, of those whom it does not leave out; each account once. */
export async function whomToTell(
  context: Pick<ActContext, 'tx' | 'township'>,
  matter: string,
  isOutside: boolean,
): Promise<readonly { part: 'head' | 'officer' | 'outside'; holder: Holder }[]> {
  const { tx } = context
  const groups = [
    ['head', await headsInForce(context)],
    ['officer', await postsInForce(tx, { role: 'police' })],
    ['outside', isOutside ? await postsInForce(tx, { role: 'outside' }) : []],
  ] as const
  const told = new Map<string, { part: 'head' | 'officer' | 'outside'; holder: Holder }>()
  for (const [part, holders] of groups)
    for (const holder of await withoutLeftOut(tx, matter, holders))
      if (!told.has(holder.account)) told.set(holder.account, { part, holder })
  return [...told.values()]
}

/**
 * Tells of a new lead both group leaders and the police on duty (附·派出所15), or whoever takes it outside. Somebody who
 * reported it is told like everybody else: to leave out the reporter would say who it was.
 */
export async function tellOfLead(
  context: ActContext,
  matter: string,
  isOutside: boolean,
): Promise<readonly string[]> {
  const told = await whomToTell(context, matter, isOutside)
  const toldAt = context.times.receivedAt
  await asSystem(context.tx, async () => {
    for (const { part, holder } of told) {
      const { account, holder: name, title } = holder
      await context.insert(
        leadTelling,
        randomUUID(),
        {},
        { matter, account, holder: name, title, part, toldAt },
      )
    }
  })
  return told.map(({ holder }) => holder.account)
}

/** Notes that an account has seen that there is a lead, where it was told of it; says whether it was. */
export async function acknowledge(context: ActContext, matter: string, account: string): Promise<boolean> {
  const { tx, keyring, times } = context
  let told: readonly { id: string; account: string; part: string }[] = []
  await asSystem(tx, async () => {
    const { rows } = await sql<(typeof told)[number]>`
      SELECT id, account, part FROM lead_telling
      WHERE township = ${tx.actor.township} AND matter = ${matter} ORDER BY id FOR UPDATE`.execute(tx.db)
    told = rows
    for (const { id } of told.filter((each) => each.account === account)) {
      const telling: LeadTelling | undefined = await findRecord(tx, keyring, leadTelling, id)
      if (telling && !telling.acknowledgedAt)
        await context.amend(leadTelling, telling, { acknowledgedAt: times.receivedAt })
    }
  })
  const own = told.find((each) => each.account === account)
  const others = own?.part === 'officer' ? told.filter((each) => each.part === 'officer') : []
  await settleNotices(
    context,
    matter,
    account,
    others.map((each) => each.account),
  )
  return own !== undefined
}

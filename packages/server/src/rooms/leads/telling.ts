import { randomUUID } from 'node:crypto'
import { type LeadTelling, leadTelling } from '@hulei/core'
import { sql } from 'kysely'
import type { ActContext } from '../../platform/acts/handler.ts'
import { findRecord } from '../../platform/db/records.ts'
import { asSystem, type Transaction } from '../../platform/db/scope.ts'
import { type Holder, headsInForce, postsInForce, withoutLeftOut } from '../sealing/index.ts'
import { settleNotices } from './notices.ts'

type Part = 'head' | 'officer' | 'outside' | 'office' | 'village'
type Told = { readonly part: Part; readonly holder: Holder }

/** Parts of which each holder must acknowledge for themselves; of the others the first receipt is everybody's. */
const eachForThemselves: readonly string[] = ['head', 'outside']

/** Who is told of a lead as it comes in, of those whom it does not leave out; each account once. */
export async function whomToTell(
  context: Pick<ActContext, 'tx' | 'township'>,
  matter: string,
  isOutside: boolean,
): Promise<readonly Told[]> {
  const { tx } = context
  return await eachOnce(tx, matter, [
    ['head', await headsInForce(context)],
    ['officer', await postsInForce(tx, { role: 'police' })],
    ['outside', isOutside ? await postsInForce(tx, { role: 'outside' }) : []],
  ])
}

/**
 * Who is told that a child is missing: both group leaders, the police, the office, and the village where the child was lost
 * (四(二)3、附·派出所5). Whoever registers it knows already: here nobody is to be protected by being told.
 */
export async function whomToTellOfMissing(
  context: Pick<ActContext, 'tx' | 'township'>,
  matter: string,
  village: string | null,
): Promise<readonly Told[]> {
  const { tx } = context
  const workers = village ? await postsInForce(tx, { role: 'village' }) : []
  const told = await eachOnce(tx, matter, [
    ['head', await headsInForce(context)],
    ['officer', await postsInForce(tx, { role: 'police' })],
    ['office', await postsInForce(tx, { role: 'office' })],
    ['village', workers.filter((each) => village !== null && each.villages.includes(village))],
  ])
  return told.filter(({ holder }) => holder.account !== tx.actor.account)
}

async function eachOnce(
  tx: Transaction,
  matter: string,
  groups: readonly (readonly [Part, readonly Holder[]])[],
): Promise<readonly Told[]> {
  const told = new Map<string, Told>()
  for (const [part, holders] of groups)
    for (const holder of await withoutLeftOut(tx, matter, holders))
      if (!told.has(holder.account)) told.set(holder.account, { part, holder })
  return [...told.values()]
}

/**
 * Tells of a new lead both group leaders and the police on duty (附·派出所15), or whoever takes it outside. Somebody who
 * reported it is told like everybody else: to leave out the reporter would say who it was.
 */
export const tellOfLead = async (
  context: ActContext,
  matter: string,
  isOutside: boolean,
): Promise<readonly string[]> => await noteTold(context, matter, await whomToTell(context, matter, isOutside))

/** Tells of a missing child, as it is registered, those who must look at once. */
export const tellOfMissing = async (
  context: ActContext,
  matter: string,
  village: string | null,
): Promise<readonly string[]> =>
  await noteTold(context, matter, await whomToTellOfMissing(context, matter, village))

/** Writes down who was told, from when on their receipt is timed; gives their accounts. */
async function noteTold(
  context: ActContext,
  matter: string,
  told: readonly Told[],
): Promise<readonly string[]> {
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

/** Notes that an account has seen that there is a lead or a missing child, where it was told of it; says whether it was. */
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
  const others =
    own && !eachForThemselves.includes(own.part) ? told.filter((each) => each.part === own.part) : []
  await settleNotices(
    context,
    matter,
    account,
    others.map((each) => each.account),
  )
  return own !== undefined
}

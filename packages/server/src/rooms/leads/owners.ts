import { type Assignment, assignment, type Lead, lead } from '@hulei/core'
import { sql } from 'kysely'
import type { ActContext } from '../../platform/acts/handler.ts'
import { findRecord } from '../../platform/db/records.ts'
import { asSystem } from '../../platform/db/scope.ts'
import { assign, type Holder, postsInForce, withoutLeftOut } from '../sealing/index.ts'

/** Who has a lead: the people of its unit, or those assigned by name; never one who is left out of it. */

/** The police of the plan, who get every lead first (四(三)1). */
export const policeUnit = ({ township }: Pick<ActContext, 'township'>): string | null =>
  township.playbook.units.find((unit) => unit.role === 'police')?.id ?? null

/** Everybody who is there for a lead today. */
export async function ownersOf(context: ActContext, record: Lead): Promise<readonly Holder[]> {
  const { tx } = context
  // Who only rescues answers for no lead.
  const assigned = (await assignmentsOf(context, record.id))
    .filter((each) => each.extent === 'whole')
    .map((each) => each.account)
  const posts = await postsInForce(tx, {})
  const there = posts.filter(
    (post) =>
      (record.unit !== null && post.unit === record.unit && post.role !== 'administrator') ||
      assigned.includes(post.account),
  )
  return await withoutLeftOut(tx, record.id, there)
}

/** Whether anybody is there for a lead that is just being written, whoever may see it. */
export async function hasOwner(context: ActContext, id: string): Promise<boolean> {
  let is = false
  await asSystem(context.tx, async () => {
    const record = await findRecord(context.tx, context.keyring, lead, id)
    is = record !== undefined && (await ownersOf(context, record)).length > 0
  })
  return is
}

/** A lead against one of our own goes to whoever the playbook names outside, by name. */
export async function assignOutside(context: ActContext, matter: string): Promise<void> {
  const outside = await postsInForce(context.tx, { role: 'outside' })
  for (const to of await withoutLeftOut(context.tx, matter, outside))
    await asSystem(context.tx, async () => void (await assign(context, { matter, to, part: 'lead' })))
}

/**
 * Sees to it that an open lead has somebody after people were left out or released: back to the police where nobody of its
 * unit is left, else outside. Says whether somebody is there.
 */
export async function keepOwned(context: ActContext, record: Lead): Promise<boolean> {
  if (record.closedOn || (await ownersOf(context, record)).length > 0) return true
  const { tx } = context
  const police = await withoutLeftOut(tx, record.id, await postsInForce(tx, { role: 'police' }))
  if (police.length > 0) {
    await asSystem(tx, () => context.amend(lead, record, {}, { unit: policeUnit(context) }))
    return true
  }
  await assignOutside(context, record.id)
  return (await ownersOf(context, record)).length > 0
}

/** Ends what people of the lead's unit were assigned to do in it: who hands a lead on no longer sees it. */
export async function releaseUnit(context: ActContext, record: Lead): Promise<void> {
  if (!record.unit) return
  const leaving = new Set((await postsInForce(context.tx, { unit: record.unit })).map((post) => post.account))
  await release(context, record.id, (account) => leaving.has(account))
}

/** Ends what those are assigned to do in a lead who are left out of it. */
export async function releaseLeftOut(context: ActContext, matter: string): Promise<void> {
  const posts = await postsInForce(context.tx, {})
  const fit = new Set((await withoutLeftOut(context.tx, matter, posts)).map((post) => post.account))
  await release(context, matter, (account) => !fit.has(account))
}

async function release(
  context: ActContext,
  matter: string,
  isLeaving: (account: string) => boolean,
): Promise<void> {
  const leaving = (await assignmentsOf(context, matter)).filter((each) => isLeaving(each.account))
  await asSystem(context.tx, async () => {
    for (const each of leaving) await context.amend(assignment, each, { endedOn: context.tx.today })
  })
}

async function assignmentsOf(context: ActContext, matter: string): Promise<readonly Assignment[]> {
  const { tx, keyring } = context
  const found: Assignment[] = []
  await asSystem(tx, async () => {
    const { rows } = await sql<{ id: string }>`
      SELECT id FROM assignment
      WHERE township = ${tx.actor.township} AND matter = ${matter} AND ended_on IS NULL ORDER BY id`.execute(
      tx.db,
    )
    for (const { id } of rows) {
      const each = await findRecord(tx, keyring, assignment, id)
      if (each) found.push(each)
    }
  })
  return found
}

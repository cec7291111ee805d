import { randomUUID } from 'node:crypto'
import { type Assignment, type AssignmentExtent, assignment, rescuable } from '@hulei/core'
import { sql } from 'kysely'
import type { ActContext } from '../../platform/acts/handler.ts'
import { findRecord } from '../../platform/db/records.ts'
import { asSystem, type Transaction } from '../../platform/db/scope.ts'
import { Refusal } from '../../platform/errors.ts'
import { postsInForce, withoutLeftOut } from './exclusions.ts'

type Assignee = { readonly account: string; readonly holder: string; readonly title: string }

/**
 * Assigns somebody to a matter by name, as far as their part reaches; who is assigned as far already stays so, and who was
 * assigned to the rescue alone may come to have the whole. Says how far, if it is new.
 */
export async function assign(
  context: ActContext,
  given: { matter: string; to: Assignee; part: string; id?: string },
): Promise<AssignmentExtent | undefined> {
  const { matter, to, part, id = randomUUID() } = given
  const { tx } = context
  const extent = await extentOf(tx, matter, part)
  const held = await heldBy(context, matter, to.account)
  if (held.some((each) => each.extent === 'whole' || extent === 'rescue')) return undefined
  await asSystem(tx, async () => {
    for (const each of held) await context.amend(assignment, each, { endedOn: tx.today })
  })
  await context.insert(
    assignment,
    id,
    {},
    { matter, account: to.account, holder: to.holder, title: to.title, part, extent, from: tx.today },
  )
  return extent
}

/** A part in the rescue reaches to the rescue alone, where the matter is one that people are rescued in. */
async function extentOf(tx: Transaction, matter: string, part: string): Promise<AssignmentExtent> {
  if (part !== 'care') return 'whole'
  const { rows } = await sql`
    SELECT FROM matter_record WHERE township = ${tx.actor.township} AND record = ${matter} AND matter = ${matter}
      AND kind = ANY(${[...rescuable]}::text[])`.execute(tx.db)
  return rows.length > 0 ? 'rescue' : 'whole'
}

/** What an account is assigned to in a matter, whoever may see it. */
async function heldBy(
  { tx, keyring }: ActContext,
  matter: string,
  account: string,
): Promise<readonly Assignment[]> {
  const held: Assignment[] = []
  await asSystem(tx, async () => {
    const { rows } = await sql<{ id: string }>`
      SELECT id FROM assignment WHERE township = ${tx.actor.township} AND matter = ${matter}
        AND account = ${account} AND ended_on IS NULL ORDER BY id`.execute(tx.db)
    for (const { id } of rows) {
      const each = await findRecord(tx, keyring, assignment, id)
      if (each) held.push(each)
    }
  })
  return held
}

/** The holder of a post, fit to be assigned to a matter; one who is left out of it looks like one who cannot be found. */
export async function assigneeOf(context: ActContext, matter: string, post: string): Promise<Assignee> {
  const [found] = await withoutLeftOut(context.tx, matter, await postsInForce(context.tx, { post }))
  if (!found) throw new Refusal('matters.no-such-post', 422, '这个岗位目前没有人在任，或者不能承办这个事项。')
  return found
}

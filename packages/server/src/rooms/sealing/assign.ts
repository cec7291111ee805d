import { randomUUID } from 'node:crypto'
import { assignment } from '@hulei/core'
import { sql } from 'kysely'
import type { ActContext } from '../../platform/acts/handler.ts'
import { asSystem } from '../../platform/db/scope.ts'
import { Refusal } from '../../platform/errors.ts'
import { postsInForce, withoutLeftOut } from './exclusions.ts'

type Assignee = { readonly account: string; readonly holder: string; readonly title: string }

/** Assigns somebody to a matter by name; who is assigned already stays so. Says whether it is new. */
export async function assign(
  context: ActContext,
  given: { matter: string; to: Assignee; part: string; id?: string },
): Promise<boolean> {
  const { matter, to, part, id = randomUUID() } = given
  const { tx } = context
  let isThere = false
  await asSystem(tx, async () => {
    const { rows } = await sql`
      SELECT FROM assignment WHERE township = ${tx.actor.township} AND matter = ${matter}
        AND account = ${to.account} AND ended_on IS NULL`.execute(tx.db)
    isThere = rows.length > 0
  })
  if (isThere) return false
  await context.insert(
    assignment,
    id,
    {},
    { matter, account: to.account, holder: to.holder, title: to.title, part, from: tx.today },
  )
  return true
}

/** The holder of a post, fit to be assigned to a matter; one who is left out of it looks like one who cannot be found. */
export async function assigneeOf(context: ActContext, matter: string, post: string): Promise<Assignee> {
  const [found] = await withoutLeftOut(context.tx, matter, await postsInForce(context.tx, { post }))
  if (!found) throw new Refusal('matters.no-such-post', 422, '这个岗位目前没有人在任，或者不能承办这个事项。')
  return found
}

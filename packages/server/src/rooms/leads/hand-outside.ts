import { assignToMatter } from '@hulei/core'
import { sql } from 'kysely'
import { systemActor } from '../../platform/db/scope.ts'
import type { Server } from '../../platform/server.ts'
import type { Township } from '../../platform/townships.ts'
import { uuidFrom } from '../../platform/uuid-from.ts'
import { postsInForce, withoutLeftOut } from '../sealing/index.ts'

/**
 * Whoever is appointed outside has the open leads of the township that go outside, from then on and once: an act of the
 * system, since whoever appoints them may not know of one. Returns how many were handed over.
 */
export async function handOutside(
  { scopes, performer }: Pick<Server, 'scopes' | 'performer'>,
  { code }: Township,
): Promise<number> {
  const system = systemActor(code)
  const due = await scopes.read(system, async (scope) => {
    const outside = await postsInForce(scope, { role: 'outside' })
    if (outside.length === 0) return []
    // Who was assigned and released again was released by somebody.
    const { rows } = await sql<{ id: string; known: readonly string[] }>`
      SELECT l.id, ARRAY(SELECT a.account FROM assignment a WHERE a.township = l.township AND a.matter = l.id) AS known
      FROM lead l WHERE l.township = ${code} AND l.is_outside AND l.closed_on IS NULL ORDER BY l.id`.execute(
      scope.db,
    )
    const found: { lead: string; post: string }[] = []
    for (const { id, known } of rows) {
      const fresh = outside.filter((post) => !known.includes(post.account))
      for (const { post } of await withoutLeftOut(scope, id, fresh)) found.push({ lead: id, post })
    }
    return found
  })
  for (const { lead, post } of due)
    await performer.perform(system, {
      id: uuidFrom(code, assignToMatter.name, lead, post),
      act: assignToMatter.name,
      record: uuidFrom(code, 'assignment', lead, post),
      input: { matter: lead, post, part: 'lead' },
    })
  return due.length
}

import { child, childErasedFrom, eraseChild, MISTAKEN_DAYS } from '@hulei/core'
import { sql } from 'kysely'
import { type AnyHandler, on } from '../../platform/acts/handler.ts'
import { uuidFrom } from '../../platform/crypto/uuid-from.ts'
import { findRecord } from '../../platform/db/records.ts'
import { systemActor } from '../../platform/db/scope.ts'
import { notFound, Refusal } from '../../platform/errors.ts'
import type { Server } from '../../platform/server.ts'
import type { Township } from '../../platform/townships.ts'
import { listHeldChildren } from '../sealing/index.ts'
import { eraseChildFile } from './erase-child.ts'

/** Files of one night: each is an act of its own, and the rest follow the next night. */
const MOST_AT_ONCE = 500

/**
 * Removes the files of children whose time is over, one act each (个人信息保护法 第十九条、第四十七条). A file that was merged
 * into another goes with that one; one that a matter under a hold names stays. Run again it changes nothing.
 */
export async function eraseDueChildren(
  { scopes, keyring, performer }: Pick<Server, 'scopes' | 'keyring' | 'performer'>,
  township: Township,
): Promise<number> {
  const system = systemActor(township.code)
  const due = await scopes.read(system, async (scope) => {
    const { db, today } = scope
    const held = [...(await listHeldChildren(scope, keyring))]
    const { rows } = await sql<{ id: string }>`
      SELECT r.id FROM child r
      WHERE r.township = ${township.code} AND r.merged_into IS NULL
        AND (r.left_on <= ${today}::date - make_interval(years => ${child.keep.years})
          OR (r.left_because = 'mistaken' AND r.left_on <= ${today}::date - ${MISTAKEN_DAYS}::int))
        AND r.id <> ALL(${held}::uuid[])
        AND NOT EXISTS (SELECT FROM keyring.erasure e WHERE e.township = r.township AND e.owner = r.id)
      ORDER BY r.left_on, r.id LIMIT ${MOST_AT_ONCE}`.execute(db)
    return rows
  })
  for (const { id } of due)
    await performer.perform(system, {
      id: uuidFrom(township.code, 'child.erase', id),
      act: 'child.erase',
      input: { matter: id },
    })
  return due.length
}

export const eraseChildActs: readonly AnyHandler[] = [
  on(eraseChild, async (context, { id, input }) => {
    const { tx, keyring } = context
    const of = await findRecord(tx, keyring, child, input.matter, { lock: true })
    if (!of) throw notFound(child.title)
    const dueFrom = childErasedFrom(of)
    if (!dueFrom || dueFrom > tx.today)
      throw new Refusal('children.not-due', 409, '这份档案还没有到销毁的时候。')
    if ((await listHeldChildren(tx, keyring)).has(of.id))
      throw new Refusal('children.held', 409, '这份档案已经保全，解除以后再销毁。')
    await eraseChildFile(context, { id, matter: of.id, child: of, dueFrom })
    return undefined
  }),
]

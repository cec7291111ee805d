import { type Child, child, type Day, distinction } from '@hulei/core'
import { type RawBuilder, sql } from 'kysely'
import type { Keyring } from '../../platform/crypto/keyring.ts'
import { maskRecord } from '../../platform/db/lists.ts'
import { openRows, selectColumns } from '../../platform/db/records.ts'
import type { Scoped } from '../../platform/db/scope.ts'

/** Why two files may be one child: the surest reason that holds. */
export type DuplicateReason = 'same-id' | 'same-name-birth' | 'similar-name-birth'

/** Two files that may be one child's, as the reader may see them; the older file first. */
export type DuplicatePair = {
  readonly reason: DuplicateReason
  readonly left: Child
  readonly right: Child
}

const MOST_PAIRS = 200

/**
 * Files of the register that may be one child's: the same identity number; or the same birth day and a name that is the
 * same, or sounds the same (张珊, 张山), unless two different identity numbers prove that they are two.
 * Pairs that somebody told apart are left out, unless they share a number.
 * `of` limits the question to one child. Only pairs of which the reader sees both are found.
 */
export async function listDuplicates(scope: Scoped, keyring: Keyring, of?: string): Promise<DuplicatePair[]> {
  const { township } = scope.actor
  const about = of ? sql`AND (a.id = ${of} OR b.id = ${of})` : sql``
  const pair = (reason: RawBuilder<unknown>, joined: RawBuilder<unknown>) => sql`
    SELECT a.id AS left_id, b.id AS right_id, ${reason} AS reason, a.sort_key
    FROM child a JOIN child b ON b.township = a.township AND ${joined}
      AND (a.received_at, a.id) < (b.received_at, b.id)
    WHERE a.township = ${township} AND b.township = ${township} AND a.left_on IS NULL AND b.left_on IS NULL ${about}`
  const { rows } = await sql<{ left_id: string; right_id: string; reason: DuplicateReason }>`
    SELECT left_id, right_id, reason FROM (
      ${pair(sql`'same-id'`, sql`b.resident_id_hash = a.resident_id_hash`)}
      UNION ALL
      ${pair(
        sql`CASE WHEN a.name = b.name THEN 'same-name-birth' ELSE 'similar-name-birth' END`,
        sql`b.born_on = a.born_on AND split_part(b.sort_key, '|', 1) = split_part(a.sort_key, '|', 1)
          AND (a.resident_id_hash IS NULL OR b.resident_id_hash IS NULL)
          AND NOT EXISTS (SELECT FROM distinction d WHERE d.township = ${township} AND d.withdrawn_on IS NULL
            AND ((d.child = a.id AND d.other = b.id) OR (d.child = b.id AND d.other = a.id)))`,
      )}
    ) pairs ORDER BY array_position(ARRAY['same-id', 'same-name-birth', 'similar-name-birth'], reason), sort_key, left_id
    LIMIT ${MOST_PAIRS}`.execute(scope.db)
  const byId = await shownChildren(
    scope,
    keyring,
    rows.flatMap((row) => [row.left_id, row.right_id]),
  )
  return rows.flatMap(({ left_id, right_id, reason }) => {
    const [left, right] = [byId.get(left_id), byId.get(right_id)]
    return left && right ? [{ reason, left, right }] : []
  })
}

/** A pair that was told apart, and what is needed to withdraw that. */
export type ApartPair = {
  readonly id: string
  readonly version: string
  readonly toldOn: Day
  readonly left: Child
  readonly right: Child
}

/** Pairs that look like one child and were told apart, the latest first; of those the reader sees both children. */
export async function listApart(scope: Scoped, keyring: Keyring, of?: string): Promise<ApartPair[]> {
  const { township } = scope.actor
  const about = of ? sql`AND (r.child = ${of} OR r.other = ${of})` : sql``
  const { rows } = await sql<
    Record<string, unknown>
  >`SELECT ${selectColumns(distinction, 'r')} FROM distinction r
    WHERE r.township = ${township} AND r.withdrawn_on IS NULL ${about}
    ORDER BY r.told_on DESC, r.id LIMIT ${MOST_PAIRS}`.execute(scope.db)
  const found = await openRows(scope, keyring, distinction, rows)
  const byId = await shownChildren(
    scope,
    keyring,
    found.flatMap((each) => [each.child, each.other]),
  )
  return found.flatMap(({ id, version, toldOn, child: one, other }) => {
    const [left, right] = [byId.get(one), byId.get(other)]
    // Of a child who has left, no pair is shown anyway.
    if (!left || !right || left.leftOn || right.leftOn) return []
    return [{ id, version, toldOn, left, right }]
  })
}

/** Children by id as the reader may see them. */
async function shownChildren(
  scope: Scoped,
  keyring: Keyring,
  ids: readonly string[],
): Promise<Map<string, Child>> {
  const found = await sql<Record<string, unknown>>`SELECT ${selectColumns(child, 'r')} FROM child r
    WHERE r.township = ${scope.actor.township} AND r.id = ANY(${[...new Set(ids)]}::uuid[])`.execute(scope.db)
  const records = await openRows(scope, keyring, child, found.rows)
  return new Map(records.map((record) => [record.id, maskRecord(child, scope, record)]))
}

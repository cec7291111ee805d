import { type Child, child } from '@hulei/core'
import { sql } from 'kysely'
import { decrypt } from '../../../platform/crypto/cipher.ts'
import type { Keyring } from '../../../platform/crypto/keyring.ts'
import { findRecord } from '../../../platform/db/records.ts'
import { asSystem, type Scoped, type Transaction } from '../../../platform/db/scope.ts'
import type { SealedCell } from './import-run.ts'

/** Cells of one ledger that wait to be taken up; neither whose they are nor what they say. */
export type WaitingCells = {
  readonly run: string
  readonly receivedAt: string
  readonly cells: readonly { readonly id: string; readonly line: number }[]
}

/** What waits, the oldest ledger first. */
export async function listWaitingCells({ db, actor }: Scoped): Promise<readonly WaitingCells[]> {
  const { rows } = await sql<WaitingCells>`
    SELECT run, min(received_at) AS "receivedAt",
      json_agg(json_build_object('id', id, 'line', line) ORDER BY line, id) AS cells
    FROM sealed_cell WHERE township = ${actor.township} AND handled_at IS NULL
    GROUP BY run ORDER BY min(received_at), run LIMIT 200`.execute(db)
  return rows
}

/**
 * Takes a waiting cell out of the queue: what it says, and of which child. It is emptied, so that what it said lies in the
 * sealed file alone and ends with it. Undefined where none waits, or its key was erased.
 */
export async function takeOutCell(
  tx: Transaction,
  keyring: Keyring,
  id: string,
): Promise<{ readonly cell: SealedCell; readonly child: Child } | undefined> {
  const { township } = tx.actor
  let found: { cell: SealedCell; child: Child } | undefined
  await asSystem(tx, async () => {
    const { rows } = await sql<{ child: string; content: Buffer }>`
      SELECT child, content FROM sealed_cell
      WHERE township = ${township} AND id = ${id} AND handled_at IS NULL FOR UPDATE`.execute(tx.db)
    const [row] = rows
    if (!row) return
    const of = await findRecord(tx, keyring, child, row.child)
    const key = (await keyring.keysOf(tx, [row.child])).get(row.child)
    if (!of || !key) return
    const words = decrypt(key, row.content, `${township}/sealed-cell/${id}`).toString()
    await sql`UPDATE sealed_cell SET handled_at = now(), content = ''::bytea
      WHERE township = ${township} AND id = ${id}`.execute(tx.db)
    found = { cell: JSON.parse(words) as SealedCell, child: of }
  })
  return found
}

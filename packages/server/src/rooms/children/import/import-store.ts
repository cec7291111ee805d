import type { KeyObject } from 'node:crypto'
import type { Actor, Role } from '@hulei/core'
import { sql } from 'kysely'
import { decrypt, encrypt } from '../../../platform/crypto/cipher.ts'
import type { Keyring } from '../../../platform/crypto/keyring.ts'
import { uuidFrom } from '../../../platform/crypto/uuid-from.ts'
import type { Scoped, Transaction } from '../../../platform/db/scope.ts'
import { notFound } from '../../../platform/errors.ts'
import type { Fate, RowContent, RunContent, RunState, SealedCell } from './import-run.ts'

/** A run as it is stored, opened. */
export type StoredRun = {
  readonly id: string
  readonly account: string
  readonly actor: Actor
  readonly state: RunState
  readonly receivedAt: string
  readonly touchedAt: string
  readonly progress: number
  readonly parent: string | null
  readonly batches: number
  readonly content: RunContent
}

/** A line as it is stored, opened; `content` is gone once the line has landed and nothing of it is left to see. */
export type StoredRow = {
  readonly ordinal: number
  readonly sheet: number
  readonly line: number
  readonly fate: Fate
  readonly batch: number | null
  readonly isApplied: boolean
  readonly child: string | null
  readonly content: RowContent | undefined
}

const runContext = (township: string, run: string) => `${township}/import/${run}`
const rowContext = (township: string, run: string, ordinal: number) => `${township}/import/${run}/${ordinal}`
/** Owner of the key under which a run's sealed cells wait; never opened for a person. */
const sealedOwner = (run: string) => uuidFrom(run, 'sealed')

export async function insertRun(
  tx: Transaction,
  keyring: Keyring,
  id: string,
  content: RunContent,
): Promise<void> {
  const { township, account } = tx.actor
  const key = await keyring.keyFor(tx, id)
  const sealed = encrypt(key, JSON.stringify(content), runContext(township, id))
  await sql`INSERT INTO import_run (township, id, account, actor, state, received_at, content)
    VALUES (${township}, ${id}, ${account}, ${JSON.stringify(tx.actor)}::jsonb, 'reading',
      ${new Date(tx.now).toISOString()}::timestamptz, ${sealed})`.execute(tx.db)
}

/** Changes what is known of a run. */
export async function updateRun(
  tx: Transaction,
  keyring: Keyring,
  id: string,
  change: { state?: RunState; progress?: number; content?: RunContent; parent?: string; batches?: number },
): Promise<void> {
  const { township } = tx.actor
  const key = await keyring.keyFor(tx, id)
  const content = change.content && encrypt(key, JSON.stringify(change.content), runContext(township, id))
  await sql`UPDATE import_run SET touched_at = now(), state = coalesce(${change.state ?? null}, state),
      progress = coalesce(${change.progress ?? null}::real, progress),
      parent = coalesce(${change.parent ?? null}::uuid, parent),
      batches = coalesce(${change.batches ?? null}::int, batches),
      content = coalesce(${content ?? null}::bytea, content)
    WHERE township = ${township} AND id = ${id}`.execute(tx.db)
}

type RunRow = {
  id: string
  account: string
  actor: Actor & { role: Role }
  state: RunState
  received_at: string
  touched_at: string
  progress: number
  parent: string | null
  batches: number
  content: Buffer
}

/** A run that the actor may see. */
export async function getRun(
  scope: Scoped,
  keyring: Keyring,
  id: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<StoredRun> {
  const [run] = await listRuns(scope, keyring, sql`AND id = ${id} ${lock ? sql`FOR UPDATE` : sql``}`)
  if (!run) throw notFound('导入')
  return run
}

/** Runs, newest first; one whose key was erased is gone. */
export async function listRuns(
  scope: Scoped,
  keyring: Keyring,
  more = sql`ORDER BY received_at DESC LIMIT 50`,
): Promise<StoredRun[]> {
  const { township } = scope.actor
  const { rows } = await sql<RunRow>`
    SELECT id, account, actor, state, received_at, touched_at, progress, parent, batches, content
    FROM import_run WHERE township = ${township} ${more}`.execute(scope.db)
  const keys = await keyring.keysOf(
    scope,
    rows.map((row) => row.id),
  )
  return rows.flatMap(({ content, received_at, touched_at, ...row }) => {
    const key = keys.get(row.id)
    if (!key) return []
    const opened = JSON.parse(decrypt(key, content, runContext(township, row.id)).toString()) as RunContent
    return [{ ...row, receivedAt: received_at, touchedAt: touched_at, content: opened }]
  })
}

/** A line on its way into the store. */
export type NewRow = {
  readonly ordinal: number
  readonly sheet: number
  readonly line: number
  readonly fate: Fate
  readonly waiting: number
  readonly content: RowContent
  readonly sealed: readonly SealedCell[]
}

/** Adds lines in one statement. */
export async function insertRows(
  tx: Transaction,
  keyring: Keyring,
  run: string,
  rows: readonly NewRow[],
): Promise<void> {
  const { township, account } = tx.actor
  const key = await keyring.keyFor(tx, run)
  const sealedKey = rows.some((row) => row.sealed.length > 0)
    ? await keyring.keyFor(tx, sealedOwner(run))
    : undefined
  const contents = rows.map((row) => sealContent(key, township, run, row.ordinal, row.content))
  const sealed = rows.map((row) =>
    sealedKey && row.sealed.length > 0
      ? encrypt(sealedKey, JSON.stringify(row.sealed), rowContext(township, run, row.ordinal))
      : null,
  )
  await sql`
    INSERT INTO import_row (township, run, account, ordinal, sheet, line, fate, waiting, content, sealed)
    SELECT ${township}, ${run}::uuid, ${account}, r.* FROM unnest(
      ${rows.map((row) => row.ordinal)}::int[], ${rows.map((row) => row.sheet)}::int[],
      ${rows.map((row) => row.line)}::int[], ${rows.map((row) => row.fate)}::text[],
      ${rows.map((row) => row.waiting)}::int[], ${contents}::bytea[], ${sealed}::bytea[]) r`.execute(tx.db)
}

const sealContent = (key: KeyObject, township: string, run: string, ordinal: number, content: RowContent) =>
  encrypt(key, JSON.stringify(content), rowContext(township, run, ordinal))

/** Lines of a run by a condition, in their order. */
export async function listRows(
  scope: Scoped,
  keyring: Keyring,
  run: string,
  where = sql``,
): Promise<StoredRow[]> {
  const { township } = scope.actor
  const { rows } = await sql<{
    ordinal: number
    sheet: number
    line: number
    fate: Fate
    batch: number | null
    applied_at: string | null
    child: string | null
    content: Buffer | null
  }>`SELECT ordinal, sheet, line, fate, batch, applied_at, child, content FROM import_row
    WHERE township = ${township} AND run = ${run} ${where}`.execute(scope.db)
  const key = (await keyring.keysOf(scope, [run])).get(run)
  return rows.map(({ content, applied_at, ...row }) => ({
    ...row,
    isApplied: applied_at !== null,
    content:
      key && content
        ? (JSON.parse(decrypt(key, content, rowContext(township, run, row.ordinal)).toString()) as RowContent)
        : undefined,
  }))
}

/** What changed of a line. `content` null: nothing of it is left to see. */
export type RowChange = {
  readonly ordinal: number
  readonly fate: Fate
  readonly waiting: number
  readonly isApplied: boolean
  readonly child: string | null
  readonly content: RowContent | null
}

export async function updateRows(
  tx: Transaction,
  keyring: Keyring,
  run: string,
  rows: readonly RowChange[],
): Promise<void> {
  if (rows.length === 0) return
  const { township } = tx.actor
  const key = await keyring.keyFor(tx, run)
  const contents = rows.map((row) => row.content && sealContent(key, township, run, row.ordinal, row.content))
  await sql`
    UPDATE import_row i SET fate = r.fate, waiting = r.waiting, child = coalesce(r.child, i.child),
      applied_at = CASE WHEN r.applied THEN now() END, content = r.content,
      batch = CASE WHEN r.applied THEN i.batch END
    FROM unnest(
      ${rows.map((row) => row.ordinal)}::int[], ${rows.map((row) => row.fate)}::text[],
      ${rows.map((row) => row.waiting)}::int[], ${rows.map((row) => row.isApplied)}::boolean[],
      ${rows.map((row) => row.child)}::uuid[], ${contents}::bytea[]
    ) AS r (ordinal, fate, waiting, applied, child, content)
    WHERE i.township = ${township} AND i.run = ${run} AND i.ordinal = r.ordinal`.execute(tx.db)
}

/** Sealed cells of lines, by line; called as the system only. */
export async function sealedCellsOf(
  tx: Transaction,
  keyring: Keyring,
  run: string,
  ordinals: readonly number[],
): Promise<ReadonlyMap<number, readonly SealedCell[]>> {
  const { township } = tx.actor
  const { rows } = await sql<{ ordinal: number; sealed: Buffer }>`
    SELECT ordinal, sealed FROM import_row WHERE township = ${township} AND run = ${run} AND sealed IS NOT NULL
      AND ordinal = ANY(${ordinals}::int[])`.execute(tx.db)
  const owner = sealedOwner(run)
  const key = rows.length > 0 ? (await keyring.keysOf(tx, [owner])).get(owner) : undefined
  return new Map(
    rows.flatMap(({ ordinal, sealed }) =>
      key
        ? [
            [
              ordinal,
              JSON.parse(decrypt(key, sealed, rowContext(township, run, ordinal)).toString()),
            ] as const,
          ]
        : [],
    ),
  )
}

/** Puts away further sealed cells of one line, beside those that it has. */
export async function addSealedCells(
  tx: Transaction,
  keyring: Keyring,
  run: string,
  ordinal: number,
  cells: readonly SealedCell[],
): Promise<void> {
  const before = (await sealedCellsOf(tx, keyring, run, [ordinal])).get(ordinal) ?? []
  const key = await keyring.keyFor(tx, sealedOwner(run))
  const { township } = tx.actor
  const sealed = encrypt(key, JSON.stringify([...before, ...cells]), rowContext(township, run, ordinal))
  await sql`UPDATE import_row SET sealed = ${sealed} WHERE township = ${township} AND run = ${run}
    AND ordinal = ${ordinal}`.execute(tx.db)
}

/** Puts a line's sealed cells into the office's queue, under the child's own key; the same cell is there once. */
export async function queueSealedCells(
  tx: Transaction,
  keyring: Keyring,
  run: string,
  line: { ordinal: number; line: number; child: string; receivedAt: string },
  cells: readonly SealedCell[],
): Promise<void> {
  const { township } = tx.actor
  const key = await keyring.keyFor(tx, line.child)
  for (const cell of cells) {
    const words = JSON.stringify(cell)
    const id = uuidFrom(keyring.hash(township, 'sealed-cell', `${line.child}/${words}`).toString('hex'))
    const content = encrypt(key, words, `${township}/sealed-cell/${id}`)
    await sql`INSERT INTO sealed_cell (township, id, run, line, child, received_at, content)
      VALUES (${township}, ${id}, ${run}, ${line.line}, ${line.child}, ${line.receivedAt}::timestamptz, ${content})
      ON CONFLICT DO NOTHING`.execute(tx.db)
  }
  await sql`UPDATE import_row SET sealed = NULL WHERE township = ${township} AND run = ${run}
    AND ordinal = ${line.ordinal}`.execute(tx.db)
}

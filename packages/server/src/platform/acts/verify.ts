import { createHash } from 'node:crypto'
import type pg from 'pg'
import { digestOfChanges, digestOfEntry, type LogEntry, type StoredChange } from './log.ts'

/** What a check of one township's log found. `brokenAt` is the first position that does not verify. */
export type ChainReport = {
  readonly township: string
  readonly ok: boolean
  readonly acts: number
  readonly head: string
  readonly brokenAt: number | null
}

type EntryRow = LogEntry & { seq: number; hash: Buffer }
const BATCH = 500
const GENESIS = Buffer.alloc(32)

/**
 * Computes a township's chain anew from the stored entries and changes and compares it with the stored hashes and
 * the head. Anyone who can read the tables can run it; nothing secret goes into a hash.
 */
export async function verifyChain(owner: pg.Pool, township: string): Promise<ChainReport> {
  const head = await owner.query<{ seq: string; hash: Buffer }>(
    'SELECT seq, hash FROM chain_head WHERE township = $1',
    [township],
  )
  let previous = GENESIS
  let last = 0
  const broken = (at: number): ChainReport => ({
    township,
    ok: false,
    acts: last,
    head: previous.toString('hex'),
    brokenAt: at,
  })
  for (;;) {
    const entries = await entriesAfter(owner, township, last)
    if (entries.length === 0) break
    const changes = await changesBetween(owner, township, last, Number(entries.at(-1)?.seq))
    for (const entry of entries) {
      const seq = Number(entry.seq)
      if (seq !== last + 1) return broken(last + 1)
      if (!digestOfChanges(changes.get(seq) ?? []).equals(entry.changesDigest)) return broken(seq)
      const hash = createHash('sha256').update(previous).update(digestOfEntry(entry)).digest()
      if (!hash.equals(entry.hash)) return broken(seq)
      previous = hash
      last = seq
    }
  }
  const stored = head.rows[0]
  if (stored && (Number(stored.seq) !== last || !stored.hash.equals(previous))) return broken(last + 1)
  return { township, ok: true, acts: last, head: previous.toString('hex'), brokenAt: null }
}

async function entriesAfter(owner: pg.Pool, township: string, after: number): Promise<EntryRow[]> {
  const iso = (column: string, name: string) =>
    `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "${name}"`
  const { rows } = await owner.query<EntryRow>(
    `SELECT seq, township, id, act, account, post, role, unit, actor_name AS "actorName", kind, record, parent,
       ${iso('happened_at', 'happenedAt')}, ${iso('recorded_at', 'recordedAt')},
       ${iso('received_at', 'receivedAt')}, ${iso('logged_at', 'loggedAt')}, changes_digest AS "changesDigest", hash
     FROM act_log WHERE township = $1 AND seq > $2 ORDER BY seq LIMIT ${BATCH}`,
    [township, after],
  )
  return rows
}

async function changesBetween(owner: pg.Pool, township: string, after: number, upTo: number) {
  const { rows } = await owner.query<StoredChange & { seq: string }>(
    `SELECT seq, ordinal, kind, record, subject, fields, body FROM act_change
     WHERE township = $1 AND seq > $2 AND seq <= $3 ORDER BY seq, ordinal`,
    [township, after, upTo],
  )
  return Map.groupBy(rows, (row) => Number(row.seq)) as Map<number, StoredChange[]>
}

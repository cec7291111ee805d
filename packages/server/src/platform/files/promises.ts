import { sql } from 'kysely'
import type { Keyring } from '../crypto/keyring.ts'
import { type Scoped, sendAhead, type Transaction } from '../db/scope.ts'
import { keepKeys } from './sealed-photos.ts'

/** Where a record names a file as evidence. */
export type EvidenceUse = {
  readonly sha256: string
  readonly kind: string
  readonly record: string
  readonly field: string
  /** Of an original: the picture that the record names. */
  readonly originalOf?: string | null
}

/** A file that the account's own act named and that the server still waits for. */
export type FilePromise = {
  readonly sha256: string
  readonly kind: string
  readonly record: string
  /** ISO 8601, on the real clock. */
  readonly promisedAt: string
}

/**
 * Until the transaction ends, nobody else promises or hands in these files under the actor's account. Without it an
 * act that finds a file missing and the file's arrival might each commit without seeing the other, and the promise
 * would stay open for ever.
 */
export function lockOwnFiles(tx: Transaction, hashes: readonly string[]): void {
  const { township, account } = tx.actor
  const keys = hashes.map((sha256) => `file:${township}:${account}:${sha256}`)
  sendAhead(
    tx,
    `SELECT pg_advisory_xact_lock(key) FROM (
      SELECT hashtextextended(k, 0) AS key FROM unnest($1::text[]) k ORDER BY 1) keys`,
    [keys],
  )
}

/** Writes down that the actor's account will hand in these files. Nobody sees a file because of it. */
export async function promiseFiles(
  tx: Transaction,
  uses: readonly EvidenceUse[],
  act: string,
): Promise<void> {
  await sql`
    INSERT INTO file_promise (township, sha256, account, kind, record, field, act, promised_at, original_of)
    SELECT ${tx.actor.township}, u.sha256, ${tx.actor.account}, u.kind, u.record, u.field, ${act}, now(), u.original_of
    FROM ${unnested(uses)}
    ON CONFLICT DO NOTHING`.execute(tx.db)
}

/** Ties files to the records that name them: from then on who sees a record sees its files. */
export async function useFiles(tx: Transaction, uses: readonly EvidenceUse[]): Promise<void> {
  await sql`
    INSERT INTO file_use (township, sha256, kind, record, field, original_of)
    SELECT ${tx.actor.township}, u.sha256, u.kind, u.record, u.field, u.original_of FROM ${unnested(uses)}
    ON CONFLICT DO NOTHING`.execute(tx.db)
}

const unnested = (uses: readonly EvidenceUse[]) => sql`
  unnest(${uses.map((use) => use.sha256)}::text[], ${uses.map((use) => use.kind)}::text[],
    ${uses.map((use) => use.record)}::uuid[], ${uses.map((use) => use.field)}::text[],
    ${uses.map((use) => use.originalOf ?? null)}::text[]
  ) AS u (sha256, kind, record, field, original_of)`

/** What the actor's account promised of a file becomes evidence, now that it has handed the file in. */
export async function redeemPromises(tx: Transaction, keyring: Keyring, sha256: string): Promise<void> {
  const { township, account } = tx.actor
  const { rows } = await sql<EvidenceUse>`
    SELECT sha256, kind, record, field, original_of AS "originalOf" FROM file_promise
    WHERE township = ${township} AND account = ${account} AND sha256 = ${sha256}`.execute(tx.db)
  if (rows.length === 0) return
  await useFiles(tx, rows)
  await keepKeys(tx, keyring, rows)
  await sql`
    DELETE FROM file_promise
    WHERE township = ${township} AND account = ${account} AND sha256 = ${sha256}`.execute(tx.db)
}

const MOST_LISTED = 2000

/** The actor's own open promises, oldest first; no more than the 2000 oldest. */
export async function listPromises(scope: Scoped): Promise<readonly FilePromise[]> {
  const { rows } = await sql<FilePromise>`
    SELECT sha256, kind, record, min(promised_at) AS "promisedAt" FROM file_promise
    WHERE township = ${scope.actor.township} AND account = ${scope.actor.account}
    GROUP BY sha256, kind, record ORDER BY 4, sha256 LIMIT ${MOST_LISTED}`.execute(scope.db)
  return rows
}

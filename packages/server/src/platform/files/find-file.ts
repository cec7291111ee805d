import { sql } from 'kysely'
import type { Scoped } from '../db/scope.ts'
import type { MediaType } from './file-type.ts'

export type FoundFile = {
  readonly sha256: string
  readonly size: number
  readonly mediaType: MediaType
  /** Whether the bytes lie encrypted, under the key of a sealed record. */
  readonly isSealed: boolean
  /** One of the records that name it and that the actor sees; null for what was only handed in. */
  readonly record: string | null
}

/** Whether the actor's own account has handed a file in. */
export async function hasHandedIn(scope: Scoped, sha256: string): Promise<boolean> {
  const { township, account } = scope.actor
  const { rows } = await sql`
    SELECT FROM file WHERE township = ${township} AND sha256 = ${sha256} AND account = ${account}`.execute(
    scope.db,
  )
  return rows.length > 0
}

/** The originals beside the pictures of a record that the actor sees, by the picture. */
export async function listOriginals(
  scope: Scoped,
  record: string,
): Promise<Readonly<Record<string, string>>> {
  const { rows } = await sql<{ sha256: string; of: string }>`
    SELECT DISTINCT u.sha256, u.original_of AS of FROM file_use u
    JOIN file f ON f.township = u.township AND f.sha256 = u.sha256
    WHERE u.township = ${scope.actor.township} AND u.record = ${record}::uuid
      AND u.original_of IS NOT NULL`.execute(scope.db)
  return Object.fromEntries(rows.map((row) => [row.of, row.sha256]))
}

/** A file that the actor may see: handed in under the own account, or named by a record that the actor sees. */
export async function findFile(scope: Scoped, sha256: string): Promise<FoundFile | undefined> {
  const { rows } = await sql<FoundFile>`
    SELECT f.sha256, f.size, f.media_type AS "mediaType", f.sealed_sha256 IS NOT NULL AS "isSealed",
      (SELECT u.record FROM file_use u WHERE u.township = f.township AND u.sha256 = f.sha256 LIMIT 1) AS record
    FROM file f WHERE f.township = ${scope.actor.township} AND f.sha256 = ${sha256}
    ORDER BY f.sealed_sha256 NULLS FIRST LIMIT 1`.execute(scope.db)
  return rows[0]
}

import { sealedFile } from '@hulei/core'
import { sql } from 'kysely'
import type { Keyring } from '../../platform/crypto/keyring.ts'
import { openRows, selectColumns } from '../../platform/db/records.ts'
import type { Scoped } from '../../platform/db/scope.ts'

/**
 * Children of the register whom a sealed file of a matter under a hold names: while it is in force, their files stay, too
 * (a family's request that the police hold, for one). Asked by the system alone, which reads sealed files; told to nobody.
 */
export async function listHeldChildren(scope: Scoped, keyring: Keyring): Promise<ReadonlySet<string>> {
  const { rows } = await sql<Record<string, unknown>>`
    SELECT ${selectColumns(sealedFile, 'r', ['child'])} FROM sealed_file r
    WHERE r.township = ${scope.actor.township} AND EXISTS (
      SELECT FROM legal_hold h WHERE h.township = r.township AND h.matter = r.matter AND h.lifted_on IS NULL)`.execute(
    scope.db,
  )
  const files = await openRows(scope, keyring, sealedFile, rows)
  return new Set(files.flatMap(({ child }) => child ?? []))
}

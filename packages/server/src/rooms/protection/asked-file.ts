import { type AnyAct, acts, type Child, child, kinds, type RightsRequest, sealedFile } from '@hulei/core'
import { sql } from 'kysely'
import type { Keyring } from '../../platform/crypto/keyring.ts'
import { findRecord } from '../../platform/db/records.ts'
import type { Scoped } from '../../platform/db/scope.ts'
import { notFound, Refusal } from '../../platform/errors.ts'

/** The sealed file that names the child of a request, and the child's file in the register. */
export type AskedFile = {
  readonly sealed: NonNullable<Awaited<ReturnType<typeof findRecord<typeof sealedFile>>>>
  readonly child: Child
}

/**
 * What a request is about, if its sealed file is open to the actor: nobody is told about which child somebody asked who has
 * not opened it, which is logged.
 */
export async function findAskedFile(
  scope: Scoped,
  keyring: Keyring,
  request: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<AskedFile | undefined> {
  const { rows } = await sql<{ id: string }>`
    SELECT p.id FROM sealed_person p JOIN sealed_file f ON f.township = p.township AND f.id = p.id
    WHERE p.township = ${scope.actor.township} AND p.matter = ${request} AND p.part = 'subject'`.execute(
    scope.db,
  )
  const sealed = rows[0] && (await findRecord(scope, keyring, sealedFile, rows[0].id, { lock }))
  if (!sealed?.child) return undefined
  const found = await findRecord(scope, keyring, child, sealed.child)
  if (!found) throw notFound(child.title)
  return { sealed, child: found }
}

/** As `findAskedFile`; refuses where it is not open. */
export async function getAskedFile(
  scope: Scoped,
  keyring: Keyring,
  request: string,
  options: { lock?: boolean } = {},
): Promise<AskedFile> {
  const found = await findAskedFile(scope, keyring, request, options)
  if (found) return found
  throw new Refusal('sealing.not-open', 404, '先打开“当事儿童”的密封档案，再办理。')
}

/** A correction of a child's file, in words: what was changed, when; not to what. */
export type Correction = {
  readonly id: string
  readonly title: string
  readonly at: string
  readonly fields: readonly string[]
}

/**
 * What people changed in a child's file since a request came in, newest first: by any of these acts the correction that was
 * asked for may have been done.
 */
export async function listCorrections(
  scope: Scoped,
  request: Pick<RightsRequest, 'id'>,
  of: Child,
): Promise<readonly Correction[]> {
  const { rows } = await sql<{
    id: string
    act: string
    at: string
    kind: string
    fields: readonly string[]
  }>`
    SELECT l.id, l.act, l.received_at AS at, c.kind, c.fields FROM act_change c
      JOIN act_log l ON l.township = c.township AND l.seq = c.seq
    WHERE c.township = ${scope.actor.township} AND l.account <> 'system'
      AND l.received_at >= (SELECT r.received_at FROM rights_request r WHERE r.township = c.township AND r.id = ${request.id})
      AND c.record IN (
        SELECT ${of.id}::uuid UNION ALL SELECT ${of.household}::uuid
        UNION ALL SELECT id FROM listing WHERE township = ${scope.actor.township} AND child = ${of.id}
        UNION ALL SELECT id FROM child_plan WHERE township = ${scope.actor.township} AND child = ${of.id}
        UNION ALL SELECT id FROM responsibility_team WHERE township = ${scope.actor.township} AND child = ${of.id}
        UNION ALL SELECT visit FROM visit_child WHERE township = ${scope.actor.township} AND child = ${of.id})
    ORDER BY l.seq DESC, c.ordinal LIMIT 100`.execute(scope.db)
  const byAct = Map.groupBy(
    rows.filter(({ act }) => corrects(acts.get(act))),
    (row) => row.id,
  )
  return [...byAct].map(([id, changes]) => ({
    id,
    title: acts.get(changes[0]?.act ?? '')?.title ?? '',
    at: changes[0]?.at ?? '',
    fields: [...new Set(changes.flatMap(({ kind, fields }) => labelsOf(kind, fields)))],
  }))
}

/** An act that changes what stands there; one that makes a record corrects nothing. */
const corrects = (act: AnyAct | undefined) => act?.on === 'existing'

const labelsOf = (kind: string, fields: readonly string[]) =>
  fields.flatMap((name) => kinds.get(kind)?.fields[name]?.label ?? [])

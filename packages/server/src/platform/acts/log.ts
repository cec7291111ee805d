import { createHash, type KeyObject } from 'node:crypto'
import type { ActEnvelope, Actor, AnyAct } from '@hulei/core'
import { sql } from 'kysely'
import { decrypt, encrypt } from '../crypto/cipher.ts'
import type { ActContext, Change } from './handler.ts'

/** The act log: what is appended, what its hash covers, and how it is verified. */

export type LogEntry = {
  readonly township: string
  readonly id: string
  readonly act: string
  readonly account: string
  readonly post: string | null
  readonly role: string
  readonly unit: string
  readonly actorName: string
  readonly kind: string
  readonly record: string | null
  readonly parent: string | null
  readonly happenedAt: string | null
  readonly recordedAt: string | null
  readonly receivedAt: string
  readonly loggedAt: string
  readonly changesDigest: Buffer
}

export type StoredChange = {
  readonly ordinal: number
  readonly kind: string
  readonly record: string
  readonly subject: string | null
  readonly fields: readonly string[]
  readonly body: Buffer
}

/** SHA-256 of an entry's canonical form: a JSON array in the order of `LogEntry`. */
export function digestOfEntry(entry: LogEntry): Buffer {
  const canonical = JSON.stringify([
    entry.township,
    entry.id,
    entry.act,
    entry.account,
    entry.post,
    entry.role,
    entry.unit,
    entry.actorName,
    entry.kind,
    entry.record,
    entry.parent,
    entry.happenedAt,
    entry.recordedAt,
    entry.receivedAt,
    entry.loggedAt,
    entry.changesDigest.toString('hex'),
  ])
  return createHash('sha256').update(canonical).digest()
}

/** SHA-256 over the stored (encrypted) changes, so that an erased key leaves the chain whole. */
export function digestOfChanges(changes: readonly StoredChange[]): Buffer {
  const hash = createHash('sha256')
  for (const { ordinal, kind, record, subject, fields, body } of changes) {
    hash.update(JSON.stringify([ordinal, kind, record, subject, fields, body.length]))
    hash.update(body)
  }
  return hash.digest()
}

const changeContext = (township: string, act: string, ordinal: number) =>
  `${township}/change/${act}/${ordinal}`

/** The before and after of a change as bytes: encrypted when the kind has a subject. */
async function storeChange(context: ActContext, change: Change, ordinal: number): Promise<StoredChange> {
  const originals = originalsOf(context, change)
  const plain = JSON.stringify({
    reason: context.reason,
    before: change.before,
    after: change.after,
    // What the camera gave is in the chain as what was made of it is.
    ...(originals && { originals }),
  })
  const key = change.subject ? await context.keyring.keyFor(context.tx, change.subject) : undefined
  return {
    ordinal,
    kind: change.kind.name,
    record: change.record,
    subject: change.subject ?? null,
    fields: Object.keys(change.after),
    body: key
      ? encrypt(key, plain, changeContext(context.township.code, context.actId, ordinal))
      : Buffer.from(plain),
  }
}

/** The originals of pictures that a change names; undefined where it names none that has one. */
function originalsOf(
  { originals }: ActContext,
  { kind, after }: Change,
): Readonly<Record<string, string>> | undefined {
  const marked = Object.entries(kind.fields)
    .filter(([, field]) => field.type === 'evidence')
    .flatMap(([name]) => (Array.isArray(after[name]) ? after[name].map(String) : []))
  const own = marked.flatMap((sha256) => (originals[sha256] ? [[sha256, originals[sha256]]] : []))
  return own.length > 0 ? Object.fromEntries(own) : undefined
}

/** Reads a stored change again; undefined when its subject's key was erased. */
export function openChange(
  township: string,
  act: string,
  change: Pick<StoredChange, 'ordinal' | 'subject' | 'body'>,
  key: KeyObject | undefined,
):
  | { reason: string | null; before: Record<string, unknown> | null; after: Record<string, unknown> }
  | undefined {
  if (!change.subject) return JSON.parse(change.body.toString())
  return key && JSON.parse(decrypt(key, change.body, changeContext(township, act, change.ordinal)).toString())
}

/**
 * Appends the act, its receipt and its changes in one statement, taking the chain's head last: until then acts of one
 * township run side by side. The new hash needs the old one only inside the database.
 */
export async function appendToLog(
  context: ActContext,
  act: AnyAct,
  envelope: ActEnvelope,
  done: {
    record: string | null
    parent: string | null
    bodyHash: Buffer
    reply: unknown
    loggedAt: string
    clockOffsetSeconds: number | null
  },
): Promise<void> {
  const { tx, times } = context
  const actor: Actor = tx.actor
  const changes: StoredChange[] = []
  for (const [ordinal, change] of context.changes.entries())
    changes.push(await storeChange(context, change, ordinal))
  const entry: LogEntry = {
    township: actor.township,
    id: envelope.id,
    act: act.name,
    account: actor.account,
    post: actor.post || null,
    role: actor.role,
    unit: actor.unit,
    actorName: actor.name,
    kind: act.kind.name,
    record: done.record,
    parent: done.parent,
    ...times,
    loggedAt: done.loggedAt,
    changesDigest: digestOfChanges(changes),
  }
  await sql`
    WITH head AS (
      UPDATE chain_head SET seq = seq + 1, hash = sha256(hash || ${digestOfEntry(entry)}::bytea)
      WHERE township = ${entry.township} RETURNING seq, hash
    ), logged AS (
      INSERT INTO act_log (township, seq, id, act, account, post, role, unit, actor_name, kind, record, parent,
        happened_at, recorded_at, received_at, logged_at, changes_digest, hash)
      SELECT ${entry.township}, seq, ${entry.id}::uuid, ${entry.act}, ${entry.account}, ${entry.post}::uuid,
        ${entry.role}, ${entry.unit}, ${entry.actorName}, ${entry.kind}, ${entry.record}::uuid, ${entry.parent}::uuid,
        ${entry.happenedAt}::timestamptz, ${entry.recordedAt}::timestamptz, ${entry.receivedAt}::timestamptz,
        ${entry.loggedAt}::timestamptz, ${entry.changesDigest}::bytea, hash FROM head
    ), receipt AS (
      INSERT INTO act_receipt (township, id, account, body_hash, reply, clock_offset_seconds)
      VALUES (${entry.township}, ${entry.id}::uuid, ${entry.account}, ${done.bodyHash}::bytea,
        ${JSON.stringify(done.reply)}::jsonb, ${done.clockOffsetSeconds}::int)
    ), changed AS (
      INSERT INTO act_change (township, seq, ordinal, act, kind, record, subject, fields, body)
      SELECT ${entry.township}, head.seq, c.ordinal, ${entry.id}::uuid, c.kind, c.record, c.subject,
        string_to_array(c.fields, ','), c.body
      FROM head, unnest(
        ${changes.map((change) => change.ordinal)}::int[], ${changes.map((change) => change.kind)}::text[],
        ${changes.map((change) => change.record)}::uuid[], ${changes.map((change) => change.subject)}::uuid[],
        ${changes.map((change) => change.fields.join(','))}::text[], ${changes.map((change) => change.body)}::bytea[]
      ) AS c (ordinal, kind, record, subject, fields, body)
    ) SELECT seq FROM head`.execute(tx.db)
}

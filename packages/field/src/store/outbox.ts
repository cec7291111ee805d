import type { FieldDatabase, FileRow, OutboxRow, Sealed } from './database.ts'
import { withReserve } from './reserve.ts'
import { openText, type Vault } from './vault.ts'

/** An act as it is written down to be sent, with the bytes of the files it names. */
export type NewAct = {
  readonly id: string
  readonly act: string
  readonly post: string
  readonly recordedAt: string
  /** The envelope, exactly as it will be sent. */
  readonly body: string
  /** Seals who does it: its files are handed in under the same pseudonym. */
  readonly isSealed?: boolean
  readonly files: readonly {
    readonly sha256: string
    readonly mediaType: string
    readonly bytes: Uint8Array<ArrayBuffer>
  }[]
}

const actName = (id: string) => `act/${id}`
const fileName = (sha256: string) => `file/${sha256}`
const refusalName = (id: string) => `refusal/${id}`
const reasonName = (id: string) => `reason/${id}`
/** Under which name drafts lie among what is sealed. */
export const draftName = (of: string) => `draft/${of}`

/**
 * Writes an act, its files' bytes, and the end of the drafts it came from in one transaction: all of it is on the phone, or
 * nothing is. An act that mends refused ones, or hands them to the office,
 * settles them, and only then: a form opened and left changes nothing. Encrypting comes before, since a transaction of IndexedDB ends when nothing is asked of it.
 */
export async function addAct(
  db: FieldDatabase,
  vault: Vault,
  given: NewAct,
  from: ActFrom = {},
): Promise<void> {
  const sealed = await vault.seal(actName(given.id), given.body)
  const files = given.files.map(
    ({ sha256, mediaType, bytes }): FileRow => ({
      sha256,
      act: given.id,
      account: vault.row.account,
      post: given.post,
      size: bytes.length,
      mediaType,
      sent: 0,
      state: 'waiting',
      ...(given.isSealed && { isSealed: true as const }),
    }),
  )
  const pieces = await Promise.all(
    given.files.map(async ({ sha256, bytes }) => ({
      sha256,
      ...(await vault.seal(fileName(sha256), bytes)),
    })),
  )
  const row: OutboxRow = {
    id: given.id,
    account: vault.row.account,
    post: given.post,
    act: given.act,
    recordedAt: given.recordedAt,
    sealed,
    files: files.map((file) => file.sha256),
    state: 'waiting',
  }
  await withReserve(() => writeAct(db, row, files, pieces, from))
}

/** What an act comes from, and ends: drafts, refused acts that it mends, and those that it hands to the office. */
type ActFrom = {
  readonly drafts?: readonly string[]
  readonly mends?: string | readonly string[]
  readonly hands?: readonly string[]
}

async function writeAct(
  db: FieldDatabase,
  row: OutboxRow,
  files: readonly FileRow[],
  pieces: readonly (Sealed & { readonly sha256: string })[],
  from: ActFrom,
): Promise<void> {
  // `strict`: the browser says that it is written only when it lies on the disk.
  const tx = db.transaction(['outbox', 'files', 'bytes', 'sealed'], 'readwrite', {
    durability: 'strict',
  })
  const byId = tx.objectStore('outbox').index('id')
  const settled: OutboxRow[] = []
  for (const [ids, settledBy] of [
    [[from.mends ?? []].flat(), 'mended'],
    [from.hands ?? [], 'handed'],
  ] as const)
    for (const id of ids) {
      const found = await byId.get(id)
      if (found) settled.push({ ...found, state: 'settled', settledBy })
    }
  const writes: Promise<unknown>[] = [tx.objectStore('outbox').add(row)]
  for (const file of files) writes.push(tx.objectStore('files').put(file))
  for (const piece of pieces) writes.push(tx.objectStore('bytes').put(piece))
  for (const draft of from.drafts ?? []) writes.push(tx.objectStore('sealed').delete(draftName(draft)))
  for (const each of settled) writes.push(tx.objectStore('outbox').put(each))
  await Promise.all([...writes, tx.done])
}

/** Acts in the order in which they were written. */
export const actsInOrder = (db: FieldDatabase): Promise<OutboxRow[]> => db.getAll('outbox')

/** The first act of an account that waits; another's is that one's to send. */
export async function nextWaiting(db: FieldDatabase, account: string): Promise<OutboxRow | undefined> {
  const waiting = await db.getAllFromIndex('outbox', 'state', 'waiting')
  return waiting
    .filter((row) => row.account === account)
    .sort((left, right) => (left.seq ?? 0) - (right.seq ?? 0))[0]
}

export const bodyOf = (vault: Vault, row: OutboxRow): Promise<string> =>
  openText(vault, actName(row.id), row.sealed)

export async function refusalOf(vault: Vault, row: OutboxRow): Promise<Problem | undefined> {
  if (!row.refusal) return undefined
  return JSON.parse(await openText(vault, refusalName(row.id), row.refusal)) as Problem
}

/** What the server says when it refuses (RFC 9457). */
export type Problem = {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly faults?: readonly { readonly path: string; readonly code: string; readonly message: string }[]
  readonly fields?: readonly { field: string; label: string; mine: unknown; theirs: unknown }[]
  /** Of a conflict: the version that the record has by now, and why the other changed it. */
  readonly version?: string
  readonly reason?: string | null
}

/** The server has it: from now on it is the server's, and the phone keeps that it was sent, and when. */
export async function confirmAct(db: FieldDatabase, id: string, receivedAt: string): Promise<void> {
  await change(db, id, (row) => ({ ...row, state: 'confirmed', confirmedAt: receivedAt }))
}

/** The server refused: the act goes to the tray with the reason, and stays there until a person decides. */
export async function refuseAct(
  db: FieldDatabase,
  vault: Vault,
  id: string,
  problem: Problem,
): Promise<void> {
  const refusal = await vault.seal(refusalName(id), JSON.stringify(problem))
  await change(db, id, (row) => ({ ...row, state: 'refused', refusal }))
}

/** A person took refused acts back, and says why. They stay, with bytes and reason, and are not sent again. */
export async function withdrawActs(
  db: FieldDatabase,
  vault: Vault,
  ids: readonly string[],
  reason: string,
): Promise<void> {
  for (const id of ids) {
    const settledReason = await vault.seal(reasonName(id), reason)
    await change(db, id, (row) => ({ ...row, state: 'settled', settledBy: 'withdrawn', settledReason }))
  }
}

/** Why an act was taken back; acts that an earlier version of the app took back have no reason. */
export const reasonOf = async (vault: Vault, row: OutboxRow): Promise<string | undefined> =>
  row.settledReason && openText(vault, reasonName(row.id), row.settledReason)

/** Tries a refused act again as it is: what stood in its way may have been mended by the office. */
export async function retryAct(db: FieldDatabase, id: string): Promise<void> {
  await change(db, id, ({ refusal: _refusal, settledBy: _settled, ...row }) => ({
    ...row,
    state: 'waiting',
  }))
}

async function change(db: FieldDatabase, id: string, to: (row: OutboxRow) => OutboxRow): Promise<void> {
  const tx = db.transaction('outbox', 'readwrite', { durability: 'strict' })
  const row = await tx.store.index('id').get(id)
  if (!row) throw new Error('An act that is not in the outbox')
  await Promise.all([tx.store.put(to(row)), tx.done])
}

/** Files of an account whose act the server has, and that it lacks itself: these may go up now, oldest first. */
export async function filesToSend(db: FieldDatabase, account: string): Promise<FileRow[]> {
  const [files, acts] = await Promise.all([
    db.getAllFromIndex('files', 'state', 'waiting'),
    db.getAll('outbox'),
  ])
  const order = new Map(acts.map((act) => [act.id, act]))
  return files
    .filter((file) => file.account === account && order.get(file.act)?.state === 'confirmed')
    .sort((left, right) => (order.get(left.act)?.seq ?? 0) - (order.get(right.act)?.seq ?? 0))
}

/** The bytes of a file as they will be sent; undefined where they are no longer here, since the server has them. */
export async function bytesOf(
  db: FieldDatabase,
  vault: Vault,
  file: FileRow,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const sealed = file.sealed ?? (await db.get('bytes', file.sha256))
  return sealed && (await vault.open(fileName(file.sha256), sealed))
}

/** Remembers how far a file has gone up. */
export async function noteProgress(
  db: FieldDatabase,
  sha256: string,
  progress: { sent?: number; uploadUrl?: string },
): Promise<void> {
  const tx = db.transaction('files', 'readwrite')
  const row = await tx.store.get(sha256)
  if (row) tx.store.put({ ...row, ...progress })
  await tx.done
}

/** The server has the bytes and checked their hash: only now may the phone's copy go. */
export async function confirmFile(db: FieldDatabase, sha256: string): Promise<void> {
  const tx = db.transaction(['files', 'bytes'], 'readwrite', { durability: 'strict' })
  const row = await tx.objectStore('files').get(sha256)
  if (row) {
    const { sealed: _sealed, uploadUrl: _url, ...rest } = row
    tx.objectStore('files').put({ ...rest, sent: row.size, state: 'confirmed' })
    tx.objectStore('bytes').delete(sha256)
  }
  await tx.done
}

/** The server will not take the file; it stays here with the reason. */
export async function refuseFile(db: FieldDatabase, sha256: string, reason: string): Promise<void> {
  const tx = db.transaction('files', 'readwrite', { durability: 'strict' })
  const row = await tx.store.get(sha256)
  if (row) tx.store.put({ ...row, state: 'refused', refusal: reason })
  await tx.done
}

/** Removes what the server has, or can give again; what waits or was refused stays. */
export async function forgetConfirmed(db: FieldDatabase): Promise<void> {
  const tx = db.transaction(['sealed', 'outbox', 'files'], 'readwrite', { durability: 'strict' })
  for (const name of await tx.objectStore('sealed').getAllKeys()) {
    // A draft is nobody's but this phone's, another worker's as well.
    if (!/^(draft|aside)\//.test(name)) tx.objectStore('sealed').delete(name)
  }
  const acts = await tx.objectStore('outbox').getAll()
  const files = await tx.objectStore('files').getAll()
  const open = new Set(files.filter((file) => file.state !== 'confirmed').map((file) => file.act))
  for (const file of files.filter((each) => each.state === 'confirmed'))
    tx.objectStore('files').delete(file.sha256)
  for (const act of acts) {
    const isDone = act.state === 'confirmed' && !open.has(act.id)
    if (isDone && act.seq !== undefined) tx.objectStore('outbox').delete(act.seq)
  }
  await tx.done
}

import { open } from 'node:fs/promises'
import type { Actor } from '@hulei/core'
import { sql } from 'kysely'
import type { Keyring } from '../crypto/keyring.ts'
import type { Scopes } from '../db/scope.ts'
import { Refusal } from '../errors.ts'
import type { ArrivedFile, StoredFile } from './file-store.ts'
import { fileTypeOf, HEAD_BYTES, isHeic, isPicture, type MediaType, MOST_BYTES } from './file-type.ts'
import type { Files } from './files.ts'
import { lockOwnFiles, redeemPromises } from './promises.ts'
import { fileRefusals } from './refusals.ts'
import { putSealed } from './sealed-photos.ts'

export type ReceivedFile = StoredFile & { readonly mediaType: MediaType }

/**
 * Takes in one file that an account hands in, as a stream: type by its first bytes, size, hash, and that it opens.
 * Not an act: it changes no record. Until an act names the file, only its account sees it; where one of the account's
 * own acts has named it already and awaits it, it becomes evidence at once.
 * `declared` is the SHA-256 that the sender computed, in hex; a page without script can compute none. `only`: types that
 * are taken, where that is not all of them. Refusals: `files.*`, `storage.full`.
 */
export async function receiveFile(
  given: { readonly scopes: Scopes; readonly keyring: Keyring; readonly files: Files },
  actor: Actor,
  bytes: AsyncIterable<Uint8Array>,
  declared: string | undefined,
  /** For a sealed record: kept encrypted. What a reporter hands in always is. */
  {
    isSealed = actor.role === 'public',
    only,
  }: { readonly isSealed?: boolean; readonly only?: readonly MediaType[] } = {},
): Promise<ReceivedFile> {
  const { scopes, files, keyring } = given
  const inspected = inspect(bytes, only)
  const mediaType = () => {
    if (!inspected.mediaType) throw fileRefusals.empty()
    return inspected.mediaType
  }
  const accept = async (arrived: ArrivedFile) => {
    if (declared !== undefined && arrived.sha256 !== declared) throw fileRefusals.hashMismatch()
    if (isPicture(mediaType())) await files.pictures.check(arrived, { isSealed })
    else await checkPdf(arrived)
  }
  const stored = isSealed
    ? await putSealed(files.store, keyring, inspected.bytes, accept)
    : { ...(await files.store.put(inspected.bytes, accept)), sealedSha256: null, wrapped: null }
  const received = { sha256: stored.sha256, size: stored.size, mediaType: mediaType() }
  await scopes.write(actor, async (tx) => {
    lockOwnFiles(tx, [received.sha256])
    await sql`INSERT INTO file (township, sha256, account, size, media_type, received_at, sealed_sha256, wrapped)
        VALUES (${actor.township}, ${received.sha256}, ${actor.account}, ${received.size}, ${received.mediaType}, now(),
          ${stored.sealedSha256}, ${stored.wrapped})
        ON CONFLICT DO NOTHING`.execute(tx.db)
    await redeemPromises(tx, keyring, received.sha256)
  })
  return received
}

/** Refuses by the announced length before a byte is read; undefined or wrong lengths are found out while reading. */
export function refuseLength(length: number | undefined): void {
  if (length !== undefined && length > MOST_BYTES) throw tooLargeForAny()
}

const tooLargeForAny = () =>
  new Refusal('files.too-large', 413, '文件太大，没有保存：照片不能超过20MB，PDF文件不能超过40MB。')

/** The same bytes, refused as soon as their type or their number is wrong. */
function inspect(source: AsyncIterable<Uint8Array>, only?: readonly MediaType[]) {
  const found: { mediaType: MediaType | undefined; bytes: AsyncIterable<Uint8Array> } = {
    mediaType: undefined,
    bytes: passOn(),
  }
  async function* passOn(): AsyncGenerator<Uint8Array> {
    let head = Buffer.alloc(0)
    let size = 0
    let most = MOST_BYTES
    let title = ''
    for await (const chunk of whole(source)) {
      size += chunk.length
      if (!found.mediaType) {
        head = Buffer.concat([head, chunk])
        if (head.length < HEAD_BYTES) continue
        const type = fileTypeOf(head)
        if (!type && isHeic(head)) throw fileRefusals.heic()
        if (only && !(type && only.includes(type.mediaType))) throw fileRefusals.notAPhoto()
        if (!type) throw fileRefusals.notAPicture()
        found.mediaType = type.mediaType
        most = type.maxMegabytes * 1024 * 1024
        title = type.title
        yield head
      } else {
        if (size > most) throw fileRefusals.tooLarge(title, most / 1024 / 1024)
        yield chunk
      }
    }
    if (size === 0) throw fileRefusals.empty()
    if (!found.mediaType) throw fileRefusals.notAPicture()
  }
  return found
}

/** A sender that goes away is not a failure of ours. */
async function* whole(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* source
  } catch (error) {
    throw fileRefusals.interrupted(error)
  }
}

const TRAILER_BYTES = 2048

/** A PDF that was cut off has lost its end, without which nothing opens it. */
async function checkPdf({ path, size }: ArrivedFile): Promise<void> {
  const file = await open(path, 'r')
  try {
    const length = Math.min(size, TRAILER_BYTES)
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length)
    if (!buffer.includes('%%EOF')) throw fileRefusals.brokenPdf()
  } finally {
    await file.close()
  }
}

import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { ReadableStream } from 'node:stream/web'
import { ERRORS, Metadata, Server as TusServer } from '@tus/server'
import { asStorageRefusal } from './file-store.ts'
import { MOST_BYTES } from './file-type.ts'
import { PartialStore } from './partial-store.ts'
import { fileRefusals } from './refusals.ts'
import { takeTurnsByUpload } from './upload-turns.ts'

/** Whose upload it is: an account under a post of a township. */
export type UploadOwner = { readonly township: string; readonly account: string }

/** One request of the tus protocol, by an owner who is known. */
export type UploadRequest = {
  readonly method: string
  /** The upload; undefined where one is made. */
  readonly id?: string
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body?: AsyncIterable<Uint8Array>
  readonly owner: UploadOwner
  /** The SHA-256 of the whole file, in hex, where an upload is made. */
  readonly sha256?: string
  /** What becomes of the file once it is whole; a refusal is the answer to the last piece. */
  readonly receive: (bytes: AsyncIterable<Uint8Array>, sha256: string) => Promise<unknown>
}

export type UploadAnswer = { readonly status: number; readonly headers: Readonly<Record<string, string>> }

/** Files that arrive in pieces (tus 1.0), each going on where the last one stopped. */
export type Uploads = {
  /** Rejects with a refusal: `uploads.*`, or what `receive` refuses. */
  answer(request: UploadRequest): Promise<UploadAnswer>
  /** Removes what was begun and not finished within two weeks before `now` (ms); gives the number of files. */
  removeOld(now: number): Promise<number>
}

/** Where uploads are found, in addresses. */
export const UPLOADS_PATH = '/api/uploads'
const TUS_VERSION = '1.0.0'
// How long a piece may go on coming in after another request has asked for the same upload.
const DRAIN_MS = 1_000

/** Uploads in a folder, under names that are drawn and that only their owner is told. */
export async function openUploads(dir: string): Promise<Uploads> {
  const store = await PartialStore.open(dir)
  const asked = new WeakMap<Request, { readonly by: UploadRequest; failure?: unknown }>()
  const finishing = new Map<string, Promise<void>>()

  const receiveWhole = async (id: string, { owner, receive }: UploadRequest): Promise<void> => {
    const sha256 = await hashOf(store, id, owner)
    try {
      await receive(createReadStream(join(dir, id)), sha256)
    } finally {
      await store.remove(id)
    }
  }
  /** A file that is whole is received once, however many requests find it so. */
  const finish = (id: string, by: UploadRequest): Promise<void> => {
    const running = finishing.get(id) ?? receiveWhole(id, by).finally(() => finishing.delete(id))
    finishing.set(id, running)
    return running
  }

  const tus = new TusServer({
    path: UPLOADS_PATH,
    relativeLocation: true,
    datastore: store,
    maxSize: MOST_BYTES,
    locker: takeTurnsByUpload(),
    lockDrainTimeout: DRAIN_MS,
    namingFunction: () => randomUUID(),
    // What else a client says of a file is not kept: its name may be a child's.
    onUploadCreate: async (request) => {
      const by = asked.get(request)?.by
      return { metadata: { sha256: by?.sha256 ?? null, ...by?.owner } }
    },
    onUploadFinish: async (request, { id }) => {
      const by = asked.get(request)?.by
      if (by) await finish(id, by)
      return {}
    },
    onResponseError: (request, error) => {
      const entry = asked.get(request)
      if (entry) entry.failure = error
      return undefined
    },
  })

  return {
    removeOld: (now) => store.removeOld(now),
    async answer(by) {
      const sha256 = by.id === undefined ? by.sha256 : await hashOf(store, by.id, by.owner)
      const request = requestOf(by)
      const entry: { by: UploadRequest; failure?: unknown } = { by }
      asked.set(request, entry)
      const { status, headers } = await tus.handleWeb(request)
      if (entry.failure !== undefined) throw refusalOf(entry.failure)
      if (status >= 400) throw fileRefusals.uploadMalformed(status)
      const isWhole =
        headers.has('upload-length') && headers.get('upload-length') === headers.get('upload-offset')
      // To a client this says that all is well, and it forgets the file: so it must be true first. It is not where the
      // server was killed between the last byte and the receiving, or where the receiving is under way.
      if (by.method === 'HEAD' && by.id !== undefined && isWhole) await finish(by.id, by)
      return { status, headers: { ...passedOn(headers), ...metadataOf(headers, sha256) } }
    },
  }
}

/** The hash that an upload was announced with; one of another owner is as if there were none. */
async function hashOf(store: PartialStore, id: string, owner: UploadOwner): Promise<string> {
  const { metadata } = await store.getUpload(id).catch((error: unknown) => {
    throw refusalOf(error)
  })
  const isOwn = metadata?.township === owner.township && metadata.account === owner.account
  if (!isOwn || !metadata.sha256) throw fileRefusals.noSuchUpload()
  return metadata.sha256
}

/** Headers that the protocol reads; the rest of a request is not its business. */
const READ = /^(tus-resumable|upload-[a-z-]+|content-type|content-length)$/

function requestOf({ method, id, headers, body }: UploadRequest): Request {
  const passed = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value !== undefined && READ.test(name) ? [[name, value]] : [],
  )
  return new Request(`http://localhost${UPLOADS_PATH}${id === undefined ? '' : `/${id}`}`, {
    method,
    headers: passed,
    ...(body && { body: ReadableStream.from(arriving(body)), duplex: 'half' }),
  } as RequestInit)
}

/** A line that breaks is the end of this piece: what has arrived counts. */
async function* arriving(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body
  } catch {
    return
  }
}

/** The protocol's headers; not those by which other sites' pages would be let in. */
function passedOn(headers: Headers): Record<string, string> {
  return Object.fromEntries(
    [...headers].filter(([name]) => /^(tus-|upload-|location$|connection$)/.test(name)),
  )
}

/** Clients are told what they said; whose the upload is, is ours. */
const metadataOf = (headers: Headers, sha256: string | undefined) =>
  headers.has('upload-metadata') && { 'upload-metadata': Metadata.stringify({ sha256: sha256 ?? null }) }

/** What a request that makes an upload says of its file. */
export function announcedHash(metadata: string | undefined): string | undefined {
  try {
    return Metadata.parse(metadata ?? '').sha256 ?? undefined
  } catch {
    return undefined
  }
}

/** The protocol's own faults in our words, by what they are. */
function refusalOf(error: unknown): unknown {
  switch (error) {
    case ERRORS.FILE_NOT_FOUND:
    case ERRORS.FILE_NO_LONGER_EXISTS:
      return fileRefusals.noSuchUpload()
    case ERRORS.INVALID_OFFSET:
      return fileRefusals.uploadOffset()
    case ERRORS.ABORTED:
    case ERRORS.ERR_LOCK_TIMEOUT:
      return fileRefusals.uploadBusy()
    default: {
      const status = (error as { status_code?: unknown } | null)?.status_code
      return typeof status === 'number' ? fileRefusals.uploadMalformed(status) : asStorageRefusal(error)
    }
  }
}

/** Every answer of this protocol, a refusal too, says which version it speaks. */
export const tusResumable = { 'tus-resumable': TUS_VERSION } as const

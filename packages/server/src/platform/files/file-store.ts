import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { fileRefusals } from './refusals.ts'

export type StoredFile = { readonly sha256: string; readonly size: number }

/** Bytes that have arrived whole and lie under a temporary name, to be looked at before they are kept. */
export type ArrivedFile = StoredFile & { readonly path: string }

/** Where the bytes of evidence lie, by the SHA-256 of what they are. Knows nothing of rights: callers ask the database first. */
export type FileStore = {
  /**
   * Takes bytes in and keeps them durably. `accept` may reject to refuse what arrived; then, and on any other
   * failure, nothing stays behind. A full disk is the refusal `storage.full`. Keeping the same bytes twice is fine.
   */
  put(bytes: AsyncIterable<Uint8Array>, accept?: (arrived: ArrivedFile) => Promise<void>): Promise<StoredFile>
  /**
   * As `put`, but keeps what `seal` makes of the bytes, apart from files that lie open, and removes the bytes themselves.
   * Answers with the hash of the bytes and that of what was kept.
   */
  putSealed(
    bytes: AsyncIterable<Uint8Array>,
    accept: (arrived: ArrivedFile) => Promise<void>,
    seal: (plain: Buffer, stored: StoredFile) => Buffer,
  ): Promise<StoredFile & { readonly sealedSha256: string }>
  /** What `putSealed` kept. */
  getSealed(sealedSha256: string): Promise<Buffer>
  /** The bytes; rejects with `files.lost` where they are not there. */
  get(sha256: string): Promise<Readable>
  has(sha256: string): Promise<boolean>
}

// A file that is still arriving after this long is left over from a process that was killed.
const LEFT_OVER_MS = 60 * 60 * 1000

/** A store in a folder: `ab/cdef…` by hash, written under a temporary name, synced, then renamed. */
export async function openFolderStore(dir: string): Promise<FileStore> {
  const incoming = join(dir, 'incoming')
  await mkdir(incoming, { recursive: true, mode: 0o700 })
  await removeLeftOver(incoming)
  const pathOf = (sha256: string) => join(dir, sha256.slice(0, 2), sha256.slice(2))
  const sealedPathOf = (sha256: string) => join(dir, 'sealed', sha256.slice(0, 2), sha256.slice(2))

  return {
    async put(bytes, accept) {
      const path = join(incoming, randomUUID())
      try {
        const stored = await writeDurably(path, bytes)
        await accept?.({ ...stored, path })
        await moveDurably(path, pathOf(stored.sha256))
        return stored
      } catch (error) {
        throw asStorageRefusal(error)
      } finally {
        await rm(path, { force: true })
      }
    },
    async putSealed(bytes, accept, seal) {
      const [path, sealedPath] = [join(incoming, randomUUID()), join(incoming, randomUUID())]
      try {
        const stored = await writeDurably(path, bytes)
        await accept({ ...stored, path })
        const sealed = seal(await readFile(path), stored)
        const kept = await writeDurably(sealedPath, [sealed])
        await moveDurably(sealedPath, sealedPathOf(kept.sha256))
        return { ...stored, sealedSha256: kept.sha256 }
      } catch (error) {
        throw asStorageRefusal(error)
      } finally {
        await rm(path, { force: true })
        await rm(sealedPath, { force: true })
      }
    },
    async getSealed(sealedSha256) {
      return await readFile(sealedPathOf(sealedSha256)).catch((error: unknown) => {
        throw fileRefusals.lost(error)
      })
    },
    async get(sha256) {
      const path = pathOf(sha256)
      const file = await open(path, 'r').catch((error: unknown) => {
        throw fileRefusals.lost(error)
      })
      return createReadStream(path, { fd: file })
    },
    has: (sha256) =>
      access(pathOf(sha256)).then(
        () => true,
        () => false,
      ),
  }
}

/** A full disk (or a spent quota) in words; anything else as it is. */
export function asStorageRefusal(error: unknown): unknown {
  const code = (error as { code?: unknown } | null)?.code
  return code === 'ENOSPC' || code === 'EDQUOT' ? fileRefusals.storageFull(error) : error
}

async function writeDurably(
  path: string,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<StoredFile> {
  const hash = createHash('sha256')
  let size = 0
  const file = await open(path, 'wx', 0o600)
  try {
    for await (const chunk of bytes) {
      hash.update(chunk)
      size += chunk.length
      await file.writeFile(chunk)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { sha256: hash.digest('hex'), size }
}

/** The name survives a power cut, too: the folder is synced after the rename, and its parent when the folder is new. */
async function moveDurably(from: string, to: string): Promise<void> {
  const folder = dirname(to)
  const made = await mkdir(folder, { recursive: true, mode: 0o700 })
  await rename(from, to)
  await syncFolder(folder)
  if (made) await syncFolder(dirname(folder))
}

async function syncFolder(path: string): Promise<void> {
  // Windows keeps no handle to a folder that could be synced.
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

async function removeLeftOver(incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name)
    const { mtimeMs } = await stat(path)
    if (mtimeMs < Date.now() - LEFT_OVER_MS) await rm(path, { force: true })
  }
}

import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { FileStore } from '@tus/file-store'

/** How long an upload that was begun is kept for its other pieces. */
export const KEEP_MS = 14 * 24 * 60 * 60 * 1000

/** Uploads that have begun and are not whole yet: `<id>` holds the bytes so far, `<id>.json` what was said of them. */
export class PartialStore extends FileStore {
  /**
   * Without `creation-defer-length`, since who knows a file's hash knows its length, and without `expiration`, for which
   * the library looks again for an upload that is whole, received and gone: `removeOld` does it.
   */
  override extensions = ['creation', 'creation-with-upload', 'termination']

  static async open(dir: string): Promise<PartialStore> {
    await mkdir(dir, { recursive: true, mode: 0o700 })
    return new PartialStore({ directory: dir })
  }

  /** As the library's, but what it answers for survives a power cut, and a full disk is told as such. */
  override async write(piece: Readable, id: string, offset: number): Promise<number> {
    const out = createWriteStream(join(this.directory, id), { flags: 'r+', start: offset, flush: true })
    await pipeline(piece, out)
    return offset + out.bytesWritten
  }

  /** Removes an upload, whatever there is of it. */
  override async remove(id: string): Promise<void> {
    const path = join(this.directory, id)
    await rm(`${path}.json`, { force: true })
    await rm(path, { force: true })
  }

  /** Removes what has lain for longer than `KEEP_MS` before `now` (ms); gives the number of files. */
  async removeOld(now: number): Promise<number> {
    let removed = 0
    for (const name of await readdir(this.directory)) {
      const path = join(this.directory, name)
      const found = await stat(path).catch(() => undefined)
      if (!found || found.mtimeMs > now - KEEP_MS) continue
      await rm(path, { force: true })
      removed += 1
    }
    return removed
  }
}

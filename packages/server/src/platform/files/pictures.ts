import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import type { ArrivedFile, FileStore } from './file-store.ts'
import { fileRefusals } from './refusals.ts'

/** Longest side of a picture on screen, and of a thumbnail, in pixels. */
export const displayWidths = [1600, 320] as const
export type DisplayWidth = (typeof displayWidths)[number]

/** Pictures as screens show them: upright JPEG without any metadata, so that a photo never says where a child lives. */
export type Pictures = {
  /** Proves that what arrived is a whole picture by decoding it; refuses it in words otherwise. */
  check(arrived: ArrivedFile, options?: { readonly isSealed?: boolean }): Promise<void>
  /** The picture for a screen; made once, then kept beside the originals. */
  display(sha256: string, width: DisplayWidth): Promise<Buffer>
  /** As `display`, of a picture that lies encrypted: made anew each time, kept nowhere. */
  displayOf(picture: Buffer, width: DisplayWidth): Promise<Buffer>
}

// A phone's 64-megapixel photo passes; decoded, a picture of this size takes up to 280 MB.
const MOST_PIXELS = 70_000_000
const MOST_SECONDS = 30
const AT_ONCE = 2

/** Pictures of a store; `dir` keeps what was made, and may be emptied at any time. */
export function createPictures(store: FileStore, dir: string): Pictures {
  // libvips would remember decoded pictures by path, in memory.
  sharp.cache(false)
  const inTurn = takeTurns(AT_ONCE)
  const pathOf = (sha256: string, width: DisplayWidth) =>
    join(dir, sha256.slice(0, 2), `${sha256.slice(2)}.${width}.jpg`)

  /** What was made can be made again, so that a disk without room for it is no reason to withhold the picture. */
  const keep = async (path: string, jpeg: Buffer) => {
    const temporary = `${path}.${randomUUID()}`
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      await writeFile(temporary, jpeg, { mode: 0o600 })
      await rename(temporary, path)
    } catch {
      await rm(temporary, { force: true })
    }
  }

  return {
    async check({ path, sha256 }, { isSealed = false } = {}) {
      const shown = await inTurn(() => reencode(path, 1600))
      if (!isSealed) await keep(pathOf(sha256, 1600), shown)
    },
    displayOf: (picture, width) => inTurn(() => reencode(picture, width)),
    async display(sha256, width) {
      const path = pathOf(sha256, width)
      const kept = await readFile(path).catch(() => undefined)
      if (kept) return kept
      const original = await buffer(await store.get(sha256))
      const jpeg = await inTurn(() => reencode(original, width)).catch((error: unknown) => {
        // It opened when it came in.
        throw fileRefusals.lost(error)
      })
      await keep(path, jpeg)
      return jpeg
    },
  }
}

async function reencode(picture: string | Buffer, width: DisplayWidth): Promise<Buffer> {
  try {
    return await sharp(picture, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
      .timeout({ seconds: MOST_SECONDS })
      .autoOrient()
      .resize({ width, height: width, fit: 'inside', withoutEnlargement: true })
      // A signature is ink on a transparent ground.
      .flatten({ background: '#fff' })
      .jpeg({ quality: 82 })
      .toBuffer()
  } catch (error) {
    const { width: wide = 0, height: high = 0 } = await sizeOf(picture)
    throw wide * high > MOST_PIXELS ? fileRefusals.tooManyPixels(error) : fileRefusals.brokenPicture(error)
  }
}

/** The size that a picture's header claims. */
const sizeOf = (picture: string | Buffer) =>
  sharp(picture, { limitInputPixels: false })
    .metadata()
    .catch(() => ({ width: 0, height: 0 }))

/** Decoding is where the memory goes: only so many at once, the others wait. */
function takeTurns(most: number) {
  let running = 0
  const waiting: (() => void)[] = []
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}

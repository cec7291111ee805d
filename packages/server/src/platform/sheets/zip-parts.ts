import { stat } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import * as yauzl from 'yauzl'
import type { SheetLimits } from './limits.ts'
import { SheetsError } from './sheets-error.ts'

/** The parts of an office file, read under limits. Names are lower case without a leading slash. */
export type Parts = {
  has(name: string): boolean
  names(): IterableIterator<string>
  /** Bytes that the directory declares for the part once inflated; the stream is refused when it gives more. */
  declaredBytes(name: string): number
  /** Inflates the part anew, stopping at the limits. Empty when there is no such part. */
  stream(name: string): AsyncGenerator<Buffer>
}

/** A part's name as it is looked up: programs differ in case, slashes and a leading slash. */
export const partName = (name: string): string => name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase()

/**
 * Reads the zip directory of a file or buffer. Nothing is inflated yet; the file is opened again for each part,
 * so that no handle outlives a reader who stops half-way.
 */
export async function openParts(source: string | Buffer, limits: SheetLimits): Promise<Parts> {
  const entries = await readDirectory(source, limits)
  return {
    has: (name) => entries.has(partName(name)),
    names: () => entries.keys(),
    declaredBytes: (name) => entries.get(partName(name))?.uncompressedSize ?? 0,
    stream: (name) => inflate(source, entries.get(partName(name)), limits),
  }
}

// Names are taken raw: nothing is written to disk under them, and the library refuses names that office programs do write.
// Sizes are checked below, by bytes that really came out.
const options = {
  autoClose: false,
  lazyEntries: true,
  decodeStrings: false,
  validateEntrySizes: false,
} as const

const open = (source: string | Buffer): Promise<yauzl.ZipFile> =>
  typeof source === 'string' ? yauzl.openPromise(source, options) : yauzl.fromBufferPromise(source, options)

async function readDirectory(
  source: string | Buffer,
  limits: SheetLimits,
): Promise<Map<string, yauzl.Entry>> {
  if (typeof source === 'string') await stat(source)
  const entries = new Map<string, yauzl.Entry>()
  const zip = await open(source).catch((error: unknown) => {
    throw new SheetsError('sheets.damaged', '', error)
  })
  try {
    for await (const entry of zip.eachEntry()) {
      const name = partName(entry.fileNameRaw.toString('utf8'))
      if (entries.has(name)) throw new SheetsError('sheets.damaged')
      if (entry.isEncrypted()) throw new SheetsError('sheets.encrypted')
      entries.set(name, entry)
      if (entries.size > limits.parts) throw new SheetsError('sheets.bomb')
    }
  } catch (error) {
    throw error instanceof SheetsError ? error : new SheetsError('sheets.damaged', '', error)
  } finally {
    zip.close()
  }
  return entries
}

async function* inflate(
  source: string | Buffer,
  entry: yauzl.Entry | undefined,
  limits: SheetLimits,
): AsyncGenerator<Buffer> {
  if (entry === undefined) return
  const zip = await open(source)
  try {
    const stream = await zip.openReadStreamPromise(entry)
    let bytes = 0
    let sum = 0
    try {
      for await (const chunk of stream) {
        if (!Buffer.isBuffer(chunk)) continue
        bytes += chunk.length
        sum = crc32(chunk, sum)
        if (isBomb(bytes, entry, limits)) throw new SheetsError('sheets.bomb')
        yield chunk
      }
    } finally {
      stream.destroy()
    }
    if (bytes !== entry.uncompressedSize || sum !== entry.crc32) throw new SheetsError('sheets.damaged')
  } catch (error) {
    throw error instanceof SheetsError ? error : new SheetsError('sheets.damaged', '', error)
  } finally {
    zip.close()
  }
}

function isBomb(bytes: number, entry: yauzl.Entry, limits: SheetLimits): boolean {
  if (bytes > limits.inflatedBytes || bytes > entry.uncompressedSize) return true
  return bytes > limits.ratioFrom && bytes > entry.compressedSize * limits.ratio
}

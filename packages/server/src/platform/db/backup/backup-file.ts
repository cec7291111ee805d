import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { damaged } from './backup-error.ts'
import { type ByteReader, readBytes } from './byte-reader.ts'
import { type AppliedMigration, keyOf, type SequenceState, type TableShape } from './catalogue.ts'
import { type BackupKey, unseal } from './sealed-file.ts'

/** What a backup holds; it stands at the end of the file. */
export type BackupManifest = {
  /** When the snapshot was taken, by the database's clock (ISO instant). */
  readonly createdAt: string
  /** Version of the server it came from. */
  readonly server: string
  readonly migrations: readonly AppliedMigration[]
  readonly tables: readonly (TableShape & TableSum)[]
  readonly sequences: readonly SequenceState[]
}

/** Rows, and length and SHA-256 (hex) of their text. */
export type TableSum = { readonly rows: number; readonly bytes: number; readonly sha256: string }

/*
 * Inside encryption and gzip: frames of a letter, a 32-bit length and a body.
 * T: a table begins (its TableShape as JSON); R: rows of it, in PostgreSQL's COPY text format; M: the manifest, last.
 */
export const frame = (letter: 'T' | 'R' | 'M', body: Buffer): Buffer => {
  const head = Buffer.alloc(5)
  head.write(letter, 0, 'latin1')
  head.writeUInt32BE(body.length, 1)
  return Buffer.concat([head, body])
}

/** Adds up a table's rows on their way. */
export function tally() {
  const hash = createHash('sha256')
  let rows = 0
  let bytes = 0
  return {
    add(block: Buffer, count: number) {
      hash.update(block)
      rows += count
      bytes += block.length
    },
    sum: (): TableSum => ({ rows, bytes, sha256: hash.digest('hex') }),
  }
}

/** Rows end with a line feed; one inside a value is written as an escape. */
export function countRows(block: Buffer): number {
  let rows = 0
  for (let at = block.indexOf(10); at !== -1; at = block.indexOf(10, at + 1)) rows++
  return rows
}

/** Called for each table with its rows; it must take them all. */
type OnTable = (shape: TableShape, blocks: AsyncIterable<Buffer>) => Promise<void>

/** Reads a whole backup, checking every byte, and returns its manifest; throws `BackupError`. */
export async function readBackup(path: string, key: BackupKey, onTable: OnTable): Promise<BackupManifest> {
  const packed = unseal(createReadStream(path, { highWaterMark: 256 * 1024 }), key)
  const gunzip = createGunzip()
  pipeline(packed, gunzip, () => undefined)
  const reader = readBytes(gunzip)
  const seen: (TableShape & TableSum)[] = []
  try {
    let next = await takeFrame(reader)
    for (;;) {
      if (next.letter === 'M') break
      if (next.letter !== 'T') throw damaged('内容顺序不对')
      const shape: TableShape = JSON.parse(next.body.toString())
      const total = tally()
      const blocks = async function* () {
        for (;;) {
          next = await takeFrame(reader)
          if (next.letter !== 'R') return
          total.add(next.body, countRows(next.body))
          yield next.body
        }
      }
      await onTable(shape, blocks())
      seen.push({ ...shape, ...total.sum() })
    }
    const manifest: BackupManifest = JSON.parse(next.body.toString())
    if ((await reader.take(1)).length > 0) throw damaged('目录之后还有内容')
    compare(manifest, seen)
    return manifest
  } catch (error) {
    if (error instanceof SyntaxError) throw damaged('内容不能辨认', error)
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) {
      throw damaged('内容不能解压', error)
    }
    throw error
  } finally {
    await reader.close()
    gunzip.destroy()
  }
}

async function takeFrame(reader: ByteReader): Promise<{ letter: string; body: Buffer }> {
  const head = await reader.take(5)
  if (head.length < 5) throw damaged('内容不完整')
  const length = head.readUInt32BE(1)
  const body = await reader.take(length)
  if (body.length < length) throw damaged('内容不完整')
  return { letter: head.toString('latin1', 0, 1), body }
}

function compare(manifest: BackupManifest, seen: readonly (TableShape & TableSum)[]): void {
  if (manifest.tables.length !== seen.length) throw damaged('表的数目与目录不符')
  for (const [index, table] of seen.entries()) {
    const stated = manifest.tables[index]
    if (
      !stated ||
      keyOf(stated) !== keyOf(table) ||
      stated.rows !== table.rows ||
      stated.sha256 !== table.sha256
    ) {
      throw damaged(`表 ${keyOf(table)} 的内容与目录不符`)
    }
  }
}

/** Reads a backup from end to end without using it: is it whole, is this its key, what does it hold? */
export const verifyBackup = (path: string, key: BackupKey): Promise<BackupManifest> =>
  readBackup(path, key, async (_, blocks) => {
    for await (const _block of blocks);
  })

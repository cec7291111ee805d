import { createHash } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import type { FileStore } from './file-store.ts'

/** A file whose bytes are gone, or are no longer what was handed in. */
export type FileFault = {
  readonly township: string
  readonly sha256: string
  readonly fault: 'missing' | 'changed'
}
export type FilesReport = {
  readonly ok: boolean
  readonly files: number
  readonly faults: readonly FileFault[]
}

const BATCH = 500

/** Reads the bytes of every file that the database knows, in every township, and compares them with their hash. */
export async function verifyFiles(owner: pg.Pool, store: FileStore): Promise<FilesReport> {
  const faults: FileFault[] = []
  let files = 0
  let last = ''
  for (;;) {
    const { rows } = await owner.query<{ sha256: string; townships: string[] }>(
      `SELECT sha256, array_agg(DISTINCT township ORDER BY township) AS townships FROM file
       WHERE sha256 > $1 GROUP BY sha256 ORDER BY sha256 LIMIT ${BATCH}`,
      [last],
    )
    if (rows.length === 0) return { ok: faults.length === 0, files, faults }
    for (const { sha256, townships } of rows) {
      const fault = await faultOf(store, sha256)
      if (fault) faults.push(...townships.map((township) => ({ township, sha256, fault })))
    }
    files += rows.length
    last = rows.at(-1)?.sha256 ?? ''
  }
}

async function faultOf(store: FileStore, sha256: string): Promise<FileFault['fault'] | undefined> {
  if (!(await store.has(sha256))) return 'missing'
  const hash = createHash('sha256')
  await pipeline(await store.get(sha256), hash)
  return hash.digest('hex') === sha256 ? undefined : 'changed'
}

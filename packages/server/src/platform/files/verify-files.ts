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
    const { rows } = await owner.query<{
      sha256: string
      townships: string[]
      isOpen: boolean
      sealed: string[]
    }>(
      `SELECT sha256, array_agg(DISTINCT township ORDER BY township) AS townships,
         bool_or(sealed_sha256 IS NULL) AS "isOpen", array_remove(array_agg(DISTINCT sealed_sha256), NULL) AS sealed
       FROM file WHERE sha256 > $1 GROUP BY sha256 ORDER BY sha256 LIMIT ${BATCH}`,
      [last],
    )
    if (rows.length === 0) return { ok: faults.length === 0, files, faults }
    for (const { sha256, townships, isOpen, sealed } of rows) {
      let fault = isOpen ? await faultOf(store, sha256) : undefined
      for (const each of sealed) fault ??= await sealedFaultOf(store, each)
      if (fault) faults.push(...townships.map((township) => ({ township, sha256, fault })))
    }
    files += rows.length
    last = rows.at(-1)?.sha256 ?? ''
  }
}

/** Of encrypted bytes, without their key. */
async function sealedFaultOf(
  store: FileStore,
  sealedSha256: string,
): Promise<FileFault['fault'] | undefined> {
  const bytes = await store.getSealed(sealedSha256).catch(() => undefined)
  if (!bytes) return 'missing'
  return createHash('sha256').update(bytes).digest('hex') === sealedSha256 ? undefined : 'changed'
}

async function faultOf(store: FileStore, sha256: string): Promise<FileFault['fault'] | undefined> {
  if (!(await store.has(sha256))) return 'missing'
  const hash = createHash('sha256')
  await pipeline(await store.get(sha256), hash)
  return hash.digest('hex') === sha256 ? undefined : 'changed'
}

import { execFile } from 'node:child_process'
import { access, chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * A data folder of its own for a test, empty or made. Within a run of the tests the small township is invented once, by whichever file
 * needs it first, and every other gets a copy of that folder: database, keys and files, after a clean stop.
 */
export async function dataFolder(make?: (dataDir: string) => Promise<void>): Promise<string> {
  // Set by the tests' set-up alone (scripts/test-databases.ts).
  const kept = process.env.HULEI_TEST_DEMO
  const dataDir = await mkdtemp(join(tmpdir(), 'hulei-e2e-'))
  // As root the database runs under another account, which must pass through.
  await chmod(dataDir, 0o755)
  if (!make) return dataDir
  if (!kept) {
    await make(dataDir)
    return dataDir
  }
  const ready = join(kept, 'ready')
  while (!(await exists(ready))) {
    if (await claims(join(kept, 'making'))) await makeReady(kept, ready, make)
    else await setTimeout(200)
  }
  await run('cp', ['-a', '--reflink=auto', `${ready}/.`, dataDir])
  return dataDir
}

/** Built beside its place and renamed; when it fails, the next file tries anew. */
async function makeReady(kept: string, ready: string, make: (dataDir: string) => Promise<void>) {
  const draft = join(kept, 'draft')
  try {
    await mkdir(draft, { mode: 0o755 })
    await make(draft)
    await rename(draft, ready)
  } finally {
    await rm(draft, { recursive: true, force: true })
    await rm(join(kept, 'making'), { recursive: true, force: true })
  }
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )
const claims = (path: string) =>
  mkdir(path).then(
    () => true,
    () => false,
  )

import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Actor } from '@hulei/core'
import { sql } from 'kysely'
import { uuidFrom } from '../../../platform/crypto/uuid-from.ts'
import { systemActor } from '../../../platform/db/scope.ts'
import { Refusal } from '../../../platform/errors.ts'
import type { Server } from '../../../platform/server.ts'
import type { SheetMapping } from '../../../platform/sheets/index.ts'
import { BATCH_ROWS } from './import-run.ts'
import { getRun, insertRun, listRuns, type StoredRun, updateRun } from './import-store.ts'
import { stageLedger } from './stage-ledger.ts'
import { createTidying } from './tidy-memory.ts'

type Platform = Pick<Server, 'scopes' | 'keyring' | 'townships' | 'performer'>

/** Runs that this process is working on, so that a look at one does not start it twice. */
const working = new Map<string, Promise<void>>()

/** Work that is going on for a run in this process, if there is any. */
export const workOn = (run: string): Promise<void> | undefined => working.get(run)

function work(run: string, start: () => Promise<void>): Promise<void> {
  const going = working.get(run)
  if (going) return going
  const done = start().finally(() => working.delete(run))
  // Whoever waits for it hears of a fault; that nobody waits is no reason to bring the server down.
  done.catch(() => {})
  working.set(run, done)
  return done
}

/** Takes in a ledger: makes the run, reads the file into it in the background, and removes the file. */
export async function receiveLedger(
  platform: Platform,
  actor: Actor,
  given: {
    path: string
    fileName: string
    mapping?: Readonly<Record<string, SheetMapping>> | undefined
    keepFile?: boolean
  },
): Promise<{ run: string; staged: Promise<void> }> {
  const { scopes, keyring } = platform
  const run = randomUUID()
  const content = {
    fileName: given.fileName,
    sheets: [],
    mapping: given.mapping ?? {},
    failure: null,
    sealedCells: 0,
  }
  await scopes.write(actor, (tx) => insertRun(tx, keyring, run, content))
  const staged = work(run, async () => {
    try {
      await stageLedger(platform, actor, run, { path: given.path, content })
    } finally {
      // The file has a folder of its own.
      if (!given.keepFile) await rm(dirname(given.path), { recursive: true, force: true })
    }
  })
  return { run, staged }
}

/**
 * Imports what a run has ready: the parent act, then its batches one after another in the background. May be called
 * again after lines were mended, or after a cut: a batch that was done is not done twice.
 */
export async function startImport(
  platform: Platform,
  actor: Actor,
  run: string,
  act: string,
): Promise<{ done: Promise<void> }> {
  await platform.performer.perform(actor, { id: act, act: 'children.import', record: run, input: {} })
  return { done: work(run, () => runBatches(platform, actor, run)) }
}

async function runBatches(platform: Platform, actor: Actor, run: string): Promise<void> {
  const { scopes, keyring, performer } = platform
  const open = (stored: StoredRun) =>
    scopes.read(actor, async (scope) => {
      const { rows } = await sql<{ batch: number }>`SELECT DISTINCT batch FROM import_row
        WHERE township = ${actor.township} AND run = ${stored.id} AND batch IS NOT NULL AND applied_at IS NULL
        ORDER BY batch`.execute(scope.db)
      return rows.map((row) => row.batch)
    })
  const tidy = createTidying()
  // Lines may be dealt while batches run: after the last one it is asked again.
  for (;;) {
    const stored = await scopes.read(actor, (scope) => getRun(scope, keyring, run))
    const batches = await open(stored)
    if (batches.length === 0) break
    for (const batch of batches) {
      const body = { id: uuidFrom(run, batch), act: 'children.import-batch', record: run, input: { batch } }
      await performer.perform(actor, body, { ...(stored.parent && { parent: stored.parent }) })
      tidy(BATCH_ROWS)
    }
  }
  await scopes.write(actor, (tx) => updateRun(tx, keyring, run, { state: 'done', progress: 1 }))
}

/**
 * Goes on with imports that were cut off, each under the post that started it, in the background; called at every start.
 * Should another server be at the same import, its batches are found done, and nothing is done twice.
 */
export async function resumeImports(
  platform: Platform,
  township: string,
): Promise<readonly { run: string; done: Promise<void> }[]> {
  const cut = await platform.scopes.read(systemActor(township), (scope) =>
    listRuns(scope, platform.keyring, sql`AND state = 'running'`),
  )
  return cut.map(({ id, actor }) => ({ run: id, done: work(id, () => runBatches(platform, actor, id)) }))
}

/** A file that was being read when its server went down: nothing of it was imported, and the file is gone. */
export function isCutOff(stored: StoredRun, now: number): boolean {
  return stored.state === 'reading' && !workOn(stored.id) && now - Date.parse(stored.touchedAt) > 60_000
}

/** Refuses what a run in this state cannot have done to it. */
export function refuseUnlessSettled({ state, content }: StoredRun): void {
  if (state === 'failed') {
    const { code, message } = content.failure ?? { code: 'import.failed', message: '这份台账没有读成。' }
    throw new Refusal(code, 422, message)
  }
  if (state === 'reading') throw new Refusal('import.reading', 409, '台账还在读取，请稍等。')
}

/** Throws a run away that nothing was imported from: a dry run that served its purpose, a file replaced by another. */
export async function discardRun(platform: Platform, actor: Actor, run: string): Promise<void> {
  await workOn(run)?.catch(() => {})
  await platform.scopes.write(actor, async (tx) => {
    const stored = await getRun(tx, platform.keyring, run, { lock: true })
    if (stored.parent !== null) {
      throw new Refusal('import.already-run', 409, '这份台账已经导入过，导入记录要留存，不能丢弃。')
    }
    await sql`DELETE FROM import_row WHERE township = ${actor.township} AND run = ${run}`.execute(tx.db)
    await sql`DELETE FROM import_run WHERE township = ${actor.township} AND id = ${run}`.execute(tx.db)
  })
}

import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import type { Actor } from '@hulei/core'
import type { Server } from '../../../platform/server.ts'
import { getRun } from './import-store.ts'
import { listRejections, type Rejection, viewRun } from './import-views.ts'
import { discardRun, receiveLedger, refuseUnlessSettled, startImport } from './run-import.ts'

/** What importing a file came to; the command line prints it, and its keys are an interface. */
export type FileImport = {
  readonly sheets: readonly {
    readonly name: string
    readonly headerRow: number
    readonly rows: number
    readonly created: number
    readonly updated: number
    readonly unchanged: number
    readonly rejected: number
  }[]
  readonly rejections: readonly Rejection[]
}

/** Imports a file from disk to the end, or only says what importing it would do. The file stays where it is. */
export async function importFile(
  server: Pick<Server, 'scopes' | 'keyring' | 'townships' | 'performer'>,
  actor: Actor,
  path: string,
  options: { dryRun: boolean },
): Promise<FileImport> {
  const { scopes, keyring, townships } = server
  const township = await townships.get(actor.township)
  const { run, staged } = await receiveLedger(server, actor, {
    path,
    fileName: basename(path),
    keepFile: true,
  })
  await staged
  refuseUnlessSettled(await scopes.read(actor, (scope) => getRun(scope, keyring, run)))
  if (!options.dryRun) await (await startImport(server, actor, run, randomUUID())).done
  const result = await scopes.read(actor, async (scope) => {
    const stored = await getRun(scope, keyring, run)
    const { sheets } = await viewRun(scope, stored)
    return {
      sheets: sheets.map(({ name, headerRow, rows, created, updated, unchanged, rejected }) => ({
        name,
        headerRow,
        rows,
        created,
        updated,
        unchanged,
        rejected,
      })),
      rejections: await listRejections(scope, keyring, stored, township),
    }
  })
  if (options.dryRun) await discardRun(server, actor, run)
  return result
}

import { type Actor, holdsSealedWord, villageOfTitle } from '@hulei/core'
import { Refusal } from '../../../platform/errors.ts'
import type { Server } from '../../../platform/server.ts'
import { type LedgerSheet, readLedger, SheetsError } from '../../../platform/sheets/index.ts'
import type { Township } from '../../../platform/townships.ts'
import { storedLine } from './check-line.ts'
import type { RunContent, RunSheet } from './import-run.ts'
import { insertRows, updateRun } from './import-store.ts'
import { ledgerSpecsOf } from './ledger-specs.ts'
import { createStage, type ReadRow } from './stage-rows.ts'
import { createTidying } from './tidy-memory.ts'

/** Lines held against the register, and stored, at a time. */
const CHUNK_ROWS = 500

/**
 * Reads a ledger into a run: every line with the fate that it would have, without changing the register. The file is read
 * as a stream; what stays in memory is whom its lines are about,
 * to find those who stand there twice.
 */
export async function stageLedger(
  server: Pick<Server, 'scopes' | 'keyring' | 'townships'>,
  actor: Actor,
  run: string,
  given: { path: string; content: RunContent },
): Promise<void> {
  const { scopes, keyring } = server
  const township = await server.townships.get(actor.township)
  const tell = (progress: number) =>
    scopes.write(actor, (tx) => updateRun(tx, keyring, run, { progress: Math.round(progress * 100) / 100 }))
  try {
    // The file is gone through twice: once to understand it, once for its lines.
    let told = 0
    const ledger = await readLedger(given.path, {
      columns: ledgerSpecsOf(township.playbook),
      mapping: given.content.mapping,
      onProgress: ({ fraction }) => {
        if (fraction / 3 - told < 0.05) return
        told = fraction / 3
        tell(told).catch(() => {})
      },
    })
    const sheets = ledger.sheets.map((sheet) => understood(sheet, actor, township))
    const stage = createStage(keyring, actor, township, run)
    const total = Math.max(
      1,
      ledger.sheets.reduce((sum, sheet) => sum + sheet.rowCount, 0),
    )
    const tidy = createTidying()
    let ordinal = 0
    let sealedCells = 0
    for (const [index, sheet] of ledger.sheets.entries()) {
      const known = sheets[index]
      if (!known || known.refusal) continue
      let waiting: ReadRow[] = []
      const store = async () => {
        const rows = waiting
        waiting = []
        await scopes.write(actor, async (tx) => {
          await insertRows(tx, keyring, run, await stage(tx, sheets, known, rows))
          await updateRun(tx, keyring, run, { progress: 0.34 + (ordinal / total) * 0.65 })
        })
        tidy(rows.length)
      }
      for await (const row of sheet.rows()) {
        ordinal += 1
        const line = storedLine(sheet, row, township.playbook)
        sealedCells += line.sealed.length
        waiting.push({ ordinal, sheet: index, line: row.row, ...line })
        if (waiting.length >= CHUNK_ROWS) await store()
      }
      if (waiting.length > 0) await store()
    }
    const content = { ...given.content, sheets, sealedCells }
    await scopes.write(actor, (tx) => updateRun(tx, keyring, run, { state: 'ready', progress: 1, content }))
  } catch (error) {
    const failure =
      error instanceof Refusal
        ? { code: error.code, message: error.message }
        : {
            code: 'import.unreadable',
            message: '读取台账时出错，没有导入任何内容；请重试，仍不行请告知管理员。',
          }
    const content = { ...given.content, failure }
    await scopes.write(actor, (tx) => updateRun(tx, keyring, run, { state: 'failed', content }))
    if (!(error instanceof SheetsError)) throw error
  }
}

/** What of a sheet is shown and kept. */
function understood(sheet: LedgerSheet, actor: Actor, { playbook }: Township): RunSheet {
  const [only] = actor.villages
  const village =
    [sheet.name, ...sheet.titleLines].flatMap((title) => villageOfTitle(playbook, title) ?? [])[0] ??
    (actor.role === 'village' && actor.villages.length === 1 ? only : undefined)
  const isSealed = [sheet.name, ...sheet.titleLines].some((text) => holdsSealedWord(playbook, text))
  return {
    name: sheet.name,
    headerRow: sheet.headerRow,
    headerRows: sheet.headerRows,
    columns: sheet.columns.map(({ index, heading, field, doubt }) => ({
      index,
      title: heading,
      field: field ?? null,
      isDoubtful: doubt !== undefined,
    })),
    village: village ?? null,
    rows: sheet.rowCount,
    skipped: sheet.skipped.filter(({ reason }) => reason !== 'blank').length,
    refusal: isSealed ? sealedSheet : sheet.rowCount > 0 && sheet.missing.includes('name') ? noNames : null,
  }
}

const sealedSheet = {
  code: 'ledger.sealed-sheet',
  message: '这张表整张涉及须密封的事项，不能作为台账导入，请交平安办专人办理。',
}
const noNames = {
  code: 'ledger.no-name-column',
  message: '这张表里没有找到“姓名”一栏，没有读取；如果它是台账，请指定表头行和各列的含义。',
}

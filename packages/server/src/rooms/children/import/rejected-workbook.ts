import type { Writable } from 'node:stream'
import type { Actor } from '@hulei/core'
import { sql } from 'kysely'
import type { Server } from '../../../platform/server.ts'
import { type FaultRow, writeFaultWorkbook } from '../../../platform/sheets/index.ts'
import type { RunSheet } from './import-run.ts'
import { listRows, type StoredRow, type StoredRun } from './import-store.ts'

const PAGE_ROWS = 500
/** Columns that an earlier workbook of this kind added. */
const added = new Set(['原因', '原行号'])

/** Writes the lines that wait to be mended: the columns as they were, the wrong cells coloured, the reason beside each. */
export async function writeRejected(
  target: Writable | string,
  server: Pick<Server, 'scopes' | 'keyring'>,
  actor: Actor,
  run: StoredRun,
): Promise<void> {
  const sheets = run.content.sheets.flatMap((sheet, index) => {
    if (sheet.refusal || sheet.rows === 0) return []
    const own = sheet.columns.flatMap((column, i) =>
      column.field === null && added.has(column.title) ? [] : [{ ...column, i }],
    )
    return [
      {
        name: sheet.name,
        headings: own.map(({ title }) => title),
        rows: rowsOf(server, actor, run, { sheet, index, own }),
      },
    ]
  })
  const nothing = { name: '没有需要更正的行', headings: ['姓名'], rows: [] }
  await writeFaultWorkbook(target, { sheets: sheets.length > 0 ? sheets : [nothing] })
}

type Own = { readonly i: number; readonly field: string | null }

async function* rowsOf(
  { scopes, keyring }: Pick<Server, 'scopes' | 'keyring'>,
  actor: Actor,
  run: StoredRun,
  { index, own }: { sheet: RunSheet; index: number; own: readonly Own[] },
): AsyncGenerator<FaultRow> {
  let after = -1
  for (;;) {
    const page: StoredRow[] = await scopes.read(actor, (scope) =>
      listRows(
        scope,
        keyring,
        run.id,
        sql`AND fate = 'rejected' AND sheet = ${index} AND ordinal > ${after} ORDER BY ordinal LIMIT ${PAGE_ROWS}`,
      ),
    )
    for (const row of page) {
      after = row.ordinal
      const { content } = row
      if (!content) continue
      yield {
        row: row.line,
        texts: own.map(({ i, field }) => (field && content.mended[field]) ?? content.texts[i] ?? ''),
        faults: content.faults.map(({ field, message }) => {
          const column = own.findIndex((each) => each.field !== null && each.field === field)
          return column === -1 ? { reason: message } : { column, reason: message }
        }),
      }
    }
    if (page.length < PAGE_ROWS) return
  }
}

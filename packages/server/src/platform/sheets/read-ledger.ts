import { headingBook } from './headings.ts'
import type { Ledger, LedgerSheet, ReadLedgerOptions } from './ledger.ts'
import { understandSheet } from './ledger-sheet.ts'
import { defaultLimits } from './limits.ts'
import { openFile } from './open-file.ts'
import { SheetsError } from './sheets-error.ts'

const PROGRESS_ROWS = 1_000

/**
 * Reads a ledger as people really keep it: .xlsx first, but also CSV, an HTML page or XML under any name.
 * Goes once through the whole file to say what was understood of each sheet, so that a screen can show it and a person
 * can change it (`mapping`); the rows themselves are read again, one by one, by each sheet's `rows()`.
 * A file given by path has to stay in place until then. Throws a SheetsError for a file that is refused.
 */
export async function readLedger(source: string | Buffer, options: ReadLedgerOptions): Promise<Ledger> {
  const book = headingBook(options.columns)
  const limits = { ...defaultLimits, ...options.limits }
  const { format, sheets: raws } = await openFile(source, limits)
  const stranger = Object.keys(options.mapping ?? {}).find((name) => !raws.some((raw) => raw.name === name))
  if (stranger !== undefined) throw new SheetsError('sheets.wrong-mapping', `文件里没有工作表“${stranger}”。`)

  const total = Math.max(
    1,
    raws.reduce((sum, { bytes }) => sum + bytes, 0),
  )
  let seen = 0
  let rows = 0
  const sheets: LedgerSheet[] = []
  for (const raw of raws) {
    const tell = () => options.onProgress?.({ sheet: raw.name, rows, fraction: Math.min(1, seen / total) })
    const sheet = await understandSheet(raw, {
      specs: options.columns,
      book,
      mapping: options.mapping?.[raw.name],
      limits,
      onRow: () => {
        rows += 1
        if (rows % PROGRESS_ROWS === 0) tell()
      },
      onBytes: (bytes) => {
        seen += bytes
      },
    })
    sheets.push(sheet)
    tell()
  }
  return { format, sheets }
}

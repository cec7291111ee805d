import type { Writable } from 'node:stream'
import type { LedgerColumn, LedgerRow, LedgerSheet } from './ledger.ts'
import { type WrittenCell, writeWorkbook } from './write-workbook.ts'

const REASON = '原因'
const ORIGINAL_ROW = '原行号'

/** A row that was refused: its texts as they stood, and what is wrong with which of them. */
export type FaultRow = {
  /** In the file that it came from. */
  readonly row: number
  /** In the order of the sheet's headings. */
  readonly texts: readonly string[]
  /** `column` is the place in `texts`, from 0; without one the fault is the whole row's. */
  readonly faults: readonly { readonly column?: number; readonly reason: string }[]
}

export type FaultSheet = {
  readonly name: string
  readonly headings: readonly string[]
  readonly rows: AsyncIterable<FaultRow> | Iterable<FaultRow>
}

/** The columns of a sheet that go back to the person: all but those that an earlier fault workbook added. */
const ownColumns = (sheet: LedgerSheet): readonly LedgerColumn[] =>
  sheet.columns.filter(
    ({ field, heading }) => field !== undefined || (heading !== REASON && heading !== ORIGINAL_ROW),
  )

/** The headings of a ledger's sheet, for a fault workbook. */
export const headingsOf = (sheet: LedgerSheet): string[] => ownColumns(sheet).map(({ heading }) => heading)

/** A ledger's row with its faults, by field, for a fault workbook with the sheet's headings. */
export function faultRowOf(
  sheet: LedgerSheet,
  row: LedgerRow,
  faults: readonly { readonly field?: string; readonly reason: string }[],
): FaultRow {
  const columns = ownColumns(sheet)
  return {
    row: row.row,
    texts: columns.map(
      ({ field, key }) => (field === undefined ? row.unmapped[key] : row.cells[field]?.text) ?? '',
    ),
    faults: faults.map(({ field, reason }) => {
      const column = field === undefined ? -1 : columns.findIndex((candidate) => candidate.field === field)
      return column === -1 ? { reason } : { column, reason }
    }),
  }
}

/**
 * Writes the refused rows of a ledger for the clerk to mend and import again: the columns as they were, the offending
 * cells coloured, then the reasons and the row of the original. The header is the first row, so that it is read back as it is.
 */
export async function writeFaultWorkbook(
  target: Writable | string,
  workbook: { readonly sheets: readonly FaultSheet[] },
): Promise<void> {
  await writeWorkbook(target, {
    sheets: workbook.sheets.map(({ name, headings, rows }) => ({
      name,
      columns: [
        ...headings.map((title) => ({
          title,
          width: Math.max(20, title.length * 2 + 4),
          kind: 'text' as const,
        })),
        { title: REASON, width: 50, kind: 'text' },
        { title: ORIGINAL_ROW, width: 8, kind: 'number' },
      ],
      rows: faultCells(rows, headings.length),
    })),
  })
}

async function* faultCells(
  rows: AsyncIterable<FaultRow> | Iterable<FaultRow>,
  width: number,
): AsyncGenerator<WrittenCell[]> {
  for await (const { row, texts, faults } of rows) {
    const wrong = new Set(faults.map(({ column }) => column))
    const cells = Array.from({ length: width }, (_, i): WrittenCell => {
      const value = texts[i] || null
      return wrong.has(i) ? { value, mark: 'fault' } : value
    })
    const reasons = faults.map(({ reason }) => reason.replace(/[。；;\s]+$/, '')).join('；')
    yield [...cells, reasons, row]
  }
}

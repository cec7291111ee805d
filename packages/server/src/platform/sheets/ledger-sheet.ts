import type { FoundColumn, FoundHeader } from './header-search.ts'
import type { LedgerCell, LedgerColumn, LedgerRow, LedgerSheet, SkipReason } from './ledger.ts'
import type { SheetLimits } from './limits.ts'
import { mergedDown } from './merged-down.ts'
import type { RawCell, RawRow, RawSheet } from './raw-sheet.ts'
import { rowSorter } from './row-kinds.ts'
import { type HeaderWishes, settleHeader } from './settle-header.ts'
import { SheetsError } from './sheets-error.ts'

/** Rows with something in them among which the header is looked for, and the last row that a person may name. */
const HEAD_ROWS = 40
const LAST_HEADER_ROW = 1_000

export type SheetReading = HeaderWishes & {
  readonly limits: SheetLimits
  readonly onRow: () => void
  readonly onBytes: (bytes: number) => void
}

/** Reads a sheet once through: where its header is, what each column is, which rows are records. */
export async function understandSheet(raw: RawSheet, reading: SheetReading): Promise<LedgerSheet> {
  const { specs, limits } = reading
  const head: RawRow[] = []
  // A header that a person chose may lie deeper; its second row, too, has to be among them.
  const chosen = Math.min(reading.mapping?.headerRow ?? 0, LAST_HEADER_ROW) + 1
  let survey: Survey | undefined
  let filled = 0
  for await (const row of raw.rows(reading.onBytes)) {
    reading.onRow()
    if (row.cells.length > 0) filled += 1
    if (filled > limits.rows) {
      throw new SheetsError('sheets.too-large', `工作表“${raw.name}”超过${limits.rows}行。`)
    }
    if (survey) survey.see(row)
    else {
      if (row.cells.length > 0 || head.length < LAST_HEADER_ROW) head.push(row)
      if (filled >= HEAD_ROWS && row.row >= chosen) survey = surveyFrom(head, raw, reading)
    }
  }
  survey ??= surveyFrom(head, raw, reading)
  const { header, columns, titleLines, dataFrom } = survey
  const { skipped, rowCount, hiddenRows, lastRow } = survey.result()

  const held = new Set(columns.map(({ field }) => field))
  const left = new Set(skipped.map(({ row }) => row))
  return {
    name: raw.name,
    hidden: raw.hidden,
    headerRow: header?.row ?? 0,
    headerRows: header && header.row > 0 ? header.rows : 0,
    columns,
    missing: header
      ? specs.filter((spec) => spec.required && !held.has(spec.field)).map(({ field }) => field)
      : [],
    titleLines,
    rowCount,
    hiddenRows,
    skipped,
    async *rows() {
      if (header === undefined) return
      const fillDown = mergedDown(raw.merges, dataFrom)
      const byIndex = new Map(columns.map((column) => [column.index, column]))
      for await (const row of raw.rows()) {
        if (row.row < dataFrom || row.row > lastRow) continue
        const fromAbove = fillDown(row)
        if (row.cells.length > 0 && !left.has(row.row)) yield ledgerRow(row, fromAbove, byIndex)
      }
    },
  }
}

type Survey = {
  header: FoundHeader | undefined
  columns: readonly LedgerColumn[]
  titleLines: readonly string[]
  dataFrom: number
  see(row: RawRow): void
  result(): Pick<LedgerSheet, 'skipped' | 'rowCount' | 'hiddenRows'> & { lastRow: number }
}

/** Settles the header from the first rows, then sorts those and all that follow. */
function surveyFrom(head: readonly RawRow[], raw: RawSheet, reading: SheetReading): Survey {
  const header = settleHeader(head, raw, reading)
  const dataFrom = header ? header.row + (header.row === 0 ? 1 : header.rows) : Number.POSITIVE_INFINITY
  const titleLines = head
    .filter(({ row, cells }) => header !== undefined && row < header.row && cells.length > 0)
    .map(({ cells }) => [...new Set(cells.map(({ text }) => text))].join(' '))
  const required = new Set(reading.specs.filter((spec) => spec.required).map(({ field }) => field))
  const columns = nameColumns(header?.columns ?? [])
  const known = new Set(columns.map(({ index }) => index))
  const sort = rowSorter(columns, required, titleLines)

  const skipped: { row: number; reason: SkipReason; text: string }[] = []
  let blanks: number[] = []
  let rowCount = 0
  let hiddenRows = 0
  let lastRow = 0
  const see = (row: RawRow): void => {
    if (row.row < dataFrom) return
    const reason = row.cells.length === 0 ? 'blank' : sort(row)
    if (reason === 'blank') {
      blanks.push(row.row)
      return
    }
    for (const blank of blanks) skipped.push({ row: blank, reason: 'blank', text: '' })
    blanks = []
    lastRow = Math.max(lastRow, row.row)
    if (reason) {
      const text = row.cells
        .map((cell) => cell.text)
        .join(' ')
        .slice(0, 200)
      skipped.push({ row: row.row, reason, text })
      return
    }
    rowCount += 1
    if (row.hidden) hiddenRows += 1
    for (const { column } of row.cells) {
      if (known.has(column)) continue
      known.add(column)
      columns.push({ index: column, heading: '', key: `（${columnLetters(column)}列）`, field: undefined })
    }
  }
  for (const row of head) see(row)
  return {
    header,
    columns,
    titleLines,
    dataFrom,
    see,
    result() {
      columns.sort((a, b) => a.index - b.index)
      return { skipped, rowCount, hiddenRows, lastRow }
    },
  }
}

function nameColumns(found: readonly FoundColumn[]): LedgerColumn[] {
  const keys = new Set<string>()
  return found.map(({ index, heading, claim }) => {
    const isFree = heading !== '' && !keys.has(heading)
    const key = isFree ? heading : `${heading}（${columnLetters(index)}列）`
    keys.add(key)
    const column = { index, heading, key, field: claim?.field }
    return claim?.rank === 2 ? { ...column, doubt: 'other-subject' } : column
  })
}

/** Letters of a column as Excel shows them: 1 is A, 27 is AA. */
export function columnLetters(index: number): string {
  const rest = Math.floor((index - 1) / 26)
  return (rest > 0 ? columnLetters(rest) : '') + String.fromCharCode(65 + ((index - 1) % 26))
}

function ledgerRow(
  { row, hidden, cells }: RawRow,
  fromAbove: ReadonlyMap<number, { cell: RawCell; row: number }>,
  byIndex: ReadonlyMap<number, LedgerColumn>,
): LedgerRow {
  const fields: Partial<Record<string, LedgerCell>> = {}
  // Headings are a stranger's words: on a plain object __proto__ would not be a key like any other.
  const unmapped: Record<string, string> = Object.create(null)
  const put = ({ column: index, column: _, computed: __, ...cell }: RawCell, mergedFrom?: number) => {
    const column = byIndex.get(index)
    if (column?.field !== undefined)
      fields[column.field] = mergedFrom === undefined ? cell : { ...cell, mergedFrom }
    else if (column) unmapped[column.key] = cell.text
  }
  for (const [, above] of fromAbove) put(above.cell, above.row)
  for (const cell of cells) put(cell)
  return { row, hidden, cells: fields, unmapped }
}

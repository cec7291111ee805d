import { type FoundColumn, type FoundHeader, headerAt, searchHeader } from './header-search.ts'
import type { HeadingBook } from './headings.ts'
import type {
  ColumnSpec,
  LedgerCell,
  LedgerColumn,
  LedgerRow,
  LedgerSheet,
  SheetMapping,
  SkipReason,
} from './ledger.ts'
import type { SheetLimits } from './limits.ts'
import { mergedDown } from './merged-down.ts'
import type { RawCell, RawRow, RawSheet } from './raw-sheet.ts'
import { rowSorter } from './row-kinds.ts'
import { SheetsError } from './sheets-error.ts'

/** Rows with something in them among which the header is looked for, and the last row that a person may name. */
const HEAD_ROWS = 40
const LAST_HEADER_ROW = 1_000

export type SheetReading = {
  readonly specs: readonly ColumnSpec[]
  readonly book: HeadingBook
  readonly mapping: SheetMapping | undefined
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
    else if (row.cells.length > 0) {
      head.push(row)
      if (head.length >= HEAD_ROWS && row.row >= chosen) survey = surveyFrom(head, raw, reading)
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
        if (row.row > lastRow) return
        if (row.row < dataFrom) continue
        const fromAbove = fillDown(row)
        if (!left.has(row.row)) yield ledgerRow(row, fromAbove, byIndex)
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
    .filter(({ row }) => header !== undefined && row < header.row)
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
    lastRow = row.row
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

/** The header as a person chose it, else as found; with the columns that a person chose. */
function settleHeader(
  head: readonly RawRow[],
  raw: RawSheet,
  { book, specs, mapping }: SheetReading,
): FoundHeader | undefined {
  const wrong = (what: string) => new SheetsError('sheets.wrong-mapping', `工作表“${raw.name}”${what}。`)
  let header: FoundHeader | undefined
  if (mapping?.headerRow === 0) header = { row: 0, rows: 1, columns: [] }
  else if (mapping?.headerRow !== undefined) {
    header = headerAt(head, raw.merges, book, mapping.headerRow, mapping.headerRows ?? 1)
    if (header === undefined) throw wrong(`的第${mapping.headerRow}行和下一行不能作两行表头`)
    if (header.columns.length === 0) throw wrong(`的第${mapping.headerRow}行没有表头`)
  } else header = searchHeader(head, raw.merges, book, specs)

  const chosen = Object.entries(mapping?.columns ?? {}).map(([index, field]) => ({
    index: Number(index),
    field,
  }))
  if (header === undefined || chosen.length === 0) return header
  const taken = new Set<string>()
  for (const { index, field } of chosen) {
    if (!Number.isInteger(index) || index < 1) throw wrong(`没有第${index}列`)
    if (field === null) continue
    if (!specs.some((spec) => spec.field === field)) throw wrong(`的第${index}列指定了未知的字段`)
    if (taken.has(field)) throw wrong('有两列指定了同一个字段')
    taken.add(field)
  }
  const kept = header.columns.filter((column) => !chosen.some(({ index }) => index === column.index))
  const freed = kept.map((column) =>
    column.claim && taken.has(column.claim.field) ? { ...column, claim: undefined } : column,
  )
  const set = chosen.map(({ index, field }): FoundColumn => {
    const heading = header.columns.find((column) => column.index === index)?.heading ?? ''
    return { index, heading, claim: field === null ? undefined : { field, rank: 0 } }
  })
  return { ...header, columns: [...freed, ...set].sort((a, b) => a.index - b.index) }
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

import { textCell } from './cell-value.ts'
import { readHtml } from './html-reader.ts'
import type { SheetLimits } from './limits.ts'
import type { Merge, RawCell, RawRow, RawWorkbook } from './raw-sheet.ts'
import { SheetsError } from './sheets-error.ts'

type TableRow = { readonly table: number; readonly row: RawRow; readonly merges: readonly Merge[] }

/**
 * Opens the HTML page that many systems give out under the name .xls: each table that has rows is a sheet.
 * Undefined when there is no table.
 */
export function openHtml(text: string, limits: SheetLimits): RawWorkbook | undefined {
  const tables = new Map<number, Merge[]>()
  for (const { table, row, merges } of tableRows(text, limits)) {
    const known = tables.get(table) ?? []
    if (row.cells.length > 0) tables.set(table, known)
    for (const merge of merges) known.push(merge)
    if (known.length > limits.merges || tables.size > limits.sheets) throw new SheetsError('sheets.bomb')
  }
  if (tables.size === 0) return undefined
  const names = [...text.slice(0, 64 * 1024).matchAll(/<x:Name>([^<]{1,60})<\/x:Name>/g)].map(
    ([, name]) => name,
  )
  return {
    format: 'html',
    sheets: [...tables]
      .sort(([a], [b]) => a - b)
      .map(([table, merges], i) => ({
        name: names[i] ?? `Sheet${i + 1}`,
        hidden: false,
        bytes: text.length,
        merges,
        rows: (onBytes) => rowsOf(text, table, limits, onBytes),
      })),
  }
}

async function* rowsOf(
  text: string,
  table: number,
  limits: SheetLimits,
  onBytes?: (bytes: number) => void,
): AsyncGenerator<RawRow> {
  let count = 0
  for (const found of tableRows(text, limits)) {
    count += 1
    if (count % 1_000 === 0) await new Promise((resume) => setImmediate(resume))
    if (found.table === table) yield found.row
  }
  onBytes?.(text.length)
}

type OpenTable = {
  id: number
  row: number
  column: number
  cells: RawCell[]
  merges: Merge[]
  /** Column to the last row that a cell from above covers. */
  covered: Map<number, number>
  cell: { column: number; text: string } | undefined
}

/** The rows of every table, nested ones apart from the cell around them, with spans resolved to columns. */
function* tableRows(text: string, limits: SheetLimits): Generator<TableRow> {
  const stack: OpenTable[] = []
  let count = 0
  const closeCell = (table: OpenTable) => {
    const cell = table.cell && textCell(table.cell.column, table.cell.text)
    if (cell) table.cells.push(cell)
    table.cell = undefined
  }
  const closeRow = (table: OpenTable): TableRow => {
    closeCell(table)
    const found = {
      table: table.id,
      row: { row: table.row, hidden: false, cells: table.cells },
      merges: table.merges,
    }
    table.cells = []
    table.merges = []
    return found
  }
  for (const event of readHtml(text)) {
    const table = stack.at(-1)
    if (event.kind === 'text') {
      if (table?.cell) table.cell.text += event.text
    } else if (event.name === 'table') {
      if (event.kind === 'open') {
        if (stack.length >= 32) throw new SheetsError('sheets.bomb')
        stack.push({
          id: count,
          row: 0,
          column: 0,
          cells: [],
          merges: [],
          covered: new Map(),
          cell: undefined,
        })
        count += 1
      } else if (table) {
        if (table.row > 0) yield closeRow(table)
        stack.pop()
      }
    } else if (table === undefined) {
    } else if (event.name === 'tr') {
      if (event.kind === 'close') continue
      if (table.row > 0) yield closeRow(table)
      table.row += 1
      table.column = 0
    } else if (event.name === 'td' || event.name === 'th') {
      closeCell(table)
      if (event.kind === 'open' && table.row > 0) openCell(table, event.attributes, limits)
    } else if (table.cell && (event.name === 'br' || event.name === 'p' || event.name === 'div')) {
      if (event.name === 'br' || table.cell.text.trim() !== '') table.cell.text += '\n'
    }
  }
  for (const table of stack) if (table.row > 0) yield closeRow(table)
}

function openCell(table: OpenTable, attributes: ReadonlyMap<string, string>, limits: SheetLimits): void {
  let column = table.column + 1
  while ((table.covered.get(column) ?? 0) >= table.row) column += 1
  const width = span(attributes.get('colspan'), 1_000)
  const height = span(attributes.get('rowspan'), 65_534)
  if (column > limits.columns) {
    throw new SheetsError('sheets.too-large', `第${table.row}行的内容超过了${limits.columns}列。`)
  }
  const right = Math.min(column + width - 1, limits.columns)
  const bottom = table.row + height - 1
  if (height > 1) for (let c = column; c <= right; c += 1) table.covered.set(c, bottom)
  if (height > 1 || width > 1) table.merges.push({ top: table.row, left: column, bottom, right })
  table.column = right
  table.cell = { column, text: '' }
}

function span(value: string | undefined, most: number): number {
  const number = Number.parseInt(value ?? '1', 10)
  return Number.isInteger(number) && number > 0 ? Math.min(number, most) : 1
}

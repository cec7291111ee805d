import { parseDay } from '@hulei/core/calendar'
import { type NumberFormat, numberCell, textCell } from './cell-value.ts'
import type { SheetLimits } from './limits.ts'
import type { RawCell, RawRow } from './raw-sheet.ts'
import { SheetsError } from './sheets-error.ts'
import { readXml } from './xml-reader.ts'

/** What a worksheet's cells refer to. */
export type CellContext = {
  readonly strings: readonly string[]
  /** By style index of a cell. */
  readonly formats: readonly NumberFormat[]
  readonly is1904: boolean
  readonly limits: SheetLimits
}

type OpenCell = {
  column: number
  type: string
  style: number
  hasFormula: boolean
  value: string
  inline: string
}

/**
 * Rows of a worksheet part (xl/worksheets/sheet1.xml), one after another; rows without a value come with no cells.
 * Written on the XML because a ledger needs what the workbook library's streaming reader leaves out: merged ranges,
 * hidden rows, errors of formulas, all digits of a number, text without its phonetic guide, prefixed names.
 */
export async function* worksheetRows(
  chunks: AsyncIterable<Uint8Array>,
  context: CellContext,
): AsyncGenerator<RawRow> {
  let done: RawRow[] = []
  let row = 0
  let hidden = false
  let cells: RawCell[] = []
  let cell: OpenCell | undefined
  let column = 0
  let inData = false
  let inPhonetic = false
  let into: 'value' | 'inline' | undefined

  const listener = {
    open(name: string, attributes: Readonly<Record<string, string>>) {
      if (name === 'c' && inData) {
        column = attributes.r === undefined ? column + 1 : columnOfRef(attributes.r)
        const style = Number(attributes.s ?? 0)
        cell = { column, type: attributes.t ?? 'n', style, hasFormula: false, value: '', inline: '' }
      } else if (name === 'v' && cell) into = 'value'
      else if (name === 't' && cell && !inPhonetic) into = 'inline'
      else if (name === 'f' && cell) cell.hasFormula = true
      else if (name === 'rPh') inPhonetic = true
      else if (name === 'row' && inData) {
        row = attributes.r === undefined ? row + 1 : rowOfRef(attributes.r)
        hidden = attributes.hidden === '1' || attributes.hidden === 'true'
        cells = []
        column = 0
      } else if (name === 'sheetData') inData = true
    },
    text(text: string) {
      if (cell && into) cell[into] += text
    },
    close(name: string) {
      if (name === 'v' || name === 't') into = undefined
      else if (name === 'c' && cell) {
        const value = readCell(cell, context)
        if (value) {
          if (value.column > context.limits.columns) {
            throw new SheetsError('sheets.too-large', `第${row}行的内容超过了${context.limits.columns}列。`)
          }
          cells.push(value)
        }
        cell = undefined
      } else if (name === 'row' && inData) done.push({ row, hidden, cells: inOrder(cells) })
      else if (name === 'rPh') inPhonetic = false
      else if (name === 'sheetData') inData = false
    },
  }

  for await (const _ of readXml(chunks, listener)) {
    const ready = done
    done = []
    yield* ready
  }
}

function readCell(cell: OpenCell, { strings, formats, is1904 }: CellContext): RawCell | undefined {
  const { column, type, hasFormula } = cell
  switch (type) {
    case 's':
      return textCell(column, strings[Number(cell.value)] ?? '', hasFormula)
    case 'inlineStr':
      return textCell(column, unescapeXstring(cell.inline), hasFormula)
    case 'str':
      return textCell(column, unescapeXstring(cell.value), hasFormula)
    case 'b':
      return cell.value === '' ? undefined : truth(column, cell.value.trim() === '1', hasFormula)
    case 'e':
      return { column, text: cell.value.trim() || '#ERROR!', kind: 'error', ...computed(hasFormula) }
    case 'd': {
      // ISO 8601, as strict workbooks write dates.
      const day = parseDay(cell.value.trim().slice(0, 10))
      if (day === undefined) return textCell(column, cell.value, hasFormula)
      return { column, text: day, kind: 'date', day, ...computed(hasFormula) }
    }
    default: {
      const format = formats[cell.style] ?? { as: 'plain' }
      const number = numberCell(column, cell.value, format, is1904, hasFormula)
      // A program that writes formulas without reckoning them leaves no result: an empty cell would hide a value.
      return (
        number ?? (hasFormula ? { column, text: '公式没有结果', kind: 'error', computed: true } : undefined)
      )
    }
  }
}

const computed = (is: boolean) => (is ? ({ computed: true } as const) : {})

const truth = (column: number, is: boolean, hasFormula: boolean): RawCell => ({
  column,
  text: is ? 'TRUE' : 'FALSE',
  kind: 'boolean',
  ...computed(hasFormula),
})

/** Undoes the _x000D_ by which office files write characters that XML has not. */
export const unescapeXstring = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text

function inOrder(cells: RawCell[]): RawCell[] {
  const isSorted = cells.every((cell, i) => i === 0 || (cells[i - 1]?.column ?? 0) < cell.column)
  return isSorted ? cells : cells.sort((a, b) => a.column - b.column)
}

/** Column number of a reference such as AB12: A is 1. */
export function columnOfRef(ref: string): number {
  let column = 0
  for (let i = 0; i < ref.length; i += 1) {
    const letter = (ref.charCodeAt(i) | 32) - 96
    if (letter < 1 || letter > 26) break
    column = column * 26 + letter
  }
  if (column < 1 || column > 16_384) throw new SheetsError('sheets.damaged')
  return column
}

function rowOfRef(text: string): number {
  const row = Number(text)
  if (!Number.isInteger(row) || row < 1 || row > 1_048_576) throw new SheetsError('sheets.damaged')
  return row
}

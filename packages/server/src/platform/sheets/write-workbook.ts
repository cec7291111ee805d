import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { Writable } from 'node:stream'
import ExcelJS from '@protobi/exceljs'
import { serialOfDay } from './cell-value.ts'
import {
  bodyStyle,
  faultStyle,
  headerStyle,
  noteStyle,
  rowHeight,
  titleStyle,
  type WrittenKind,
} from './workbook-styles.ts'

/** A value; null leaves the cell empty. A `day` is 'YYYY-MM-DD'. A marked cell is filled with colour. */
export type WrittenCell =
  | string
  | number
  | null
  | { readonly value: string | number | null; readonly mark: 'fault' }

export type WrittenSheet = {
  /** Made unique, and fit for Excel (31 characters, none of []:*?/\). */
  readonly name: string
  /** A line across the top, in large letters. */
  readonly title?: string
  /** A line below it: unit, day, or how to fill the sheet in. */
  readonly note?: string
  /** Width in characters. */
  readonly columns: readonly { readonly title: string; readonly width: number; readonly kind: WrittenKind }[]
  readonly rows: AsyncIterable<readonly WrittenCell[]> | Iterable<readonly WrittenCell[]>
}

const EXCEL_ROWS = 1_048_576
const EXCEL_TEXT = 32_767
/** Rows between pauses, in which the target takes up what was written and other requests get their turn. */
const PAUSE_ROWS = 200

/**
 * Writes a workbook to a stream or a file, row by row, sheet after sheet; the stream is ended.
 * Text stays text: it is never written as a formula, whatever it begins with, and its cells have the text format, so that it
 * is none after editing either. Rejects when the rows or the target fail; the target is then destroyed, a file removed.
 */
export async function writeWorkbook(
  target: Writable | string,
  workbook: { readonly sheets: readonly WrittenSheet[] },
): Promise<void> {
  const output: Writable = typeof target === 'string' ? createWriteStream(target) : target
  const ended = new AbortController()
  // A browser that goes away closes the stream without an error, and no drain would ever come.
  output.once('close', () =>
    ended.abort(output.errored ?? new Error('The target was closed before the workbook was written')),
  )
  output.once('error', (error) => ended.abort(error))
  const writer = new ExcelJS.stream.xlsx.WorkbookWriter({
    stream: output,
    useStyles: true,
    useSharedStrings: false,
  })
  const pause = async (): Promise<void> => {
    await new Promise((resume) => setImmediate(resume))
    ended.signal.throwIfAborted()
    if (output.writableNeedDrain) await once(output, 'drain', { signal: ended.signal })
  }
  try {
    const names = new Set<string>()
    for (const sheet of workbook.sheets) await writeSheet(writer, sheet, sheetName(sheet.name, names), pause)
    const aborted = once(ended.signal, 'abort').then(() => ended.signal.throwIfAborted())
    await Promise.race([writer.commit(), aborted])
  } catch (error) {
    const reason: unknown = ended.signal.aborted ? ended.signal.reason : error
    output.destroy()
    if (typeof target === 'string') await rm(target, { force: true })
    throw reason
  }
}

async function writeSheet(
  writer: ExcelJS.stream.xlsx.WorkbookWriter,
  { title, note, columns, rows }: WrittenSheet,
  name: string,
  pause: () => Promise<void>,
): Promise<void> {
  const top = [title, note].filter((line) => line !== undefined)
  const headerRow = top.length + 1
  const sheet = writer.addWorksheet(name, {
    views: [{ state: 'frozen', ySplit: headerRow }],
    pageSetup: {
      paperSize: 9,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `1:${headerRow}`,
    },
  })
  sheet.columns = columns.map(({ width }) => ({ width }))
  const widths = columns.map(({ width }) => width)
  const wholeWidth = widths.reduce((sum, width) => sum + width, 0)
  for (const [i, line] of top.entries()) {
    const row = sheet.getRow(i + 1)
    const isTitle = i === 0 && title !== undefined
    row.height = isTitle ? 36 : rowHeight([line], [wholeWidth])
    row.getCell(1).value = plainText(line)
    row.getCell(1).style = isTitle ? titleStyle : noteStyle
    if (columns.length > 1) sheet.mergeCells(i + 1, 1, i + 1, columns.length)
    row.commit()
  }
  const header = sheet.getRow(headerRow)
  header.height = rowHeight(
    columns.map((column) => column.title),
    widths,
  )
  for (const [i, column] of columns.entries()) {
    header.getCell(i + 1).value = plainText(column.title)
    header.getCell(i + 1).style = headerStyle
  }
  header.commit()

  let number = headerRow
  for await (const cells of rows) {
    number += 1
    if (number > EXCEL_ROWS) throw new RangeError(`Sheet ${name} has more rows than Excel can hold`)
    const row = sheet.getRow(number)
    for (const [i, { kind }] of columns.entries()) writeCell(row.getCell(i + 1), cells[i] ?? null, kind)
    row.height = rowHeight(cells.map(shownText), widths)
    row.commit()
    if (number % PAUSE_ROWS === 0) await pause()
  }
  sheet.commit()
  await pause()
}

/** The text that may need several lines; numbers and days never do. */
const shownText = (cell: WrittenCell): string => {
  const value = typeof cell === 'object' && cell !== null ? cell.value : cell
  return typeof value === 'string' ? value : ''
}

function writeCell(cell: ExcelJS.Cell, written: WrittenCell, kind: WrittenKind): void {
  const isMarked = typeof written === 'object' && written !== null
  const value = isMarked ? written.value : written
  const typed = typedValue(value, kind)
  cell.value = typeof typed === 'string' ? plainText(typed) : typed
  const style = typeof typed === 'string' ? 'text' : kind
  cell.style = isMarked ? faultStyle[style] : bodyStyle[style]
}

/** What is no number or day after all (a masked one, say) is text, and keeps its digits. */
function typedValue(value: string | number | null, kind: WrittenKind): string | number | null {
  if (kind === 'day' && typeof value === 'string') return serialOfDay(value) ?? value
  const isText = typeof value === 'number' && (kind === 'text' || !Number.isFinite(value))
  return isText ? String(value) : value
}

/** Text as a workbook can hold it: no half characters, not longer than Excel allows, and _x0041_ meant as it stands. */
function plainText(text: string): string {
  const whole = text.toWellFormed().replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
  return whole.length > EXCEL_TEXT ? `${whole.slice(0, EXCEL_TEXT - 1).toWellFormed()}…` : whole
}

function sheetName(wanted: string, taken: Set<string>): string {
  const clean =
    wanted
      .replace(/[[\]:*?/\\\p{Cc}]/gu, ' ')
      .trim()
      .replace(/^'+|'+$/g, '') || 'Sheet'
  let name = clean.slice(0, 31)
  for (let i = 2; taken.has(name.toLowerCase()); i += 1)
    name = `${clean.slice(0, 31 - `(${i})`.length)}(${i})`
  taken.add(name.toLowerCase())
  return name
}

import { textCell } from './cell-value.ts'
import type { SheetLimits } from './limits.ts'
import type { RawCell, RawRow, RawWorkbook } from './raw-sheet.ts'
import { SheetsError } from './sheets-error.ts'

const DELIMITERS = [',', '\t', ';', '|', '，'] as const

/** Opens comma- or tab-separated text as a workbook of one sheet. Undefined when its lines have no columns. */
export function openDelimited(text: string, limits: SheetLimits): RawWorkbook | undefined {
  const declared = /^sep=(.)\r?\n/.exec(text)
  const delimiter = declared?.[1] ?? sniffDelimiter(text)
  if (delimiter === undefined) return undefined
  const start = declared?.[0].length ?? 0
  const rows = async function* (onBytes?: (bytes: number) => void): AsyncGenerator<RawRow> {
    let row = 0
    for (const { fields, characters } of records(text, start, delimiter)) {
      row += 1
      onBytes?.(characters)
      yield { row, hidden: false, cells: cellsOf(row, fields, limits) }
      // The text is in memory: without a pause now and then a large file would hold up every other request.
      if (row % 1_000 === 0) await new Promise((resume) => setImmediate(resume))
    }
  }
  return { format: 'csv', sheets: [{ name: 'Sheet1', hidden: false, bytes: text.length, merges: [], rows }] }
}

function cellsOf(row: number, fields: readonly string[], limits: SheetLimits): RawCell[] {
  const cells: RawCell[] = []
  for (const [i, field] of fields.entries()) {
    // ="0123" is how programs keep Excel from reading digits as a number.
    const cell = textCell(i + 1, /^="(.*)"$/s.exec(field)?.[1] ?? field)
    if (cell) cells.push(cell)
  }
  if ((cells.at(-1)?.column ?? 0) > limits.columns) {
    throw new SheetsError('sheets.too-large', `第${row}行的内容超过了${limits.columns}列。`)
  }
  return cells
}

/** The delimiter that divides the most of the first lines. */
function sniffDelimiter(text: string): string | undefined {
  const lines = text.slice(0, 64 * 1024).split(/\r?\n/, 50)
  const scored = DELIMITERS.map((delimiter) => ({
    delimiter,
    score: lines.reduce((sum, line) => sum + Math.min(line.split(delimiter).length - 1, 40), 0),
    lines: lines.filter((line) => line.includes(delimiter)).length,
  }))
  const best = scored.sort((a, b) => b.lines - a.lines || b.score - a.score)[0]
  return best && best.lines > 0 ? best.delimiter : undefined
}

/** RFC 4180 with the liberties that programs take: a quote inside an unquoted field is a character like any other. */
function* records(
  text: string,
  start: number,
  delimiter: string,
): Generator<{ fields: string[]; characters: number }> {
  let fields: string[] = []
  let at = start
  let recordStart = start
  while (at < text.length) {
    let field: string
    if (text[at] === '"') {
      const end = closingQuote(text, at + 1)
      const after = nextEnd(text, end + 1, delimiter)
      field = text.slice(at + 1, end).replaceAll('""', '"') + text.slice(end + 1, after)
      at = after
    } else {
      const end = nextEnd(text, at, delimiter)
      field = text.slice(at, end)
      at = end
    }
    fields.push(field)
    if (text[at] === delimiter) {
      at += 1
      if (at < text.length) continue
      fields.push('')
    } else if (text[at] === '\r' && text[at + 1] === '\n') at += 2
    else at += 1
    yield { fields, characters: at - recordStart }
    fields = []
    recordStart = at
  }
}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from)
  while (at !== -1 && text[at + 1] === '"') at = text.indexOf('"', at + 2)
  return at === -1 ? text.length : at
}

function nextEnd(text: string, from: number, delimiter: string): number {
  let at = from
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at += 1
  return Math.min(at, text.length)
}

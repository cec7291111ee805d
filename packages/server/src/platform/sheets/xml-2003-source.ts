import { parseDay } from '@hulei/core/calendar'
import { numberCell, textCell } from './cell-value.ts'
import type { SheetLimits } from './limits.ts'
import type { Merge, RawCell, RawRow, RawWorkbook } from './raw-sheet.ts'
import { SheetsError } from './sheets-error.ts'
import { readXml } from './xml-reader.ts'

type FoundRow = { readonly sheet: number; readonly row: RawRow; readonly merges: readonly Merge[] }
type FoundSheet = { name: string; hidden: boolean; merges: Merge[] }

/** Opens "XML Spreadsheet 2003", which older systems give out under the name .xls. */
export async function openXml2003(bytes: Buffer, limits: SheetLimits): Promise<RawWorkbook> {
  const sheets: FoundSheet[] = []
  for await (const { sheet, merges } of xmlRows(bytes, limits, sheets)) {
    sheets[sheet]?.merges.push(...merges)
    if ((sheets[sheet]?.merges.length ?? 0) > limits.merges) throw new SheetsError('sheets.bomb')
  }
  return {
    format: 'xml-2003',
    sheets: sheets.map(({ name, hidden, merges }, i) => ({
      name,
      hidden,
      bytes: bytes.length,
      merges,
      async *rows(onBytes) {
        for await (const { sheet, row } of xmlRows(bytes, limits, [])) if (sheet === i) yield row
        onBytes?.(bytes.length)
      },
    })),
  }
}

type Attributes = Readonly<Record<string, string>>

const attribute = (attributes: Attributes, name: string): string | undefined =>
  Object.entries(attributes).find(([key]) => key.slice(key.indexOf(':') + 1) === name)?.[1]

const whole = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,7}$/.test(text) ? Number(text) : undefined

async function* xmlRows(bytes: Buffer, limits: SheetLimits, sheets: FoundSheet[]): AsyncGenerator<FoundRow> {
  let done: FoundRow[] = []
  let sheet = -1
  let row = 0
  let column = 0
  let hidden = false
  let cells: RawCell[] = []
  let merges: Merge[] = []
  let across = 0
  let hasFormula = false
  let data: { type: string; text: string } | undefined

  const listener = {
    open(name: string, attributes: Attributes) {
      if (name === 'Worksheet') {
        sheet += 1
        row = 0
        if (sheet >= limits.sheets) throw new SheetsError('sheets.too-large', '工作表太多。')
        sheets.push({ name: attribute(attributes, 'Name') ?? '', hidden: false, merges: [] })
      } else if (name === 'Row') {
        row = whole(attribute(attributes, 'Index')) ?? row + 1
        hidden = attribute(attributes, 'Hidden') === '1'
        column = 0
        across = 0
        cells = []
        merges = []
      } else if (name === 'Cell') {
        column = whole(attribute(attributes, 'Index')) ?? column + across + 1
        across = whole(attribute(attributes, 'MergeAcross')) ?? 0
        const down = whole(attribute(attributes, 'MergeDown')) ?? 0
        hasFormula = attribute(attributes, 'Formula') !== undefined
        if (column > limits.columns) {
          throw new SheetsError('sheets.too-large', `第${row}行的内容超过了${limits.columns}列。`)
        }
        if (across > 0 || down > 0) {
          merges.push({ top: row, left: column, bottom: row + down, right: column + across })
        }
      } else if (name === 'Data') data = { type: attribute(attributes, 'Type') ?? 'String', text: '' }
    },
    text(text: string) {
      if (data) data.text += text
    },
    close(name: string) {
      if (name === 'Data' && data) {
        const cell = cellOf(column, data.type, data.text, hasFormula)
        if (cell) cells.push(cell)
        data = undefined
      } else if (name === 'Row') done.push({ sheet, row: { row, hidden, cells }, merges })
    },
  }
  for await (const _ of readXml(slices(bytes), listener)) {
    const ready = done
    done = []
    yield* ready
  }
}

function cellOf(column: number, type: string, text: string, hasFormula: boolean): RawCell | undefined {
  const computed = hasFormula ? ({ computed: true } as const) : {}
  if (type === 'Number') return numberCell(column, text, { as: 'plain' }, false, hasFormula)
  if (type === 'Boolean') {
    return { column, text: text.trim() === '1' ? 'TRUE' : 'FALSE', kind: 'boolean', ...computed }
  }
  if (type === 'Error') return { column, text: text.trim() || '#ERROR!', kind: 'error', ...computed }
  const day = type === 'DateTime' ? parseDay(text.trim().slice(0, 10)) : undefined
  return day === undefined
    ? textCell(column, text, hasFormula)
    : { column, text: day, kind: 'date', day, ...computed }
}

async function* slices(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 64 * 1024) {
    yield bytes.subarray(at, at + 64 * 1024)
    if (at % (1024 * 1024) === 0) await new Promise((resume) => setImmediate(resume))
  }
}

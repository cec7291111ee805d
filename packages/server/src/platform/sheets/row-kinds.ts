import { normalHeading } from './headings.ts'
import type { LedgerColumn, SkipReason } from './ledger.ts'
import type { RawCell, RawRow } from './raw-sheet.ts'

const subtotal = /(?:合计|小计|总计|共计|累计|总数)\d*[人名户个次元]?$/
const footer =
  /^(?:填表|填报|填写|制表|审核|审批|复核|校对|上报|报送|报表|统计|经办|录入|单位负责|主要负责|分管领导|主管领导|签字|签章|签名|盖章|单位盖章|联系人及)(?:人|者|员|单位|部门|日期|时间|领导|电话|说明|\(|（|[:：]|$)/
const remark = /^(?:注|备注|说明|填表说明|填报说明|注意事项)\s*\d*\s*[:：]/
/** Headings of a column that only numbers the rows; people fill it down before there is anything to number. */
const rowNumber = /^(?:序号|序|编号|行号|no)$/

/**
 * Tells rows of the ledger from rows that only look like it. A row is left out only when nothing in it can belong to
 * a record: what is doubtful stays a row, and is refused later in plain sight.
 */
export function rowSorter(
  columns: readonly LedgerColumn[],
  required: ReadonlySet<string>,
  titleLines: readonly string[],
) {
  const byIndex = new Map(columns.map((column) => [column.index, column]))
  const headings = new Map(
    columns.map(({ index, heading }) => [index, heading.split('/').map(normalHeading)]),
  )
  const titles = new Set(titleLines)
  const requiredColumns = columns.filter(({ field }) => field !== undefined && required.has(field))

  const isRowNumber = ({ column, text }: RawCell): boolean => {
    const known = byIndex.get(column)
    if (known === undefined || known.field !== undefined || !/^\d{1,7}$/.test(text)) return false
    return rowNumber.test(normalHeading(known.heading))
  }
  /** Columns that a record needs, and that hold something which might be one's. */
  const recordCells = (cells: readonly RawCell[], except: RawCell | undefined): number =>
    requiredColumns.filter(({ index }) => {
      const cell = cells.find(({ column }) => column === index)
      return cell !== undefined && cell !== except && cell.kind !== 'error' && cell.text !== '0'
    }).length

  const isBlank = (cells: readonly RawCell[]): boolean => {
    const told = cells.filter((cell) => !isRowNumber(cell))
    if (told.length === 0) return true
    // Formulas are filled down past the last child, and give 0, nothing, or an age of 124.
    return (
      requiredColumns.length > 0 && told.every((cell) => cell.computed) && recordCells(cells, undefined) === 0
    )
  }

  const isRepeatedHeader = (cells: readonly RawCell[]): boolean => {
    const same = cells.filter(({ column, text }) =>
      headings.get(column)?.includes(normalHeading(text)),
    ).length
    if (same >= 2 && same * 2 > cells.length) return true
    if (cells.length === 1 && titles.has(cells[0]?.text ?? '')) return true
    // A row that numbers the columns: 1 2 3 4.
    return cells.length >= 3 && cells.every(({ text }, i) => text === String(i + 1))
  }

  const isSubtotal = (cells: readonly RawCell[]): boolean => {
    const label = cells
      .slice(0, 3)
      .find(({ text }) => text.length <= 20 && subtotal.test(normalHeading(text)))
    if (label === undefined) return false
    const named = cells.filter(
      (cell) => cell !== label && cell.kind === 'text' && !/^\d+[人名户个次元]?$/.test(cell.text),
    )
    return requiredColumns.length > 0 ? recordCells(textsOf(cells), label) === 0 : named.length <= 1
  }

  const isFooter = (cells: readonly RawCell[]): boolean => {
    const [first] = cells
    if (first === undefined || first.kind !== 'text') return false
    const text = first.text.replace(/\s/g, '')
    if (!footer.test(text) && !remark.test(text)) return false
    return requiredColumns.length < 2 || recordCells(cells, first) < requiredColumns.length
  }

  return ({ cells }: RawRow): SkipReason | undefined => {
    if (isBlank(cells)) return 'blank'
    if (isRepeatedHeader(cells)) return 'repeated-header'
    if (isSubtotal(cells)) return 'subtotal'
    if (isFooter(cells)) return 'footer'
    return undefined
  }
}

/** A figure under a required heading (人数 beneath 姓名) is a sum's, not a record's. */
const textsOf = (cells: readonly RawCell[]): RawCell[] =>
  cells.filter(({ kind, text }) => kind === 'text' && !/^\d{1,6}[人名户个次元]?$/.test(text))

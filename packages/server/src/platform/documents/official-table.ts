import { AlignmentType, Paragraph, Table, TableCell, TableRow, VerticalAlignTable, WidthType } from 'docx'
import { emsOf, fonts, points, run, spaced, TEXT_WIDTH } from './layout.ts'

/** A table of figures: its head is repeated on every page, its rows are not torn. */
export type OfficialTable = {
  readonly type: 'table'
  readonly caption: string
  readonly columns: readonly { readonly title: string; readonly align: 'left' | 'center' | 'right' }[]
  readonly rows: readonly (readonly string[])[]
}

const SIZE = 12
const PADDING = 60
const alignments = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
} as const

/** The caption and the table below it. */
export function tableOf(table: OfficialTable): [Paragraph, Table] {
  const widths = widthsOf(table)
  const cell = (text: string, index: number, isHead: boolean) =>
    new TableCell({
      width: { size: widths[index] ?? 0, type: WidthType.DXA },
      verticalAlign: VerticalAlignTable.CENTER,
      margins: { left: PADDING, right: PADDING },
      children: [
        new Paragraph({
          alignment: isHead ? AlignmentType.CENTER : alignments[table.columns[index]?.align ?? 'left'],
          spacing: spaced(20),
          children: [run(text, { size: SIZE, ...(isHead && { font: fonts.first }) })],
        }),
      ],
    })
  const row = (texts: readonly string[], isHead: boolean) =>
    new TableRow({
      tableHeader: isHead,
      cantSplit: true,
      children: texts.map((text, index) => cell(text, index, isHead)),
    })
  const titles = table.columns.map(({ title }) => title)
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { ...spaced(24), before: 120 },
      keepNext: true,
      children: [run(table.caption, { font: fonts.first, size: SIZE })],
    }),
    new Table({
      width: { size: TEXT_WIDTH, type: WidthType.DXA },
      columnWidths: widths,
      rows: [row(titles, true), ...table.rows.map((texts) => row(texts, false))],
    }),
  ]
}

/**
 * What each column needs so that nothing breaks; where that is more than the page has, long columns share what the short
 * ones leave.
 */
export function widthsOf({ columns, rows }: Pick<OfficialTable, 'columns' | 'rows'>): number[] {
  const needed = columns.map(({ title }, index) => {
    const longest = Math.max(emsOf(title), ...rows.map((row) => emsOf(row[index] ?? '')))
    // Half a character more: programs put a little space between Chinese and digits.
    return points((longest + 0.5) * SIZE) + 2 * PADDING
  })
  const sum = (of: readonly number[]) => of.reduce((total, each) => total + each, 0)
  if (sum(needed) <= TEXT_WIDTH) {
    const more = Math.floor((TEXT_WIDTH - sum(needed)) / columns.length)
    return needed.map((each) => each + more)
  }
  // The widest a column may be so that all fit: short ones keep what they need.
  const sorted = [...needed].sort((left, right) => left - right)
  let free = TEXT_WIDTH
  let share = 0
  for (const [index, each] of sorted.entries()) {
    share = Math.floor(free / (sorted.length - index))
    if (each > share) break
    free -= each
  }
  // Long ones share the rest; twice as much text gets somewhat more room, not twice.
  const weight = (each: number) => (each > share ? Math.sqrt(each) : 0)
  const weights = sum(needed.map(weight))
  return needed.map((each) => (each > share ? Math.floor((free * weight(each)) / weights) : each))
}

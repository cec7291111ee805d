import type { Style } from '@protobi/exceljs'

/** How a column's values are written: ids and phones are `text`, or Excel takes digits away from them. */
export type WrittenKind = 'text' | 'number' | 'day'

// Fonts that every Chinese Windows has; the writer recognises a style by its object, so each is made once.
const song = { name: '宋体', size: 11, charset: 134 }
const hei = { name: '黑体', charset: 134 }
const line = { style: 'thin', color: { argb: 'FFBFBFBF' } } as const
const border = { top: line, left: line, bottom: line, right: line }
const fill = (argb: string) => ({ type: 'pattern', pattern: 'solid', fgColor: { argb } }) as const

export const titleStyle: Partial<Style> = {
  font: { ...hei, size: 18 },
  alignment: { horizontal: 'center', vertical: 'middle' },
  numFmt: '@',
}
export const noteStyle: Partial<Style> = {
  font: { ...song, size: 10, color: { argb: 'FF595959' } },
  alignment: { vertical: 'middle', wrapText: true },
  numFmt: '@',
}
export const headerStyle: Partial<Style> = {
  font: { ...hei, size: 11 },
  alignment: { horizontal: 'center', vertical: 'middle', wrapText: true },
  fill: fill('FFE7EEF7'),
  border,
  numFmt: '@',
}

/** '@' is Excel's text format: digits typed into the cell later stay as typed, too. */
export const bodyStyle: Readonly<Record<WrittenKind, Partial<Style>>> = {
  text: { font: song, alignment: { vertical: 'middle', wrapText: true }, border, numFmt: '@' },
  number: { font: song, alignment: { vertical: 'middle' }, border, numFmt: 'General' },
  day: { font: song, alignment: { vertical: 'middle', horizontal: 'left' }, border, numFmt: 'yyyy-mm-dd' },
}

export const faultStyle: Readonly<Record<WrittenKind, Partial<Style>>> = {
  text: { ...bodyStyle.text, fill: fill('FFFFC7CE') },
  number: { ...bodyStyle.number, fill: fill('FFFFC7CE') },
  day: { ...bodyStyle.day, fill: fill('FFFFC7CE') },
}

const LINE_POINTS = 15
/** Excel's own limit. */
const MOST_POINTS = 409

/**
 * Height in points of a row whose texts wrap in columns of these widths. Spreadsheet programs do not all fit the height
 * themselves, and a wrapped line would be hidden. A Chinese character is as wide as two digits.
 */
export function rowHeight(texts: readonly string[], widths: readonly number[]): number {
  const lines = texts.map((text, i) => linesOf(text.slice(0, 4_000), Math.max((widths[i] ?? 10) - 1, 2)))
  return Math.min(Math.max(1, ...lines) * LINE_POINTS + 5, MOST_POINTS)
}

function linesOf(text: string, width: number): number {
  if (text.length * 2 <= width && !text.includes('\n')) return 1
  return text
    .split('\n')
    .map((part) => Math.ceil((part.length + part.replace(/[\0-\u00ff]/g, '').length) / width) || 1)
    .reduce((sum, count) => sum + count, 0)
}

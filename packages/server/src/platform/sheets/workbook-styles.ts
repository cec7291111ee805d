import type { Style } from '@protobi/exceljs'
import type { WrittenKind } from './write-workbook.ts'

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

import { addDays, type Day, daysBetween, parseDay } from '@hulei/core/calendar'
import type { RawCell } from './raw-sheet.ts'

/** How a number is meant to be read, from its number format. `zeros` is a format such as 000000: leading zeros count. */
export type NumberFormat =
  | { as: 'plain' }
  | { as: 'date'; monthOnly: boolean }
  | { as: 'time' }
  | { as: 'zeros'; width: number }

const PLAIN: NumberFormat = { as: 'plain' }

// ECMA-376 part 1, 18.8.30: the built-in formats, with the East Asian ones that WPS and Excel write in Chinese.
const builtIn = new Map<number, NumberFormat>([
  ...[14, 15, 16, 22, 28, 29, 30, 31, 36, 50, 51, 53, 54, 57, 58].map(
    (id) => [id, { as: 'date', monthOnly: false }] as const,
  ),
  ...[17, 27, 52].map((id) => [id, { as: 'date', monthOnly: true }] as const),
  ...[18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56].map((id) => [id, { as: 'time' }] as const),
])

/** Reads a number format: its id, and its code when the workbook defines one. */
export function numberFormat(id: number, code: string | undefined): NumberFormat {
  if (code === undefined) return builtIn.get(id) ?? PLAIN
  // Quoted words, escapes, colours and conditions hold letters that mean nothing; the first section is for positive numbers.
  const bare = code.replace(/"[^"]*"|\\.|[_*].|\[[^\]]*\]/g, '').split(';')[0] ?? ''
  if (/^0{2,}$/.test(bare)) return { as: 'zeros', width: bare.length }
  if (/general|[#0?]/i.test(bare)) return PLAIN
  if (/[yd]|aaa/i.test(bare)) return { as: 'date', monthOnly: !/d|aaa/i.test(bare) }
  if (/[hs]/i.test(bare)) return { as: 'time' }
  return /m/i.test(bare) ? { as: 'date', monthOnly: true } : PLAIN
}

const LAST_SERIAL = 2_958_465

/**
 * Day of a date serial; undefined where the calendar has none.
 * In the 1900 system serial 60 is a 29 February that never was (Lotus 1-2-3), so days before it count one less.
 */
export function dayOfSerial(serial: number, is1904: boolean): Day | undefined {
  // Half a second is rounding noise of a date with a time.
  const whole = Math.floor(serial + 0.5 / 86_400)
  if (whole < 1 || whole > LAST_SERIAL - (is1904 ? 1_462 : 0)) return undefined
  if (is1904) return addDays('1904-01-01', whole)
  return whole === 60 ? undefined : addDays(whole < 60 ? '1899-12-31' : '1899-12-30', whole)
}

/** Date serial (1900 system) of a day; undefined for what is no day or lies before March 1900. */
export function serialOfDay(text: string): number | undefined {
  const day = parseDay(text)
  const serial = day === undefined ? 0 : daysBetween('1899-12-30', day)
  return serial > 60 ? serial : undefined
}

/** A person's text: no control or zero-width characters, one kind of line break, no white space at either end. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\t\n])\p{Cc}|[\u200B-\u200F\u2028-\u202E\u2060\uFEFF]/gu, '')
    .trim()
}

// What a spreadsheet made of a long number before it was saved as text: 4.30699E+17.
const SCIENTIFIC = /^\d(?:\.\d+)?E\+?(\d+)$/i

export function textCell(column: number, raw: string, computed = false): RawCell | undefined {
  const text = cleanText(raw)
  if (text === '') return undefined
  const exponent = SCIENTIFIC.exec(text)?.[1]
  const imprecise = exponent !== undefined && Number(exponent) >= 15
  return {
    column,
    text,
    kind: 'text',
    ...(imprecise && { imprecise: true }),
    ...(computed && { computed: true }),
  }
}

/** A number as the file has it (`raw`, perhaps 4.3E+17), under the format that the file gives it. */
export function numberCell(
  column: number,
  raw: string,
  format: NumberFormat,
  is1904: boolean,
  computed = false,
): RawCell | undefined {
  const literal = raw.trim()
  if (literal === '') return undefined
  const value = Number(literal)
  if (!Number.isFinite(value)) return textCell(column, literal, computed)
  const mark = computed ? ({ computed: true } as const) : {}
  if (format.as === 'date') {
    const day = dayOfSerial(value, is1904)
    if (day !== undefined) {
      const text = format.monthOnly ? day.slice(0, 7) : day + timeText(value, ' ')
      return { column, text, kind: 'date', day, ...(format.monthOnly && { monthOnly: true }), ...mark }
    }
  }
  if (format.as === 'time' && value >= 0 && value < 1) {
    return { column, text: timeText(value, '') || '00:00', kind: 'text', ...mark }
  }
  const text = digits(literal, value)
  const padded = format.as === 'zeros' && /^\d+$/.test(text) ? text.padStart(format.width, '0') : text
  const serialDay = Number.isInteger(value) ? dayOfSerial(value, is1904) : undefined
  return {
    column,
    text: padded,
    kind: 'number',
    ...(Math.abs(value) >= 1e15 && { imprecise: true }),
    ...(serialDay !== undefined && { serialDay }),
    ...mark,
  }
}

/**
 * The number in plain digits. Some programs write every digit of a long integer, and then the file holds more
 * than a double can: those digits are kept as they stand. Otherwise the 15 digits that Excel shows.
 */
function digits(literal: string, value: number): string {
  if (/^-?\d+$/.test(literal)) return literal
  if (Math.abs(value) < 1e15) return String(Number(value.toPrecision(15)))
  const [mantissa = '', exponent] = value.toExponential(14).split('e')
  return mantissa.replace('.', '').padEnd(Number(exponent) + (value < 0 ? 2 : 1), '0')
}

function timeText(serial: number, before: string): string {
  const minutes = Math.round((serial - Math.floor(serial)) * 1440)
  if (minutes === 0 || minutes === 1440) return ''
  return `${before}${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

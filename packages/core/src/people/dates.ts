import type { Day } from '../calendar/index.ts'
import { dayOfNumber, dayOfParts } from '../calendar/index.ts'
import type { Refusal } from './written.ts'
import { asTyped, refuse } from './written.ts'

/** A date of a hand-kept ledger, read. */
export type LooseDay = { ok: true; day: Day }

export type LooseDayFault =
  | 'day.blank'
  | 'day.no-day'
  | 'day.no-month'
  | 'day.no-year'
  | 'day.two-digit-year'
  | 'day.order'
  | 'day.not-real'
  | 'day.unclear'

// Serials count days from 1900-01-01 as 1 and include a 29 February 1900 that never was, so from March 1900
// on their day zero is 1899-12-30.
const dayZeroOfSerials = -25569
// 1927-05-18 to 2099-12-31. Shorter numbers are years, ages and slips of the finger long before they are the
// days of 1900 to 1927.
const smallestSerial = 10000
const largestSerial = 73050

const separator = '[-./年月—–－、，,。\\\\ ]'
const threeParts = new RegExp(`^(\\d+)${separator}(\\d{1,2})${separator}(\\d{1,2})[日号.。]?$`, 'u')
const twoParts = new RegExp(`^(\\d{4})${separator}(\\d{1,2})(?:月份?|[.。])?$`, 'u')
const dayFirst = /^\d{1,2}[-./ ]\d{1,2}[-./ ]\d{4}$/u
const midnight = /[T ]0?0:00(?::00(?:\.0+)?)?Z?$/u
const clock = / \d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/u

/**
 * Reads a date as ledgers hold it: 2012.5.3, 2012-5-3, 2012/05/03, 2012年5月3日, 20120503, full-width
 * digits and stray spaces, a time of day behind it, and a sheet's serial number of five digits (1900 system) as
 * number or text. What leaves the day open is refused with the reason; nothing is completed by guessing.
 *
 * A sheet of the 1904 system must have its serials raised by 1462 first: the number alone does not show it.
 *
 * @example parseLooseDay('２０１２年５月３日') // { ok: true, day: '2012-05-03' }
 * @example parseLooseDay(41032) // { ok: true, day: '2012-05-03' }
 */
export function parseLooseDay(written: string | number): LooseDay | Refusal<LooseDayFault> {
  if (typeof written === 'number') return readNumber(written, String(written))
  const typed = asTyped(written).replace(/^['’‘`]+/u, '')
  if (typed === '') return refuse('day.blank', '未填写日期。')
  if (/^\d+(?:\.\d+)?$/u.test(typed)) return readNumber(Number(typed), typed)
  const text = typed
    .replace(midnight, '')
    .replace(clock, '')
    .replace(/ ?([-./年月日号—–－、，,。\\]) ?/gu, '$1')
  const parts = text.match(threeParts)
  if (parts?.[1] && parts[2] && parts[3]) return readParts(parts[1], parts[2], parts[3], text)
  return refuseText(text)
}

function readParts(
  year: string,
  month: string,
  date: string,
  text: string,
): LooseDay | Refusal<LooseDayFault> {
  if (dayFirst.test(text)) return wrongOrder(text)
  if (year.length === 2 || year.length === 1) return twoDigitYear(text)
  if (year.length !== 4) return unclear(text)
  return real(Number(year), Number(month), Number(date))
}

function refuseText(text: string): Refusal<LooseDayFault> {
  if (dayFirst.test(text)) return wrongOrder(text)
  if (twoParts.test(text)) return noDay(text)
  if (/^(?:19|20)\d{2}年?$/u.test(text)) return noMonth(text)
  if (/^\d{1,2}月\d{1,2}[日号]?$/u.test(text) || /^\d{1,2}[-./]\d{1,2}$/u.test(text)) {
    return refuse('day.no-year', `“${text}”没有写年份，请补上四位年份。`)
  }
  if (/^['’]?\d{2}年/u.test(text)) return twoDigitYear(text)
  return unclear(text)
}

/** A number, or digits with at most one point: eight digits, a year, a year.month, or a serial number. */
function readNumber(value: number, text: string): LooseDay | Refusal<LooseDayFault> {
  if (!Number.isFinite(value) || value < 0) return unclear(text)
  const whole = Math.floor(value)
  const isYear = whole >= 1900 && whole <= 2100
  // 2012.5 is May 2012 as ledgers write it, and the noon of a serial in 1905 only to a machine.
  if (isYear) return text.includes('.') ? noDay(text) : noMonth(text)
  if (/^\d{8}$/u.test(text)) {
    return real(Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6, 8)))
  }
  if (/^(?:19|20)\d{2}(?:0[1-9]|1[0-2])$/u.test(text)) return noDay(text)
  if (/^\d{6}$/u.test(text)) return twoDigitYear(text)
  if (whole < smallestSerial || whole > largestSerial) return unclear(text)
  return { ok: true, day: dayOfNumber(whole + dayZeroOfSerials) }
}

function real(year: number, month: number, date: number): LooseDay | Refusal<LooseDayFault> {
  const day = year >= 1900 && year <= 2099 ? dayOfParts({ year, month, date }) : undefined
  return day === undefined ? notReal(`${year}年${month}月${date}日`) : { ok: true, day }
}

const noDay = (text: string) => refuse('day.no-day', `“${text}”只有年月，没有写哪一日，请补全。`)
const noMonth = (text: string) => refuse('day.no-month', `“${text}”只有年份，请补全月和日。`)
const wrongOrder = (text: string) =>
  refuse('day.order', `“${text}”分不清哪个是月、哪个是日，请按“年-月-日”填写。`)
const twoDigitYear = (text: string) =>
  refuse('day.two-digit-year', `“${text}”的年份不足四位，请写成四位年份，如2012-05-03。`)
const notReal = (text: string) => refuse('day.not-real', `${text}不是真实的日期，请核对。`)
const unclear = (text: string) => refuse('day.unclear', `“${text}”看不出是哪一天，请写成“2012-05-03”的样子。`)

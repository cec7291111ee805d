import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayNumberOf, dayOfNumber, formatDayZh, partsOf } from '../calendar/index.ts'
import { parseLooseDay } from './dates.ts'

const days = fc.integer({ min: dayNumberOf('1900-01-01'), max: dayNumberOf('2099-12-31') }).map(dayOfNumber)
const wide = (text: string) =>
  text.replace(/[!-~]/gu, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0))

describe('dates of ledgers', () => {
  it('are read however they are written', () => {
    const separators = fc.constantFrom('.', '-', '/', '．', '－', '、', ' ', ' . ', ' / ')
    fc.assert(
      fc.property(days, separators, fc.boolean(), (day, separator, isPadded) => {
        const { year, month, date } = partsOf(day)
        const two = (value: number) => (isPadded ? String(value).padStart(2, '0') : String(value))
        const written = `${year}${separator}${two(month)}${separator}${two(date)}`
        for (const text of [
          written,
          wide(written),
          ` ${written}\u3000`,
          `${written} 00:00:00`,
          `${written} 8:30`,
        ]) {
          expect([text, parseLooseDay(text)]).toEqual([text, { ok: true, day }])
        }
      }),
    )
  })

  it('are read in Chinese, as eight digits and as ISO text', () => {
    fc.assert(
      fc.property(days, (day) => {
        const compact = day.replaceAll('-', '')
        const forms = [
          formatDayZh(day),
          formatDayZh(day).replace('日', '号'),
          wide(compact),
          compact,
          Number(compact),
        ]
        for (const form of [...forms, `${day}T00:00:00.000Z`, `'${compact}`]) {
          expect([form, parseLooseDay(form)]).toEqual([form, { ok: true, day }])
        }
      }),
    )
  })

  it('are read from serial numbers, as number, with a time of day, and as text', () => {
    // Known from spreadsheets: 41032 is 2012-05-03 and 45432 is 2024-05-20.
    expect(parseLooseDay(41032)).toEqual({ ok: true, day: '2012-05-03' })
    expect(parseLooseDay(45432)).toEqual({ ok: true, day: '2024-05-20' })
    fc.assert(
      fc.property(fc.integer({ min: 10000, max: 73050 }), (serial) => {
        const day = dayOfNumber(dayNumberOf('2012-05-03') + serial - 41032)
        for (const written of [
          serial,
          serial + 0.75,
          String(serial),
          wide(String(serial)),
          ` ${serial}.0 `,
        ]) {
          expect([written, parseLooseDay(written)]).toEqual([written, { ok: true, day }])
        }
      }),
    )
  })

  it.each([
    ['', 'day.blank'],
    ['\u3000', 'day.blank'],
    ['2012.5', 'day.no-day'],
    [2012.5, 'day.no-day'],
    ['2012年5月', 'day.no-day'],
    ['2012年5月份', 'day.no-day'],
    ['2012-05', 'day.no-day'],
    [201205, 'day.no-day'],
    ['2012', 'day.no-month'],
    [2012, 'day.no-month'],
    ['2012年', 'day.no-month'],
    ['5月3日', 'day.no-year'],
    ['5-3', 'day.no-year'],
    ['12.5.3', 'day.two-digit-year'],
    ['12年5月3日', 'day.two-digit-year'],
    ["'12.5.3", 'day.two-digit-year'],
    ['120503', 'day.two-digit-year'],
    ['5/3/2012', 'day.order'],
    ['03-05-2012', 'day.order'],
    ['2012.13.1', 'day.not-real'],
    ['2012-02-30', 'day.not-real'],
    ['20120230', 'day.not-real'],
    ['2023年2月29日', 'day.not-real'],
    ['1899-12-31', 'day.not-real'],
    ['2100-01-01', 'day.not-real'],
    [5, 'day.unclear'],
    [60, 'day.unclear'],
    [99999, 'day.unclear'],
    [-41032, 'day.unclear'],
    [Number.NaN, 'day.unclear'],
    [Number.POSITIVE_INFINITY, 'day.unclear'],
    ['不详', 'day.unclear'],
    ['3-May-12', 'day.unclear'],
    ['2012-05-03T20:00:00Z', 'day.unclear'],
    ['2012/5/3/4', 'day.unclear'],
  ] satisfies [string | number, string][])('%s is refused as %s', (written, code) => {
    expect(parseLooseDay(written)).toMatchObject({ ok: false, code, message: expect.stringMatching(/。$/) })
  })

  it('never throw', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.stringMatching(/^[0-9 ./年月日:T-]{0,24}$/)),
        (written) => {
          const read = parseLooseDay(written)
          if (read.ok) expect(parseLooseDay(read.day)).toEqual(read)
        },
      ),
    )
  })
})

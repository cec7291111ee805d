import { addDays, dayNumberOf } from '@hulei/core/calendar'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanText, dayOfSerial, numberCell, numberFormat, serialOfDay, textCell } from './cell-value.ts'

const plain = { as: 'plain' } as const

describe('dayOfSerial', () => {
  it.each([
    [1, '1900-01-01'],
    [59, '1900-02-28'],
    [60, undefined],
    [61, '1900-03-01'],
    [41_032, '2012-05-03'],
    [41_032.75, '2012-05-03'],
    [2_958_465, '9999-12-31'],
    [2_958_466, undefined],
    [0, undefined],
    [-1, undefined],
  ])('reads serial %d as %s', (serial, day) => {
    expect(dayOfSerial(serial, false)).toBe(day)
  })

  it('counts from 1904 where the workbook says so', () => {
    expect(dayOfSerial(39_570, true)).toBe('2012-05-03')
    expect(dayOfSerial(2_957_003, true)).toBe('9999-12-31')
    expect(dayOfSerial(2_957_004, true)).toBeUndefined()
  })

  it('undoes serialOfDay for every day since March 1900', () => {
    const days = fc.integer({ min: 0, max: dayNumberOf('9999-12-31') - dayNumberOf('1900-03-01') })
    fc.assert(
      fc.property(days, (count) => {
        const day = addDays('1900-03-01', count)
        const serial = serialOfDay(day)
        expect(serial).toBeDefined()
        expect(dayOfSerial(serial ?? 0, false)).toBe(day)
      }),
    )
  })

  it('has no serial for what is no day', () => {
    expect(['2012-02-30', '2012.5.3', '', '1900-02-28', '***'].map(serialOfDay)).toEqual(
      Array(5).fill(undefined),
    )
  })
})

describe('numberFormat', () => {
  it.each([
    [14, undefined, { as: 'date', monthOnly: false }],
    [31, undefined, { as: 'date', monthOnly: false }],
    [27, undefined, { as: 'date', monthOnly: true }],
    [20, undefined, { as: 'time' }],
    [0, undefined, plain],
    [49, undefined, plain],
    [176, 'yyyy"年"m"月"d"日"', { as: 'date', monthOnly: false }],
    [177, 'yyyy"年"m"月"', { as: 'date', monthOnly: true }],
    [178, '[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', { as: 'date', monthOnly: false }],
    [179, 'yyyy/m/d;@', { as: 'date', monthOnly: false }],
    [180, '[红色]0.00"d"', plain],
    [181, 'General"岁"', plain],
    [182, 'h:mm:ss', { as: 'time' }],
    [183, '000000', { as: 'zeros', width: 6 }],
    [184, '@', plain],
    [185, '"y"@', plain],
  ])('reads format %d %s', (id, code, expected) => {
    expect(numberFormat(id, code)).toEqual(expected)
  })
})

describe('numberCell', () => {
  const cell = (raw: string, format: Parameters<typeof numberCell>[2] = plain) =>
    numberCell(1, raw, format, false)

  it.each([
    ['13900000001', '13900000001'],
    ['0.1', '0.1'],
    ['0.30000000000000004', '0.3'],
    ['1.5E3', '1500'],
    ['-7', '-7'],
    ['999999999999999', '999999999999999'],
  ])('writes %s as %s, precise', (raw, text) => {
    expect(cell(raw)).toMatchObject({ text, kind: 'number' })
    expect(cell(raw)).not.toHaveProperty('imprecise')
  })

  it.each([
    ['4.30699201205030E+17', '430699201205030000'],
    ['4.3069920120503001E+17', '430699201205030000'],
    ['430699201205030019', '430699201205030019'],
    ['1E+15', '1000000000000000'],
  ])('flags %s as imprecise, and keeps the digits that are there: %s', (raw, text) => {
    expect(cell(raw)).toMatchObject({ text, kind: 'number', imprecise: true })
  })

  it('never flags a number of up to 15 digits, and always one of 16 to 18', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }), (number) => {
        expect(cell(String(number))?.imprecise ?? false).toBe(number >= 10n ** 15n)
      }),
    )
  })

  it('shows dates as days, with the time when there is one, and months as months', () => {
    const date = { as: 'date', monthOnly: false } as const
    expect(cell('41032', date)).toEqual({ column: 1, text: '2012-05-03', kind: 'date', day: '2012-05-03' })
    expect(cell('41032.354166666664', date)?.text).toBe('2012-05-03 08:30')
    expect(cell('41030', { as: 'date', monthOnly: true })).toMatchObject({ text: '2012-05', monthOnly: true })
    expect(cell('0.354166666666667', { as: 'time' })).toMatchObject({ text: '08:30', kind: 'text' })
  })

  it('says which day a plain number would be', () => {
    expect(cell('41032')).toMatchObject({ kind: 'number', serialDay: '2012-05-03' })
    expect(cell('41032.5')).not.toHaveProperty('serialDay')
  })

  it('pads a number whose format counts its zeros', () => {
    expect(cell('42', { as: 'zeros', width: 6 })?.text).toBe('000042')
  })
})

describe('text', () => {
  it('loses white space at its ends, zero-width and control characters, and keeps the rest', () => {
    expect(cleanText('\u3000 \u00A0张\u200B三\u0007\uFEFF \r\n李 四\r ')).toBe('张三 \n李 四')
    expect(textCell(1, ' \u3000\n')).toBeUndefined()
  })

  it('flags an id number that a spreadsheet program has already turned into 4.30699E+17', () => {
    expect(textCell(1, '4.30699E+17')).toMatchObject({ text: '4.30699E+17', imprecise: true })
    expect(textCell(1, '4.3E+03')).not.toHaveProperty('imprecise')
    expect(textCell(1, '43069920120503001X')).not.toHaveProperty('imprecise')
  })
})

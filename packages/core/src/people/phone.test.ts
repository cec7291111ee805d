import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskPhone, parsePhone } from './phone.ts'

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`))
const mobiles = fc
  .tuple(fc.integer({ min: 3, max: 9 }), digits(9))
  .map(([second, rest]) => `1${second}${rest}`)
const landlines = fc
  .tuple(
    fc.constantFrom('010', '021', '0311', '0730', '0731', '0999'),
    fc.integer({ min: 2, max: 9 }),
    digits(6),
  )
  .map(([area, first, rest]) => `${area}-${first}${rest}`)

describe('phone numbers', () => {
  it('stay as they are once in their one written form', () => {
    fc.assert(
      fc.property(fc.oneof(mobiles, landlines), (phone) => {
        expect(parsePhone(phone)).toMatchObject({ ok: true, phone })
      }),
    )
  })

  it('are found again however a mobile is grouped or prefixed', () => {
    const prefixes = fc.constantFrom('', '+86', '+86 ', '86', '0086', '(+86)', '0')
    const gaps = fc.constantFrom('', ' ', '-', '\u3000')
    fc.assert(
      fc.property(mobiles, prefixes, gaps, (phone, prefix, gap) => {
        const written = `${prefix}${phone.slice(0, 3)}${gap}${phone.slice(3, 7)}${gap}${phone.slice(7)}`
        expect(parsePhone(written)).toEqual({ ok: true, kind: 'mobile', phone })
      }),
    )
  })

  it.each([
    [13812345678, '13812345678'],
    ['１３８１２３４５６７８', '13812345678'],
    ["'13812345678", '13812345678'],
    ['07306123456', '0730-6123456'],
    ['(0730)6123456', '0730-6123456'],
    ['（0730）6123456', '0730-6123456'],
    ['+86 730 6123456', '0730-6123456'],
    ['+86 10 62345678', '010-62345678'],
    ['0731 8123 4567', '0731-81234567'],
    ['0730-6123456转801', '0730-6123456-801'],
    ['0730-6123456-801', '0730-6123456-801'],
    ['0730-6123456 分机 801', '0730-6123456-801'],
  ] as const)('%s is read as %s', (written, phone) => {
    expect(parsePhone(written)).toMatchObject({ ok: true, phone })
  })

  it.each([
    ['', 'phone.blank'],
    ['1.38E+10', 'phone.scientific'],
    ['13812345678/13912345678', 'phone.several'],
    ['13812345678、0730-6123456', 'phone.several'],
    ['13812345678 13912345678', 'phone.several'],
    ['13812345678或13912345678', 'phone.several'],
    ['无', 'phone.characters'],
    ['138****5678', 'phone.characters'],
    ['爷爷13812345678', 'phone.characters'],
    ['6123456', 'phone.area-code'],
    ['1381234567', 'phone.length'],
    ['138123456789', 'phone.length'],
    ['0730-612345', 'phone.length'],
    ['12812345678', 'phone.prefix'],
    ['-', 'phone.prefix'],
    [Number.NaN, 'phone.characters'],
  ] satisfies [string | number, string][])('%s is refused as %s', (written, code) => {
    expect(parsePhone(written)).toMatchObject({ ok: false, code, message: expect.stringMatching(/。$/) })
  })

  it('never throw', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.stringMatching(/^[0-9 ()转/.+-]{0,24}$/)),
        (written) => {
          const read = parsePhone(written)
          if (read.ok) expect(parsePhone(read.phone)).toEqual(read)
        },
      ),
    )
  })
})

describe('masked phone numbers', () => {
  it('keep enough to tell two apart by ear', () => {
    expect(maskPhone('13812345678')).toBe('138****5678')
    expect(maskPhone('0730-6123456')).toBe('0730-****456')
    expect(maskPhone('010-62345678-801')).toBe('010-****5678')
  })

  it('hide anything that is not a number in its written form', () => {
    expect(maskPhone('6123456')).toBe('*******')
    fc.assert(fc.property(fc.string(), (text) => maskPhone(`家${text}`).replaceAll('*', '') === ''))
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskName, normaliseName, parsePersonName } from './name.ts'

const characters = fc.constantFrom(...'王李张刘陈杨赵黄周吴欧阳芳伟娜静秀强磊洋艳勇䶮𠮷𪚥〇')
const names = fc.array(characters, { minLength: 2, maxLength: 6 }).map((list) => list.join(''))

describe('names', () => {
  it('stay as they are once in their one written form', () => {
    fc.assert(
      fc.property(fc.array(names, { minLength: 1, maxLength: 3 }), (parts) => {
        const name = parts.join('·')
        expect(parsePersonName(name)).toEqual({ ok: true, name })
      }),
    )
  })

  it('lose the spaces by which ledgers align them', () => {
    fc.assert(
      fc.property(names, fc.constantFrom(' ', '  ', '\u3000', '\u00a0', '\u200b', '\t'), (name, space) => {
        const written = `${space}${Array.from(name).join(space)}${space}`
        expect(parsePersonName(written)).toEqual({ ok: true, name })
      }),
    )
  })

  it.each(['•', '・', '．', '.', '‧', '･', ' · ', '··'])(
    'of minorities have one middle dot, not %s',
    (dot) => {
      expect(parsePersonName(`阿卜杜拉${dot}买买提`)).toEqual({ ok: true, name: '阿卜杜拉·买买提' })
    },
  )

  it.each([
    ['张\ue863', '张䶮', 'a rare character of old fonts'],
    ['⽅⼩⽟', '方小玉', 'Kangxi radicals out of a PDF'],
    ['張\uf9dc', '張隆', 'a compatibility ideograph'],
    ['葛\u{e0100}芳', '葛芳', 'a glyph variant'],
    ['𠮷𪚥', '𠮷𪚥', 'two characters outside the basic plane'],
    ['NGUYEN THI HOA', 'NGUYEN THI HOA', 'a foreign mother'],
    ['Nguyễn Thị Hoa', 'Nguyễn Thị Hoa', 'with accents'],
  ] as const)('%s is read as %s (%s)', (written, name, _why) => {
    expect(parsePersonName(written)).toEqual({ ok: true, name })
  })

  it.each([
    ['', 'person-name.blank'],
    ['\u3000', 'person-name.blank'],
    ['张', 'person-name.length'],
    ['𠮷', 'person-name.length'],
    ['张'.repeat(31), 'person-name.length'],
    ['张三(留守)', 'person-name.characters'],
    ['张3', 'person-name.characters'],
    ['张三<script>', 'person-name.characters'],
    ['张?', 'person-name.unreadable'],
    ['张\ue000', 'person-name.unreadable'],
    ['⻩芳', 'person-name.unreadable'],
    ['张yi', 'person-name.mixed'],
    ['·张三', 'person-name.punctuation'],
    ['张三·', 'person-name.punctuation'],
    ['张-三', 'person-name.punctuation'],
  ] as const)('%s is refused as %s', (written, code) => {
    expect(parsePersonName(written)).toMatchObject({ ok: false, code, message: expect.stringMatching(/。$/) })
  })

  it('never throw, and are normalised once for all', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), (written) => {
        const read = parsePersonName(written)
        if (read.ok) expect(normaliseName(read.name)).toBe(read.name)
      }),
    )
  })
})

describe('masked names', () => {
  it.each([
    ['张三', '张*'],
    ['张三丰', '张**'],
    ['欧阳娜娜', '欧阳**'],
    ['欧阳娜', '欧阳*'],
    ['欧阳', '欧*'],
    ['阿卜杜拉·买买提', '阿***·***'],
    ['𠮷田', '𠮷*'],
    ['张', '*'],
    ['', ''],
  ])('%s shows as %s', (name, masked) => {
    expect(maskName(name)).toBe(masked)
  })

  it('show no more than a family name, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const masked = maskName(text)
        expect(Array.from(masked.replaceAll('*', '').replaceAll('·', '')).length).toBeLessThanOrEqual(2)
      }),
    )
  })
})

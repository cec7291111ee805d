import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Day } from '../calendar/index.ts'
import { dayNumberOf, dayOfNumber } from '../calendar/index.ts'
import { checkDigit, maskResidentId, parseResidentId } from './resident-id.ts'

const days = fc.integer({ min: dayNumberOf('1900-01-01'), max: dayNumberOf('2026-12-31') }).map(dayOfNumber)

/** Invented numbers under county code 430699, which is not assigned, so that none is a real person's. */
const idOf = (birth: Day, sequence: number): string => {
  const body = `430699${birth.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`
  return `${body}${checkDigit(body)}`
}
const people = fc.record({ birth: days, sequence: fc.integer({ min: 1, max: 999 }) })
const ids = people.map(({ birth, sequence }) => idOf(birth, sequence))

const faultOf = (written: string | number, today?: Day): string => {
  const read = parseResidentId(written, today)
  return read.ok ? 'none' : read.code
}

describe('resident id numbers', () => {
  it('have the check character that the standard’s own example shows', () => {
    // GB 11643-1999, examples of appendix: 11010519491231002X and 440524188001010014.
    expect(checkDigit('11010519491231002')).toBe('X')
    expect(checkDigit('44052418800101001')).toBe('4')
    expect(checkDigit('1101051949123100')).toBeUndefined()
    expect(checkDigit('1101051949123100X')).toBeUndefined()
  })

  it('give birth, sex and county back', () => {
    fc.assert(
      fc.property(people, ({ birth, sequence }) => {
        const id = idOf(birth, sequence)
        expect(parseResidentId(id)).toEqual({
          ok: true,
          id,
          birth,
          sex: sequence % 2 === 1 ? 'male' : 'female',
          county: '430699',
          isLikelyRounded: id.endsWith('000'),
        })
      }),
    )
  })

  it('are refused with any one digit changed', () => {
    fc.assert(
      fc.property(ids, fc.nat(16), fc.integer({ min: 1, max: 9 }), (id, place, shift) => {
        const changed = id.slice(0, place) + ((Number(id[place]) + shift) % 10) + id.slice(place + 1)
        expect(parseResidentId(changed).ok).toBe(false)
      }),
    )
  })

  it('are refused with any other check character', () => {
    fc.assert(
      fc.property(ids, fc.constantFrom(...'0123456789X'), (id, check) => {
        const changed = id.slice(0, 17) + check
        expect(parseResidentId(changed).ok).toBe(changed === id)
      }),
    )
  })

  it('are refused with two neighbouring characters swapped', () => {
    fc.assert(
      fc.property(ids, fc.nat(16), (id, place) => {
        const swapped = `${id.slice(0, place)}${id[place + 1]}${id[place]}${id.slice(place + 2)}`
        expect(parseResidentId(swapped).ok).toBe(swapped === id)
      }),
    )
  })

  it('are read through what typing and copying do to them', () => {
    fc.assert(
      fc.property(
        ids,
        fc.array(fc.tuple(fc.nat(18), fc.constantFrom(' ', '\u3000', '\u00a0', '\u200b', '\t'))),
        (id, spaces) => {
          let written = id.toLowerCase()
          for (const [place, space] of spaces)
            written = written.slice(0, place) + space + written.slice(place)
          expect(parseResidentId(`'${written}\n`)).toEqual(parseResidentId(id))
          const wide = written.replace(/[0-9x]/gu, (character) =>
            String.fromCharCode(character.charCodeAt(0) + 0xfee0),
          )
          expect(parseResidentId(wide)).toEqual(parseResidentId(id))
        },
      ),
    )
  })

  it.each(['×', 'х', 'Х'])('are read with %s for the final X', (look) => {
    expect(parseResidentId(`11010519491231002${look}`)).toMatchObject({ ok: true, id: '11010519491231002X' })
  })

  it.each([
    ['', 'resident-id.blank'],
    [' \u3000', 'resident-id.blank'],
    ['4.30623E+17', 'resident-id.scientific'],
    ['4.30699201205031E+17', 'resident-id.scientific'],
    ['4.3e17', 'resident-id.scientific'],
    ['430699201205031000', 'resident-id.rounded'],
    [430699201205031000, 'resident-id.rounded'],
    [4.30699201205031e17, 'resident-id.rounded'],
    [430699201205031, 'resident-id.fifteen-digits'],
    ['430699120503123', 'resident-id.fifteen-digits'],
    ['43069920120503001', 'resident-id.length'],
    ['4306992012050300123', 'resident-id.length'],
    [12345, 'resident-id.length'],
    [Number.NaN, 'resident-id.characters'],
    ['43069920120503OO14', 'resident-id.characters'],
    ['4306992012X5030014', 'resident-id.characters'],
    ['不详', 'resident-id.characters'],
    ['990699201205030012', 'resident-id.check-digit'],
    ['000699201205030012', 'resident-id.region'],
    ['430699201202300012', 'resident-id.birth-date'],
    ['430699189905030012', 'resident-id.birth-date'],
  ] satisfies [string | number, string][])('%s is refused as %s', (written, code) => {
    expect(faultOf(written)).toBe(code)
  })

  it('of one not yet born are refused when today is given', () => {
    const id = idOf('2024-05-21', 1)
    expect(faultOf(id)).toBe('none')
    expect(faultOf(id, '2024-05-20')).toBe('resident-id.birth-in-future')
    expect(faultOf(id, '2024-05-21')).toBe('none')
  })

  it('that end in 000 and pass by chance are marked for a person to look at', () => {
    const sequences = Array.from({ length: 10 }, (_, hundred) => hundred * 100)
    const found = days.map((birth) =>
      sequences.map((sequence) => idOf(birth, sequence)).find((id) => id.endsWith('000')),
    )
    fc.assert(
      fc.property(found, (id) => {
        fc.pre(id !== undefined)
        expect(parseResidentId(id)).toMatchObject({ ok: true, isLikelyRounded: true })
      }),
    )
  })

  it('tell a clerk where the wrong character stands', () => {
    expect(parseResidentId('43069920120503O014')).toMatchObject({
      message: expect.stringContaining('第15位是“O”，应为数字0'),
    })
    expect(parseResidentId('4306992012050300')).toMatchObject({
      message: expect.stringContaining('现有16位'),
    })
  })

  it('never throw, and refuse with a sentence', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.stringMatching(/^[0-9 Xx.Ee+]{0,20}$/)),
        (written) => {
          const read = parseResidentId(written)
          expect(read.ok || read.message.endsWith('。')).toBe(true)
        },
      ),
    )
  })

  it('are masked but for three characters at each end; anything else is hidden', () => {
    expect(maskResidentId('430699201205030234')).toBe('430************234')
    expect(maskResidentId('43069920120503')).toBe('**************')
    expect(maskResidentId('')).toBe('')
    fc.assert(fc.property(ids, (id) => !maskResidentId(id).includes(id.slice(6, 14))))
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { headingBook, normalHeading } from './headings.ts'
import { specs } from './workbook-fixture.ts'

describe('normalHeading', () => {
  it.each([
    ['姓　名', '姓名'],
    ['*姓名（必填）', '姓名'],
    ['姓名\n(与户口本一致)', '姓名'],
    ['【儿童】姓名：', '姓名'],
    ['1.姓名', '姓名'],
    ['（备注）', '备注'],
    ['姓名（含曾用名（如有））', '姓名'],
    ['姓名（必填', '姓名必填'],
    ['ＩＤ　号', 'id号'],
    ['出生\r\n年月', '出生年月'],
    ['联系电话/手机', '联系电话手机'],
  ])('reads %s as %s', (heading, normal) => {
    expect(normalHeading(heading)).toBe(normal)
  })

  it('changes nothing when done twice', () => {
    const headings = fc.string({ unit: fc.constantFrom(...'姓名（）()*[]【】 \u3000\n1.、：A') })
    fc.assert(
      fc.property(headings, (text) => {
        expect(normalHeading(normalHeading(text))).toBe(normalHeading(text))
      }),
    )
  })
})

describe('headingBook', () => {
  const book = headingBook(specs)
  const fields = (group: string, subs: string[]) => book.claimGroup(group, subs).map((claim) => claim?.field)

  it.each([
    ['监护人', ['姓名', '电话', '身份证号'], ['guardianName', 'guardianPhone', undefined]],
    ['监护人基本情况', ['姓名', '电话'], ['guardianName', 'guardianPhone']],
    ['监护人', ['监护人姓名', '联系电话'], ['guardianName', undefined]],
    ['儿童基本信息', ['姓名', '性别', '证件号'], ['name', 'sex', 'idNumber']],
    ['基本情况', ['姓名', '性别'], ['name', 'sex']],
    ['父亲', ['姓名', '身份证号', '性别'], [undefined, undefined, undefined]],
    ['户籍', ['村', '出生日期'], ['village', 'birth']],
  ])('under %s takes %j for %j', (group, subs, expected) => {
    expect(fields(group, subs)).toEqual(expected)
  })

  it('marks what stands under a group that it does not know', () => {
    expect(book.claimGroup('户籍', ['村'])).toEqual([{ field: 'village', rank: 2 }])
  })

  it('refuses two columns with one heading, which is a mistake of the caller', () => {
    const twice = [...specs, { field: 'other', title: '电话', aliases: ['联 系 电 话'] }]
    expect(() => headingBook(twice)).toThrow(/联系电话/)
  })
})

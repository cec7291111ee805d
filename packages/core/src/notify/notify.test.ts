import fc from 'fast-check'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { builtInLists } from '../kinds/index.ts'
import {
  findTemplate,
  type NoticeCode,
  type NoticeValues,
  noticeFaults,
  noticeTemplates,
  outsideTexts,
  sayNotice,
  sayOutside,
} from './index.ts'

const codes = Object.keys(noticeTemplates) as NoticeCode[]
const samples: Readonly<Record<string, unknown>> = {
  count: 3,
  hours: 2,
  dueOn: '2024-05-25',
  month: '2024-05',
  role: 'leader',
  step: 'report',
}
const valuesOf = (code: NoticeCode) =>
  Object.fromEntries(Object.keys(noticeTemplates[code].params).map((name) => [name, samples[name]]))

describe('a message', () => {
  test.each(codes)('%s says what it is in whole sentences, and nothing of what it cannot know', (code) => {
    expect(noticeFaults(template(code), valuesOf(code), builtInLists)).toEqual([])
    const { title, text } = sayNotice(code, valuesOf(code), builtInLists)
    expect(title.length).toBeGreaterThan(1)
    expect(text).toMatch(/。$/)
    expect(text).not.toMatch(/undefined|null|NaN|\[object/)
  })

  test.each(codes)('%s refuses a name wherever one could be put', (code) => {
    const values = valuesOf(code)
    const names = [...Object.keys(values), 'name', 'text', 'note']
    for (const name of names)
      for (const words of ['林小雨', 'lin xiaoyu', 'Lin', '13800000000', ['林小雨'], { name: '林小雨' }])
        expect(
          noticeFaults(template(code), { ...values, [name]: words }, builtInLists),
          `${name} took ${JSON.stringify(words)}`,
        ).not.toEqual([])
  })

  test('takes only counts, days, months and codes of a list: there is no parameter of words', () => {
    const declared = codes.flatMap((code) => Object.values(noticeTemplates[code].params))
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (words) => {
        const taking = declared.filter(({ schema, list }) => !list && schema.safeParse(words).success)
        expect(taking.length === 0 || /^\d{4}-\d{2}(-\d{2})?$/.test(words)).toBe(true)
      }),
    )
  })

  test('of a later version is still shown as a message', () => {
    expect(sayNotice('later.one', { anything: 1 }, builtInLists).text).toContain('更新')
    expect(sayOutside('later.one', { count: 1 })).toEqual({
      code: 'plain',
      text: outsideTexts.plain(),
      numbers: {},
    })
  })

  test('that passes on silence needs a receipt of its own', () => {
    for (const code of codes)
      if (template(code).escalate.length > 0) expect(template(code).needsReceipt, code).toBe(true)
  })
})

describe('what leaves the house', () => {
  test.each(codes)('%s is one of the few sentences, with counts of work at most', (code) => {
    const { text, numbers } = sayOutside(code, { ...valuesOf(code), name: '林小雨' })
    expect(text).toMatch(/^护蕾：.*请登录查看。$/)
    expect(Object.values(numbers).every((value) => Number.isInteger(value))).toBe(true)
    expect(text).not.toMatch(/林小雨|线索|案|密封|破封|镇领导/)
  })
})

test('the values of a message are typed by its template', () => {
  expectTypeOf<NoticeValues<'request.overdue'>>().toEqualTypeOf<{ readonly count: number }>()
  expectTypeOf<NoticeValues<'lead.arrived'>>().toEqualTypeOf<Record<never, never>>()
})

function template(code: NoticeCode) {
  const found = findTemplate(code)
  if (!found) throw new Error(`no template ${code}`)
  return found
}

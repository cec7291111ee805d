import { describe, expect, it } from 'vitest'
import { cadenceLabelZh, cadenceSchema, limitOf, parseLimit, windowKindOf } from './cadence.ts'

describe('cadences', () => {
  it.each([
    [{ every: 'week' }, 'week', '每周'],
    [{ every: 'half-term' }, 'half-term', '每半学期'],
    [{ every: 'term' }, 'term', '每学期'],
    [{ every: 'month', by: 10 }, 'month', '每月10日前'],
    [{ every: 'school-day' }, 'school-day', '每个上学日'],
    [{ each: 'mandatory-report', within: '24 hours' }, 'month', '应当报告的情形发生后24小时内'],
    [{ each: 'case' }, 'month', '每件案件'],
    [{ standing: 'coverage' }, 'month', '长期保持'],
    [{ standing: 'on-change' }, 'month', '一次办清，有变动再办'],
  ] as const)('%j is counted by the %s and reads %s', (written, kind, label) => {
    const cadence = cadenceSchema.parse(written)
    expect(windowKindOf(cadence)).toBe(kind)
    expect(cadenceLabelZh(cadence)).toBe(label)
  })

  it.each([
    [{}, '只写一个'],
    [{ every: 'month', each: 'lead' }, '只写一个'],
    [{ every: 'quarter', by: 5 }, '只有按月的周期'],
    [{ every: 'month', by: 31 }, '不是每个月都有'],
    [{ every: 'month', within: '3 days' }, '请同时写 each'],
    [{ each: 'lead', makeUpDays: 3 }, '只有 every 周期才有补办期限'],
    [{ each: 'lead', within: '0 hours' }, '大于0的时限'],
    [{ each: 'lead', within: '3 weeks' }, '大于0的时限'],
  ])('%j is refused: %s', (written, reason) => {
    const parsed = cadenceSchema.safeParse(written)
    expect(parsed.error?.issues.map((issue) => issue.message).join()).toContain(reason)
  })

  it('read a limit as a deadline rule', () => {
    expect(limitOf(cadenceSchema.parse({ each: 'lead', within: '3 working-days' }))).toEqual({
      within: 'working-days',
      count: 3,
    })
    expect(parseLimit('24hours')).toBeUndefined()
  })
})

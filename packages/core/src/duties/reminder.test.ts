import { describe, expect, it } from 'vitest'
import { civilWindowAt } from '../calendar/index.ts'
import { evaluate } from './evaluate.ts'
import type { Evaluation } from './evaluation.ts'
import { reminderZh } from './reminder.ts'

const light = (title: string, more: Partial<Evaluation>) => ({
  title,
  ...evaluate({
    parts: [
      {
        measure: 'visits.listed-children',
        title: '重点儿童上户走访',
        unitOfCount: '人次',
        counting: 'times',
        target: { each: 2 },
        counts: { due: 34, done: 29, late: 0 },
      },
    ],
    window: civilWindowAt('month', '2024-05-01'),
    today: '2024-05-28',
    cadence: { every: 'month' },
    isHolidayMonth: false,
    dueSoonDays: 5,
    makeUpDays: 5,
    ...more,
  }),
})
const word = {
  measure: 'duties.attested',
  title: '履职报备',
  unitOfCount: '次',
  counting: 'word' as const,
  target: 'attested' as const,
  counts: { due: 0, done: 0, late: 0 },
}

describe('a reminder', () => {
  it('names what is owed, most serious first, with counts and days', () => {
    const text = reminderZh('石桥村', '2024-05', '2024-05-28', [
      light('每月上户走访', {}),
      light('完成的', { parts: [] }),
      light('迟了的', { cadence: { every: 'month', by: 25 } }),
    ])
    expect(text).toBe(
      `【履职提醒】石桥村：截至5月28日，2024年5月还有 2 项职责未完成：
1. 迟了的：重点儿童上户走访应 34 人次，已 29，缺 5，已逾期，请在6月5日前补办
2. 每月上户走访：重点儿童上户走访应 34 人次，已 29，缺 5，请在5月31日前完成
请登录护蕾查看明细并及时补齐。`,
    )
  })

  it('carries nothing that somebody typed', () => {
    const returned = { state: 'returned' as const, on: '2024-05-20' as const, reason: '林小雨的照片不清' }
    const text = reminderZh('民政办', '2024-05', '2024-05-28', [
      light('报备', { parts: [word], attestation: returned }),
    ])
    expect(text).toContain('尚未报备，报备被退回，请在6月5日前重新报备')
    expect(text).not.toContain('林小雨')
  })

  it('says so when nothing is owed', () => {
    expect(reminderZh('石桥村', '2024-05', '2024-05-28', [])).toBe(
      '【履职提醒】石桥村：截至5月28日，2024年5月职责没有待办事项。',
    )
  })
})

import { z } from 'zod'
import type { Month } from '../calendar/index.ts'

/**
 * How much is enough.
 *
 * - `all` or `{ share: 95 }` — this share of the subjects that were due, in percent
 * - `{ atLeast: 2, holiday: 4 }` — so many times in the window (in a holiday month, so many)
 * - `{ each: 2, holiday: 3 }` — so many times for each subject
 * - `none` — nothing may be left open (unlicensed venues found and not closed)
 * - `attested` — no record proves it: the unit says so, with evidence, and the office may return it
 * - `figure` — shown as a number, without a light
 */
export type Target =
  | 'all'
  | 'none'
  | 'attested'
  | 'figure'
  | { share: number }
  | { atLeast: number; holiday?: number }
  | { each: number; holiday?: number }

const times = z.int('应为整数').min(1, '次数至少为1').max(1000, '次数最多1000')

const amountSchema = z
  .strictObject({
    share: z.int('应为整数').min(1, '比例至少为1').max(100, '比例最多100').exactOptional(),
    atLeast: times.exactOptional(),
    each: times.exactOptional(),
    holiday: times.exactOptional(),
  })
  .superRefine((amount, context) => {
    const given = [amount.share, amount.atLeast, amount.each].filter((value) => value !== undefined)
    const base = amount.atLeast ?? amount.each
    if (given.length !== 1) {
      context.addIssue({ code: 'custom', message: '目标要写 share、atLeast、each 中的一个，且只写一个' })
    } else if (amount.holiday !== undefined && base === undefined) {
      context.addIssue({ code: 'custom', path: ['holiday'], message: '比例目标不能再写假期次数' })
    } else if (amount.holiday !== undefined && base !== undefined && amount.holiday < base) {
      context.addIssue({ code: 'custom', path: ['holiday'], message: '假期次数不能少于平时次数' })
    }
  })
  .transform(({ share, atLeast, each, holiday }): Target => {
    const raised = holiday !== undefined && { holiday }
    if (atLeast !== undefined) return { atLeast, ...raised }
    if (each !== undefined) return { each, ...raised }
    return { share: share ?? 100 }
  })

/** Reads a target. */
export const targetSchema = z.union([z.enum(['all', 'none', 'attested', 'figure']), amountSchema])

/** How many times are needed: in the window for `atLeast`, for each subject for `each`; undefined for other targets. */
export function timesNeeded(target: Target, isHolidayMonth: boolean): number | undefined {
  if (typeof target === 'string' || 'share' in target) return undefined
  const base = 'atLeast' in target ? target.atLeast : target.each
  return isHolidayMonth ? (target.holiday ?? base) : base
}

/** Whether one of the months raises the target: a window is a holiday one when it is a month listed as such. */
export const raisesTarget = (
  window: { kind: string; key: string },
  holidayMonths: readonly Month[],
): boolean => window.kind === 'month' && holidayMonths.some((month) => month === window.key)

/** '全部', '不少于95%', '不少于2次（假期4次）', '每个对象不少于2次', '零发生', '报备', '只列数'. */
export function targetLabelZh(target: Target): string {
  switch (target) {
    case 'all':
      return '全部'
    case 'none':
      return '不得有未处理的'
    case 'attested':
      return '报备并附佐证'
    case 'figure':
      return '只列数，不亮灯'
    default: {
      if ('share' in target) return target.share === 100 ? '全部' : `不少于${target.share}%`
      const raised = target.holiday === undefined ? '' : `（假期${target.holiday}次）`
      return 'atLeast' in target
        ? `不少于${target.atLeast}次${raised}`
        : `每个对象不少于${target.each}次${raised}`
    }
  }
}

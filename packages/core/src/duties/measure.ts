import { z } from 'zod'
import type { Counting, MeasureParam, MeasureSpec } from '../playbook/index.ts'

/** What a measure is counted over: one row per subject, or the unit as a whole. */
export const subjects = {
  child: '未成年人',
  household: '家庭',
  village: '村',
  school: '学校',
  venue: '场所',
  person: '重点人员',
  staff: '从业人员',
  unit: '单位',
  case: '案件',
  lead: '线索',
  matter: '事项',
  group: '群体',
  township: '全镇',
} as const satisfies Record<string, string>
export type Subject = keyof typeof subjects

/**
 * A measure as declared: what it is called, over what it counts, in which unit of count (量词), and what one does with
 * them, for a sentence ('5月应走访 34 人次'). How it is counted, the server knows.
 */
export type MeasureDeclaration = MeasureSpec & {
  readonly subject: Subject
  readonly unitOfCount: string
  readonly verb?: string
  /** Of a unit's line only what the unit itself did counts, not the whole township's. */
  readonly isOwn?: boolean
  /** Its rows have a limit of their own, in hours or minutes: one is due when it is done or its limit has passed, and then it is overdue. */
  readonly isDueAtLimit?: boolean
}

const id = z.string({ error: '应为编号' }).regex(/^[a-z0-9][a-z0-9-]{0,59}$/, '应为编号')

/** One code of a list. */
export const one = (list: string): MeasureParam => ({ schema: id, list, isOptional: false })
/** Several codes of a list; left out, it means all. */
export const some = (list: string): MeasureParam => ({
  schema: z.array(id, { error: '应为编号的列表' }).min(1, '至少要有一项'),
  list,
  isOptional: true,
})
/** One of the measure's own words. */
export const either = (...words: readonly [string, ...string[]]): MeasureParam => ({
  schema: z.enum(words, { error: `应为${words.join('、')}之一` }),
  isOptional: false,
})
/** One of the measure's own words, or nothing. */
export const maybe = (...words: readonly [string, ...string[]]): MeasureParam => ({
  ...either(...words),
  isOptional: true,
})

type Options = {
  readonly of: Subject
  readonly in: string
  readonly verb?: string
  readonly params?: Readonly<Record<string, MeasureParam>>
  readonly isOwn?: boolean
  readonly isDueAtLimit?: boolean
}

const declare =
  (counting: Counting) =>
  (title: string, options: Options): MeasureDeclaration => ({
    title,
    subject: options.of,
    unitOfCount: options.in,
    counting,
    params: options.params ?? {},
    ...(options.verb && { verb: options.verb }),
    ...(options.isOwn && { isOwn: true }),
    ...(options.isDueAtLimit && { isDueAtLimit: true }),
  })

/** Of the subjects due, how many are done. */
export const share = declare('subjects')
/** How often it happened. */
export const times = declare('times')
/** What a unit attests. */
export const word = declare('word')

import { z } from 'zod'
import { type Day, isDay, isMonth, type Month } from '../calendar/index.ts'

/** An id of a playbook: small letters, digits and hyphens, as codes are stored in records. */
export const idSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, '编号只能用小写字母、数字和连字符，最多60位')

// U+0000 cannot be stored in PostgreSQL text; line breaks would tear tables and titles apart.
// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
const noControl = /^[^\u0000-\u001f\u007f]*$/

/** Words that people read, on one line. */
export const wordsSchema = (max: number) =>
  z
    .string()
    .min(1, '不能为空')
    .max(max, `不能超过${max}个字`)
    .regex(noControl, '含有不能使用的控制字符或换行')

export const daySchema = z.custom<Day>(isDay, '应为真实的日期，写作 2024-05-20')
export const monthSchema = z.custom<Month>(isMonth, '应为月份，写作 2024-05')

/** An entry of a list: the id that records keep, and the name that people see. */
export const entrySchema = z.strictObject({ id: idSchema, name: wordsSchema(60) })
export type Entry = z.infer<typeof entrySchema>

/** A list of entries that must not be empty. */
export const entriesSchema = z.array(entrySchema).min(1, '至少要有一项').max(200, '最多200项')

/** A span of days, both ends included. */
export const spanShape = { from: daySchema, to: daySchema }

/** Other names by which a ledger or a person may call the same thing. */
export const aliasesSchema = z.array(wordsSchema(30)).max(40, '最多40个别名').default([])

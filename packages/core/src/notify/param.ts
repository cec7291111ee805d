import { z } from 'zod'
import { type Day, isDay, isMonth, type Month } from '../calendar/index.ts'

/**
 * What a notification may carry: counts, days, months, and codes of the township's own lists. There is no parameter of
 * free words, so what somebody typed (and with it a name) has no way into a message.
 */
export type NoticeParam<T = unknown> = {
  readonly schema: z.ZodType<T>
  /** The list of the township that a code is taken from; unknown codes are refused when the message is written. */
  readonly list?: string
  /** Whether it may leave the house: counts may, codes stay inside. */
  readonly goesOutside: boolean
}

/** A whole number: households, minutes, days. */
export const countOf: NoticeParam<number> = { schema: z.int().min(0).max(1_000_000), goesOutside: true }
/** A civil day. */
export const dayOfNotice: NoticeParam<Day> = { schema: z.custom<Day>(isDay), goesOutside: false }
/** A month. */
export const monthOfNotice: NoticeParam<Month> = { schema: z.custom<Month>(isMonth), goesOutside: false }
/** An entry of one of the township's lists. */
export const codeFrom = (list: string): NoticeParam<string> => ({
  schema: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/),
  list,
  goesOutside: false,
})

import { z } from 'zod'

/**
 * The work pack (工作包): what one post may see and needs while there is no network. It is made of items, each with a
 * name that stays and a hash of its content, so that a phone fetches it whole once and afterwards by changes: it says
 * which items it has, and gets those that differ and the names of those it must forget (a child who left the village).
 */
export type PackItem = {
  /** `kind/id`, unique in the pack: `plan/current`, `child/…`, `due/…`. */
  readonly key: string
  /** SHA-256 of the body's JSON, base64url, cut to 16 characters: enough to tell versions of one item apart. */
  readonly hash: string
  readonly body: unknown
}

/** What a phone says that it has: nothing at first, then the hash of each item by its key. */
export const packRequest = z.strictObject({
  have: z.record(z.string().max(80), z.string().max(24)).default({}),
})
export type PackRequest = z.infer<typeof packRequest>

export type PackReply = {
  /** The post that the pack is for, and the business day and instant at which it was made. */
  readonly post: string
  readonly today: string
  readonly madeAt: string
  /** Items that the phone lacks or has in another version. */
  readonly items: readonly PackItem[]
  /** Keys that the phone has and must forget. */
  readonly gone: readonly string[]
  /** How many items the whole pack has. */
  readonly total: number
}

import type { FieldPost } from './field-post.ts'

const KEY = 'hulei-post'

/** The post under which this phone is used: its title and township are no secret, and needed before the PIN. */
export const keepPost = (post: FieldPost): void => localStorage.setItem(KEY, JSON.stringify(post))

export function readPost(): FieldPost | undefined {
  const kept = localStorage.getItem(KEY)
  return kept ? (JSON.parse(kept) as FieldPost) : undefined
}

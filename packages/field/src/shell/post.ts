import type { FieldDatabase } from '../store/database.ts'
import type { FieldPost } from './field.ts'

const KEY = 'hulei-post'

/** The post under which this phone is used: its title and township are no secret, and needed before the PIN. */
export async function keepPost(_db: FieldDatabase, post: FieldPost): Promise<void> {
  localStorage.setItem(KEY, JSON.stringify(post))
}

export async function readPost(_db: FieldDatabase): Promise<FieldPost | undefined> {
  const kept = localStorage.getItem(KEY)
  return kept ? (JSON.parse(kept) as FieldPost) : undefined
}

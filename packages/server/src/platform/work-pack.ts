import { createHash } from 'node:crypto'
import type { Month, PackItem, PackReply, PackRequest } from '@hulei/core'
import { canonicalJson } from './canonical-json.ts'
import type { Keyring } from './crypto/keyring.ts'
import type { Scoped } from './db/scope.ts'
import type { Township } from './townships.ts'

/** One item before it has its hash. */
export type PackEntry = Pick<PackItem, 'key' | 'body'>

/**
 * What a room gives phones to take along. It reads in the scope of the post, so that row policies and masks say what is
 * in it; a few statements for all of a post's records, never some for each.
 */
export type PackSource = (
  scope: Scoped,
  given: { readonly township: Township; readonly keyring: Keyring; readonly month: Month },
) => Promise<readonly PackEntry[]>

const HASH_LENGTH = 16

const hashOf = (body: unknown): string =>
  createHash('sha256').update(canonicalJson(body)).digest('base64url').slice(0, HASH_LENGTH)

/** The difference between what there is and what a phone says that it has. */
export function packChanges(
  entries: readonly PackEntry[],
  have: PackRequest['have'],
): Pick<PackReply, 'items' | 'gone' | 'total'> {
  const items = new Map(entries.map(({ key, body }) => [key, { key, hash: hashOf(body), body }]))
  return {
    items: [...items.values()].filter(({ key, hash }) => !Object.hasOwn(have, key) || have[key] !== hash),
    gone: Object.keys(have).filter((key) => !items.has(key)),
    total: items.size,
  }
}

import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Scoped, Transaction } from '../db/scope.ts'
import { Refusal } from '../errors.ts'
import { blindIndex, decrypt, deriveKey, encrypt } from './cipher.ts'

/** Data keys of persons and households, wrapped under the master key, one each: erasing it erases what it guards. */
export type Keyring = {
  /** The key of an owner, made if there is none yet. */
  keyFor(tx: Transaction, owner: string): Promise<KeyObject>
  /** Keys of many owners at once; one that was erased is missing from the answer. */
  keysOf(scope: Scoped, owners: readonly string[]): Promise<ReadonlyMap<string, KeyObject>>
  /** Forgets keys that were destroyed. Other processes forget them by themselves within ten minutes. */
  forget(township: string, owners: readonly string[]): void
  /** Keyed hash of a value, for exact look-up. */
  hash(township: string, field: string, value: string): Buffer
  /** A secret of the installation itself, under the master key; `name` must be given again to read it. */
  sealSecret(name: string, plain: Uint8Array): Buffer
  openSecret(name: string, sealed: Buffer): Buffer
}

const CACHED_KEYS = 50_000
/** A key that another process destroyed is no longer used after this long. */
const CACHED_MS = 10 * 60_000

export function createKeyring(master: KeyObject): Keyring {
  const wrapping = deriveKey(master, 'wrap data keys')
  const hashing = deriveKey(master, 'blind index')
  const secrets = deriveKey(master, 'wrap server keys')
  const cache = new Map<string, { readonly key: KeyObject; readonly until: number }>()
  // Keys made in a transaction are cached only once read back: a rolled-back key must not outlive its row.
  const made = new WeakMap<Transaction, Map<string, KeyObject>>()

  const unwrap = (township: string, owner: string, wrapped: Buffer): KeyObject => {
    const key = createSecretKey(decrypt(wrapping, wrapped, `${township}/${owner}`))
    if (cache.size >= CACHED_KEYS) cache.delete(cache.keys().next().value ?? '')
    cache.set(`${township}/${owner}`, { key, until: performance.now() + CACHED_MS })
    return key
  }

  const keysOf = async (scope: Scoped, owners: readonly string[]) => {
    const township = scope.actor.township
    const found = new Map<string, KeyObject>()
    const missing = new Set<string>()
    const now = performance.now()
    for (const owner of owners) {
      const known = cache.get(`${township}/${owner}`)
      if (known && known.until > now) found.set(owner, known.key)
      else missing.add(owner)
    }
    if (missing.size > 0) {
      const rows = await scope.db
        .selectFrom('keyring.data_key')
        .select(['owner', 'wrapped'])
        .where('township', '=', township)
        .where('owner', '=', sql<string>`ANY(${[...missing]}::uuid[])`)
        .execute()
      for (const row of rows) found.set(row.owner, unwrap(township, row.owner, row.wrapped))
    }
    return found
  }

  return {
    keysOf,
    async keyFor(tx, owner) {
      const own = made.get(tx)?.get(owner) ?? (await keysOf(tx, [owner])).get(owner)
      if (own) return own
      const township = tx.actor.township
      const bytes = randomBytes(32)
      const inserted = await sql`
        INSERT INTO keyring.data_key (township, owner, wrapped)
        SELECT ${township}, ${owner}::uuid, ${encrypt(wrapping, bytes, `${township}/${owner}`)}::bytea
        WHERE NOT EXISTS (SELECT FROM keyring.erasure e WHERE e.township = ${township} AND e.owner = ${owner}::uuid)
        ON CONFLICT DO NOTHING`.execute(tx.db)
      if (inserted.numAffectedRows === 0n) {
        // Another transaction made it meanwhile.
        const theirs = (await keysOf(tx, [owner])).get(owner)
        if (theirs) return theirs
        throw new Refusal('record.erased', 410, '这条记录保存期已满，内容已经销毁，不能再办理。')
      }
      const key = createSecretKey(bytes)
      const mine = made.get(tx) ?? new Map<string, KeyObject>()
      made.set(tx, mine.set(owner, key))
      return key
    },
    forget(township, owners) {
      for (const owner of owners) cache.delete(`${township}/${owner}`)
    },
    hash: (township, field, value) => blindIndex(hashing, township, field, value),
    sealSecret: (name, plain) => encrypt(secrets, plain, name),
    openSecret: (name, sealed) => decrypt(secrets, sealed, name),
  }
}

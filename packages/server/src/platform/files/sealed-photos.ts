import { createSecretKey, randomBytes } from 'node:crypto'
import { kinds } from '@hulei/core'
import { sql } from 'kysely'
import { decrypt, encrypt } from '../crypto/cipher.ts'
import type { Keyring } from '../crypto/keyring.ts'
import { asSystem, type Scoped, type Transaction } from '../db/scope.ts'
import type { ArrivedFile, FileStore, StoredFile } from './file-store.ts'
import { fileRefusals } from './refusals.ts'

/**
 * Photos of sealed records. Each is encrypted under a key of its own as it is kept; the key lies under the installation's
 * until a sealed record names the photo, and from then on under that record's data key, so that erasing the record's key
 * erases the photo.
 */

const bytesContext = (sha256: string) => `sealed-file/${sha256}`
const keyName = (sha256: string) => `file-key/${sha256}`
const linkContext = (township: string, record: string, sha256: string) =>
  `${township}/file-key/${record}/${sha256}`

/** Keeps a file encrypted; `wrapped` is its key under the installation's. */
export async function putSealed(
  store: FileStore,
  keyring: Keyring,
  bytes: AsyncIterable<Uint8Array>,
  accept: (arrived: ArrivedFile) => Promise<void>,
): Promise<StoredFile & { readonly sealedSha256: string; readonly wrapped: Buffer }> {
  const key = randomBytes(32)
  const stored = await store.putSealed(bytes, accept, (plain, { sha256 }) =>
    encrypt(createSecretKey(key), plain, bytesContext(sha256)),
  )
  return { ...stored, wrapped: keyring.sealSecret(keyName(stored.sha256), key) }
}

type Use = { readonly sha256: string; readonly kind: string; readonly record: string }

/**
 * Puts the keys of photos that records now name under those records' own keys. A sealed record names encrypted photos
 * only, and no other record names one.
 */
export async function keepKeys(tx: Transaction, keyring: Keyring, uses: readonly Use[]): Promise<void> {
  const township = tx.actor.township
  const { rows } = await sql<{ sha256: string; wrapped: Buffer | null; sealed_sha256: string | null }>`
    SELECT sha256, wrapped, sealed_sha256 FROM file
    WHERE township = ${township} AND account = ${tx.actor.account}
      AND sha256 = ANY(${uses.map((use) => use.sha256)}::text[])`.execute(tx.db)
  const files = new Map(rows.map((row) => [row.sha256, row]))
  for (const { sha256, kind, record } of uses) {
    const file = files.get(sha256)
    // Of another's file, which the record of a third names already, nothing changes.
    if (!file) continue
    const isSealed = kinds.get(kind)?.isSealed === true
    if (isSealed !== (file.sealed_sha256 !== null))
      throw isSealed ? fileRefusals.notSealed() : fileRefusals.sealed()
    if (!file.sealed_sha256) continue
    const key = file.wrapped
      ? keyring.openSecret(keyName(sha256), file.wrapped)
      : await keyNamedBefore(tx, keyring, sha256, file.sealed_sha256)
    if (!key) throw fileRefusals.notSealed()
    const wrapped = encrypt(await keyring.keyFor(tx, record), key, linkContext(township, record, sha256))
    await sql`
      INSERT INTO file_key (township, sha256, record, sealed_sha256, wrapped)
      VALUES (${township}, ${sha256}, ${record}, ${file.sealed_sha256}, ${wrapped})
      ON CONFLICT DO NOTHING`.execute(tx.db)
  }
  const named = uses.map((use) => use.sha256)
  await sql`UPDATE file SET wrapped = NULL
    WHERE township = ${township} AND account = ${tx.actor.account} AND wrapped IS NOT NULL
      AND sha256 = ANY(${named}::text[])`.execute(tx.db)
}

/** The key of a photo that the same account named in an earlier record. */
async function keyNamedBefore(
  tx: Transaction,
  keyring: Keyring,
  sha256: string,
  sealedSha256: string,
): Promise<Buffer | undefined> {
  let found: Buffer | undefined
  await asSystem(tx, async () => {
    const links = await linksOf(tx, sha256)
    found = await keyOf(
      tx,
      keyring,
      sha256,
      links.filter((link) => link.sealedSha256 === sealedSha256),
    ).then((opened) => opened?.key)
  })
  return found
}

type Link = { readonly record: string; readonly sealedSha256: string; readonly wrapped: Buffer }

async function linksOf(scope: Scoped, sha256: string): Promise<readonly Link[]> {
  const { rows } = await sql<Link>`
    SELECT record, sealed_sha256 AS "sealedSha256", wrapped FROM file_key
    WHERE township = ${scope.actor.township} AND sha256 = ${sha256}`.execute(scope.db)
  return rows
}

/** The first of some links whose record's key is still there, with the photo's own key. */
async function keyOf(scope: Scoped, keyring: Keyring, sha256: string, links: readonly Link[]) {
  const keys = await keyring.keysOf(
    scope,
    links.map((link) => link.record),
  )
  for (const link of links) {
    const owner = keys.get(link.record)
    if (owner)
      return {
        link,
        key: decrypt(owner, link.wrapped, linkContext(scope.actor.township, link.record, sha256)),
      }
  }
  return undefined
}

/** The bytes of an encrypted photo that the reader sees a record of; undefined where its key was erased. */
export async function openSealedFile(
  scope: Scoped,
  given: { readonly keyring: Keyring; readonly store: FileStore },
  sha256: string,
): Promise<Buffer | undefined> {
  const opened = await keyOf(scope, given.keyring, sha256, await linksOf(scope, sha256))
  if (!opened) return undefined
  const bytes = await given.store.getSealed(opened.link.sealedSha256)
  return decrypt(createSecretKey(opened.key), bytes, bytesContext(sha256))
}

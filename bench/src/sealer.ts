import { createHash, createSecretKey, type KeyObject } from 'node:crypto'
import { blindIndex, deriveKey, encrypt } from '../../packages/server/src/platform/crypto/cipher.ts'

/** Encrypts as the server does, under data keys that follow from their owner's id. */
export type Sealer = {
  /** A field of a record, as `platform/db/records.ts` stores it. */
  field(owner: string, township: string, name: string, record: string, value: unknown): Buffer
  /** The body of a change in the act log. */
  change(owner: string, township: string, act: string, ordinal: number, after: object): Buffer
  /** The owner's data key under the installation's master key. */
  wrapped(owner: string, township: string): Buffer
  hash(township: string, residentId: string): Buffer
}

export function createSealer(master: KeyObject): Sealer {
  const wrapping = deriveKey(master, 'wrap data keys')
  const hashing = deriveKey(master, 'blind index')
  const bytesOf = (owner: string) => createHash('sha256').update(`bench key ${owner}`).digest()
  const keyOf = (owner: string) => createSecretKey(bytesOf(owner))
  return {
    field: (owner, township, name, record, value) =>
      encrypt(keyOf(owner), JSON.stringify(value), `${township}/${name}/${record}`),
    change: (owner, township, act, ordinal, after) =>
      encrypt(
        keyOf(owner),
        JSON.stringify({ reason: null, before: null, after }),
        `${township}/change/${act}/${ordinal}`,
      ),
    wrapped: (owner, township) => encrypt(wrapping, bytesOf(owner), `${township}/${owner}`),
    hash: (township, residentId) => blindIndex(hashing, township, 'residentId', residentId),
  }
}

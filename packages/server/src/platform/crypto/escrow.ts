import {
  constants,
  createPrivateKey,
  generateKeyPair,
  type KeyObject,
  privateDecrypt,
  type RSAKeyPairOptions,
} from 'node:crypto'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import type { Scopes } from '../db/scope.ts'
import type { Keyring } from './keyring.ts'

/**
 * Keeps a way back to what lies encrypted on a phone whose PIN was lost: the phone wraps its data key under this
 * server's public key (RSA-OAEP with SHA-256), with the account as label, and the server opens it for that account
 * after it has signed in. The server never holds a phone's key, only what opens a wrapping that lies on the phone.
 */
export type Escrow = {
  /** The public key as SPKI (DER); made at first use. `township` is any in which the system may act. */
  publicKey(township: string): Promise<Buffer>
  /** What was wrapped for the account; undefined if it was wrapped for another, under another key, or is no wrapping. */
  unwrap(township: string, account: string, wrapped: Buffer): Promise<Buffer | undefined>
}

const NAME = 'phone-escrow'
/** 128 bits of strength until beyond 2030 (NIST SP 800-57, table 2), and what browsers make fast enough. */
const MODULUS_BITS = 3072
/** Phones' data keys are AES-256. */
const KEY_BYTES = 32

/** The label of a wrapping, the same on the phone. */
const labelOf = (account: string): Buffer => Buffer.from(`hulei:${account}`)

type Pair = { readonly publicKey: Buffer; readonly privateKey: KeyObject }
type Row = { public_key: Buffer; wrapped: Buffer }

export function createEscrow(scopes: Scopes, keyring: Keyring): Escrow {
  const opened = ({ public_key, wrapped }: Row): Pair => ({
    publicKey: public_key,
    privateKey: createPrivateKey({
      key: keyring.openSecret(NAME, wrapped),
      format: 'der',
      type: 'pkcs8',
    }),
  })

  const load = async (township: string): Promise<Pair> => {
    const read = () =>
      scopes.derive(township, async ({ db }) => {
        const { rows } = await sql<Row>`
          SELECT public_key, wrapped FROM keyring.server_key WHERE name = ${NAME}`.execute(db)
        return rows[0]
      })
    const before = await read()
    if (before) return opened(before)
    const made = await makePair()
    await scopes.derive(township, ({ db }) =>
      sql`INSERT INTO keyring.server_key (name, public_key, wrapped)
        VALUES (${NAME}, ${made.publicKey}, ${keyring.sealSecret(NAME, made.privateKey)})
        ON CONFLICT DO NOTHING`.execute(db),
    )
    // Another process may have been faster: what stands there is the key.
    const kept = await read()
    if (!kept) throw new Error('The key for phones was not kept')
    return opened(kept)
  }

  let loading: Promise<Pair> | undefined
  const pairOf = (township: string): Promise<Pair> => {
    if (loading) return loading
    const next = load(township)
    loading = next
    next.catch(() => {
      loading = undefined
    })
    return next
  }

  return {
    publicKey: async (township) => (await pairOf(township)).publicKey,
    async unwrap(township, account, wrapped) {
      const { privateKey } = await pairOf(township)
      try {
        const key = privateDecrypt(
          {
            key: privateKey,
            padding: constants.RSA_PKCS1_OAEP_PADDING,
            oaepHash: 'sha256',
            oaepLabel: labelOf(account),
          },
          wrapped,
        )
        return key.length === KEY_BYTES ? key : undefined
      } catch {
        // One answer for every reason: what differs would tell an attacker about the padding.
        return undefined
      }
    },
  }
}

async function makePair(): Promise<{ publicKey: Buffer; privateKey: Buffer }> {
  const options = {
    modulusLength: MODULUS_BITS,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  } satisfies RSAKeyPairOptions<'der', 'der'>
  return await promisify(generateKeyPair)('rsa', options)
}

import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'

/**
 * Authenticated encryption of small values: one byte for the suite, then nonce, ciphertext, tag.
 * Suite 1 is AES-256-GCM. KeyObject keys are three to six times faster than raw buffers on Node 24.
 */
const AES_256_GCM = 1

/** Encrypts under a context that must be given again to decrypt, so that a value cannot be moved to another row. */
export function encrypt(key: KeyObject, plain: Uint8Array | string, context: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context))
  const body = cipher.update(typeof plain === 'string' ? Buffer.from(plain) : plain)
  cipher.final()
  return Buffer.concat([Buffer.of(AES_256_GCM), nonce, body, cipher.getAuthTag()])
}

/** Decrypts; throws if the value, its context or the key is not the one it was made with. */
export function decrypt(key: KeyObject, sealed: Buffer, context: string): Buffer {
  if (sealed[0] !== AES_256_GCM || sealed.length < 29) throw new Error('Unknown cipher suite')
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 13)).setAAD(Buffer.from(context))
  decipher.setAuthTag(sealed.subarray(sealed.length - 16))
  const plain = decipher.update(sealed.subarray(13, sealed.length - 16))
  return Buffer.concat([plain, decipher.final()])
}

/** A key for one purpose, derived from the master key. */
export function deriveKey(master: KeyObject, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', master, '', `hulei ${purpose}`, 32)))
}

/** A keyed hash for exact look-up of an encrypted value. */
export function blindIndex(key: KeyObject, township: string, field: string, value: string): Buffer {
  return createHmac('sha256', key).update(`${township}\n${field}\n${value}`).digest()
}

import type { FieldDatabase, Sealed, VaultRow } from './database.ts'
import { takeOver } from './owners.ts'
import { isUsedUp, waitAfter } from './pin-tries.ts'

/** The open vault: encrypts and decrypts under the data key, which no script can read. */
export type Vault = {
  readonly row: VaultRow
  /** `name` is bound to what is sealed: one sealed thing cannot stand in for another. */
  seal(name: string, plain: Uint8Array<ArrayBuffer> | string): Promise<Sealed>
  open(name: string, sealed: Sealed): Promise<Uint8Array<ArrayBuffer>>
}

export type Owner = { readonly account: string; readonly userName: string; readonly displayName: string }

const ITERATIONS = 310_000
const utf8 = new TextEncoder()
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))

/** The label under which the server's key wraps: another account cannot have the key opened for itself. */
export const escrowLabel = (account: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(utf8.encode(`hulei:${account}`))

/**
 * Makes the phone's data key and keeps it twice: under PIN and device, and under the server's public key (SPKI). It is
 * extractable only while it is being wrapped; what is given back is not.
 */
export async function createVault(
  db: FieldDatabase,
  owner: Owner,
  pin: string,
  serverKey: ArrayBuffer,
  given: { phone: string; now: number; iterations?: number },
): Promise<Vault> {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt'])
  const raw = await crypto.subtle.exportKey('raw', key)
  return await keepKey(db, raw, owner, pin, serverKey, given)
}

/** Takes the data key that the server gave back (`recover`), under a new PIN: what waited is readable again. */
export async function restoreVault(
  db: FieldDatabase,
  raw: ArrayBuffer,
  owner: Owner,
  pin: string,
  serverKey: ArrayBuffer,
  given: { phone: string; now: number; iterations?: number },
): Promise<Vault> {
  return await keepKey(db, raw, owner, pin, serverKey, given)
}

async function keepKey(
  db: FieldDatabase,
  raw: ArrayBuffer,
  owner: Owner,
  pin: string,
  serverKey: ArrayBuffer,
  { phone, now, iterations = ITERATIONS }: { phone: string; now: number; iterations?: number },
): Promise<Vault> {
  const escrow = await crypto.subtle.importKey(
    'spki',
    serverKey,
    { name: 'RSA-OAEP', hash: 'SHA-256' },
    false,
    ['encrypt'],
  )
  const wrappedByServer = await crypto.subtle.encrypt(
    { name: 'RSA-OAEP', label: escrowLabel(owner.account) },
    escrow,
    raw,
  )
  const deviceKey = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const salt = random(16)
  const pinKey = await pinKeyOf(pin, { salt, iterations, deviceKey }, 'encrypt')
  const iv = random(12)
  const wrappedByPin = { iv, bytes: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, pinKey, raw) }
  const row: VaultRow = {
    name: 'vault',
    phone,
    ...owner,
    salt,
    iterations,
    deviceKey,
    wrappedByPin,
    wrappedByServer,
    failedTries: 0,
    blockedUntil: 0,
    lastContact: now,
  }
  await takeOver(db, row)
  return vaultOf(row, await importDataKey(raw))
}

export type Unlocked =
  | { readonly is: 'open'; readonly vault: Vault }
  | { readonly is: 'wrong'; readonly waitMs: number; readonly triesLeft: number }
  | { readonly is: 'blocked'; readonly waitMs: number }
  /** Too many wrong PINs: what was confirmed is gone, what waits stays encrypted until the worker signs in. */
  | { readonly is: 'used-up' }

/** Tries a PIN. `forget` removes what can be fetched again, when tries are used up. */
export async function unlock(
  db: FieldDatabase,
  pin: string,
  now: number,
  forget: () => Promise<void>,
): Promise<Unlocked> {
  const row = await db.get('vault', 'vault')
  if (!row?.wrappedByPin) return { is: 'used-up' }
  if (now < row.blockedUntil) return { is: 'blocked', waitMs: row.blockedUntil - now }
  // Counted before it is tried: ending the app in between must not give a free try.
  const failedTries = row.failedTries + 1
  await db.put('vault', { ...row, failedTries, blockedUntil: now + waitAfter(failedTries) })
  try {
    const pinKey = await pinKeyOf(pin, row, 'unwrapKey')
    const { iv, bytes } = row.wrappedByPin
    const key = await crypto.subtle.unwrapKey(
      'raw',
      bytes,
      pinKey,
      { name: 'AES-GCM', iv },
      'AES-GCM',
      false,
      ['encrypt', 'decrypt'],
    )
    const opened = { ...row, failedTries: 0, blockedUntil: 0 }
    await db.put('vault', opened)
    return { is: 'open', vault: vaultOf(opened, key) }
  } catch {
    if (!isUsedUp(failedTries)) {
      return { is: 'wrong', waitMs: waitAfter(failedTries), triesLeft: Math.max(0, 10 - failedTries) }
    }
    const { wrappedByPin: _gone, ...closed } = row
    await db.put('vault', { ...closed, failedTries })
    await forget()
    return { is: 'used-up' }
  }
}

const importDataKey = (raw: ArrayBuffer) =>
  crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])

/** PIN → PBKDF2 → HMAC under the device's key: neither the PIN nor a copy of the database is enough. */
async function pinKeyOf(
  pin: string,
  { salt, iterations, deviceKey }: Pick<VaultRow, 'salt' | 'iterations' | 'deviceKey'>,
  usage: 'encrypt' | 'unwrapKey',
): Promise<CryptoKey> {
  const typed = await crypto.subtle.importKey('raw', utf8.encode(pin), 'PBKDF2', false, ['deriveBits'])
  const bits = await crypto.subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations },
    typed,
    256,
  )
  const mixed = await crypto.subtle.sign('HMAC', deviceKey, bits)
  return await crypto.subtle.importKey('raw', mixed, 'AES-GCM', false, [usage])
}

function vaultOf(row: VaultRow, key: CryptoKey): Vault {
  return {
    row,
    async seal(name, plain) {
      const iv = random(12)
      const data = typeof plain === 'string' ? utf8.encode(plain) : plain
      const bytes = await crypto.subtle.encrypt(
        { name: 'AES-GCM', iv, additionalData: utf8.encode(name) },
        key,
        data,
      )
      return { iv, bytes }
    },
    async open(name, { iv, bytes }) {
      const plain = await crypto.subtle.decrypt(
        { name: 'AES-GCM', iv, additionalData: utf8.encode(name) },
        key,
        bytes,
      )
      return new Uint8Array(plain)
    },
  }
}

/** Sealed text, and anything that JSON can say. */
export async function sealJson(vault: Vault, name: string, value: unknown): Promise<Sealed> {
  return await vault.seal(name, JSON.stringify(value))
}
export async function openText(vault: Vault, name: string, sealed: Sealed): Promise<string> {
  return new TextDecoder().decode(await vault.open(name, sealed))
}

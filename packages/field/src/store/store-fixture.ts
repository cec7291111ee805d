import 'fake-indexeddb/auto'
import { openDatabase } from './database.ts'
import type { NewAct } from './outbox.ts'
import { createVault, escrowLabel } from './vault.ts'

/** A phone in a test: the real store on an IndexedDB in memory, with as few rounds of PBKDF2 as a test can bear. */
export const owner = { account: 'acc-1', userName: 'wang.min', displayName: 'Wang Min' }
const iterations = 1000

export async function serverKeys() {
  const pair = await crypto.subtle.generateKey(
    { name: 'RSA-OAEP', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' },
    true,
    ['encrypt', 'decrypt'],
  )
  return {
    spki: await crypto.subtle.exportKey('spki', pair.publicKey),
    /** What the server does for an account that has signed in. */
    unwrap: (wrapped: ArrayBuffer, account: string) =>
      crypto.subtle.decrypt({ name: 'RSA-OAEP', label: escrowLabel(account) }, pair.privateKey, wrapped),
  }
}

let number = 0
export async function newPhone(pin = '135790') {
  const db = await openDatabase(`phone-${++number}`)
  const server = await serverKeys()
  const given = { phone: crypto.randomUUID(), now: 1_716_200_000_000, iterations }
  const vault = await createVault(db, owner, pin, server.spki, given)
  return { db, vault, server, given }
}

/** An act as the visits room writes it, with one small picture. */
export function someAct(note: string): NewAct {
  const id = crypto.randomUUID()
  const bytes = new TextEncoder().encode(`picture of ${id}`)
  return {
    id,
    act: 'visit.record',
    post: 'post-1',
    recordedAt: '2024-05-20T02:00:00.000Z',
    body: JSON.stringify({ id, act: 'visit.record', input: { agreed: note } }),
    files: [{ sha256: id.replaceAll('-', '').padEnd(64, '0'), mediaType: 'image/jpeg', bytes }],
  }
}

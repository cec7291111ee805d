import 'fake-indexeddb/auto'
import { createHash } from 'node:crypto'
import type { FieldDatabase } from '../../../packages/field/src/store/database.ts'
import { openDatabase } from '../../../packages/field/src/store/database.ts'
import { addAct, type NewAct } from '../../../packages/field/src/store/outbox.ts'
import { createVault, unlock, type Vault } from '../../../packages/field/src/store/vault.ts'
import { type Touch, touch } from '../../../packages/field/src/sync/keep-in-touch.ts'
import type { FaultyLine } from './faulty-line.ts'

/** A phone of a worker: the app's own store and line, without its screens. */
export type Phone = {
  readonly name: string
  readonly db: FieldDatabase
  readonly vault: Vault
  readonly post: string
  readonly line: FaultyLine
  readonly clockOffMs: number
}

const PIN = '135790'
const ITERATIONS = 1000

export async function newPhone(given: {
  name: string
  account: string
  post: string
  serverKey: ArrayBuffer
  line: FaultyLine
  clockOffMs: number
}): Promise<Phone> {
  const db = await openDatabase(given.name)
  const owner = { account: given.account, userName: given.name, displayName: given.name }
  const vault = await createVault(db, owner, PIN, given.serverKey, {
    phone: crypto.randomUUID(),
    now: Date.now(),
    iterations: ITERATIONS,
  })
  return { ...given, db, vault }
}

/** The app is ended in the middle of whatever it does, and opened again with the PIN. */
export async function reopened(phone: Phone, line: FaultyLine): Promise<Phone> {
  phone.line.kill()
  phone.db.close()
  const db = await openDatabase(phone.name)
  const unlocked = await unlock(db, PIN, Date.now(), async () => {})
  if (unlocked.is !== 'open') throw new Error(`The phone does not open: ${unlocked.is}`)
  return { ...phone, db, vault: unlocked.vault, line }
}

const now = (phone: Phone) => Date.now() + phone.clockOffMs

export const contact = (phone: Phone): Promise<Touch> =>
  touch(
    phone.db,
    phone.vault,
    {
      fetch: phone.line.fetch,
      base: 'http://phone.invalid',
      post: phone.post,
      phone: phone.vault.row.phone,
      now: () => now(phone),
    },
    () => {},
  )

/** Writes an act down, as the app does when the worker taps 保存. */
export const write = (phone: Phone, act: NewAct): Promise<void> => addAct(phone.db, phone.vault, act)

/** The act that tells the server of this phone. */
export function registration(phone: Phone): NewAct {
  const id = crypto.randomUUID()
  const recordedAt = new Date(now(phone)).toISOString()
  const input = { label: phone.name, registeredOn: '2024-05-20' }
  const body = JSON.stringify({
    id,
    act: 'phone.register',
    record: phone.vault.row.phone,
    recordedAt,
    schemaVersion: 1,
    input,
  })
  return { id, act: 'phone.register', post: phone.post, recordedAt, body, files: [] }
}

export type VisitOrder = {
  readonly child: string
  readonly photo: Uint8Array<ArrayBuffer>
  readonly visitedOn: string
  readonly answers: Readonly<Record<string, string>>
}

/** A visit with one photo that also serves as the signature's picture. */
export function visitAct(phone: Phone, { child, photo, visitedOn, answers }: VisitOrder): NewAct {
  const id = crypto.randomUUID()
  const sha256 = createHash('sha256').update(photo).digest('hex')
  const recordedAt = new Date(now(phone)).toISOString()
  const input = {
    visitedOn,
    visitor: '王敏',
    outcome: 'met',
    children: [{ child, seen: true, alone: false }],
    answers,
    hazards: ['none'],
    told: [],
    signature: 'signed',
    signer: '监护人',
    signatureFile: [sha256],
    photos: [sha256],
    paperForm: [],
  }
  const body = JSON.stringify({
    id,
    act: 'visit.record',
    record: crypto.randomUUID(),
    recordedAt,
    schemaVersion: 1,
    input,
    awaits: [sha256],
  })
  return {
    id,
    act: 'visit.record',
    post: phone.post,
    recordedAt,
    body,
    files: [{ sha256, mediaType: 'image/jpeg', bytes: photo }],
  }
}

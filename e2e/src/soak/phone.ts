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

/**
 * Writes an act down, as the app does when the worker taps 保存; at a rate the store breaks off in the middle, and the
 * worker taps again. Gives how often it broke off.
 */
export async function write(phone: Phone, act: NewAct, random: () => number, rate = 0): Promise<number> {
  for (let failures = 0; ; failures++) {
    const db = random() < rate ? breakingOff(phone.db, random) : phone.db
    try {
      await addAct(db, phone.vault, act)
      return failures
    } catch (error) {
      if (db === phone.db) throw error
      await nothingOf(phone.db, act)
    }
  }
}

/** The database of a phone whose storage fails while something is written: the transaction is aborted under way. */
const breakingOff = (db: FieldDatabase, random: () => number): FieldDatabase =>
  new Proxy(db, {
    get(target, name) {
      if (name !== 'transaction') return Reflect.get(target, name, target)
      return (...args: Parameters<FieldDatabase['transaction']>) => {
        const tx = target.transaction(...args)
        const abort = () => {
          try {
            tx.abort()
          } catch {
            // It was written before the storage failed.
          }
        }
        if (random() < 0.5) queueMicrotask(abort)
        else setImmediate(abort)
        return tx
      }
    },
  })

/** All of an act is on the phone, or nothing: what broke off must have left no trace. */
async function nothingOf(db: FieldDatabase, act: NewAct): Promise<void> {
  const isThere = (await db.getAllFromIndex('outbox', 'id', act.id)).length > 0
  const bytes = await Promise.all(act.files.map(({ sha256 }) => db.get('bytes', sha256)))
  if (isThere || bytes.some((each) => each !== undefined)) throw new Error(`Half of ${act.id} was written`)
}

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

export type Amendment = { readonly record: string; readonly version: string; readonly visitor: string }

/** The visitor of a visit put right afterwards, whether the visit has been sent or not. */
export function amendment(phone: Phone, { record, version, visitor }: Amendment): NewAct {
  const id = crypto.randomUUID()
  const recordedAt = new Date(now(phone)).toISOString()
  const about = { id, act: 'visit.amend', record, version, reason: '写错了人', recordedAt, schemaVersion: 1 }
  return {
    id,
    act: 'visit.amend',
    post: phone.post,
    recordedAt,
    body: JSON.stringify({ ...about, input: { visitor } }),
    files: [],
  }
}

export type VisitOrder = {
  readonly record: string
  readonly child: string
  readonly photo: Uint8Array<ArrayBuffer>
  readonly visitedOn: string
  readonly answers: Readonly<Record<string, string>>
}

/** A visit with one photo that also serves as the signature's picture. */
export function visitAct(phone: Phone, { record, child, photo, visitedOn, answers }: VisitOrder): NewAct {
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
    record,
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

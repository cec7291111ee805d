import { type DBSchema, type IDBPDatabase, openDB } from 'idb'

/**
 * What lies on the phone. Content is encrypted under the vault's data key (`Sealed`); in the clear stand only ids, order,
 * states and sizes, which say nothing of a child. What waits in the outbox never changes form: its bytes are those that
 * will be sent. Everything else may be thrown away and fetched again.
 */
export type Sealed = { readonly iv: Uint8Array<ArrayBuffer>; readonly bytes: ArrayBuffer }

/** Where an act stands: still here, the server's, or refused and waiting for a person. */
export type OutboxState = 'waiting' | 'confirmed' | 'refused' | 'settled'

export type OutboxRow = {
  /** Order of sending. */
  readonly seq?: number
  /** The act's id, made here; the server knows the act by it. */
  readonly id: string
  readonly account: string
  readonly post: string
  readonly act: string
  /** When it was recorded here, by this phone's clock. */
  readonly recordedAt: string
  /** The act's bytes as they will be sent, encrypted. */
  readonly sealed: Sealed
  /** Files that it names, by SHA-256. */
  readonly files: readonly string[]
  readonly state: OutboxState
  /** When the server confirmed it, by the server's clock. */
  readonly confirmedAt?: string
  /** What the server answered when it refused, encrypted: it may repeat what was typed. */
  readonly refusal?: Sealed
  /** What a person decided about a refused act: mended by another, handed over, or taken back with a reason. */
  readonly settledBy?: 'mended' | 'withdrawn' | 'handed'
  /** Why it was taken back, encrypted. */
  readonly settledReason?: Sealed
}

export type FileRow = {
  readonly sha256: string
  readonly act: string
  readonly account: string
  readonly post: string
  readonly size: number
  readonly mediaType: string
  /** Of an act that seals who does it: handed in under the pseudonym. */
  readonly isSealed?: true
  /** The bytes, where the first version of the app wrote them; since then they lie in `bytes`. */
  readonly sealed?: Sealed
  /** Bytes that the server has of it. */
  readonly sent: number
  readonly state: 'waiting' | 'confirmed' | 'refused'
  /** Where the pieces go on, once the first was taken. */
  readonly uploadUrl?: string
  readonly refusal?: string
}

/** Who this phone belongs to and how its data key is wrapped; in the clear, as it must be read before anything is open. */
export type VaultRow = {
  /** 'vault' for the one in use; others are set aside (`owners.ts`). */
  readonly name: string
  readonly phone: string
  readonly account: string
  readonly userName: string
  readonly displayName: string
  readonly salt: Uint8Array<ArrayBuffer>
  readonly iterations: number
  /** Never extractable: what the PIN gives is worth nothing away from this phone. */
  readonly deviceKey: CryptoKey
  /** The data key under PIN and device; absent after too many wrong PINs, until the worker signs in again. */
  readonly wrappedByPin?: Sealed
  /** The data key under the server's public key, for when the PIN is lost. */
  readonly wrappedByServer: ArrayBuffer
  readonly failedTries: number
  /** No PIN is tried before this instant (ms). */
  readonly blockedUntil: number
  /** Last time the server was reached (ms, this phone's clock). */
  readonly lastContact: number
}

export type FieldSchema = DBSchema & {
  vault: { key: string; value: VaultRow }
  sealed: { key: string; value: Sealed & { readonly name: string } }
  outbox: { key: number; value: OutboxRow; indexes: { id: string; state: string } }
  files: { key: string; value: FileRow; indexes: { state: string; act: string } }
  /** The bytes of files, apart: how far a file has gone up is written often, and shown at every step. */
  bytes: { key: string; value: Sealed & { readonly sha256: string } }
}
export type FieldDatabase = IDBPDatabase<FieldSchema>

export const DATABASE = 'hulei-field'

/**
 * What each version of the database added to the one before: the first step makes an empty one. A step never touches what
 * waits: a phone may come from any earlier version with a full outbox. Landed steps are never changed, only followed.
 */
export const databaseSteps: readonly ((db: IDBPDatabase<FieldSchema>) => void)[] = [
  (db) => {
    db.createObjectStore('vault', { keyPath: 'name' })
    db.createObjectStore('sealed', { keyPath: 'name' })
    const outbox = db.createObjectStore('outbox', { keyPath: 'seq', autoIncrement: true })
    outbox.createIndex('id', 'id', { unique: true })
    outbox.createIndex('state', 'state')
    const files = db.createObjectStore('files', { keyPath: 'sha256' })
    files.createIndex('state', 'state')
    files.createIndex('act', 'act')
  },
  (db) => {
    db.createObjectStore('bytes', { keyPath: 'sha256' })
  },
]

/**
 * Opens the phone's database, taking the steps that it has not taken yet. `onGivenWay` is told when a newer version of the
 * app waited in another window and this one closed the database for it.
 *
 * The browser may close it, too: Chromium does, for good, when the disk is full. It is then opened again behind what is
 * given here, so that whoever failed may simply try again.
 */
export async function openDatabase(
  name: string = DATABASE,
  {
    steps = databaseSteps,
    onGivenWay = () => {},
  }: { steps?: typeof databaseSteps; onGivenWay?: () => void } = {},
): Promise<FieldDatabase> {
  const open = () =>
    openDB<FieldSchema>(name, steps.length, {
      upgrade(db, before) {
        for (const step of steps.slice(before)) step(db)
      },
      blocking: (_current, _blocked, event) => {
        const db = event.target as IDBDatabase
        db.close()
        onGivenWay()
      },
      terminated: reopen,
    })
  const reopen = () => {
    open().then(
      (db) => {
        current = db
      },
      () => setTimeout(reopen, REOPEN_AFTER_MS),
    )
  }
  let current = await open()
  return new Proxy(current, {
    get(_first, member) {
      const value: unknown = Reflect.get(current, member, current)
      return typeof value === 'function' ? value.bind(current) : value
    },
  })
}

const REOPEN_AFTER_MS = 1000

import 'fake-indexeddb/auto'

/**
 * A phone's whole database as JSON: its stores and their indexes, and every value in them, bytes as base64. The device's
 * key is the one thing that a browser never gives out; of a phone in a test it was kept when it was made.
 */
export type StoredPhone = {
  readonly version: number
  /** What opens it again. */
  readonly pin: string
  readonly stores: Readonly<Record<string, StoredStore>>
  /** Bodies of the acts in their order, as they were written: what must arrive at the server. */
  readonly bodies: readonly string[]
}
type StoredStore = {
  readonly keyPath: string
  readonly autoIncrement: boolean
  readonly indexes: Readonly<Record<string, { readonly keyPath: string; readonly unique: boolean }>>
  readonly values: readonly unknown[]
}

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

/** Opens a database without a step of any app. */
export const openAsItIs = (name: string): Promise<IDBDatabase> => done(indexedDB.open(name))

/** Reads a database as any version of the app may have made it. */
export async function storePhone(
  db: IDBDatabase,
  given: { pin: string; deviceKey: Uint8Array; bodies: readonly string[] },
): Promise<StoredPhone> {
  const stores: Record<string, StoredStore> = {}
  for (const name of [...db.objectStoreNames]) {
    const store = db.transaction(name).objectStore(name)
    const values = await done(store.getAll())
    const { keyPath, autoIncrement } = store
    const indexes = Object.fromEntries(
      [...store.indexNames].map((index) => {
        const { keyPath: path, unique } = store.index(index)
        return [index, { keyPath: String(path), unique }]
      }),
    )
    stores[name] = {
      keyPath: String(keyPath),
      autoIncrement,
      indexes,
      values: values.map((value) => toJson(value, given.deviceKey)),
    }
  }
  return { version: db.version, pin: given.pin, stores, bodies: given.bodies }
}

/** Puts a phone's database back under a name, in the version in which it was; gives the name. */
export async function restorePhone(phone: StoredPhone, name: string): Promise<string> {
  const opening = indexedDB.open(name, phone.version)
  opening.onupgradeneeded = () => {
    for (const [store, { keyPath, autoIncrement, indexes }] of Object.entries(phone.stores)) {
      const made = opening.result.createObjectStore(store, { keyPath, autoIncrement })
      for (const [index, { keyPath: path, unique }] of Object.entries(indexes))
        made.createIndex(index, path, { unique })
    }
  }
  const db = await done(opening)
  for (const [store, { values }] of Object.entries(phone.stores)) {
    for (const value of values) {
      const restored = await fromJson(value)
      await done(db.transaction(store, 'readwrite').objectStore(store).put(restored))
    }
  }
  db.close()
  return name
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

function toJson(value: unknown, deviceKey: Uint8Array): unknown {
  if (value instanceof CryptoKey) return { $key: base64(deviceKey) }
  if (value instanceof ArrayBuffer) return { $buffer: base64(new Uint8Array(value)) }
  if (value instanceof Uint8Array) return { $bytes: base64(value) }
  if (Array.isArray(value)) return value.map((each) => toJson(each, deviceKey))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, toJson(each, deviceKey)]))
}

async function fromJson(value: unknown): Promise<unknown> {
  if (Array.isArray(value)) return await Promise.all(value.map(fromJson))
  if (typeof value !== 'object' || value === null) return value
  const { $key, $buffer, $bytes } = value as Record<string, unknown>
  const bytes = (text: unknown) => new Uint8Array(Buffer.from(String(text), 'base64'))
  if ($buffer !== undefined) return bytes($buffer).buffer
  if ($bytes !== undefined) return bytes($bytes)
  if ($key !== undefined)
    return await crypto.subtle.importKey('raw', bytes($key), { name: 'HMAC', hash: 'SHA-256' }, false, [
      'sign',
    ])
  const entries = Object.entries(value).map(async ([name, each]) => [name, await fromJson(each)] as const)
  return Object.fromEntries(await Promise.all(entries))
}

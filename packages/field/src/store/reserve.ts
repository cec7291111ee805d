import { openDB } from 'idb'

/**
 * Room set aside for the last visits. Browsers no longer say how much a disk has left (since 2025 Chrome reports ten
 * gigabytes more than is used, whatever is free), so the app holds some itself, in a database of its own that holds nothing else.
 * A reserve that cannot be written is the early warning; when an act finds no room, the reserve makes way for it.
 */
const DATABASE = 'hulei-reserve'
const STORE = 'room'
/** A few visits with their photos. */
export const RESERVE_BYTES = 32 * 1024 * 1024
const PIECE_BYTES = 4 * 1024 * 1024

const open = () =>
  openDB(DATABASE, 1, {
    upgrade(db) {
      db.createObjectStore(STORE)
    },
  })

/** Sees to it that the reserve is there; false where the phone has no room for it. */
export async function keepReserve(bytes: number = RESERVE_BYTES): Promise<boolean> {
  const pieces = Math.ceil(bytes / PIECE_BYTES)
  const db = await open()
  try {
    for (let piece = await db.count(STORE); piece < pieces; piece++) {
      const tx = db.transaction(STORE, 'readwrite', { durability: 'strict' })
      await Promise.all([tx.store.put(noise(), piece), tx.done])
    }
    return true
  } catch {
    return false
  } finally {
    db.close()
  }
}

/** Lets the reserve go; false where there was none. */
export async function giveUpReserve(): Promise<boolean> {
  const db = await open()
  try {
    const had = (await db.count(STORE)) > 0
    if (had) await db.clear(STORE)
    return had
  } finally {
    db.close()
  }
}

const onGivenUp = new Set<() => void>()

/** Tells when the reserve was needed: the phone is full. Gives the way to stop. */
export function watchReserve(listener: () => void): () => void {
  onGivenUp.add(listener)
  return () => {
    onGivenUp.delete(listener)
  }
}

const WAITS_MS = [0, 1500, 1500, 3000]

/** Writes; where that fails, once more with the room of the reserve, which a browser may take a moment to free. */
export async function withReserve(write: () => Promise<void>): Promise<void> {
  let failure: unknown
  try {
    return await write()
  } catch (error) {
    failure = error
  }
  for (const [index, wait] of WAITS_MS.entries()) {
    // On a disk without a byte left Chromium closes its database once or twice, and frees the room all the same.
    const isFreed = await giveUpReserve().catch(() => true)
    if (!isFreed && index === 0) throw failure
    for (const listener of onGivenUp) listener()
    await new Promise((resolve) => setTimeout(resolve, wait))
    try {
      return await write()
    } catch (error) {
      failure = error
    }
  }
  throw failure
}

/** Bytes that no browser can press together. */
function noise(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(PIECE_BYTES)
  const most = 65_536
  for (let start = 0; start < bytes.length; start += most)
    crypto.getRandomValues(bytes.subarray(start, start + most))
  return bytes
}

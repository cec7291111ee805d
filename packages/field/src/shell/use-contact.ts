import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import type { FieldDatabase, FileRow, OutboxRow } from '../store/database.ts'
import { actsInOrder } from '../store/outbox.ts'
import { readPack, type StoredPack } from '../store/pack.ts'
import type { Vault } from '../store/vault.ts'
import type { Line } from '../sync/contact.ts'
import { nextTryAfter, type Touch, touch } from '../sync/keep-in-touch.ts'
import { lookForUpdate } from './app-update.ts'
import { askToBeWoken, onWoken } from './wake.ts'

/** What the open app knows of its store and of the server; kept up to date by contacts. */
export type Contact = {
  readonly pack: StoredPack | undefined
  /** Whether the store was read: before that nothing is known. */
  readonly isRead: boolean
  readonly acts: readonly OutboxRow[]
  readonly files: readonly FileRow[]
  /** Acts that another worker left on this phone, and that only that one can send. */
  readonly othersWaiting: number
  readonly last: Touch | undefined
  readonly lastContact: number
  readonly isTouching: boolean
  reload(): Promise<void>
  sync(): Promise<void>
}

/**
 * Contact with the server as often as there is a network, also while the app is open but not in front. A round that has
 * begun is finished even when the phone is locked meanwhile; none is begun after that.
 */
export function useContact(db: FieldDatabase, vault: Vault, line: Line): Contact {
  const { account } = vault.row
  const [pack, setPack] = useState<StoredPack>()
  const [isRead, setRead] = useState(false)
  const [acts, setActs] = useState<readonly OutboxRow[]>([])
  const [files, setFiles] = useState<readonly FileRow[]>([])
  const [othersWaiting, setOthersWaiting] = useState(0)
  const [last, setLast] = useState<Touch>()
  const [lastContact, setLastContact] = useState(vault.row.lastContact)
  const [isTouching, setTouching] = useState(false)
  const running = useRef<Promise<void> | undefined>(undefined)
  const failures = useRef(0)
  const timer = useRef(0)
  const isGone = useRef(false)

  const reload = useCallback(async () => {
    const [rows, kept] = await Promise.all([actsInOrder(db), db.getAll('files')])
    setActs(rows.filter((row) => row.account === account))
    setOthersWaiting(rows.filter((row) => row.account !== account && row.state !== 'confirmed').length)
    // The bytes stay where they are; the screen needs their sizes.
    setFiles(kept.filter((file) => file.account === account).map(({ sealed: _sealed, ...file }) => file))
  }, [db, account])

  const sync = useCallback((): Promise<void> => {
    const round = async () => {
      clearTimeout(timer.current)
      setTouching(true)
      try {
        const result = await alone(() => touch(db, vault, line, () => void reload()))
        if (result) setLast(result)
        if (result?.is === 'current') {
          failures.current = 0
          setPack(result.pack)
          setLastContact(Date.now())
          lookForUpdate()
        } else {
          failures.current++
          askToBeWoken()
        }
        if (result?.is === 'revoked') setPack(undefined)
      } catch {
        failures.current++
      } finally {
        running.current = undefined
        setTouching(false)
        if (!isGone.current) {
          timer.current = window.setTimeout(() => void sync(), nextTryAfter(failures.current || 6))
          await reload().catch(() => {})
        }
      }
    }
    running.current ??= round()
    return running.current
  }, [db, vault, line, reload])

  useEffect(() => {
    isGone.current = false
    readPack(db, vault, line.post).then((kept) => {
      setPack((now) => now ?? kept)
      setRead(true)
    })
    void reload()
    void sync()
    // Also when the app goes out of sight: the browser may stop it soon.
    const wake = () => void sync()
    addEventListener('online', wake)
    document.addEventListener('visibilitychange', wake)
    const sleep = onWoken(sync)
    return () => {
      isGone.current = true
      removeEventListener('online', wake)
      document.removeEventListener('visibilitychange', wake)
      sleep()
      clearTimeout(timer.current)
    }
  }, [db, vault, line, reload, sync])

  return { pack, isRead, acts, files, othersWaiting, last, lastContact, isTouching, reload, sync }
}

/** One window sends at a time; undefined where another is at it. */
async function alone<T>(work: () => Promise<T>): Promise<T | undefined> {
  if (!navigator.locks) return await work()
  return await navigator.locks.request('hulei-contact', { ifAvailable: true }, async (lock) =>
    lock ? await work() : undefined,
  )
}

import { PACK_LOCKS_AFTER_DAYS } from '@hulei/core/offline/pack-age'
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { rooms } from '../rooms/index.ts'
import type { FieldDatabase, FileRow, OutboxRow } from '../store/database.ts'
import { actsInOrder } from '../store/outbox.ts'
import { readPack, type StoredPack } from '../store/pack.ts'
import type { Vault } from '../store/vault.ts'
import type { Line } from '../sync/contact.ts'
import { nextTryAfter, type Touch, touch } from '../sync/keep-in-touch.ts'
import { instantWords } from './days.ts'
import { type Field, FieldContext } from './field.ts'
import type { FieldPost } from './field-post.ts'
import { pageAt, type Tab, tabsOf } from './room.ts'
import { useRoute } from './route.ts'
import { shellText as text } from './shell.text.ts'

const DAY_MS = 86_400_000
const tellers = rooms.flatMap((room) => room.tell ?? [])
const formPages = Object.assign({}, ...rooms.map((room) => room.formPages ?? {})) as Record<string, string>

/** The open app: the pack, the outbox, and contact with the server as often as there is a network. */
export function OpenApp({
  db,
  vault,
  post,
  line: bare,
  onLock,
}: {
  db: FieldDatabase
  vault: Vault
  post: FieldPost
  line: Line
  onLock: () => void
}) {
  const line = useMemo(() => ({ ...bare, post: post.id }), [bare, post])
  const [pack, setPack] = useState<StoredPack>()
  const [isRead, setRead] = useState(false)
  const [acts, setActs] = useState<readonly OutboxRow[]>([])
  const [files, setFiles] = useState<readonly FileRow[]>([])
  const [contact, setContact] = useState<Touch>()
  const [isTouching, setTouching] = useState(false)
  const [lastContact, setLastContact] = useState(vault.row.lastContact)
  const running = useRef(false)
  const failures = useRef(0)
  const timer = useRef(0)

  const reload = useCallback(async () => {
    const [rows, kept] = await Promise.all([actsInOrder(db), db.getAll('files')])
    setActs(rows)
    // The bytes stay where they are; the screen needs their sizes.
    setFiles(kept.map(({ sealed: _sealed, ...file }) => file))
  }, [db])

  const sync = useCallback(async () => {
    if (running.current) return
    running.current = true
    clearTimeout(timer.current)
    setTouching(true)
    try {
      const result = await touch(db, vault, line, () => void reload())
      setContact(result)
      if (result.is === 'current') {
        failures.current = 0
        setPack(result.pack)
        setLastContact(Date.now())
      } else failures.current++
      if (result.is === 'revoked') setPack(undefined)
    } catch {
      failures.current++
    } finally {
      running.current = false
      setTouching(false)
      await reload()
      timer.current = window.setTimeout(() => void sync(), nextTryAfter(failures.current || 6))
    }
  }, [db, vault, line, reload])

  useEffect(() => {
    readPack(db, vault, post.id).then((kept) => {
      setPack(kept)
      setRead(true)
    })
    void reload()
    void sync()
    const wake = () => {
      if (document.visibilityState === 'visible') void sync()
    }
    addEventListener('online', wake)
    document.addEventListener('visibilitychange', wake)
    return () => {
      removeEventListener('online', wake)
      document.removeEventListener('visibilitychange', wake)
      clearTimeout(timer.current)
    }
  }, [db, vault, post, reload, sync])

  const daysApart = Math.floor((Date.now() - lastContact) / DAY_MS)
  const isOld = daysApart >= PACK_LOCKS_AFTER_DAYS
  const field: Field = {
    db,
    vault,
    post,
    pack: isOld ? undefined : pack,
    acts,
    files,
    contact: contact?.is,
    why: contact?.is === 'later' ? contact.why : undefined,
    isTouching,
    tellers,
    formPages,
    reload,
    sync: () => void sync(),
    lock: onLock,
  }
  const route = useRoute()
  const tabs = tabsOf(rooms, { post, pack: field.pack })
  const at = pageAt(rooms, tabs, route.page)
  if (!isRead) return <p class="empty">{text.opening}</p>
  return (
    <FieldContext.Provider value={field}>
      <StatusLine field={field} lastContact={lastContact} />
      <main class="page">
        {contact?.is === 'revoked' ? (
          <p class="empty">{text.revoked}</p>
        ) : isOld && !at?.page.isOpenWithoutPack ? (
          <p class="empty">{text.packOld(daysApart)}</p>
        ) : (
          at && <at.page.show key={`${at.name}/${route.id}`} id={route.id} line={line} />
        )}
      </main>
      {at?.page.tab && <Tabs tabs={tabs} now={at.page.tab} />}
    </FieldContext.Provider>
  )
}

/** One line that says where the phone stands with the server; a tap tries now. */
function StatusLine({ field, lastContact }: { field: Field; lastContact: number }) {
  const { acts, files, contact, why, isTouching, sync } = field
  const waiting = acts.filter((act) => act.state === 'waiting').length
  const refused = acts.filter((act) => act.state === 'refused').length
  const photos = files.filter((file) => file.state === 'waiting').length
  const road =
    contact === 'sign-in'
      ? text.signInShort
      : contact === 'revoked'
        ? text.revokedShort
        : why === 'offline'
          ? text.noNetwork
          : why === 'not-hulei'
            ? text.notHuleiShort
            : why === 'busy'
              ? text.busyShort
              : text.current(instantWords(lastContact, Date.now()))
  return (
    <button type="button" class={`status ${contact === 'current' ? 'good' : ''}`} onClick={sync}>
      <span>{isTouching ? text.touching : road}</span>
      {waiting > 0 && <strong>{text.waiting(waiting)}</strong>}
      {waiting === 0 && photos > 0 && <strong>{text.photosWaiting(photos)}</strong>}
      {refused > 0 && <strong class="bad">{text.refusedCount(refused)}</strong>}
    </button>
  )
}

function Tabs({ tabs, now }: { tabs: readonly Tab[]; now: string }) {
  return (
    <nav class="tabs">
      {tabs.map(({ page, label }) => (
        <a key={page} href={`#/${page}`} aria-current={page === now ? 'page' : undefined}>
          {label}
        </a>
      ))}
    </nav>
  )
}

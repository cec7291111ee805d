import { PACK_LOCKS_AFTER_DAYS } from '@hulei/core/offline/pack-age'
import { useMemo } from 'preact/hooks'
import { rooms } from '../rooms/index.ts'
import type { FieldDatabase } from '../store/database.ts'
import type { Vault } from '../store/vault.ts'
import type { Line } from '../sync/contact.ts'
import { instantWords } from './days.ts'
import { type Field, FieldContext } from './field.ts'
import type { FieldPost } from './field-post.ts'
import { Notices } from './notices.tsx'
import { pageAt, type Tab, tabsOf } from './room.ts'
import { useRoute } from './route.ts'
import { shellText as text } from './shell.text.ts'
import { useContact } from './use-contact.ts'
import { useStorage } from './use-storage.ts'

const DAY_MS = 86_400_000
const tellers = rooms.flatMap((room) => room.tell ?? [])
const formPages = Object.assign({}, ...rooms.map((room) => room.formPages ?? {})) as Record<string, string>
const urgent = new Set(rooms.flatMap((room) => room.urgent ?? []))

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
  const contact = useContact(db, vault, line)
  const storage = useStorage(contact.acts.length)
  const { pack, acts, files, last, lastContact, reload } = contact
  const daysApart = Math.floor((Date.now() - lastContact) / DAY_MS)
  const isOld = daysApart >= PACK_LOCKS_AFTER_DAYS
  const field: Field = {
    db,
    vault,
    post,
    pack: isOld ? undefined : pack,
    acts,
    files,
    othersWaiting: contact.othersWaiting,
    storage,
    contact: last?.is,
    why: last?.is === 'later' ? last.why : undefined,
    isTouching: contact.isTouching,
    tellers,
    formPages,
    urgent,
    reload,
    sync: () => void contact.sync(),
    lock: onLock,
  }
  const route = useRoute()
  const tabs = tabsOf(rooms, { post, pack: field.pack })
  const at = pageAt(rooms, tabs, route.page)
  if (!contact.isRead) return <p class="empty">{text.opening}</p>
  return (
    <FieldContext.Provider value={field}>
      <StatusLine field={field} lastContact={lastContact} />
      {at?.page.tab && <Notices field={field} page={at.name} />}
      <main class="page">
        {last?.is === 'revoked' ? (
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

import type { ComponentType } from 'preact'
import type { ActTeller } from '../outbox/act-words.ts'
import type { StoredPack } from '../store/pack.ts'
import type { Line } from '../sync/contact.ts'
import type { FieldPost } from './field-post.ts'

/** One page of the app: `#/<page>/<id>`. */
export type RoomPage = {
  readonly show: ComponentType<{ id: string; line: Line }>
  /** The tab that is lit meanwhile. A page without one has the foot of the screen for itself. */
  readonly tab?: string
  /** Shown even when the pack is locked for its age: there is nothing of a child on it. */
  readonly isOpenWithoutPack?: boolean
}

/** A tab at the foot of the screen. The lowest rank comes first, and is the page that the app opens with. */
export type Tab = { readonly page: string; readonly label: string; readonly rank: number }

/**
 * What a room adds to the phone app: pages by the first part of their address, tabs for those posts that need them, and
 * the words for its acts in the outbox. A room is added in `rooms/index.ts` by one line.
 */
export type Room = {
  readonly pages: Readonly<Record<string, RoomPage>>
  readonly tabs?: (given: { post: FieldPost; pack: StoredPack | undefined }) => readonly Tab[]
  readonly tell?: ActTeller
  /** Acts for which the room has a page of its own instead of the form that every act gets: page by act. */
  readonly formPages?: Readonly<Record<string, string>>
  /** Of these, the acts that stand under 求助 instead of 登记: nobody looks among forms for what cannot wait. */
  readonly urgent?: readonly string[]
}

/** The tabs of a post, in their order. */
export const tabsOf = (
  rooms: readonly Room[],
  given: { post: FieldPost; pack: StoredPack | undefined },
): readonly Tab[] =>
  rooms.flatMap((room) => room.tabs?.(given) ?? []).sort((left, right) => left.rank - right.rank)

/** The page at an address: the home of the post where the address has none, or one of a tab that the post does not have. */
export function pageAt(
  rooms: readonly Room[],
  tabs: readonly Tab[],
  name: string,
): { readonly name: string; readonly page: RoomPage } | undefined {
  const find = (wanted: string) =>
    rooms.flatMap(({ pages }) => (Object.hasOwn(pages, wanted) ? (pages[wanted] ?? []) : []))[0]
  const asked = find(name)
  const isHere = asked && (name !== asked.tab || tabs.some((tab) => tab.page === name))
  if (asked && isHere) return { name, page: asked }
  const home = tabs[0]?.page ?? ''
  const page = find(home)
  return page && { name: home, page }
}

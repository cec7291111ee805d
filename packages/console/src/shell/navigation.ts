import { acts, type Grant, kinds, mayBeGranted } from '@hulei/core'
import { rooms } from '../rooms.ts'
import { type NavGroup, navGroups } from './page.ts'
import type { PostSession } from './session.tsx'

export type NavItem = { readonly path: string; readonly title: string }

/** The menu of a post: pages of the rooms that are for it, and the registers that it may read. */
export function navigationOf(session: PostSession): { group: NavGroup; items: readonly NavItem[] }[] {
  const pages = rooms.flatMap((room) => room.pages).filter((page) => page.nav && page.isFor(session))
  // Posts and the office's own papers come after what is about children.
  const order = [
    'children',
    'visits',
    'venues',
    'operations',
    'supervised',
    'schools',
    'screening',
    'outreach',
    'duties',
    'supervision',
    'organisation',
  ]
  const rank = (room: string) => order.indexOf(room)
  const registers = [...kinds.values()]
    .sort((left, right) => rank(left.room) - rank(right.room))
    .filter((kind) => session.registers.some((each) => each.kind === kind.name))
    // Of what shows them only their own, whoever can never have any has no use for an entry.
    .filter((kind) => mayBeGranted(othersOf(kind.readers), session.actor) || hasActOn(kind.name, session))
    // What belongs to a matter is reached from the matter.
    .filter((kind) => kind.matter === undefined)
    // A page of the same name shows the same records better.
    .filter((kind) => pages.every((page) => page.title !== kind.title))
    .map((kind) => ({ path: `/registers/${kind.name}`, title: kind.title }))
  return navGroups
    .map((group) => ({
      group,
      items: [
        ...pages
          .filter((page) => page.nav?.group === group)
          .sort((left, right) => (left.nav?.order ?? 0) - (right.nav?.order ?? 0)),
        ...(group === 'registers' ? registers : []),
      ],
    }))
    .filter(({ items }) => items.length > 0)
}

const othersOf = (readers: readonly Grant[]): readonly Grant[] =>
  readers.filter((grant) => grant !== 'own-account')

const hasActOn = (kind: string, session: Pick<PostSession, 'acts'>): boolean =>
  session.acts.some((name) => acts.get(name)?.kind.name === kind)

/** The entry that the address lies under: the longest path that begins it. */
export function entryOf(path: string, items: readonly NavItem[]): string | undefined {
  return items
    .map((item) => item.path)
    .filter((each) => path === each || (each !== '/' && path.startsWith(`${each}/`)))
    .sort((left, right) => right.length - left.length)[0]
}

import type { ComponentType } from 'react'
import type { PostSession } from './session.tsx'

/** Where a page stands in the menu. */
export const navGroups = ['work', 'supervision', 'registers', 'system'] as const
export type NavGroup = (typeof navGroups)[number]

/**
 * A page of a room. `load` imports it when it is first opened; what it exports as `Page` is shown.
 * `isFor` decides who finds it in the menu; what the server gives is decided there, by row policies.
 */
export type Page = {
  readonly path: string
  readonly title: string
  readonly nav?: { readonly group: NavGroup; readonly order: number }
  readonly isFor: (session: PostSession) => boolean
  readonly load: () => Promise<{ readonly Page: ComponentType }>
}

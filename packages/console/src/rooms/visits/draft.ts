import type { VisitValues } from '@hulei/core'

/**
 * A form half filled in, and the id under which it will be saved: saving once more after a broken line and a reload
 * makes no second visit.
 */
export type Draft = { readonly record: string; readonly values: VisitValues }

/**
 * Drafts are kept for this tab until they are saved, so that a reload or a broken line loses nothing. It is the tab's
 * own storage: a shared computer keeps nothing of it once the tab is closed or somebody signs out, and another post
 * does not find it.
 */
const keyOf = (post: string, child: string) => `hulei.visit.${post}.${child}`

export function keepDraft(post: string, child: string, draft: Draft): void {
  try {
    sessionStorage.setItem(keyOf(post, child), JSON.stringify(draft))
  } catch {
    // A browser without storage still records visits; it merely forgets on reload.
  }
}
export function findDraft(post: string, child: string): Draft | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(post, child)) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}
export function dropDraft(post: string, child: string): void {
  sessionStorage.removeItem(keyOf(post, child))
}

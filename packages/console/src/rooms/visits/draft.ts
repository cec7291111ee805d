import type { VisitValues } from './visit-values.ts'

/**
 * A form half filled in is kept for this tab until it is saved, so that a reload or a broken line loses nothing. It is
 * the tab's own storage: a shared computer keeps nothing of it once the tab is closed.
 */
const keyOf = (child: string) => `hulei.visit.${child}`

export function keepDraft(child: string, values: VisitValues): void {
  sessionStorage.setItem(keyOf(child), JSON.stringify(values))
}
export function findDraft(child: string): VisitValues | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(child)) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}
export function dropDraft(child: string): void {
  sessionStorage.removeItem(keyOf(child))
}

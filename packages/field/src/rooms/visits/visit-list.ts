import type { PackChild, PackDue, PackRecords } from './pack-records.ts'

/** A child on the list, with what waits on this phone counted apart from what the server has. */
export type ListedChild = PackChild & { readonly visit: PackDue; readonly waiting: number }

export type VisitCount = { readonly due: number; readonly confirmed: number; readonly waiting: number }

/** Visits recorded here that the server's count does not hold yet, by child. */
export type WaitingVisits = ReadonlyMap<string, number>

/** Whom to visit, most urgent first: a follow-up that is due, then who lacks most, then who was not seen for longest. */
export function visitList(records: PackRecords, waiting: WaitingVisits, today: string): ListedChild[] {
  const missing = (child: ListedChild) => Math.max(0, child.visit.due - child.visit.done - child.waiting)
  const isFollowUp = (child: ListedChild) =>
    Number(child.visit.followUpOn !== null && child.visit.followUpOn <= today && child.waiting === 0)
  return records.children
    .flatMap((child) => {
      const visit = records.due.get(child.id)
      return visit ? [{ ...child, visit, waiting: waiting.get(child.id) ?? 0 }] : []
    })
    .sort(
      (left, right) =>
        Number(missing(right) > 0) - Number(missing(left) > 0) ||
        isFollowUp(right) - isFollowUp(left) ||
        missing(right) - missing(left) ||
        (left.visit.lastVisitOn ?? '').localeCompare(right.visit.lastVisitOn ?? '') ||
        left.name.localeCompare(right.name, 'zh'),
    )
}

/** Why a child stands where it stands on the list; the same order in which it is sorted. */
export type Urgency =
  | { readonly is: 'follow-up'; readonly on: string }
  | { readonly is: 'never' }
  | { readonly is: 'unseen'; readonly days: number }
  | { readonly is: 'done' }

export function urgencyOf({ visit, waiting }: ListedChild, today: string): Urgency {
  if (visit.due - visit.done - waiting <= 0) return { is: 'done' }
  if (visit.followUpOn !== null && visit.followUpOn <= today && waiting === 0)
    return { is: 'follow-up', on: visit.followUpOn }
  if (!visit.lastVisitOn) return { is: 'never' }
  return { is: 'unseen', days: Math.max(0, (Date.parse(today) - Date.parse(visit.lastVisitOn)) / DAY_MS) }
}
const DAY_MS = 86_400_000

/** The month's count: what the server counts, and beside it what waits here. */
export const countOf = (list: readonly ListedChild[]): VisitCount =>
  list.reduce(
    (sum, { visit, waiting }) => ({
      due: sum.due + visit.due,
      confirmed: sum.confirmed + Math.min(visit.done, visit.due),
      waiting: sum.waiting + waiting,
    }),
    { due: 0, confirmed: 0, waiting: 0 },
  )

/** By name, pinyin or initials (the server's tokens), and by hamlet. */
export function found(list: readonly ListedChild[], search: string, hamlet: string): ListedChild[] {
  const typed = search.trim().toLowerCase()
  return list.filter(
    (child) =>
      (!hamlet || child.hamlet === hamlet) &&
      (!typed ||
        child.name.includes(typed) ||
        child.hamlet?.includes(typed) ||
        child.tokens.some((token) => token.startsWith(typed))),
  )
}

/** Hamlets that occur, for the chips. */
export const hamletsOf = (list: readonly ListedChild[]): string[] =>
  [...new Set(list.flatMap((child) => child.hamlet ?? []))].sort((left, right) =>
    left.localeCompare(right, 'zh'),
  )

/** Whole years on a day. */
export function ageOn(bornOn: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(bornOn.slice(0, 4))
  return today.slice(5) < bornOn.slice(5) ? years - 1 : years
}

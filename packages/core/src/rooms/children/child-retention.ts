import { addDays, addMonths, type Day } from '../../calendar/index.ts'
import { type Child, child } from './child.kind.ts'

/**
 * The first day on which a child's file may be deleted when a family asks (个人信息保护法 第四十七条); null while it may not.
 *
 * - While the child is on the register there is none: that a township knows the minors in its care is a duty of the law
 *   (未成年人保护法 第四十三条、第八十一条), and its purpose is not over (第四十七条第一款第一项 does not hold).
 * - Registered by mistake: at once, since there never was a purpose.
 * - Left: when the years are over for which the declaration keeps the file (第一款第二项). Earlier, that the law demands
 *   storage (第二款) is our reading of 第十九条.
 */
export function childErasableFrom({
  leftOn,
  leftBecause,
}: Pick<Child, 'leftOn' | 'leftBecause'>): Day | null {
  if (!leftOn) return null
  return leftBecause === 'mistaken' ? leftOn : addMonths(leftOn, 12 * child.keep.years)
}

/** Days for which a file that was left by mistake waits before the system removes it by itself: long enough to see the mistake. */
export const MISTAKEN_DAYS = 30

/** The first day on which the system removes a child's file by itself; null while the child is on the register. */
export function childErasedFrom(of: Pick<Child, 'leftOn' | 'leftBecause'>): Day | null {
  const from = childErasableFrom(of)
  return from && of.leftBecause === 'mistaken' ? addDays(from, MISTAKEN_DAYS) : from
}

import { addMonths, type Day } from '../../calendar/index.ts'
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

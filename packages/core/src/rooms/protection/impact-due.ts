import { type Day, daysBetween } from '../../calendar/index.ts'
import type { ImpactAssessment } from './impact-assessment.kind.ts'

/** Months after which an assessment is made anew though nothing changed. */
export const IMPACT_MONTHS = 12
/** From so many days before its day it is said that the next one is due. */
const SOON_DAYS = 30

/**
 * Whether an impact assessment is due. It is made before data are processed (个人信息保护法 第五十五条), so having none is
 * overdue. That it is made again when processing changes, and yearly, is our reading: the law demands it 事前, and a change is
 * a processing that was not assessed; a year is the rhythm of the audit (未成年人网络保护条例 第三十七条).
 */
export type ImpactDue = {
  readonly state: 'none' | 'changed' | 'over' | 'soon' | 'fine'
  readonly on: Day | null
}

/** `current`: the approved assessment in force; `changes`: how processing differs from what it looked at. */
export function impactDue(
  current: Pick<ImpactAssessment, 'reviewOn'> | undefined,
  changes: readonly string[],
  today: Day,
): ImpactDue {
  const on = current?.reviewOn ?? null
  if (!on) return { state: 'none', on: null }
  if (today > on) return { state: 'over', on }
  if (changes.length > 0) return { state: 'changed', on }
  return { state: daysBetween(today, on) <= SOON_DAYS ? 'soon' : 'fine', on }
}

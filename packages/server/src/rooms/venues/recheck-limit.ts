import type { Day } from '@hulei/core'
import { limitByPlan } from '../../platform/measures/plan-limit.ts'
import type { Township } from '../../platform/townships.ts'

/** By which day a closure must be looked at again; where the plan says nothing, within half a month (附·平安办8: 半个月内回访). */
export const recheckBy = (township: Township, orderedOn: Day): Day =>
  limitByPlan(township, 'venues.rechecked-closures', { within: 'days', count: 15 }, orderedOn)

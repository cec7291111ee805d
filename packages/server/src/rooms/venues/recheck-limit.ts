import { addDays, type Day, type DeadlineRule, deadlineOf, limitOf, startOfDay } from '@hulei/core'
import type { Township } from '../../platform/townships.ts'

/** Where the plan sets no limit of its own (方案 附·平安办8: 半个月内回访). */
const USUAL: DeadlineRule = { within: 'days', count: 15 }

/**
 * By which day a closure must be looked at again: the shortest limit that a duty of the plan sets. Where working days
 * of the year are not known, days are counted as they come.
 */
export function recheckBy({ playbook, calendar }: Township, orderedOn: Day): Day {
  const limits = playbook.duties.flatMap((duty) =>
    duty.proves
      .filter((proof) => proof.measure === 'venues.rechecked-closures')
      .flatMap((proof) => limitOf(proof.cadence ?? duty.cadence) ?? []),
  )
  const days = (limits.length > 0 ? limits : [USUAL]).map((limit): Day => {
    const deadline = deadlineOf(limit, startOfDay(orderedOn), calendar)
    if (deadline.known) return deadline.value.on
    return addDays(orderedOn, 'count' in limit ? limit.count : 0)
  })
  return days.reduce((first, day) => (day < first ? day : first))
}

import { addDays, type Day, type DeadlineRule, deadlineOf, limitOf, startOfDay } from '@hulei/core'
import type { Township } from '../townships.ts'

/**
 * By which day something that began on a day must be done: the shortest limit that a duty of the plan sets for the measure
 * that counts it, or the usual one where the plan sets none. Where working days of the year are not known, days are counted
 * as they come.
 */
export function limitByPlan(
  { playbook, calendar }: Township,
  measure: string,
  usual: DeadlineRule,
  beginsOn: Day,
): Day {
  const limits = playbook.duties.flatMap((duty) =>
    duty.proves
      .filter((proof) => proof.measure === measure)
      .flatMap((proof) => limitOf(proof.cadence ?? duty.cadence) ?? []),
  )
  const days = (limits.length > 0 ? limits : [usual]).map((limit): Day => {
    const deadline = deadlineOf(limit, startOfDay(beginsOn), calendar)
    if (deadline.known) return deadline.value.on
    return addDays(beginsOn, 'count' in limit ? limit.count : 0)
  })
  return days.reduce((first, day) => (day < first ? day : first))
}

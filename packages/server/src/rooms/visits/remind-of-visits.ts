import {
  civilWindowAt,
  daysBetween,
  findVisitTarget,
  firstDayOf,
  lastDayOf,
  monthOf,
  raisesTarget,
  timesNeeded,
} from '@hulei/core'
import { sql } from 'kysely'
import type { Scopes } from '../../platform/db/scope.ts'
import { isoOf, notify } from '../../platform/notify/index.ts'
import type { Township } from '../../platform/townships.ts'
import { listedChildrenVisited } from './visits.measures.ts'

/** A worker hears of what is left twice: when there is time to plan, and when there is hardly any. */
const DAYS_LEFT = [5, 1] as const

/**
 * Tells each village's workers how many households still lack visits when the month draws to its end: a count, no name. Of
 * the steps that are past only the last is said, once; so a server that was off says it late, and nothing twice.
 */
export async function remindOfVisits(
  scopes: Scopes,
  township: Township,
  realNow: number = Date.now(),
): Promise<number> {
  const today = township.clock.today()
  const month = monthOf(today)
  const left = daysBetween(today, lastDayOf(month))
  const step = DAYS_LEFT.filter((days) => left <= days).at(-1)
  if (step === undefined) return 0
  const { playbook } = township
  const window = civilWindowAt('month', firstDayOf(month))
  const target = findVisitTarget(playbook)
  if (!target) return 0
  const each = timesNeeded(target.proof.target, raisesTarget(window, playbook.holidayMonths)) ?? 2
  return await scopes.derive(township.code, async (tx) => {
    const counted = listedChildrenVisited.count({
      township: township.code,
      window,
      playbook,
      calendar: township.calendar,
      params: { ...target.proof.params, each },
    })
    const { rows } = await sql<{ village: string; households: number }>`
      SELECT c.village, count(DISTINCT coalesce(child.household, child.id))::int AS households FROM (${counted}) c
      JOIN child ON child.township = ${township.code} AND child.id = c."row"
      WHERE c.done < c.due AND child.left_on IS NULL AND c.village IS NOT NULL GROUP BY c.village
      ORDER BY c.village`.execute(tx.db)
    let told = 0
    for (const { village, households } of rows) {
      told += await notify(
        { tx, township, actId: null, realNow: isoOf(realNow) },
        {
          template: 'reminder.visits',
          params: { month, count: households },
          to: [{ village }],
          onceKey: `visits ${month} ${step} ${village}`,
        },
      )
    }
    return told
  })
}

import { sql } from 'kysely'
import type { Scopes } from '../../platform/db/scope.ts'
import { isoOf, notify } from '../../platform/notify/index.ts'
import type { Township } from '../../platform/townships.ts'

/** Tells each unit and village, once a day, how many requests it has let run past their day. */
export async function remindOfOverdueRequests(
  scopes: Scopes,
  township: Township,
  realNow: number = Date.now(),
): Promise<number> {
  return await scopes.derive(township.code, async (tx) => {
    const { rows } = await sql<{ unit: string | null; village: string | null; count: number }>`
      SELECT unit, village, count(*)::int AS count FROM office_request
      WHERE township = ${township.code} AND closed_on IS NULL AND state IN ('asked', 'returned')
        AND due_on < ${tx.today}::date
      GROUP BY unit, village ORDER BY unit, village`.execute(tx.db)
    let told = 0
    for (const { unit, village, count } of rows) {
      told += await notify(
        { tx, township, actId: null, realNow: isoOf(realNow) },
        {
          template: 'request.overdue',
          params: { count },
          to: [village ? { village } : { unit: unit ?? '' }],
          onceKey: `requests ${tx.today} ${village ?? ''} ${unit ?? ''}`,
        },
      )
    }
    return told
  })
}

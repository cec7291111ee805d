import type { Day, WindowKind } from '@hulei/core'
import { sql } from 'kysely'
import type { Scopes } from '../../platform/db/scope.ts'
import { recount, retotal } from '../../platform/measures/counters.ts'
import type { Measure, Question } from '../../platform/measures/measure.ts'
import type { Township } from '../../platform/townships.ts'

/** A window whose counters did not say what the records say: which, and by how many rows. */
export type Difference = { readonly measure: string; readonly window: string; readonly rows: number }
export type Rebuilt = {
  readonly windows: number
  readonly rows: number
  /** Of these, sums by village and unit. */
  readonly totals: number
  readonly differences: readonly Difference[]
}

/**
 * Counts every open window anew and puts right what differs; done while acts go on, it waits for those under way.
 * Counters kept as acts land must equal the full count, so anything but no differences is a fault to look into.
 */
export async function rebuildCounters(
  scopes: Scopes,
  township: Township,
  measures: ReadonlyMap<string, Measure>,
): Promise<Rebuilt> {
  const knownOn = township.clock.today()
  return await scopes.derive(township.code, async (tx) => {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`duty:${township.code}`}, 0))`.execute(tx.db)
    const { rows: open } = await sql<{
      measure: string
      params: string
      window_kind: WindowKind
      window_key: string
      window_from: Day
      window_to: Day
    }>`
      SELECT measure, params, window_kind, window_key, window_from, window_to FROM duty_window
      WHERE township = ${township.code} ORDER BY measure, window_from, params`.execute(tx.db)
    const differences: Difference[] = []
    for (const row of open) {
      const measure = measures.get(row.measure)
      if (!measure) continue
      const rows = await recount(tx, {
        measure,
        params: JSON.parse(row.params) as Question['params'],
        window: { kind: row.window_kind, key: row.window_key, from: row.window_from, to: row.window_to },
        playbook: township.playbook,
        calendar: township.calendar,
        knownOn,
        act: null,
      })
      if (rows > 0) differences.push({ measure: row.measure, window: row.window_key, rows })
    }
    const totals = await retotal(tx, knownOn)
    return {
      windows: open.length,
      rows: differences.reduce((sum, each) => sum + each.rows, totals),
      totals,
      differences,
    }
  })
}

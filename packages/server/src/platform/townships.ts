import {
  builtInLists,
  type CodeLists,
  type Day,
  dayOf,
  type Instant,
  listsOfPlaybook,
  type Playbook,
  startOfDay,
  type WorkCalendar,
  workCalendar,
} from '@hulei/core'
import type pg from 'pg'
import { readCalendarYears } from './calendar-years.ts'
import type { Clock } from './db/scope.ts'
import { Refusal } from './errors.ts'

/** A tenant as the platform needs it: its plan, the lists that codes come from, its business clock. */
export type Township = {
  readonly code: string
  readonly name: string
  readonly playbook: Playbook
  readonly playbookVersion: number
  readonly lists: CodeLists
  readonly clock: Clock
  /** Working days of the years that are known. */
  readonly calendar: WorkCalendar
  /** A demonstration stands on a day of its own, and says so on every screen. */
  readonly isDemo: boolean
}

export type Townships = {
  get(code: string): Promise<Township>
  clockOf(code: string): Clock
  all(): readonly Township[]
  /** Reads the plans again, after one was adopted or a township added. */
  reload(): Promise<void>
  /** Reads them again if another process adopted one, or changed a holiday year; says whether it did. */
  refresh(): Promise<boolean>
}

/**
 * The clock of business days. A demonstration's stands on its day, at the real time of day, so that what happens
 * in it has an order. The security clock (sessions, codes, the log's own time) is always the real one.
 */
export function businessClock(businessDay: Day | null, realNow: () => number): Clock {
  const now = (): Instant => {
    const real = realNow()
    return businessDay ? startOfDay(businessDay) + (real - startOfDay(dayOf(real))) : real
  }
  return { now, today: () => businessDay ?? dayOf(realNow()) }
}

/** Loads every township as the owner, who alone sees them all; requests only ever see their own. */
export async function loadTownships(
  owner: pg.Pool,
  parsePlaybook: (source: string) => Playbook,
  realNow: () => number,
): Promise<Townships> {
  let byCode = new Map<string, Township>()
  let stamp = ''
  const readStamp = async () => {
    const { rows } = await owner.query<{ stamp: string }>(`SELECT concat(
      (SELECT string_agg(concat_ws(' ', t.code, t.business_day, v.version), ',' ORDER BY t.code) FROM township t
        JOIN LATERAL (SELECT max(version) AS version FROM playbook_version p WHERE p.township = t.code) v ON true),
      (SELECT md5(string_agg(c::text, ',' ORDER BY c.year)) FROM calendar_year c)) AS stamp`)
    return rows[0]?.stamp ?? ''
  }
  const reload = async () => {
    // Read before the plans: what changes in between is found by the next look.
    stamp = await readStamp()
    const calendar = workCalendar(await readCalendarYears(owner))
    const { rows } = await owner.query<{
      code: string
      name: string
      business_day: Day | null
      version: number
      source: string
    }>(`SELECT t.code, t.name, t.business_day::text, p.version, p.source FROM township t
        JOIN LATERAL (SELECT version, source FROM playbook_version v WHERE v.township = t.code
          ORDER BY version DESC LIMIT 1) p ON true ORDER BY t.code`)
    byCode = new Map(
      rows.map((row) => {
        const playbook = parsePlaybook(row.source)
        return [
          row.code,
          {
            code: row.code,
            name: row.name,
            playbook,
            playbookVersion: row.version,
            lists: new Map([...builtInLists, ...listsOfPlaybook(playbook)]),
            clock: businessClock(row.business_day, realNow),
            calendar,
            isDemo: row.business_day !== null,
          },
        ]
      }),
    )
  }
  await reload()
  const find = (code: string): Township => {
    const township = byCode.get(code)
    if (!township) throw new Refusal('township.unknown', 404, '没有这个乡镇。')
    return township
  }
  return {
    get: async (code) => find(code),
    clockOf: (code) => find(code).clock,
    all: () => [...byCode.values()],
    reload,
    async refresh() {
      if ((await readStamp()) === stamp) return false
      await reload()
      return true
    },
  }
}

import {
  type AnalysisFigures,
  analysisFigures,
  type CountedCase,
  type CountedLead,
  type CountedVictim,
  type Day,
  type Month,
  weekday,
} from '@hulei/core'
import { sql } from 'kysely'
import { asSystem, type Scoped, type Transaction } from '../../platform/db/scope.ts'

/**
 * The figures of a month's analysis. Read as the system, since nobody sees all of it (ages lie in sealed files, a leader
 * may be left out of a matter); what leaves this function are the figures that anybody may see. A matter that concerns one
 * of the township's own, or that leaves somebody out, is counted for nobody: a figure that moved would tell of it.
 */
export async function figuresOf(scope: Scoped, month: Month): Promise<AnalysisFigures> {
  let leads: readonly LeadRow[] = []
  let cases: readonly CountedCase[] = []
  let victims: readonly CountedVictim[] = []
  // Nothing is written in it, so a reading's scope will do.
  await asSystem(scope as Transaction, async () => {
    leads = await leadsOf(scope)
    cases = await casesOf(scope)
    victims = await victimsOf(scope)
  })
  return analysisFigures(month, { leads: leads.map(counted), cases, victims })
}

type LeadRow = {
  readonly source: string
  readonly concerns: string
  readonly setting: string | null
  readonly month: Month
  readonly happenedOn: Day | null
  readonly reportedAt: string
  readonly decideBy: string
  readonly decidedAt: string | null
}

const counted = ({ happenedOn, reportedAt, decideBy, decidedAt, ...row }: LeadRow): CountedLead => ({
  ...row,
  weekday: happenedOn ? weekday(happenedOn) : null,
  reportedAt: Date.parse(reportedAt),
  decideBy: Date.parse(decideBy),
  decidedAt: decidedAt ? Date.parse(decidedAt) : null,
})

const isWhole = (matter: string) => sql`
  NOT EXISTS (SELECT FROM matter_exclusion e WHERE e.township = r.township AND e.matter = ${sql.ref(matter)})`

/** Leads; two reports of one thing are one. */
async function leadsOf({ db, actor }: Scoped): Promise<readonly LeadRow[]> {
  const { rows } = await sql<LeadRow>`
    SELECT source, concerns, setting, happened_on AS "happenedOn", reported_at AS "reportedAt",
      decide_by AS "decideBy", decided_at AS "decidedAt",
      to_char(reported_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM') AS month
    FROM lead r
    WHERE r.township = ${actor.township} AND NOT r.is_outside AND r.state <> 'merged' AND ${isWhole('r.id')}`.execute(
    db,
  )
  return rows
}

async function casesOf({ db, actor }: Scoped): Promise<readonly CountedCase[]> {
  const { rows } = await sql<CountedCase>`
    SELECT concerns, setting, to_char(received_on, 'YYYY-MM') AS month
    FROM case_file r
    WHERE r.township = ${actor.township} AND NOT r.is_outside AND ${isWhole('r.id')}`.execute(db)
  return rows
}

/**
 * Victims of cases, each once, as the file says that was sealed in the case itself, else the lead's. Of whom a lead says only that
 * there is one counts while nobody is sealed in the case.
 */
export async function victimsOf({ db, actor }: Scoped): Promise<readonly CountedVictim[]> {
  const { rows } = await sql<CountedVictim>`
    SELECT DISTINCT ON (r.id, coalesce(i.as_person, p.id)) f.age_band AS "ageBand", f.sex, f.relation,
      to_char(r.received_on, 'YYYY-MM') AS month
    FROM case_file r
      JOIN sealed_person p ON p.township = r.township AND p.part = 'victim' AND p.matter IN (r.id, r.lead)
      LEFT JOIN sealed_identity i ON i.township = p.township AND i.person = p.id
      JOIN sealed_file f ON f.township = p.township AND f.id = p.id
    WHERE r.township = ${actor.township} AND NOT r.is_outside AND ${isWhole('r.id')}
      AND (p.matter = r.id OR coalesce(i.is_known, false) OR NOT EXISTS (
        SELECT FROM sealed_person o WHERE o.township = r.township AND o.matter = r.id AND o.part = 'victim'))
    ORDER BY r.id, coalesce(i.as_person, p.id), (p.matter = r.id) DESC, p.received_at, p.id`.execute(db)
  return rows
}

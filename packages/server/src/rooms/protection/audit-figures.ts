import { type Breach, breach, breachClock, type Day } from '@hulei/core'
import { sql } from 'kysely'
import type { Keyring } from '../../platform/crypto/keyring.ts'
import { openRows, selectColumns } from '../../platform/db/records.ts'
import { asSystem, type Scoped, type Transaction } from '../../platform/db/scope.ts'
import type { Township } from '../../platform/townships.ts'
import { readAccess } from './access.ts'
import { readAssessments } from './assessments.ts'

/** What a year's compliance audit counts: work and openings, never persons. */
export type AuditFigures = {
  readonly year: number
  readonly posts: number
  readonly postsUnapproved: number
  readonly lists: number
  readonly files: number
  readonly histories: number
  readonly exports: number
  readonly sealedReadings: number
  readonly openings: number
  readonly broken: number
  readonly brokenUnreviewed: number
  readonly erasures: number
  readonly erasedKeys: number
  readonly requests: number
  readonly requestsAnswered: number
  readonly requestsInTime: number
  readonly requestsRefused: number
  readonly requestsPromised: number
  readonly breaches: number
  readonly breachStepsLate: number
  /** When the next impact assessment is due; null where none is approved. */
  readonly nextAssessmentOn: Day | null
  readonly isAssessmentDue: boolean
}

/**
 * The counts of a year. Read as the system, since no post sees all of it; matters that leave somebody out are counted for
 * nobody, so that the figure is the same whoever asks and tells nobody of one. Nor is what is read by posts outside the
 * township: they read only when such a matter runs, and a list names no record by which it could be told apart.
 */
export async function readAuditFigures(
  scope: Scoped,
  keyring: Keyring,
  township: Township,
  year: number,
): Promise<AuditFigures> {
  const access = await readAccess(scope, keyring, township)
  let figures: AuditFigures | undefined
  await asSystem(scope as Transaction, async () => {
    const readings = await count(
      scope,
      sql`SELECT (count(*) FILTER (WHERE what = 'list'))::int AS lists,
          (count(*) FILTER (WHERE what = 'open' AND kind <> 'sealedFile'))::int AS files,
          (count(*) FILTER (WHERE what = 'history'))::int AS histories,
          (count(*) FILTER (WHERE what = 'export'))::int AS exports,
          (count(*) FILTER (WHERE kind = 'sealedFile'))::int AS "sealedReadings"
        FROM read_log r WHERE r.township = ${scope.actor.township} AND ${inYear(sql`r.at`, year)}
          AND r.role <> 'outside'
          AND NOT EXISTS (SELECT FROM matter_record m JOIN matter_exclusion e
            ON e.township = m.township AND e.matter = m.matter
            WHERE m.township = r.township AND m.record = r.record)`,
    )
    const openings = await count(
      scope,
      sql`SELECT count(*)::int AS openings, (count(*) FILTER (WHERE is_broken))::int AS broken,
          (count(*) FILTER (WHERE is_broken AND reviewed_on IS NULL))::int AS "brokenUnreviewed"
        FROM seal_opening r WHERE r.township = ${scope.actor.township} AND ${whole(sql`r.matter`)}
          AND extract(year FROM r.opened_on) = ${year}`,
    )
    const erasures = await count(
      scope,
      sql`SELECT count(*)::int AS erasures, coalesce(sum(keys), 0)::int AS "erasedKeys"
        FROM erasure r WHERE r.township = ${scope.actor.township} AND ${whole(sql`r.matter`)}
          AND extract(year FROM r.erased_on) = ${year}`,
    )
    const requests = await count(
      scope,
      sql`SELECT count(*)::int AS requests, count(closed_on)::int AS "requestsAnswered",
          (count(*) FILTER (WHERE closed_on <= answer_by))::int AS "requestsInTime",
          (count(*) FILTER (WHERE result = 'refused'))::int AS "requestsRefused",
          (count(*) FILTER (WHERE status = 'granted'))::int AS "requestsPromised"
        FROM rights_request r WHERE r.township = ${scope.actor.township} AND ${whole(sql`r.id`)}
          AND extract(year FROM r.asked_on) = ${year}`,
    )
    const { rows } = await sql<Record<string, unknown>>`
      SELECT ${selectColumns(breach, 'r')} FROM breach r
      WHERE r.township = ${scope.actor.township} AND extract(year FROM r.found_on) = ${year}`.execute(
      scope.db,
    )
    const { due } = await readAssessments(scope, keyring)
    const breaches = await openRows(scope, keyring, breach, rows)
    figures = {
      year,
      posts: access.length,
      postsUnapproved: access.filter(({ approvedBy }) => approvedBy === null).length,
      ...readings,
      ...openings,
      ...erasures,
      ...requests,
      breaches: breaches.length,
      breachStepsLate: breaches.flatMap((each) => breachClock(clocked(each), scope.now)).filter(isLate)
        .length,
      nextAssessmentOn: due.on,
      isAssessmentDue: due.state !== 'fine' && due.state !== 'soon',
    } as AuditFigures
  })
  if (!figures) throw new Error('No figures were read')
  return figures
}

const isLate = ({ state }: { readonly state: string }) => state === 'over' || state === 'done-late'

/** The moments of a breach as instants. */
export const clocked = (of: Breach) => {
  const at = (text: string | null) => (text === null ? null : Date.parse(text))
  return {
    containBy: Date.parse(of.containBy),
    reportBy: Date.parse(of.reportBy),
    tellBy: Date.parse(of.tellBy),
    containedAt: at(of.containedAt),
    reportedAt: at(of.reportedAt),
    toldAt: at(of.toldAt),
    needsNoTelling: of.needsNoTelling,
  }
}

type Part = ReturnType<typeof sql>

const inYear = (at: Part, year: number) =>
  sql`extract(year FROM ${at} AT TIME ZONE 'Asia/Shanghai') = ${year}`

const whole = (matter: Part) => sql`
  NOT EXISTS (SELECT FROM matter_exclusion e WHERE e.township = r.township AND e.matter = ${matter})`

async function count(scope: Scoped, query: Part): Promise<Readonly<Record<string, number>>> {
  const { rows } = await query.execute(scope.db)
  return rows[0] as Readonly<Record<string, number>>
}

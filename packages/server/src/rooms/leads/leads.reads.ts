import { type Lead, type LeadClock, lead, leadClockAt } from '@hulei/core'
import { sql } from 'kysely'
import { type HistoryEntry, historyOf } from '../../platform/acts/history.ts'
import type { Keyring } from '../../platform/crypto/keyring.ts'
import { findRecord } from '../../platform/db/records.ts'
import type { Scoped } from '../../platform/db/scope.ts'
import { notFound } from '../../platform/errors.ts'
import { clockedOf } from './clocked.ts'

/** Reads of leads: codes, clocks and stages, never a name. Everything is read as the actor, under the row policies. */

export type LeadsQuery = {
  /** `open`: not ended; `undecided`: without a decision; `over`: undecided past the limit; `ended`; `all`. */
  readonly state: 'open' | 'undecided' | 'over' | 'ended' | 'all'
  readonly source?: string | undefined
  readonly concerns?: string | undefined
  readonly village?: string | undefined
  readonly unit?: string | undefined
  /** Only those that the actor is assigned to. */
  readonly mine?: boolean | undefined
  readonly page: number
}

/** One line of the inbox. */
export type LeadLine = {
  readonly id: string
  readonly code: string
  readonly source: string
  readonly concerns: string
  readonly setting: string | null
  readonly situation: string | null
  readonly isDangerNow: boolean
  readonly isOutside: boolean
  readonly village: string | null
  readonly school: string | null
  readonly unit: string | null
  readonly state: string
  readonly reportedAt: string
  readonly decideBy: string
  readonly decidedAt: string | null
  readonly acknowledgedAt: string | null
  readonly outcome: string | null
  readonly closedOn: string | null
  /** Who took it or was assigned, as far as the reader may see. */
  readonly takers: readonly { account: string; holder: string; title: string }[]
  /** Whether the reader was told of it and has not acknowledged it. */
  readonly awaitsReceipt: boolean
  readonly clock: LeadClock
}

const PAGE = 100

const columns = sql`l.id, l.code, l.source, l.concerns, l.setting, l.situation, l.is_danger_now AS "isDangerNow",
  l.is_outside AS "isOutside", l.village, l.school, l.unit, l.state, l.reported_at AS "reportedAt",
  l.decide_by AS "decideBy", l.decided_at AS "decidedAt", l.acknowledged_at AS "acknowledgedAt", l.outcome,
  l.closed_on AS "closedOn"`

const instantOf = (scope: Scoped) => new Date(scope.now).toISOString()

/** Whether a lead waits for a decision. */
const undecided = sql`l.decided_at IS NULL AND l.closed_on IS NULL`

function stateIs(scope: Scoped, state: LeadsQuery['state']) {
  switch (state) {
    case 'open':
      return sql`l.closed_on IS NULL`
    case 'undecided':
      return undecided
    case 'over':
      return sql`${undecided} AND l.decide_by < ${instantOf(scope)}::timestamptz`
    case 'ended':
      return sql`l.closed_on IS NOT NULL`
    default:
      return sql`true`
  }
}

/** A page of the inbox: undecided first, the oldest limit on top; then accepted, then ended, the latest first. */
export async function listLeads(
  scope: Scoped,
  query: LeadsQuery,
): Promise<{ rows: readonly LeadLine[]; total: number; now: string }> {
  const { township, account } = scope.actor
  const equals = (column: string, value: string | undefined) =>
    value === undefined ? sql`` : sql`AND ${sql.ref(`l.${column}`)} = ${value}`
  const { rows } = await sql<Omit<LeadLine, 'clock'> & { total: number }>`
    SELECT ${columns}, count(*) OVER ()::int AS total,
      coalesce((
        SELECT json_agg(json_build_object('account', a.account, 'holder', a.holder, 'title', a.title) ORDER BY a.received_at, a.id)
        FROM assignment a WHERE a.township = l.township AND a.matter = l.id AND a.extent = 'whole' AND a.ended_on IS NULL), '[]') AS takers,
      EXISTS (
        SELECT FROM lead_telling t WHERE t.township = l.township AND t.matter = l.id AND t.account = ${account}
          AND t.acknowledged_at IS NULL) AS "awaitsReceipt"
    FROM lead l
    WHERE l.township = ${township} AND ${stateIs(scope, query.state)}
      ${equals('source', query.source)} ${equals('concerns', query.concerns)}
      ${equals('village', query.village)} ${equals('unit', query.unit)}
      ${query.mine ? sql`AND EXISTS (SELECT FROM assignment a WHERE a.township = l.township AND a.matter = l.id AND a.account = ${account} AND a.ended_on IS NULL)` : sql``}
    ORDER BY (l.closed_on IS NOT NULL), (l.decided_at IS NOT NULL),
      CASE WHEN l.closed_on IS NULL THEN l.decide_by END, l.closed_on DESC, l.reported_at DESC, l.id
    LIMIT ${sql.lit(PAGE)} OFFSET ${(query.page - 1) * PAGE}`.execute(scope.db)
  return {
    rows: rows.map(({ total: _total, ...row }) => ({
      ...row,
      clock: leadClockAt(clockedOf(row), scope.now),
    })),
    total: rows[0]?.total ?? 0,
    now: instantOf(scope),
  }
}

/** The figures of a first page: what waits for a decision, what is past its limit, what the reader has not acknowledged. */
export async function leadFigures(scope: Scoped): Promise<{
  undecided: number
  over: number
  toAcknowledge: number
  /** Until when the most urgent of them must be decided. */
  nextBy: string | null
  now: string
}> {
  const { township, account } = scope.actor
  const now = instantOf(scope)
  const { rows } = await sql<{
    undecided: number
    over: number
    to_acknowledge: number
    next_by: string | null
  }>`
    SELECT count(*) FILTER (WHERE ${undecided})::int AS undecided,
      count(*) FILTER (WHERE ${undecided} AND l.decide_by < ${now}::timestamptz)::int AS over,
      count(*) FILTER (WHERE EXISTS (
        SELECT FROM lead_telling t WHERE t.township = l.township AND t.matter = l.id AND t.account = ${account}
          AND t.acknowledged_at IS NULL))::int AS to_acknowledge,
      min(l.decide_by) FILTER (WHERE ${undecided}) AS next_by
    FROM lead l WHERE l.township = ${township} AND l.closed_on IS NULL`.execute(scope.db)
  const [row] = rows
  return {
    undecided: row?.undecided ?? 0,
    over: row?.over ?? 0,
    toAcknowledge: row?.to_acknowledge ?? 0,
    nextBy: row?.next_by ?? null,
    now,
  }
}

type Linked = { readonly id: string; readonly code: string; readonly state: string; readonly isInto: boolean }

/** Who was told of a lead or a missing child, and when they acknowledged it. */
export type TellingLine = {
  readonly holder: string
  readonly title: string
  readonly part: string
  readonly isMine: boolean
  readonly toldAt: string
  readonly acknowledgedAt: string | null
}

/** The receipts of a matter, as far as the actor may see them. */
export async function tellingsOf(scope: Scoped, matter: string): Promise<readonly TellingLine[]> {
  const { township, account } = scope.actor
  const { rows } = await sql<TellingLine>`
    SELECT holder, title, part, account = ${account} AS "isMine", told_at AS "toldAt",
      acknowledged_at AS "acknowledgedAt"
    FROM lead_telling WHERE township = ${township} AND matter = ${matter} ORDER BY part DESC, title, id`.execute(
    scope.db,
  )
  return rows
}

/** One lead with what belongs to it but its sealed people, which the sealing room gives. */
export type LeadPage = {
  readonly lead: Lead & { readonly clock: LeadClock }
  /** The venue whose sign was scanned, for who sees venues. */
  readonly venue: { readonly id: string; readonly name: string } | null
  readonly tellings: readonly TellingLine[]
  readonly alarms: readonly { alarm: string; at: string }[]
  /** The lead that this one was merged into, and those merged into it. */
  readonly linked: readonly Linked[]
  readonly history: readonly HistoryEntry[]
  readonly now: string
}

export async function leadPage(scope: Scoped, keyring: Keyring, id: string): Promise<LeadPage> {
  const record = await findRecord(scope, keyring, lead, id)
  if (!record) throw notFound(lead.title)
  const { township } = scope.actor
  const [tellings, alarms, linked, venue] = await Promise.all([
    tellingsOf(scope, id),
    sql<{ alarm: string; at: string }>`
      SELECT alarm, at FROM lead_alarm WHERE township = ${township} AND matter = ${id} ORDER BY at, alarm`.execute(
      scope.db,
    ),
    sql<Linked>`
      SELECT id, code, state, id = ${record.mergedInto}::uuid AS "isInto" FROM lead
      WHERE township = ${township} AND (id = ${record.mergedInto}::uuid OR merged_into = ${id}) ORDER BY id`.execute(
      scope.db,
    ),
    sql<{ id: string; name: string }>`
      SELECT id, name FROM venue WHERE township = ${township} AND id = ${record.venue}::uuid`.execute(
      scope.db,
    ),
  ])
  return {
    lead: { ...record, clock: leadClockAt(clockedOf(record), scope.now) },
    venue: venue.rows[0] ?? null,
    tellings,
    alarms: alarms.rows,
    linked: linked.rows.map((each) => ({ ...each, isInto: each.isInto === true })),
    history: await historyOf(scope, keyring, lead, [id]),
    now: instantOf(scope),
  }
}

import {
  measures as catalogue,
  type Day,
  type DutyRow,
  type DutyRows,
  isOfOwnUnit,
  isOfPeople,
  type Window,
} from '@hulei/core'
import { sql } from 'kysely'
import type { Keyring } from '../../platform/crypto/keyring.ts'
import type { Scoped } from '../../platform/db/scope.ts'
import { notFound, Refusal } from '../../platform/errors.ts'
import type { Measure, RowName } from '../../platform/measures/measure.ts'
import type { Township } from '../../platform/townships.ts'
import type { ProofCounters, Subject } from './light-parts.ts'
import { maySeeBehind, subjectsOf } from './lights.ts'
import { instanceOf } from './month-plan.ts'
import { labelsOf } from './row-labels.ts'
import { type Line, linesOf, paramsOf, windowNamed } from './windows.ts'

export type RowsQuery = {
  readonly duty: string
  readonly unit?: string | undefined
  readonly village?: string | undefined
  readonly window: string
  readonly part: number
  readonly asOf: Day
  readonly limit?: number
}

type Counted = { row: string; due: number; done: number; late: number }

const ROWS = 500

/** The rows behind one part of one light, as known on a day: those still missing first. */
export async function rowsOf(
  scope: Scoped,
  keyring: Keyring,
  township: Township,
  measures: ReadonlyMap<string, Measure>,
  query: RowsQuery,
): Promise<DutyRows> {
  const { line, window, subject } = lightNamed(scope, township, query)
  const instance = instanceOf(line, window, township)
  const given = instance.proofs[query.part]
  if (!given) throw notFound('职责')
  const measure = measures.get(given.proof.measure)
  const declared = catalogue.get(given.proof.measure)
  if (
    isWithheld(
      scope,
      instance.proofs.map(({ proof }) => proof.measure),
    )
  )
    throw withheld()
  const head = {
    measure: given.proof.measure,
    title: declared?.title ?? given.proof.measure,
    unitOfCount: declared?.unitOfCount ?? '次',
  }
  if (!measure || given.counters.length === 0) return { ...head, rows: [], hidden: 0, left: 0 }
  const counted = await countedRows(scope, township.code, given, subject, query.asOf)
  const shown = counted.slice(0, query.limit ?? ROWS)
  const ids = shown.map((row) => row.row)
  const named = namesOf(measure, line, given, township)
  const records = ids.filter((id) => !named.has(id))
  const [labels, proofs] = await Promise.all([
    labelsOf(scope, keyring, township, measure.rowKind, records),
    proofsOf(scope, township, measure, line, given, ids),
  ])
  const rows = shown.flatMap(({ row, due, done, late }) => {
    const known = named.get(row) ?? labels.get(row)
    return known
      ? [
          {
            kind: measure.rowKind.name,
            record: row,
            ...known,
            due,
            done,
            late,
            proofs: proofs.get(row) ?? [],
          },
        ]
      : []
  })
  return { ...head, rows, hidden: shown.length - rows.length, left: counted.length - shown.length }
}

/**
 * Whether what stands behind a line is not for this reader: where one of its parts is counted over people whom they may not
 * see, none is told, as its lights keep no figures; what is left would follow the people one by one.
 */
export const isWithheld = ({ actor }: Scoped, parts: readonly string[]): boolean =>
  parts.some((measure) => isOfPeople(measure) && !maySeeBehind(actor.role, measure))

/** Whom a duty is about is not for those who watch over duties only: neither the records nor how many they are. */
const withheld = () =>
  new Refusal('duties.rows-withheld', 403, '这项职责涉及个人，您的岗位可以看到完成情况，不能查看明细。')

/** The line, window and subject that a query names; what one may not see looks like what does not exist. */
function lightNamed(
  scope: Scoped,
  township: Township,
  query: RowsQuery,
): { line: Line; window: Window; subject: Subject } {
  const { playbook } = township
  const line = linesOf(playbook).find((each) => each.id === query.duty)
  if (!line) throw notFound('职责')
  const window = windowNamed(line, query.window, township)
  const subject = subjectsOf(line, township, scope.actor, query).find(
    (each) => each.village === (query.village ?? null) && (!query.unit || each.unit === query.unit),
  )
  if (!window || !subject) throw notFound('职责')
  return { line, window, subject }
}

async function countedRows(
  scope: Scoped,
  township: string,
  { proof, counters }: ProofCounters,
  subject: Subject,
  asOf: Day,
): Promise<Counted[]> {
  const own = subject.village
    ? sql`AND village = ${subject.village}`
    : isOfOwnUnit(proof.measure)
      ? sql`AND unit = ${subject.unit}`
      : sql``
  const { rows } = await sql<Counted>`
    SELECT "row", sum(due)::int AS due, sum(done)::int AS done, sum(late)::int AS late
    FROM duty_contribution
    WHERE township = ${township} AND measure = ${proof.measure} AND known_on <= ${asOf}::date
      AND window_kind = ANY(${counters.map((counter) => counter.window.kind)}::text[])
      AND window_key = ANY(${counters.map((counter) => counter.window.key)}::text[])
      AND params = ANY(${counters.map((counter) => counter.params)}::text[]) ${own}
    GROUP BY "row" HAVING sum(due) > 0 OR sum(done) > 0
    ORDER BY sum(due) - sum(done) DESC, "row"`.execute(scope.db)
  return rows
}

/** Names of the rows that are no records, in any window of the proof. */
function namesOf(
  measure: Measure,
  line: Line,
  { proof, counters }: ProofCounters,
  { playbook, calendar }: Township,
): ReadonlyMap<string, RowName> {
  return new Map(
    counters.flatMap(({ window }) => {
      const params = paramsOf(line, proof, window, playbook)
      return [...(measure.names?.({ window, params, playbook, calendar }) ?? [])]
    }),
  )
}

type ProofRow = { row: string; kind: string; record: string; on: Day }

async function proofsOf(
  scope: Scoped,
  township: Township,
  measure: Measure,
  line: Line,
  { proof, counters }: ProofCounters,
  ids: readonly string[],
): Promise<ReadonlyMap<string, DutyRow['proofs']>> {
  if (!measure.proofs || ids.length === 0) return new Map()
  const found: ProofRow[] = []
  for (const { window } of counters) {
    const { playbook, calendar } = township
    const params = paramsOf(line, proof, window, playbook)
    const question = measure.proofs({
      township: township.code,
      window,
      params,
      playbook,
      calendar,
      only: ids,
    })
    const { rows } = await sql<ProofRow>`SELECT * FROM (${question}) p ORDER BY "on", record`.execute(
      scope.db,
    )
    found.push(...rows)
  }
  return new Map(
    [...Map.groupBy(found, (each) => each.row)].map(([row, proofs]) => [
      row,
      proofs.map(({ kind, record, on }) => ({ kind, record, on })),
    ]),
  )
}

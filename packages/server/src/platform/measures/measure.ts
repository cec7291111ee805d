import type { AnyKind, Day, Playbook, Window, WorkCalendar } from '@hulei/core'
import { type RawBuilder, sql } from 'kysely'
import type { Change } from '../acts/handler.ts'

/** What is asked of a measure: one township's rows in one window, or only some of them. */
export type Question = {
  readonly township: string
  readonly window: Window
  /** From the playbook, as the catalogue of measures describes them. */
  readonly params: Readonly<Record<string, unknown>>
  readonly playbook: Playbook
  /** Working days, on which school days hang. */
  readonly calendar: WorkCalendar
  /** Count only these rows: after an act, those that it touched. */
  readonly only?: readonly string[]
}

/** Rows that a change may have moved in the windows that touch these days; `to` absent: from then on. */
export type Touched = { readonly rows: readonly string[]; readonly from: Day; readonly to?: Day }

/**
 * A measure: a named question over records. Its SQL answers, per row and window, how much was due, how much was done,
 * and how much of that was entered after the window. The answer depends on records and the window alone, never on
 * today, so that counters kept as acts land always equal the full count.
 */
export type Measure = {
  readonly name: string
  /** Raised when the SQL comes to mean something else: windows are then counted anew. */
  readonly version: number
  /** The kind of record that a row is: what the rows behind a light open. */
  readonly rowKind: AnyKind
  /** SELECT of columns "row" uuid, village, school, unit text, due, done, late int. Rows with nothing due nor done may be left out. */
  count(question: Question): RawBuilder<unknown>
  /**
   * What rows are called that are no records: schools, groups and days (`keyed-row.ts`). The kind of record is then what
   * proves them.
   */
  names?(question: Omit<Question, 'township' | 'only'>): ReadonlyMap<string, RowName>
  /**
   * The records by which rows were done, where they are others than the rows themselves (a child's visits): SELECT of
   * columns "row" uuid, kind text, record uuid, "on" date. A reader gets those that row policies show.
   */
  proofs?(question: Question & { only: readonly string[] }): RawBuilder<unknown>
  /** Which rows of this measure a change of some record may have moved; or what `rowsOf` finds them by. */
  touched(change: Change): readonly Touched[]
  /**
   * The rows behind what `touched` names, where a change does not know them itself: a visit names children, and their
   * households are the rows. SELECT of column "row" uuid.
   */
  rowsOf?(township: string, named: readonly string[]): RawBuilder<unknown>
}

/** What a row without a record is called, and where it lies. */
export type RowName = { readonly label: string; readonly village: string | null }

/** `AND column = ANY(rows)` when only some rows are counted. */
export const onlyRows = (rows: readonly string[] | undefined, column: string): RawBuilder<unknown> =>
  rows ? sql`AND ${sql.ref(column)} = ANY(${rows}::uuid[])` : sql``

/** A changed record as it is now and, where it was amended, as it was before. */
export const nowAndBefore = (change: Change): Readonly<Record<string, unknown>>[] =>
  change.before ? [change.whole, { ...change.whole, ...change.before }] : [change.whole]

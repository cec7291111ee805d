import type { Day } from '@hulei/core/calendar'

/**
 * What every file format is reduced to before anything is understood: sheets of numbered rows of texts.
 * Rows are produced on demand, and may be asked for more than once; nothing is kept between.
 */
export type CellKind = 'text' | 'number' | 'date' | 'boolean' | 'error'

export type RawCell = {
  /** 1 for column A. */
  readonly column: number
  /** Trimmed, never empty. */
  readonly text: string
  readonly kind: CellKind
  /** Of a cell formatted as a date. */
  readonly day?: Day
  /** The cell's format shows year and month only: the day of `day` is Excel's, not the writer's. */
  readonly monthOnly?: true
  /** The day that a plain number would mean if it were a date serial of this workbook. */
  readonly serialDay?: Day
  /** The number has more than the 15 digits that Excel keeps, so the last ones are not to be trusted. */
  readonly imprecise?: true
  /** The value is a formula's cached result. */
  readonly computed?: true
}

export type RawRow = { readonly row: number; readonly hidden: boolean; readonly cells: readonly RawCell[] }

/** A merged range, all ends included, 1-based. */
export type Merge = {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

export type RawSheet = {
  readonly name: string
  readonly hidden: boolean
  /** Size of what `rows` has to go through, for progress. */
  readonly bytes: number
  readonly merges: readonly Merge[]
  rows(onBytes?: (bytes: number) => void): AsyncIterable<RawRow>
}

export type LedgerFormat = 'xlsx' | 'csv' | 'html' | 'xml-2003'

export type RawWorkbook = { readonly format: LedgerFormat; readonly sheets: readonly RawSheet[] }

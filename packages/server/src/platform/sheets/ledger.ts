import type { Day } from '@hulei/core/calendar'
import type { SheetLimits } from './limits.ts'
import type { CellKind, LedgerFormat } from './raw-sheet.ts'

/** A column that the caller wants, and the headings under which ledgers have it. */
export type ColumnSpec = {
  /** The caller's name for it; unique. */
  readonly field: string
  /** The official heading, in Chinese. */
  readonly title: string
  /**
   * Other headings, with the group's name in front where it has one (监护人姓名 is found under 监护人 | 姓名).
   * No two columns may share a heading.
   */
  readonly aliases: readonly string[]
  /** Weighs double when the header row is looked for, and tells a row of a child from one of remarks. */
  readonly required?: boolean
}

export type LedgerCell = {
  /** As a person would read it: trimmed; a date as YYYY-MM-DD (with HH:MM when it has a time), a number in plain digits,
   * a formula as its last result, an error by Excel's name for it (#REF!) or 公式没有结果. */
  readonly text: string
  readonly kind: CellKind
  readonly day?: Day
  /** A date of which the sheet shows only year and month; the day of `day` is always the 1st, and means nothing. */
  readonly monthOnly?: true
  /** Of a plain number: the day, were it a date serial of this workbook. */
  readonly serialDay?: Day
  /** A number of more than 15 digits: Excel turned the last ones into zeros (an id number stored as a number). */
  readonly imprecise?: true
  /** The value stands in this earlier row, in a cell merged down over this one. */
  readonly mergedFrom?: number
}

export type LedgerRow = {
  /** As Excel numbers it. */
  readonly row: number
  readonly hidden: boolean
  /** By field; a field whose cell is empty is absent. */
  readonly cells: Readonly<Partial<Record<string, LedgerCell>>>
  /** Texts of columns that are nobody's, by their `key`. */
  readonly unmapped: Readonly<Record<string, string>>
}

export type LedgerColumn = {
  /** 1 for column A. */
  readonly index: number
  /** As it stands in the sheet; a group and its sub-heading are joined by '/'. Empty for a column without one. */
  readonly heading: string
  /** Name of the column in `unmapped`, unique in the sheet. */
  readonly key: string
  readonly field: string | undefined
  /** `other-subject`: the sub-heading is known, but the group above it is not, so a person should look. */
  readonly doubt?: 'other-subject'
}

export type SkipReason = 'blank' | 'subtotal' | 'footer' | 'repeated-header'

export type LedgerSheet = {
  readonly name: string
  readonly hidden: boolean
  /** First row of the header; 0 when none was found (the sheet then has no rows) or a person said that there is none. */
  readonly headerRow: number
  readonly headerRows: 0 | 1 | 2
  readonly columns: readonly LedgerColumn[]
  /** Fields of required columns that the sheet has not. */
  readonly missing: readonly string[]
  /** Texts above the header, one line a row. */
  readonly titleLines: readonly string[]
  /** Rows that `rows()` gives. */
  readonly rowCount: number
  /** How many of them are hidden in the sheet (by a filter, mostly); they are read like the others. */
  readonly hiddenRows: number
  /** Rows below the header that were left out, and why; empty rows are listed between others only,
   * and where there are thousands, not all. */
  readonly skipped: readonly { readonly row: number; readonly reason: SkipReason; readonly text: string }[]
  /** Reads the sheet again from the file, row by row; may be called more than once. */
  rows(): AsyncIterable<LedgerRow>
}

export type Ledger = {
  /** What the file is, whatever its name says. */
  readonly format: LedgerFormat
  /** In tab order. */
  readonly sheets: readonly LedgerSheet[]
}

/** What a person chose for a sheet, over what was understood. What is left out stays as understood. */
export type SheetMapping = {
  /** 0: the sheet has no header, its columns are those given here. */
  readonly headerRow?: number
  readonly headerRows?: 1 | 2
  /** Column index (1 for A) to field; null for nobody's. */
  readonly columns?: Readonly<Record<number, string | null>>
}

export type LedgerProgress = {
  readonly sheet: string
  /** Rows gone through so far, in all sheets. */
  readonly rows: number
  /** 0 to 1, of the whole file. */
  readonly fraction: number
}

export type ReadLedgerOptions = {
  readonly columns: readonly ColumnSpec[]
  /** By sheet name. */
  readonly mapping?: Readonly<Record<string, SheetMapping>>
  readonly limits?: Partial<SheetLimits>
  /** Called about every thousand rows, and at the end. */
  readonly onProgress?: (progress: LedgerProgress) => void
}

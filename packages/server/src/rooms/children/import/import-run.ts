import type { Day, LedgerFault } from '@hulei/core'
import type { SheetMapping } from '../../../platform/sheets/index.ts'

export { uuidFrom } from '../../../platform/uuid-from.ts'

/** Lines of one child act: what one transaction holds, and what is done again after a cut. */
export const BATCH_ROWS = 200

/** What becomes, or became, of a line. */
export const fates = ['created', 'updated', 'unchanged', 'rejected'] as const
export type Fate = (typeof fates)[number]

export type RunState = 'reading' | 'ready' | 'running' | 'done' | 'failed'

export type RunColumn = {
  /** 1 for column A. */
  readonly index: number
  readonly title: string
  readonly field: string | null
  /** The group above the heading is not known: a person should look. */
  readonly isDoubtful: boolean
}

/** What was understood of a sheet. */
export type RunSheet = {
  readonly name: string
  readonly headerRow: number
  readonly headerRows: number
  readonly columns: readonly RunColumn[]
  /** Village of the sheet's name or title, for lines that name none. */
  readonly village: string | null
  readonly rows: number
  readonly skipped: number
  /** Why no line of the sheet was taken. */
  readonly refusal: { readonly code: string; readonly message: string } | null
}

/** What is encrypted of a run. */
export type RunContent = {
  readonly fileName: string
  readonly sheets: readonly RunSheet[]
  readonly mapping: Readonly<Record<string, SheetMapping>>
  readonly failure: { readonly code: string; readonly message: string } | null
  /** Cells that hold a sealed word, in all lines. */
  readonly sealedCells: number
}

/** One field that an import changes, before and after; codes as codes. */
export type FieldChange = { readonly field: string; readonly before: unknown; readonly after: unknown }

type TypedCell = {
  readonly day?: Day
  readonly monthOnly?: true
  readonly serialDay?: Day
  readonly imprecise?: true
}

/** A person's answers to what the system asks about a line. */
export type Answers = {
  /** The identity number stands so on the document, zeros and all. */
  readonly isIdConfirmed?: boolean | undefined
  /** The child of the register that the line is about, or `new`. */
  readonly sameAs?: string | undefined
}

/** What is encrypted of a line. `texts` stand in the order of the sheet's columns. */
export type RowContent = {
  readonly texts: readonly string[]
  readonly typed: Readonly<Record<string, TypedCell>>
  readonly mended: Readonly<Record<string, string>>
  readonly answers: Answers
  readonly faults: readonly LedgerFault[]
  readonly notices: readonly LedgerFault[]
  readonly changes: readonly FieldChange[]
  /** Concerns that want an approver. */
  readonly concerns: readonly string[]
  /** How many cells went to the sealed queue. */
  readonly sealed: number
  /** Children of the register that the line may be about, when the system has to ask. */
  readonly candidates: readonly string[]
}

/** A cell that must not be seen. */
export type SealedCell = { readonly column: string; readonly text: string }

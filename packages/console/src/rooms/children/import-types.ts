/** Answers of /api/children/imports, as the server declares them (rooms/children/import/import-views.ts). */
export type Fate = 'created' | 'updated' | 'unchanged' | 'rejected'

export type RunColumn = {
  readonly index: number
  readonly title: string
  readonly field: string | null
  readonly isDoubtful: boolean
}

export type RunSheet = {
  readonly name: string
  readonly headerRow: number
  readonly headerRows: number
  readonly columns: readonly RunColumn[]
  readonly village: string | null
  readonly skipped: number
  readonly refusal: { readonly code: string; readonly message: string } | null
  readonly rows: number
} & Readonly<Record<Fate, number>>

export type Run = {
  readonly id: string
  readonly fileName: string
  readonly state: 'reading' | 'ready' | 'running' | 'done' | 'failed'
  readonly receivedAt: string
  readonly by: string
  readonly progress: number
  readonly failure: { readonly code: string; readonly message: string } | null
  readonly sheets: readonly RunSheet[]
  readonly applied: number
  readonly toApprove: number
  /** Told to the post that handed the file in only. */
  readonly sealedCells: number
}

export type RowFault = {
  readonly field: string
  readonly column: string | null
  readonly code: string
  readonly message: string
}

export type Row = {
  readonly row: number
  readonly sheet: string
  readonly line: number
  readonly fate: Fate
  readonly isApplied: boolean
  readonly child: string | null
  readonly cells: readonly { field: string; title: string; text: string; isMended: boolean }[]
  readonly faults: readonly RowFault[]
  readonly notices: readonly RowFault[]
  readonly changes: readonly { field: string; label: string; before: string; after: string }[]
  readonly concerns: readonly string[]
  readonly candidates: readonly string[]
}

export type RowPage = { readonly rows: readonly Row[]; readonly total: number; readonly pageSize: number }

/** Lines of one fate in all sheets. */
export const countOf = (run: Run, fate: Fate): number =>
  run.sheets.reduce((sum, sheet) => sum + sheet[fate], 0)

/** Lines that wait for an import: sound, and not in the register yet. */
export const readyRows = (run: Run): number =>
  countOf(run, 'created') + countOf(run, 'updated') + countOf(run, 'unchanged') - run.applied

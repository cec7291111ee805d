import { type CodeLists, child, household, type LedgerFault, nameOfCode } from '@hulei/core'
import { sql } from 'kysely'
import type { Keyring } from '../../../platform/crypto/keyring.ts'
import type { Scoped } from '../../../platform/db/scope.ts'
import type { Township } from '../../../platform/townships.ts'
import type { Fate, RowContent, RunColumn, RunSheet, RunState } from './import-run.ts'
import { listRows, type StoredRow, type StoredRun } from './import-store.ts'
import { titleOfField } from './ledger-specs.ts'

/** A run as people see it. */
export type RunView = {
  readonly id: string
  readonly fileName: string
  readonly state: RunState
  readonly receivedAt: string
  readonly by: string
  /** 0 to 1, of reading or of importing, whichever is going on. */
  readonly progress: number
  readonly failure: { readonly code: string; readonly message: string } | null
  readonly sheets: readonly SheetView[]
  /** Lines that are in the register now. */
  readonly applied: number
  /** Concerns that want an approver. */
  readonly toApprove: number
  /**
   * Cells of this file that are sealed instead of written into the register. Only the post that handed the file in, and so
   * has read it, is told; to others there are none. Never counted from the queue: that would tell whether somebody else
   * has reported the same child.
   */
  readonly sealedCells: number
}

export type SheetView = {
  readonly name: string
  readonly headerRow: number
  readonly headerRows: number
  readonly columns: readonly RunColumn[]
  readonly village: string | null
  readonly skipped: number
  readonly refusal: { readonly code: string; readonly message: string } | null
  readonly rows: number
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly rejected: number
}

type Counted = { sheet: number; fate: Fate; rows: number; applied: number; waiting: number }

/** A run with the fates of its lines, counted by sheet. */
export async function viewRun(scope: Scoped, stored: StoredRun): Promise<RunView> {
  const { township } = scope.actor
  const { rows } = await sql<Counted>`
    SELECT sheet, fate, count(*) AS rows, count(applied_at) AS applied, sum(waiting) AS waiting
    FROM import_row WHERE township = ${township} AND run = ${stored.id} GROUP BY sheet, fate`.execute(
    scope.db,
  )
  const sum = (of: (row: Counted) => number) => rows.reduce((total, row) => total + of(row), 0)
  return {
    id: stored.id,
    fileName: stored.content.fileName,
    state: stored.state,
    receivedAt: stored.receivedAt,
    by: stored.actor.name,
    progress: stored.progress,
    failure: stored.content.failure,
    sheets: stored.content.sheets.map((sheet, index) =>
      viewSheet(
        sheet,
        rows.filter((row) => row.sheet === index),
      ),
    ),
    applied: sum((row) => row.applied),
    toApprove: sum((row) => row.waiting),
    sealedCells: stored.actor.post === scope.actor.post ? stored.content.sealedCells : 0,
  }
}

function viewSheet(sheet: RunSheet, rows: readonly Counted[]): SheetView {
  const count = (fate: Fate) => rows.find((row) => row.fate === fate)?.rows ?? 0
  // Lines of a sheet that was refused whole are not read, and so are all refused.
  const rejected = sheet.refusal ? sheet.rows : count('rejected')
  return {
    ...sheet,
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    rejected,
  }
}

/** One line as people see it; that cells of it were sealed is not said beside a name. */
export type RowView = {
  readonly row: number
  readonly sheet: string
  readonly line: number
  readonly fate: Fate
  readonly isApplied: boolean
  readonly child: string | null
  /** Texts by field, as they stand after mending. */
  readonly cells: readonly { field: string; title: string; text: string; isMended: boolean }[]
  readonly faults: readonly FaultView[]
  readonly notices: readonly FaultView[]
  readonly changes: readonly { field: string; label: string; before: string; after: string }[]
  readonly concerns: readonly string[]
  readonly candidates: readonly string[]
}
export type FaultView = LedgerFault & { readonly column: string | null }

/** A line, with codes as words. */
export function viewRow(stored: StoredRun, row: StoredRow, township: Township): RowView {
  const sheet = stored.content.sheets[row.sheet]
  const { content } = row
  return {
    row: row.ordinal,
    sheet: sheet?.name ?? '',
    line: row.line,
    fate: row.fate,
    isApplied: row.isApplied,
    child: row.child,
    cells: sheet && content ? cellsOf(sheet, content, township) : [],
    faults: faultsOf(sheet, content?.faults ?? [], township),
    notices: faultsOf(sheet, content?.notices ?? [], township),
    changes: (content?.changes ?? []).map((change) => ({
      field: change.field,
      label: labelOf(change.field),
      before: wordsOf(change.field, change.before, township.lists),
      after: wordsOf(change.field, change.after, township.lists),
    })),
    concerns: content?.concerns ?? [],
    candidates: content?.candidates ?? [],
  }
}

/** Faults with the heading of the sheet's own column, or the official one where the sheet has none. */
export const faultsOf = (
  sheet: RunSheet | undefined,
  faults: readonly LedgerFault[],
  { playbook }: Township,
): FaultView[] =>
  faults.map((fault) => ({
    ...fault,
    column:
      sheet?.columns.find((column) => column.field === fault.field)?.title ||
      titleOfField(playbook, fault.field) ||
      null,
  }))

function cellsOf(sheet: RunSheet, content: RowContent, { playbook }: Township): RowView['cells'] {
  const own = sheet.columns.flatMap(({ field, title }, i) => {
    const text = (field && content.mended[field]) ?? content.texts[i] ?? ''
    return field ? [{ field, title, text, isMended: field in content.mended }] : []
  })
  // What a fault asks for and the sheet has no column for is shown, too, so that it can be filled in.
  const more = [...Object.keys(content.mended), ...content.faults.map((fault) => fault.field)].filter(
    (field, i, all) => field && all.indexOf(field) === i && !own.some((cell) => cell.field === field),
  )
  return [
    ...own,
    ...more.map((field) => ({
      field,
      title: titleOfField(playbook, field),
      text: content.mended[field] ?? '',
      isMended: field in content.mended,
    })),
  ]
}

const labelOf = (field: string): string =>
  field === 'school'
    ? '就读学校'
    : ((child.fields as Record<string, { label: string }>)[field]?.label ?? household.fields.facts.label)

function wordsOf(field: string, value: unknown, lists: CodeLists): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return value ? '是' : '否'
  const declared = (child.fields as Record<string, { list?: string }>)[field]
  const list = field === 'school' ? 'schools' : field === 'facts' ? 'householdFacts' : declared?.list
  const words = (one: unknown) => (list ? nameOfCode(lists, list, String(one)) : String(one))
  return Array.isArray(value) ? value.map(words).join('、') : words(value)
}

/** One reason why a line, or a whole sheet, was not taken; an interface of the command line. */
export type Rejection = {
  readonly sheet: string
  readonly row: number
  readonly column: string | null
  readonly code: string
  readonly message: string
}

/** Every reason of a run, line by line. */
export async function listRejections(
  scope: Scoped,
  keyring: Keyring,
  stored: StoredRun,
  township: Township,
): Promise<Rejection[]> {
  const rows = await listRows(scope, keyring, stored.id, sql`AND fate = 'rejected' ORDER BY ordinal`)
  const sheets = stored.content.sheets.flatMap((sheet): Rejection[] =>
    sheet.refusal ? [{ sheet: sheet.name, row: sheet.headerRow, column: null, ...sheet.refusal }] : [],
  )
  return [
    ...sheets,
    ...rows.flatMap((row) => {
      const sheet = stored.content.sheets[row.sheet]
      return faultsOf(sheet, row.content?.faults ?? [], township).map(({ column, code, message }) => ({
        sheet: sheet?.name ?? '',
        row: row.line,
        column,
        code,
        message,
      }))
    }),
  ]
}

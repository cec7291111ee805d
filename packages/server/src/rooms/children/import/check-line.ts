import {
  type ChildLedgerCell,
  type Day,
  flagField,
  holdsSealedWord,
  isNothing,
  type LedgerPlan,
  type LedgerReading,
  readLedgerLine,
  withoutSealedParts,
} from '@hulei/core'
import type { LedgerRow, LedgerSheet } from '../../../platform/sheets/index.ts'
import type { RowContent, RunSheet, SealedCell } from './import-run.ts'

/** Reads a stored line, with what a person has mended of it. */
export function checkLine(
  sheet: RunSheet,
  content: Pick<RowContent, 'texts' | 'typed' | 'mended' | 'answers'>,
  plan: LedgerPlan,
  today: Day,
): LedgerReading {
  const cells: Record<string, ChildLedgerCell> = {}
  for (const [i, { field }] of sheet.columns.entries()) {
    const text = content.texts[i]
    if (field && text) cells[field] = { text, ...content.typed[field] }
  }
  for (const [field, text] of Object.entries(content.mended)) cells[field] = { text }
  return readLedgerLine(
    {
      cells,
      village: sheet.village ?? undefined,
      isIdConfirmed: content.answers.isIdConfirmed ?? false,
    },
    plan,
    today,
  )
}

/** A row of a sheet as it is stored: without what must not be seen, and that apart. */
export function storedLine(
  sheet: LedgerSheet,
  row: LedgerRow,
  plan: LedgerPlan,
): { content: Pick<RowContent, 'texts' | 'typed'>; sealed: SealedCell[] } {
  const sealed: SealedCell[] = []
  const typed: Record<string, RowContent['typed'][string]> = {}
  const texts = sheet.columns.map(({ field, key, heading }) => {
    const cell = field === undefined ? undefined : row.cells[field]
    const text = (field === undefined ? row.unmapped[key] : cell?.text) ?? ''
    const open = openText(plan, { heading, field: field ?? null, text })
    if (open !== text) sealed.push({ column: heading, text })
    else if (cell && field !== undefined) {
      const { day, monthOnly, serialDay, imprecise } = cell
      if (day || serialDay || imprecise) {
        typed[field] = {
          ...(day && { day }),
          ...(monthOnly && { monthOnly }),
          ...(serialDay && { serialDay }),
          ...(imprecise && { imprecise }),
        }
      }
    }
    return open
  })
  // A ‘no’ under a heading that must not be asked about is dropped, but is nothing to put away.
  return { content: { texts, typed }, sealed: sealed.filter(({ text }) => !isNothing(text)) }
}

/** What of a cell may be seen. A whole column may be about what must not be: 是否涉案. */
export function openText(
  plan: LedgerPlan,
  cell: { heading: string; field: string | null; text: string },
): string {
  if (cell.text === '') return ''
  if (holdsSealedWord(plan, cell.heading)) return ''
  if (!holdsSealedWord(plan, cell.text)) return cell.text
  const holdsSeveral =
    cell.field === 'categories' ||
    cell.field === 'householdFacts' ||
    plan.childCategories.some(({ id }) => cell.field === flagField(id))
  return holdsSeveral ? withoutSealedParts(plan, cell.text) : ''
}

import { type ChildLedgerColumn, type LedgerPlan, ledgerColumnsOf } from '@hulei/core'
import { normalHeading } from '../../../platform/sheets/headings.ts'
import type { ColumnSpec } from '../../../platform/sheets/index.ts'

const remembered = new WeakMap<LedgerPlan, readonly ColumnSpec[]>()

/** The columns of a plan's ledger for the reader of sheets. A plan may call a category like a column of ours: ours wins. */
export function ledgerSpecsOf(plan: LedgerPlan): readonly ColumnSpec[] {
  const known = remembered.get(plan)
  if (known) return known
  const taken = new Set<string>()
  const isFree = (heading: string) => {
    const key = normalHeading(heading)
    return key !== '' && !taken.has(key) && taken.add(key)
  }
  const specs = ledgerColumnsOf(plan).flatMap((column: ChildLedgerColumn): ColumnSpec[] => {
    const [title, ...aliases] = [...new Set([column.title, ...column.aliases])].filter(isFree)
    return title === undefined ? [] : [{ ...column, title, aliases }]
  })
  remembered.set(plan, specs)
  return specs
}

/** The official heading of a field. */
export const titleOfField = (plan: LedgerPlan, field: string): string =>
  ledgerSpecsOf(plan).find((spec) => spec.field === field)?.title ?? ''

import { type FoundColumn, type FoundHeader, headerAt, searchHeader } from './header-search.ts'
import type { HeadingBook } from './headings.ts'
import type { ColumnSpec, SheetMapping } from './ledger.ts'
import type { RawRow, RawSheet } from './raw-sheet.ts'
import { SheetsError } from './sheets-error.ts'

export type HeaderWishes = {
  readonly specs: readonly ColumnSpec[]
  readonly book: HeadingBook
  readonly mapping: SheetMapping | undefined
}

/** The header as a person chose it, else as found; with the columns that a person chose. */
export function settleHeader(
  head: readonly RawRow[],
  raw: Pick<RawSheet, 'name' | 'merges'>,
  { book, specs, mapping }: HeaderWishes,
): FoundHeader | undefined {
  const wrong = (what: string) => new SheetsError('sheets.wrong-mapping', `工作表“${raw.name}”${what}。`)
  let header: FoundHeader | undefined
  if (mapping?.headerRow === 0) header = { row: 0, rows: 1, columns: [] }
  else if (mapping?.headerRow !== undefined) {
    header = headerAt(head, raw.merges, book, mapping.headerRow, mapping.headerRows ?? 1)
    if (header === undefined) throw wrong(`的第${mapping.headerRow}行和下一行不能作两行表头`)
    if (header.columns.length === 0) throw wrong(`的第${mapping.headerRow}行没有表头`)
  } else header = searchHeader(head, raw.merges, book, specs)

  const chosen = Object.entries(mapping?.columns ?? {}).map(([index, field]) => ({
    index: Number(index),
    field,
  }))
  if (chosen.length === 0) return header
  if (header === undefined) throw wrong('没有找到表头，须先指定表头行')
  const taken = new Set<string>()
  for (const { index, field } of chosen) {
    if (!Number.isInteger(index) || index < 1) throw wrong(`没有第${index}列`)
    if (field === null) continue
    if (!specs.some((spec) => spec.field === field)) throw wrong(`的第${index}列指定了未知的字段`)
    if (taken.has(field)) throw wrong('有两列指定了同一个字段')
    taken.add(field)
  }
  const kept = header.columns.filter((column) => !chosen.some(({ index }) => index === column.index))
  const freed = kept.map((column) =>
    column.claim && taken.has(column.claim.field) ? { ...column, claim: undefined } : column,
  )
  const set = chosen.map(({ index, field }): FoundColumn => {
    const heading = header.columns.find((column) => column.index === index)?.heading ?? ''
    return { index, heading, claim: field === null ? undefined : { field, rank: 0 } }
  })
  return { ...header, columns: [...freed, ...set].sort((a, b) => a.index - b.index) }
}

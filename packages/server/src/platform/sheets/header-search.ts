import type { Claim, HeadingBook } from './headings.ts'
import type { ColumnSpec } from './ledger.ts'
import type { Merge, RawRow } from './raw-sheet.ts'

/** A heading of one column: what stands above it, and what was made of it. */
export type FoundColumn = {
  readonly index: number
  readonly heading: string
  readonly claim: Claim | undefined
}

/** A row, or two, taken as the header. */
export type FoundHeader = {
  readonly row: number
  readonly rows: 1 | 2
  readonly columns: readonly FoundColumn[]
}

type Heading = { readonly group: string; readonly sub: string }

/** Finds the header among the first rows: the one or two rows that name the most columns. Undefined when none names two. */
export function searchHeader(
  head: readonly RawRow[],
  merges: readonly Merge[],
  book: HeadingBook,
  specs: readonly ColumnSpec[],
): FoundHeader | undefined {
  const required = new Set(specs.filter((spec) => spec.required).map(({ field }) => field))
  let best: { header: FoundHeader; score: number } | undefined
  for (const { row, cells } of head) {
    if (cells.length === 0) continue
    for (const rows of [1, 2] as const) {
      const header = headerAt(head, merges, book, row, rows)
      if (header === undefined) continue
      const fields = new Set(header.columns.flatMap(({ claim }) => (claim ? [claim.field] : [])))
      if (fields.size < Math.min(2, specs.length)) continue
      const weight = [...fields].reduce((sum, field) => sum + (required.has(field) ? 2 : 1), 0)
      // Two rows that name no more than one does are one, unless a heading is merged down over both.
      const score = weight + (rows === 2 ? (isMergedDown(merges, row) ? 0.5 : -0.25) : 0)
      if (best === undefined || score > best.score) best = { header, score }
    }
  }
  return best?.header
}

/** Reads the header at a row. Undefined when two rows were asked for and the second is no row of sub-headings. */
export function headerAt(
  head: readonly RawRow[],
  merges: readonly Merge[],
  book: HeadingBook,
  row: number,
  rows: 1 | 2,
): FoundHeader | undefined {
  const top = head.find((candidate) => candidate.row === row)
  if (rows === 1) {
    const columns = (top?.cells ?? []).map(({ column, text }) => ({
      index: column,
      heading: text,
      claim: book.claim(text),
    }))
    return { row, rows, columns: oneEach(columns) }
  }
  const below = head.find((candidate) => candidate.row === row + 1)
  if (top === undefined || below === undefined || !isHeadings(below)) return undefined
  const headings = pair(top, below, merges)
  return headings && { row, rows, columns: oneEach(claimAll(headings, book)) }
}

const isMergedDown = (merges: readonly Merge[], row: number): boolean =>
  merges.some(({ top, bottom }) => top === row && bottom === row + 1)

/** Sub-headings are short words; a row with numbers, dates or long texts is a row of data. */
const isHeadings = ({ cells }: RawRow): boolean =>
  cells.every(({ kind, text }) => kind === 'text' && text.length <= 30 && !/\d{6}/.test(text))

/** Column by column, the group above and the sub-heading below. Undefined when the two rows have no group at all. */
function pair(top: RawRow, below: RawRow, merges: readonly Merge[]): Map<number, Heading> | undefined {
  const upper = new Map(top.cells.map(({ column, text }) => [column, text]))
  const lower = new Map(below.cells.map(({ column, text }) => [column, text]))
  // No honest sheet has more of them on two rows; a bomb may have, and each column asks them all.
  const touching = merges.filter((merge) => merge.top <= below.row && merge.bottom >= top.row).slice(0, 1_000)
  const covering = (row: number, column: number) =>
    touching.find((m) => m.top <= row && row <= m.bottom && m.left <= column && column <= m.right)

  const columns = [...new Set([...upper.keys(), ...lower.keys()])].sort((a, b) => a - b)
  const headings = new Map<number, Heading>()
  let carried: { group: string; column: number } | undefined
  let hasGroup = false
  for (const column of columns) {
    const above = covering(top.row, column)
    const sub = lower.get(column) ?? ''
    if (above && above.bottom > top.row) {
      headings.set(column, { group: '', sub: upper.get(above.left) ?? '' })
      carried = undefined
      continue
    }
    let group = upper.get(above?.left ?? column) ?? ''
    if (group !== '') carried = sub === '' ? undefined : { group, column }
    // Without merged cells a group stands over its first column only, and is meant for the next ones too.
    else if (sub !== '' && carried?.column === column - 1) {
      group = carried.group
      carried = { group, column }
    }
    if (group !== '' && sub !== '') {
      hasGroup = true
      headings.set(column, { group, sub })
    } else headings.set(column, { group: '', sub: sub || group })
  }
  return hasGroup ? headings : undefined
}

function claimAll(headings: ReadonlyMap<number, Heading>, book: HeadingBook): FoundColumn[] {
  const groups = new Map<string, number[]>()
  for (const [column, { group }] of headings) groups.set(group, [...(groups.get(group) ?? []), column])
  const found: FoundColumn[] = []
  for (const [group, columns] of groups) {
    const subs = columns.map((column) => headings.get(column)?.sub ?? '')
    const claims = group === '' ? subs.map((sub) => book.claim(sub)) : book.claimGroup(group, subs)
    for (const [i, index] of columns.entries()) {
      const sub = subs[i] ?? ''
      found.push({ index, heading: group === '' ? sub : `${group}/${sub}`, claim: claims[i] })
    }
  }
  return found.sort((a, b) => a.index - b.index)
}

/** Lets each field be one column's: the surest claim, and of equals the first. */
function oneEach(columns: readonly FoundColumn[]): FoundColumn[] {
  const holder = new Map<string, FoundColumn>()
  for (const column of columns) {
    const claim = column.claim
    if (!claim) continue
    const rank = holder.get(claim.field)?.claim?.rank
    if (rank === undefined || claim.rank < rank) holder.set(claim.field, column)
  }
  return columns.map((column) =>
    column.claim && holder.get(column.claim.field) !== column ? { ...column, claim: undefined } : column,
  )
}

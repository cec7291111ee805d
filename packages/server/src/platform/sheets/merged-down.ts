import type { Merge, RawCell, RawRow } from './raw-sheet.ts'

type Above = { readonly cell: RawCell; readonly row: number }

/**
 * Follows rows in order and tells what each is given by cells merged down over it (one village or one guardian beside
 * several children). A merge that is wide too gives its value to its first column only.
 * One value per column is held, however many ranges the file claims.
 */
export function mergedDown(
  merges: readonly Merge[],
  from: number,
): (row: RawRow) => ReadonlyMap<number, Above> {
  const down = merges.filter(({ top, bottom }) => bottom > top && top >= from).sort((a, b) => a.top - b.top)
  const active = new Map<number, Above & { bottom: number }>()
  let next = 0
  return ({ row, cells }) => {
    for (const [column, above] of active) if (above.bottom < row) active.delete(column)
    const given = new Map<number, Above>(active)
    for (let merge = down[next]; merge && merge.top <= row; merge = down[next]) {
      next += 1
      const { top, left, bottom } = merge
      const cell = top === row ? cells.find(({ column }) => column === left) : undefined
      if (cell) active.set(left, { cell, row, bottom })
    }
    return given
  }
}

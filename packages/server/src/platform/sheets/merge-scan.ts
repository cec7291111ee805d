import type { SheetLimits } from './limits.ts'
import type { Merge } from './raw-sheet.ts'
import { SheetsError } from './sheets-error.ts'
import { columnOfRef } from './worksheet-rows.ts'

// Begins with the bracket, so that words in a cell cost nothing: a search from each would go over the same bytes again.
const MERGE =
  /<(?:\w{1,20}:)?mergeCell\s[^<>]*?\bref\s*=\s*["']([A-Za-z]{1,3})(\d{1,7}):([A-Za-z]{1,3})(\d{1,7})["'][^<>]*>/g

/**
 * Finds a worksheet's merged ranges in its bytes as they pass. They stand behind the rows, and whoever reads rows needs
 * them before; a text search is many times quicker than parsing the sheet for them. In XML a cell's text cannot hold a
 * bare '<', so what looks like a mergeCell element is one.
 */
export function scanMerges(limits: SheetLimits): { see(chunk: Buffer): void; merges: readonly Merge[] } {
  const merges: Merge[] = []
  let rest = ''
  return {
    merges,
    see(chunk) {
      const text = rest + chunk.toString('latin1')
      for (const [, left, top, right, bottom] of text.matchAll(MERGE)) {
        if (left === undefined || right === undefined) continue
        merges.push({
          top: Number(top),
          left: columnOfRef(left),
          bottom: Number(bottom),
          right: columnOfRef(right),
        })
      }
      if (merges.length > limits.merges) throw new SheetsError('sheets.bomb')
      // An element may be cut by the end of the chunk.
      rest = text.slice(Math.max(text.lastIndexOf('>') + 1, text.length - 512))
    },
  }
}

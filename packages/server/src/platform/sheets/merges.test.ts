import { describe, expect, it } from 'vitest'
import { defaultLimits } from './limits.ts'
import { scanMerges } from './merge-scan.ts'
import { mergedDown } from './merged-down.ts'
import type { RawRow } from './raw-sheet.ts'

describe('scanMerges', () => {
  const xml = Buffer.from(
    `<c><v>村</v></c></sheetData><mergeCells count="2"><mergeCell ref="A1:I1"/><x:mergeCell xr:uid="1" ref='B5:AB12'/></mergeCells>`,
  )
  const expected = [
    { top: 1, left: 1, bottom: 1, right: 9 },
    { top: 5, left: 2, bottom: 12, right: 28 },
  ]

  it('finds ranges wherever the bytes are cut', () => {
    for (let cut = 0; cut <= xml.length; cut += 1) {
      const scan = scanMerges(defaultLimits)
      scan.see(xml.subarray(0, cut))
      scan.see(xml.subarray(cut))
      expect(scan.merges).toEqual(expected)
    }
  })

  it('finds ranges in bytes that come one by one', () => {
    const scan = scanMerges(defaultLimits)
    for (const byte of xml) scan.see(Buffer.from([byte]))
    expect(scan.merges).toEqual(expected)
  })
})

describe('mergedDown', () => {
  const row = (number: number, text?: string): RawRow => ({
    row: number,
    hidden: false,
    cells: text === undefined ? [] : [{ column: 2, text, kind: 'text' }],
  })
  const down = (merges: Parameters<typeof mergedDown>[0], rows: readonly RawRow[]) => {
    const fill = mergedDown(merges, 3)
    return rows.map((each) => fill(each).get(2)?.cell.text)
  }

  it('gives a value to the rows below it that the range covers, and to no others', () => {
    const merges = [
      { top: 8, left: 2, bottom: 9, right: 3 },
      { top: 4, left: 2, bottom: 6, right: 2 },
    ]
    const rows = [row(3, '甲'), row(4, '乙'), row(5), row(6), row(7), row(8, '丙'), row(9), row(10)]
    expect(down(merges, rows)).toEqual([
      undefined,
      undefined,
      '乙',
      '乙',
      undefined,
      undefined,
      '丙',
      undefined,
    ])
  })

  it('takes nothing from ranges of the header, of one row, without a value, or whose first row is missing', () => {
    const merges = [
      { top: 1, left: 2, bottom: 9, right: 2 },
      { top: 3, left: 2, bottom: 3, right: 9 },
      { top: 4, left: 2, bottom: 5, right: 2 },
      { top: 6, left: 2, bottom: 8, right: 2 },
    ]
    const rows = [row(3, '甲'), row(4), row(5), row(7), row(8)]
    expect(down(merges, rows)).toEqual(Array(5).fill(undefined))
  })
})

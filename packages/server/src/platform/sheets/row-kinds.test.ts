import { describe, expect, it } from 'vitest'
import type { LedgerColumn } from './ledger.ts'
import type { RawCell } from './raw-sheet.ts'
import { rowSorter } from './row-kinds.ts'

const columns: LedgerColumn[] = [
  { index: 1, heading: '序号', key: '序号', field: undefined },
  { index: 2, heading: '村', key: '村', field: 'village' },
  { index: 3, heading: '姓名', key: '姓名', field: 'name' },
  { index: 4, heading: '身份证号', key: '身份证号', field: 'idNumber' },
  { index: 5, heading: '备注', key: '备注', field: undefined },
]
const sort = rowSorter(columns, new Set(['name', 'idNumber']), ['某镇台账'])

/** Cells of a row; numbers are number cells, null is an empty one. */
const kindOf = (...values: (string | number | null)[]) =>
  sort({
    row: 9,
    hidden: false,
    cells: values.flatMap((value, i): RawCell[] =>
      value === null
        ? []
        : [{ column: i + 1, text: String(value), kind: typeof value === 'number' ? 'number' : 'text' }],
    ),
  })

describe('a row is left out', () => {
  it.each([
    ['blank', [7]],
    ['blank', ['8']],
    ['subtotal', ['合 计', null, 23]],
    ['subtotal', [null, '红星村小计', '23人']],
    ['subtotal', [null, null, '总计：23人']],
    ['subtotal', ['累计', null, 23, 23, '见附表']],
    ['footer', ['填表人：赵六']],
    ['footer', ['填报单位（盖章）', null, null, '日期：2024.5.20']],
    ['footer', [null, '审核人', '钱七']],
    ['footer', ['注：1.本表一式两份']],
    ['footer', ['备 注：见附件']],
    ['repeated-header', ['序号', '村', '姓 名', '身份证号', '备注']],
    ['repeated-header', ['某镇台账']],
    ['repeated-header', [1, 2, 3, 4, 5]],
  ] as const)('as %s: %j', (reason, values) => {
    expect(kindOf(...values)).toBe(reason)
  })
})

describe('a row is kept', () => {
  it.each([
    [[1, '红星村', '张三', '430699201205030019']],
    [[1, '红星村', '张三']],
    [[null, null, null, null, '只有备注']],
    [['9', '红星村']],
    // A name or a remark that only sounds like it.
    [[2, '红星村', '合计', '430699201205030019']],
    [[3, '红星村', '张三', '430699201205030019', '补助合计']],
    [[null, null, '注小明', '430699201205030019']],
    [['填表人', null, '张三', '430699201205030019']],
    [[1, 2, 4]],
  ] as const)('%j', (values) => {
    expect(kindOf(...values)).toBeUndefined()
  })
})

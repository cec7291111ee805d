import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readLedger } from './read-ledger.ts'
import { SheetsError } from './sheets-error.ts'
import { fieldsOf, rowsOf, specs, textsOf, workbookBy } from './workbook-fixture.ts'

/** A ledger as villages keep it: title, unit line, two-row header, merged cells, subtotals, signatures. */
const township = () =>
  workbookBy((book) => {
    const sheet = book.addWorksheet('红星村')
    sheet.addRow(['某某镇未成年人台账'])
    sheet.mergeCells('A1:I1')
    sheet.addRow(['填报单位：红星村民委员会', null, null, null, null, '2024年5月'])
    sheet.addRow([
      '序号',
      '村',
      '姓 名*',
      '性别\n（男/女）',
      '身份证号（18位）',
      '监护人',
      null,
      '备注',
      '类别',
    ])
    sheet.addRow([null, null, null, null, null, '姓名', '电话'])
    for (const column of ['A', 'B', 'C', 'D', 'E', 'H', 'I']) sheet.mergeCells(`${column}3:${column}4`)
    sheet.mergeCells('F3:G3')
    sheet.addRow([
      1,
      '红星村',
      ' 张　三 ',
      '男',
      '430699201205030019',
      '张大',
      '13900000001',
      '',
      '留守、单亲',
    ])
    sheet.addRow([2, null, '李四', '女', 430699201301010000, '李大', 13900000002, '看这里', '困境'])
    sheet.mergeCells('B5:B6')
    sheet.addRow([])
    sheet.addRow(['小  计', null, 2])
    sheet.addRow(['序号', '村', '姓名', '性别', '身份证号'])
    sheet.addRow([3, '红星村', '王五', '男', '43069920140202003x'])
    sheet.addRow([4])
    sheet.addRow(['合计：3人'])
    sheet.addRow(['填表人：赵六', null, null, null, '审核人：钱七', null, '填表日期：2024.5.20'])
    sheet.addRow(['注：类别可填多个'])
    sheet.addRow([5])
  })

describe('readLedger', () => {
  it('understands titles, a two-row header, subtotals and signatures, and says so', async () => {
    const { format, sheets } = await readLedger(await township(), { columns: specs })
    const [sheet] = sheets
    expect(format).toBe('xlsx')
    expect(sheet).toMatchObject({
      name: '红星村',
      hidden: false,
      headerRow: 3,
      headerRows: 2,
      missing: [],
      rowCount: 3,
    })
    expect(sheet?.titleLines).toEqual(['某某镇未成年人台账', '填报单位：红星村民委员会 2024年5月'])
    expect(fieldsOf(sheet)).toEqual({
      2: 'village',
      3: 'name',
      4: 'sex',
      5: 'idNumber',
      6: 'guardianName',
      7: 'guardianPhone',
    })
    expect(sheet?.columns.map(({ heading }) => heading)).toContain('监护人/电话')
    expect(sheet?.skipped.map(({ row, reason }) => [row, reason])).toEqual([
      [8, 'subtotal'],
      [9, 'repeated-header'],
      [11, 'blank'],
      [12, 'subtotal'],
      [13, 'footer'],
      [14, 'footer'],
    ])
  })

  it('gives rows by field, keeps other columns, and fills merged cells down', async () => {
    const { sheets } = await readLedger(await township(), { columns: specs })
    const rows = await rowsOf(sheets[0])
    expect(rows.map(({ row }) => row)).toEqual([5, 6, 10])
    expect(textsOf(rows[0])).toEqual({
      village: '红星村',
      name: '张　三',
      sex: '男',
      idNumber: '430699201205030019',
      guardianName: '张大',
      guardianPhone: '13900000001',
    })
    expect({ ...rows[0]?.unmapped }).toEqual({ 序号: '1', 类别: '留守、单亲' })
    expect(rows[1]?.cells.village).toEqual({ text: '红星村', kind: 'text', mergedFrom: 5 })
    expect(rows[2]?.cells.idNumber?.text).toBe('43069920140202003x')
  })

  it('flags an id number stored as a number, whose last digits Excel has lost', async () => {
    const { sheets } = await readLedger(await township(), { columns: specs })
    const rows = await rowsOf(sheets[0])
    expect(rows[1]?.cells.idNumber).toEqual({ text: '430699201301010000', kind: 'number', imprecise: true })
    expect(rows[1]?.cells.guardianPhone).toEqual({ text: '13900000002', kind: 'number' })
  })

  it('can read the rows more than once', async () => {
    const { sheets } = await readLedger(await township(), { columns: specs })
    expect(await rowsOf(sheets[0])).toEqual(await rowsOf(sheets[0]))
  })

  it('reads the same from a path as from memory', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sheets-'))
    try {
      const path = join(folder, '台账.xls')
      await writeFile(path, await township())
      const { sheets } = await readLedger(path, { columns: specs })
      expect(await rowsOf(sheets[0])).toEqual(
        await rowsOf((await readLedger(await township(), { columns: specs })).sheets[0]),
      )
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('reads every sheet in tab order, hidden ones and hidden rows too, and says which were hidden', async () => {
    const bytes = await workbookBy((book) => {
      for (const [name, state] of [
        ['东村', 'visible'],
        ['西村', 'hidden'],
        ['南村', 'veryHidden'],
      ] as const) {
        const sheet = book.addWorksheet(name, { state })
        sheet.addRow(['姓名', '身份证号'])
        sheet.addRow([`${name}甲`, '1'])
        sheet.addRow([`${name}乙`, '2']).hidden = name === '东村'
      }
      book.addWorksheet('说明').addRow(['本表由各村填报'])
    })
    const { sheets } = await readLedger(bytes, { columns: specs })
    expect(
      sheets.map(({ name, hidden, rowCount, hiddenRows }) => [name, hidden, rowCount, hiddenRows]),
    ).toEqual([
      ['东村', false, 2, 1],
      ['西村', true, 2, 0],
      ['南村', true, 2, 0],
      ['说明', false, 0, 0],
    ])
    expect(sheets[3]).toMatchObject({ headerRow: 0, headerRows: 0, columns: [] })
    expect((await rowsOf(sheets[0])).map(({ row, hidden }) => [row, hidden])).toEqual([
      [2, false],
      [3, true],
    ])
  })

  it('names the required columns that a sheet has not', async () => {
    const bytes = await workbookBy((book) => {
      book.addWorksheet('甲').addRows([
        ['姓名', '性别', '村'],
        ['张三', '男', '红星村'],
      ])
    })
    expect((await readLedger(bytes, { columns: specs })).sheets[0]?.missing).toEqual(['idNumber'])
  })

  it('keeps two unmapped columns of one heading apart, and a column without heading', async () => {
    const bytes = await workbookBy((book) => {
      book.addWorksheet('甲').addRows([
        ['姓名', '身份证号', '备注', '备注', '__proto__'],
        ['张三', '1', '一', '二', '三', '四'],
      ])
    })
    const [row] = await rowsOf((await readLedger(bytes, { columns: specs })).sheets[0])
    expect(Object.entries(row?.unmapped ?? {})).toEqual([
      ['备注', '一'],
      ['备注（D列）', '二'],
      ['__proto__', '三'],
      ['（F列）', '四'],
    ])
  })

  it('tells how far it is, up to the whole', async () => {
    const bytes = await workbookBy((book) => {
      const sheet = book.addWorksheet('甲')
      sheet.addRow(['姓名', '身份证号'])
      for (let i = 0; i < 5_000; i += 1) sheet.addRow([`张${i}`, String(i)])
    })
    const told: number[] = []
    await readLedger(bytes, { columns: specs, onProgress: ({ fraction }) => told.push(fraction) })
    expect(told.length).toBeGreaterThan(4)
    expect(told).toEqual([...told].sort((a, b) => a - b))
    expect(told.at(-1)).toBe(1)
  })
})

describe("a person's mapping", () => {
  const plain = () =>
    workbookBy((book) => {
      book.addWorksheet('甲').addRows([
        ['娃娃', '证件', '别的', '姓名'],
        ['张三', 11, 'x', '张大'],
        ['李四', '22', 'y', '李大'],
      ])
    })

  it('sets the header row and columns over what was understood', async () => {
    const mapping = { 甲: { headerRow: 1, columns: { 1: 'name', 2: 'idNumber', 3: null } } }
    const { sheets } = await readLedger(await plain(), { columns: specs, mapping })
    expect(fieldsOf(sheets[0])).toEqual({ 1: 'name', 2: 'idNumber' })
    const [first] = await rowsOf(sheets[0])
    expect(textsOf(first)).toEqual({ name: '张三', idNumber: '11' })
    expect({ ...first?.unmapped }).toEqual({ 别的: 'x', 姓名: '张大' })
  })

  it('reads a sheet without any header', async () => {
    const mapping = { 甲: { headerRow: 0, columns: { 1: 'name', 2: 'idNumber' } } }
    const { sheets } = await readLedger(await plain(), { columns: specs, mapping })
    expect(sheets[0]).toMatchObject({ headerRow: 0, headerRows: 0, rowCount: 3 })
    expect((await rowsOf(sheets[0])).map((row) => textsOf(row).name)).toEqual(['娃娃', '张三', '李四'])
  })

  it.each([
    ['a sheet that is not there', { 乙: { headerRow: 1 } }],
    ['a header row that is empty', { 甲: { headerRow: 9 } }],
    ['a second header row that is data', { 甲: { headerRow: 1, headerRows: 2 as const } }],
    ['columns without a header to stand under', { 甲: { columns: { 1: 'name' } } }],
    ['an unknown field', { 甲: { headerRow: 1, columns: { 1: 'height' } } }],
    ['one field for two columns', { 甲: { headerRow: 1, columns: { 1: 'name', 2: 'name' } } }],
  ])('is refused for %s', async (_, mapping) => {
    const refused = readLedger(await plain(), { columns: specs, mapping })
    await expect(refused).rejects.toThrow(SheetsError)
    await expect(refused).rejects.toMatchObject({ code: 'sheets.wrong-mapping', status: 422 })
  })
})

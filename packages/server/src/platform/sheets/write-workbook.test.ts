import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import ExcelJS from '@protobi/exceljs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { faultRowOf, headingsOf, writeFaultWorkbook } from './fault-workbook.ts'
import { readLedger } from './read-ledger.ts'
import { rowsOf, specs, textsOf, workbookBy } from './workbook-fixture.ts'
import { type WrittenSheet, writeWorkbook } from './write-workbook.ts'

async function write(...sheets: WrittenSheet[]): Promise<Buffer> {
  const target = new PassThrough()
  const [bytes] = await Promise.all([buffer(target), writeWorkbook(target, { sheets })])
  return bytes
}

/** Opens what was written with the library's own reader, which knows styles and panes. */
async function open(bytes: Buffer): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(new Uint8Array(bytes).buffer)
  return workbook
}

const columns = [
  { title: '姓名', width: 12, kind: 'text' },
  { title: '身份证号', width: 22, kind: 'text' },
  { title: '出生日期', width: 12, kind: 'day' },
  { title: '人数', width: 8, kind: 'number' },
] as const

describe('writeWorkbook', () => {
  it('writes title, note, frozen header and typed cells', async () => {
    const bytes = await write({
      name: '红星村',
      title: '某镇未成年人台账',
      note: '截至2024年5月20日',
      columns,
      rows: [['张三', '430699201205030019', '2012-05-03', 2]],
    })
    const sheet = (await open(bytes)).getWorksheet('红星村')
    expect(sheet?.views[0]).toMatchObject({ state: 'frozen', ySplit: 3 })
    expect(sheet?.getCell('A1').font).toMatchObject({ name: '黑体', size: 18 })
    expect(sheet?.getCell('D1').isMerged).toBe(true)
    expect(sheet?.getCell('B4')).toMatchObject({
      value: '430699201205030019',
      numFmt: '@',
      type: ExcelJS.ValueType.String,
    })
    expect(sheet?.getCell('C4').value).toEqual(new Date('2012-05-03T00:00:00Z'))
    expect(sheet?.getCell('D4')).toMatchObject({ value: 2, type: ExcelJS.ValueType.Number })
  })

  it('makes a row as high as its longest text needs', async () => {
    const rows = [['张三'], ['张三李四王五'], ['一\n二\n三'], ['字'.repeat(9_000)]]
    const sheet = (await open(await write({ name: 'x', columns, rows }))).getWorksheet('x')
    expect([2, 3, 4, 5].map((row) => sheet?.getRow(row).height)).toEqual([20, 35, 50, 409])
  })

  it('keeps text that looks like a formula as text', async () => {
    const texts = ['=1+1', '+8613900000001', '-2', '@SUM(A1)', '=HYPERLINK("http://example.com")', '\t=1']
    const bytes = await write({ name: 'x', columns, rows: texts.map((text) => [text, text, text, text]) })
    const sheet = (await open(bytes)).getWorksheet('x')
    for (const [i, text] of texts.entries()) {
      for (const column of ['A', 'B', 'C', 'D']) {
        const cell = sheet?.getCell(`${column}${i + 2}`)
        expect(cell).toMatchObject({ value: text, numFmt: '@', type: ExcelJS.ValueType.String })
      }
    }
  })

  it('writes what is masked or impossible in a day or number column as text', async () => {
    const bytes = await write({
      name: 'x',
      columns,
      rows: [
        ['a', 'b', '2012-**-**', Number.NaN],
        ['a', 'b', '2012-02-30', '***'],
      ],
    })
    const sheet = (await open(bytes)).getWorksheet('x')
    expect(['C2', 'D2', 'C3', 'D3'].map((at) => sheet?.getCell(at).value)).toEqual([
      '2012-**-**',
      'NaN',
      '2012-02-30',
      '***',
    ])
  })

  it('gives back every text as it was, but for characters that no workbook can hold', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1, maxLength: 20 }),
        async (texts) => {
          const plain = texts.map(
            (text) => `甲${text.replace(/\p{Cc}|[\u200B-\u200F\u2028-\u202E\u2060\uFEFF]/gu, '')}乙`,
          )
          const bytes = await write({ name: 'x', columns, rows: plain.map((text) => [text, '1']) })
          const { sheets } = await readLedger(bytes, { columns: specs })
          expect((await rowsOf(sheets[0])).map((row) => textsOf(row).name)).toEqual(plain)
        },
      ),
      { numRuns: 30 },
    )
  })

  it('survives control characters, halves of characters, escapes and texts that are too long', async () => {
    const bytes = await write({
      name: 'x',
      columns,
      rows: [
        ['张\u0000三\uD800', '_x0041_', null, null],
        ['字'.repeat(40_000), '2', null, null],
      ],
    })
    const { sheets } = await readLedger(bytes, { columns: specs })
    const [first, second] = await rowsOf(sheets[0])
    expect(textsOf(first)).toEqual({ name: '张三\uFFFD', idNumber: '_x0041_' })
    expect(textsOf(second).name).toHaveLength(32_767)
  })

  it('makes sheet names unique and fit for Excel', async () => {
    const names = ['红星村/一组', '红星村:一组', "'引'", '', '很'.repeat(40), '很'.repeat(40)]
    const bytes = await write(...names.map((name) => ({ name, columns, rows: [] })))
    expect((await open(bytes)).worksheets.map(({ name }) => name)).toEqual([
      '红星村 一组',
      '红星村 一组(2)',
      '引',
      'Sheet',
      '很'.repeat(31),
      `${'很'.repeat(28)}(2)`,
    ])
  })

  it('writes several long sheets whole, to a slow reader', async () => {
    const rows = async function* (prefix: string) {
      for (let i = 0; i < 3_000; i += 1) yield [`${prefix}${i}`, String(i).repeat(20), '2012-05-03', i]
    }
    const pieces: Buffer[] = []
    const slow = new Writable({
      highWaterMark: 1_024,
      write(chunk: Buffer, _, done) {
        pieces.push(chunk)
        setImmediate(done)
      },
    })
    await writeWorkbook(slow, {
      sheets: ['甲', '乙', '丙'].map((name) => ({ name, columns, rows: rows(name) })),
    })
    const { sheets } = await readLedger(Buffer.concat(pieces), { columns: specs })
    expect(sheets.map(({ rowCount }) => rowCount)).toEqual([3_000, 3_000, 3_000])
    expect(textsOf((await rowsOf(sheets[2])).at(-1)).name).toBe('丙2999')
  })

  it('waits for a reader that has stopped, and does not pile up rows', async () => {
    let given = 0
    const rows = function* () {
      for (; given < 400_000; given += 1) yield [`${given}`, String(given * 7_919).repeat(4)]
    }
    const stopped = new Writable({ highWaterMark: 1_024, write() {} })
    const writing = writeWorkbook(stopped, { sheets: [{ name: 'x', columns, rows: rows() }] })
    await setTimeout(1_500)
    const before = given
    await setTimeout(300)
    expect([given, given < 400_000]).toEqual([before, true])
    stopped.destroy()
    await expect(writing).rejects.toThrow()
  })

  it('leaves no file behind when the rows fail', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sheets-'))
    const rows = async function* () {
      yield ['张三']
      throw new Error('the database went away')
    }
    try {
      const writing = writeWorkbook(join(folder, 'x.xlsx'), {
        sheets: [{ name: 'x', columns, rows: rows() }],
      })
      await expect(writing).rejects.toThrow('the database went away')
      expect(await readdir(folder)).toEqual([])
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('ends when the reader goes away', async () => {
    let given = 0
    const rows = function* () {
      for (; given < 1_000_000; given += 1) yield [String(given)]
    }
    const target = new PassThrough()
    target.on('data', () => target.destroy())
    await expect(writeWorkbook(target, { sheets: [{ name: 'x', columns, rows: rows() }] })).rejects.toThrow()
    expect(given).toBeLessThan(1_000_000)
  })
})

describe('writeFaultWorkbook', () => {
  it('returns the refused rows with their reasons, the wrong cells coloured, ready to be read again', async () => {
    const bytes = await workbookBy((book) => {
      const sheet = book.addWorksheet('红星村')
      sheet.addRow(['某镇台账'])
      sheet.addRow(['姓名', '身份证号', '监护人', null, '备注'])
      sheet.addRow([null, null, '姓名', '电话'])
      for (const at of ['A2:A3', 'B2:B3', 'C2:D2', 'E2:E3']) sheet.mergeCells(at)
      sheet.addRow(['张三', '43069920120503001', '张大', 13900000001, '=甲'])
    })
    const [sheet] = (await readLedger(bytes, { columns: specs })).sheets
    const [row] = await rowsOf(sheet)
    if (!sheet || !row) throw new Error('The ledger was not read')

    const target = new PassThrough()
    const faults = [{ field: 'idNumber', reason: '身份证号应为18位。' }, { reason: '整行存疑' }]
    const rows = [faultRowOf(sheet, row, faults)]
    const [written] = await Promise.all([
      buffer(target),
      writeFaultWorkbook(target, { sheets: [{ name: sheet.name, headings: headingsOf(sheet), rows }] }),
    ])
    const cells = (await open(written)).getWorksheet('红星村')
    expect(cells?.getRow(2).values).toEqual([
      undefined,
      '张三',
      '43069920120503001',
      '张大',
      '13900000001',
      '=甲',
      '身份证号应为18位；整行存疑',
      4,
    ])
    const colour = { fgColor: { argb: 'FFFFC7CE' } }
    expect(cells?.getCell('B2').fill).toMatchObject(colour)
    expect(cells?.getCell('A2').fill).not.toMatchObject(colour)

    const [again] = (await readLedger(written, { columns: specs })).sheets
    const [mended] = await rowsOf(again)
    expect(textsOf(mended)).toEqual(textsOf(row))
    expect(again && headingsOf(again)).toEqual(headingsOf(sheet))
  })
})

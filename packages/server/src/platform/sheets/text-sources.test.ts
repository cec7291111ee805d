import { describe, expect, it } from 'vitest'
import { readLedger } from './read-ledger.ts'
import { fieldsOf, rowsOf, specs, textsOf } from './workbook-fixture.ts'

const read = (bytes: Buffer) => readLedger(bytes, { columns: specs })

/** 姓名,身份证号,村 / 张三,1,红星村 in GB18030, as Excel in Chinese saves CSV. */
const gb18030 = Buffer.from('D0D5C3FB2CC9EDB7DDD6A4BAC52CB4E50D0AD5C5C8FD2C312CBAECD0C7B4E50D0A', 'hex')

describe('comma-separated text', () => {
  it.each([
    ['GB18030', gb18030],
    ['UTF-8', Buffer.from('姓名,身份证号,村\r\n张三,1,红星村\r\n')],
    ['UTF-8 with a byte order mark', Buffer.from('\uFEFF姓名,身份证号,村\n张三,1,红星村')],
    ['UTF-16 with tabs', Buffer.from('\uFEFF姓名\t身份证号\t村\r\n张三\t1\t红星村\r\n', 'utf16le')],
    ['semicolons', Buffer.from('姓名;身份证号;村\n张三;1;红星村\n')],
    ['a declared separator', Buffer.from('sep=|\n姓名|身份证号|村\n张三|1|红星村\n')],
  ])('is read in %s', async (_, bytes) => {
    const { format, sheets } = await read(bytes)
    expect(format).toBe('csv')
    expect((await rowsOf(sheets[0])).map(textsOf)).toEqual([
      { name: '张三', idNumber: '1', village: '红星村' },
    ])
  })

  it('honours quotes, and digits that were protected from Excel', async () => {
    const text =
      '某镇台账,,\n姓名,"身份证号\n(18位)",备注\n"张""三",="430699201205030019","甲,乙\n丙"\n李四,4.30699E+17,"未完'
    const { sheets } = await read(Buffer.from(text))
    expect(sheets[0]).toMatchObject({ headerRow: 2, titleLines: ['某镇台账'] })
    const [first, second] = await rowsOf(sheets[0])
    expect(textsOf(first)).toEqual({ name: '张"三', idNumber: '430699201205030019' })
    expect({ ...first?.unmapped }).toEqual({ 备注: '甲,乙\n丙' })
    expect(second?.cells.idNumber).toMatchObject({ imprecise: true })
    expect({ ...second?.unmapped }).toEqual({ 备注: '未完' })
  })

  it('finds a group that stands only over its first column', async () => {
    const text = '姓名,身份证号,监护人,,村\n,,姓名,电话,\n张三,1,张大,13900000001,红星村\n'
    const { sheets } = await read(Buffer.from(text))
    expect(sheets[0]).toMatchObject({ headerRow: 1, headerRows: 2 })
    expect(fieldsOf(sheets[0])).toEqual({
      1: 'name',
      2: 'idNumber',
      3: 'guardianName',
      4: 'guardianPhone',
      5: 'village',
    })
  })
})

describe('an HTML page named .xls', () => {
  const page = (
    charset: string,
  ) => `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="${charset}">
    <!--[if gte mso 9]><xml><x:ExcelWorkbook><x:Name>红星村</x:Name></x:ExcelWorkbook></xml><![endif]-->
    <style>td { mso-number-format:"\\@"; }</style><script>if (1 < 2) document.write('<table><tr><td>x')</script></head><body>
    <TABLE border=1>
    <tr><td colspan="5" align=center>某镇未成年人台账</td></tr>
    <tr><th rowspan=2>姓&nbsp;名</th><th rowspan=2>身份证号</th><th colspan=2>监护人<th rowspan=2>备注
    <tr><th>姓名</th><th>电话</th></tr>
    <tr><td>张&#19977;<td x:str title="a > b">430699201205030019<td rowspan="2">张大</td><td>139<br>0000</td><td>A&amp;B <b>粗</b>&lt;</td></tr>
    <tr><td>李四</td><td>2</td><td>13900000002</td></tr>
    </TABLE></body></html>`

  it('is read with its spans, entities and unclosed cells', async () => {
    const { format, sheets } = await read(Buffer.from(page('utf-8')))
    expect(format).toBe('html')
    expect(sheets).toHaveLength(1)
    expect(sheets[0]).toMatchObject({
      name: '红星村',
      headerRow: 2,
      headerRows: 2,
      titleLines: ['某镇未成年人台账'],
    })
    const [first, second] = await rowsOf(sheets[0])
    expect(textsOf(first)).toEqual({
      name: '张三',
      idNumber: '430699201205030019',
      guardianName: '张大',
      guardianPhone: '139\n0000',
    })
    expect({ ...first?.unmapped }).toEqual({ 备注: 'A&B 粗<' })
    expect(second?.cells.guardianName).toMatchObject({ text: '张大', mergedFrom: 4 })
    expect(second?.cells.guardianPhone?.text).toBe('13900000002')
  })

  it('is read in GB18030, each table as a sheet, nested ones apart', async () => {
    const table = Buffer.concat([
      Buffer.from('<table><tr><td>'),
      gb18030.subarray(0, 4),
      Buffer.from('</td><td>'),
      gb18030.subarray(5, 13),
      Buffer.from('</td></tr><tr><td>'),
      gb18030.subarray(18, 22),
      Buffer.from('</td><td>1</td></tr></table>'),
    ])
    const bytes = Buffer.concat([
      table,
      Buffer.from('<table><tr><td>x'),
      table,
      Buffer.from('</td></tr></table>'),
    ])
    const { sheets } = await read(bytes)
    expect(sheets.map(({ rowCount }) => rowCount)).toEqual([1, 0, 1])
    expect((await rowsOf(sheets[0])).map(textsOf)).toEqual([{ name: '张三', idNumber: '1' }])
  })

  it('is refused when its quotes are never closed, without a search to its end for each', async () => {
    const text = `<table><tr><td>姓名</td><td>身份证号</td></tr>${'<a b="'.repeat(60_000)}</table>`
    await expect(read(Buffer.from(text))).rejects.toMatchObject({ code: 'sheets.damaged' })
  })

  it('takes a lone < for what it is', async () => {
    const { sheets } = await read(
      Buffer.from('<table><tr><td>姓名<td>身份证号<tr><td>张三 < 李四<td>1</table>'),
    )
    expect((await rowsOf(sheets[0])).map(textsOf)).toEqual([{ name: '张三 < 李四', idNumber: '1' }])
  })
})

describe('XML Spreadsheet 2003', () => {
  const xml = `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
    <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
    <Worksheet ss:Name="红星村"><Table>
    <Row><Cell ss:MergeAcross="3"><Data ss:Type="String">某镇台账</Data></Cell></Row>
    <Row ss:Index="3"><Cell><Data ss:Type="String">姓名</Data></Cell><Cell><Data ss:Type="String">身份证号</Data></Cell><Cell><Data ss:Type="String">出生日期</Data></Cell><Cell><Data ss:Type="String">村</Data></Cell></Row>
    <Row><Cell><Data ss:Type="String">张三</Data></Cell><Cell><Data ss:Type="Number">430699201205030019</Data></Cell><Cell><Data ss:Type="DateTime">2012-05-03T00:00:00.000</Data></Cell><Cell ss:MergeDown="1"><Data ss:Type="String">红星村</Data></Cell></Row>
    <Row ss:Hidden="1"><Cell><Data ss:Type="String">李四</Data></Cell><Cell ss:Index="3" ss:Formula="=1/0"><Data ss:Type="Error">#DIV/0!</Data></Cell></Row>
    </Table></Worksheet><Worksheet ss:Name="空"><Table/></Worksheet></Workbook>`

  it('is read with its merges, dates, errors and hidden rows', async () => {
    const { format, sheets } = await read(Buffer.from(xml))
    expect(format).toBe('xml-2003')
    expect(
      sheets.map(({ name, headerRow, rowCount, hiddenRows }) => [name, headerRow, rowCount, hiddenRows]),
    ).toEqual([
      ['红星村', 3, 2, 1],
      ['空', 0, 0, 0],
    ])
    const [first, second] = await rowsOf(sheets[0])
    expect(first?.cells.birth).toEqual({ text: '2012-05-03', kind: 'date', day: '2012-05-03' })
    expect(first?.cells.idNumber).toMatchObject({ text: '430699201205030019', imprecise: true })
    expect(second?.cells.birth).toEqual({ text: '#DIV/0!', kind: 'error' })
    expect(second?.cells.village).toMatchObject({ text: '红星村', mergedFrom: 4 })
  })
})

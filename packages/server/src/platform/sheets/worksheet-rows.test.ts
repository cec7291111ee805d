import { describe, expect, it } from 'vitest'
import { readLedger } from './read-ledger.ts'
import { headerXml, rowsOf, specs, textsOf, textXml, workbookParts, zipOf } from './workbook-fixture.ts'

/** Reads one row of cells, in XML, under 姓名 | 身份证号 | 出生日期 | 备注. */
async function read(xml: Parameters<typeof workbookParts>[0]) {
  const { sheets } = await readLedger(zipOf(workbookParts({ ...xml, rows: headerXml + xml.rows })), {
    columns: specs,
  })
  return rowsOf(sheets[0])
}

describe('a worksheet', () => {
  it('gives rich text joined and without its phonetic guide', async () => {
    const [row] = await read({
      rows: `<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="inlineStr"><is><r><t>4306</t></r><r><t>99</t></r><rPh sb="0" eb="1"><t>si</t></rPh></is></c></row>`,
      strings:
        '<si><r><rPr><b/></rPr><t>张</t></r><r><t xml:space="preserve">三 </t></r><rPh sb="0" eb="1"><t>zhang</t></rPh></si>',
    })
    expect(textsOf(row)).toEqual({ name: '张三', idNumber: '430699' })
  })

  it('takes the cached results of formulas, and names their errors', async () => {
    const [row] = await read({
      rows: `<row r="2">${textXml('A2', '张三')}<c r="B2" t="str"><f>A9&amp;"1"</f><v>430699</v></c><c r="C2" t="e"><f>#REF!</f><v>#REF!</v></c><c r="D2"><f>1+1</f></c></row>`,
    })
    expect(row?.cells).toEqual({
      name: { text: '张三', kind: 'text' },
      idNumber: { text: '430699', kind: 'text' },
      birth: { text: '#REF!', kind: 'error' },
    })
    expect({ ...row?.unmapped }).toEqual({ 备注: '公式没有结果' })
  })

  it('leaves out rows that hold only filled-down formulas', async () => {
    const rows = await read({
      rows: `<row r="2">${textXml('A2', '张三')}<c r="D2"><f>1</f><v>12</v></c></row><row r="3"><c r="A3"><f>Z3</f><v>0</v></c><c r="D3"><f>1</f><v>124</v></c></row><row r="4">${textXml('A4', '李四')}</row>`,
    })
    expect(rows.map(({ row }) => row)).toEqual([2, 4])
  })

  it('reads dates by their style, in either calendar, and ISO dates of strict workbooks', async () => {
    const styles =
      '<numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="176"/></cellXfs>'
    const rows = `<row r="2">${textXml('A2', '张三')}<c r="C2" s="1"><v>41032</v></c></row><row r="3">${textXml('A3', '李四')}<c r="C3" t="d"><v>2012-05-03T00:00:00Z</v></c></row><row r="4">${textXml('A4', '王五')}<c r="C4"><v>41032</v></c></row>`
    const days = (await read({ rows, styles })).map(({ cells }) => cells.birth?.day ?? cells.birth?.serialDay)
    expect(days).toEqual(['2012-05-03', '2012-05-03', '2012-05-03'])
    const from1904 = await read({ rows, styles, properties: '<workbookPr date1904="1"/>' })
    expect(from1904[0]?.cells.birth?.day).toBe('2016-05-04')
  })

  it('keeps all digits of a number that the file has in full', async () => {
    const [row] = await read({
      rows: `<row r="2">${textXml('A2', '张三')}<c r="B2"><v>430699201205030019</v></c></row>`,
    })
    expect(row?.cells.idNumber).toEqual({ text: '430699201205030019', kind: 'number', imprecise: true })
  })

  it('counts rows and cells that carry no reference', async () => {
    const rows = await read({ rows: '<row><c t="str"><v>张三</v></c><c t="str"><v>1</v></c></row>' })
    expect(rows.map((row) => [row.row, textsOf(row)])).toEqual([[2, { name: '张三', idNumber: '1' }]])
  })

  it('decodes what XML cannot hold, entities and CDATA', async () => {
    const [row] = await read({
      rows: `<row r="2">${textXml('A2', '张&amp;&#19977;_x000D_')}<c r="B2" t="inlineStr"><is><t><![CDATA[<1>]]></t></is></c></row>`,
    })
    expect(textsOf(row)).toEqual({ name: '张&三', idNumber: '<1>' })
  })

  it('passes over thousands of empty rows that somebody gave a border', async () => {
    const empty = Array.from(
      { length: 3_000 },
      (_, i) => `<row r="${i + 3}"><c r="A${i + 3}" s="1"/></row>`,
    ).join('')
    const rows = await read({
      rows: `<row r="2">${textXml('A2', '张三')}</row>${empty}<row r="9000">${textXml('A9000', '李四')}</row>`,
    })
    expect(rows.map(({ row }) => row)).toEqual([2, 9_000])
  })

  it('lists empty rows between others, and none after the last', async () => {
    const bytes = zipOf(
      workbookParts({
        rows: `${headerXml}<row r="2">${textXml('A2', '张三')}</row><row r="3"><c r="A3" s="1"/></row><row r="4">${textXml('A4', '李四')}</row><row r="5"><c r="A5"/></row>`,
      }),
    )
    const { sheets } = await readLedger(bytes, { columns: specs })
    expect(sheets[0]?.skipped).toEqual([{ row: 3, reason: 'blank', text: '' }])
    expect(sheets[0]?.rowCount).toBe(2)
  })
})

describe('a package', () => {
  const rows = `${headerXml}<row r="2">${textXml('A2', '张三')}${textXml('B2', '1')}</row>`
  const first = async (bytes: Buffer) =>
    textsOf((await rowsOf((await readLedger(bytes, { columns: specs })).sheets[0]))[0])

  it('may prefix its element names', async () => {
    const parts = workbookParts({ rows }).map((part) =>
      /sheet1|workbook\.xml$/.test(part.name)
        ? {
            ...part,
            body: String(part.body)
              .replace(/<(\/?)(?=[a-z])/gi, '<$1x:')
              .replace('xmlns=', 'xmlns:x='),
          }
        : part,
    )
    expect(await first(zipOf(parts))).toEqual({ name: '张三', idNumber: '1' })
  })

  it('may name its parts from the root, with back slashes or in capitals', async () => {
    const parts = workbookParts({ rows }).map((part) => ({
      name: part.name.replace('xl/worksheets/sheet1.xml', 'XL\\Worksheets\\Sheet1.xml'),
      body: String(part.body).replace('Target="worksheets/sheet1.xml"', 'Target="/xl/worksheets/sheet1.xml"'),
    }))
    expect(await first(zipOf(parts))).toEqual({ name: '张三', idNumber: '1' })
  })

  it('may have its sheets before its list of sheets', async () => {
    expect(await first(zipOf(workbookParts({ rows }).reverse()))).toEqual({ name: '张三', idNumber: '1' })
  })
})

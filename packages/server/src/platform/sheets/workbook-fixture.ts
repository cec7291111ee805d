import { Readable } from 'node:stream'
import { crc32, deflateRawSync } from 'node:zlib'
import ExcelJS from '@protobi/exceljs'
import type { ColumnSpec, LedgerRow, LedgerSheet } from './ledger.ts'

/** The columns that most of these tests look for; a ledger of invented children. */
export const specs = [
  { field: 'name', title: '姓名', aliases: ['儿童姓名', '学生姓名'], required: true },
  { field: 'idNumber', title: '身份证号', aliases: ['公民身份号码', '证件号', '身份证号码'], required: true },
  { field: 'sex', title: '性别', aliases: [] },
  { field: 'birth', title: '出生日期', aliases: ['出生年月'] },
  { field: 'village', title: '村', aliases: ['所在村', '村委会'] },
  { field: 'guardianName', title: '监护人姓名', aliases: ['监护人'] },
  { field: 'guardianPhone', title: '监护人电话', aliases: ['联系电话'] },
] as const satisfies readonly ColumnSpec[]

/** One file of a zip; `lie` changes what the directory says of it. */
export type ZipPart = {
  readonly name: string
  readonly body: string | Buffer
  readonly lie?: { inflated?: number; crc?: number }
}

/** A zip made byte by byte, so that it can also be wrong. */
export function zipOf(parts: readonly ZipPart[]): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, body, lie } of parts) {
    const bytes = Buffer.from(body)
    const packed = deflateRawSync(bytes, { level: 6 })
    const title = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x800, 2)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(lie?.crc ?? crc32(bytes), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(lie?.inflated ?? bytes.length, 18)
    common.writeUInt16LE(title.length, 22)
    files.push(Buffer.from('PK\x03\x04'), common, title, packed)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    directory.push(Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), common, tail, title)
    offset += 30 + title.length + packed.length
  }
  const entries = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(entries.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...files, entries, end])
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A workbook of one sheet, from the XML that stands inside its parts: for what no library writes, and other programs do. */
export function workbookParts(xml: {
  readonly rows: string
  readonly afterRows?: string
  readonly strings?: string
  readonly styles?: string
  readonly properties?: string
}): ZipPart[] {
  return [
    {
      name: '_rels/.rels',
      body: `<Relationships><Relationship Id="r1" Type="${REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      body: `<workbook xmlns="${MAIN}" xmlns:r="${REL}">${xml.properties ?? ''}<sheets><sheet name="一村" sheetId="1" r:id="r1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      body: `<Relationships><Relationship Id="r1" Type="${REL}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${REL}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r3" Type="${REL}/styles" Target="styles.xml"/></Relationships>`,
    },
    { name: 'xl/sharedStrings.xml', body: `<sst xmlns="${MAIN}">${xml.strings ?? ''}</sst>` },
    { name: 'xl/styles.xml', body: `<styleSheet xmlns="${MAIN}">${xml.styles ?? ''}</styleSheet>` },
    {
      name: 'xl/worksheets/sheet1.xml',
      body: `<worksheet xmlns="${MAIN}"><sheetData>${xml.rows}</sheetData>${xml.afterRows ?? ''}</worksheet>`,
    },
  ]
}

/** An inline cell of text, as XML. */
export const textXml = (ref: string, text: string): string =>
  `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`

/** The heading row 姓名 | 身份证号 | 出生日期 | 备注 as XML, in row 1. */
export const headerXml = `<row r="1">${['姓名', '身份证号', '出生日期', '备注'].map((text, i) => textXml(`${'ABCD'[i]}1`, text)).join('')}</row>`

/** A workbook as a person would make it in a spreadsheet program. */
export async function workbookBy(fill: (workbook: ExcelJS.Workbook) => void): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook()
  fill(workbook)
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

export async function rowsOf(sheet: LedgerSheet | undefined): Promise<LedgerRow[]> {
  return sheet ? Readable.from(sheet.rows()).toArray() : []
}

/** The texts of a row by field. */
export const textsOf = (row: LedgerRow | undefined): Record<string, string> =>
  Object.fromEntries(Object.entries(row?.cells ?? {}).map(([field, cell]) => [field, cell?.text ?? '']))

/** Which field each column of a sheet was taken for, by column letter's number. */
export const fieldsOf = (sheet: LedgerSheet | undefined): Record<number, string> =>
  Object.fromEntries((sheet?.columns ?? []).flatMap(({ index, field }) => (field ? [[index, field]] : [])))

import { open, readFile } from 'node:fs/promises'
import { openDelimited } from './delimited-source.ts'
import { openHtml } from './html-source.ts'
import type { SheetLimits } from './limits.ts'
import type { RawWorkbook } from './raw-sheet.ts'
import { SheetsError } from './sheets-error.ts'
import { decodeText } from './text-file.ts'
import { openWorkbook } from './workbook-source.ts'
import { openXml2003 } from './xml-2003-source.ts'

const ZIP = [Buffer.from('PK\x03\x04'), Buffer.from('PK\x05\x06')]
/** Compound file: .xls and .et of old, and the envelope of an encrypted .xlsx. */
const COMPOUND = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
/** Beginnings of files that people take for workbooks; Excel 2 to 4 had no envelope. */
const others: readonly { start: Buffer; refusal: () => SheetsError }[] = [
  ...[0x00, 0x02, 0x04].map((version) => ({
    start: Buffer.from([0x09, version]),
    refusal: () => new SheetsError('sheets.old-xls'),
  })),
  ...(
    [
      ['%PDF', '这是 PDF 文件。'],
      ['Rar!', '这是压缩包，请先解压。'],
      ['7z\xbc\xaf', '这是压缩包，请先解压。'],
      ['\x1f\x8b', '这是压缩包，请先解压。'],
      ['\x89PNG', '这是图片。'],
      ['\xff\xd8\xff', '这是图片。'],
    ] as const
  ).map(([start, found]) => ({
    start: Buffer.from(start, 'latin1'),
    refusal: () => new SheetsError('sheets.not-a-workbook', found),
  })),
]

/**
 * Opens whatever the file really is; its name is not asked. Throws a SheetsError for what is no workbook.
 * A file given by path has to stay in place while its rows are read.
 */
export async function openFile(source: string | Buffer, limits: SheetLimits): Promise<RawWorkbook> {
  const { start, size } = await startOf(source)
  if (size === 0) throw new SheetsError('sheets.not-a-workbook', '文件是空的。')
  if (size > limits.fileBytes) {
    throw new SheetsError(
      'sheets.too-large',
      `文件有${megabytes(size)} MB，超过${megabytes(limits.fileBytes)} MB。`,
    )
  }
  if (ZIP.some((magic) => start.subarray(0, magic.length).equals(magic))) return openWorkbook(source, limits)
  if (start.subarray(0, COMPOUND.length).equals(COMPOUND)) {
    // Stream names in a compound file are UTF-16; a workbook with a password has these two and no Workbook stream.
    const isEncrypted = (await bytesOf(source)).includes(Buffer.from('EncryptedPackage', 'utf16le'))
    throw new SheetsError(isEncrypted ? 'sheets.encrypted' : 'sheets.old-xls')
  }
  const other = others.find((kind) => start.subarray(0, kind.start.length).equals(kind.start))
  if (other) throw other.refusal()
  if (size > limits.textBytes) {
    throw new SheetsError(
      'sheets.too-large',
      `文件有${megabytes(size)} MB，不是 .xlsx 的表格最多${megabytes(limits.textBytes)} MB。`,
    )
  }
  return openText(await bytesOf(source), limits)
}

async function openText(bytes: Buffer, limits: SheetLimits): Promise<RawWorkbook> {
  const decoded = decodeText(bytes)
  if (decoded === undefined) throw new SheetsError('sheets.not-a-workbook')
  const { text } = decoded
  const head = text.slice(0, 8 * 1024)
  if (
    /^\s*<\?xml/.test(head) &&
    head.includes('urn:schemas-microsoft-com:office:spreadsheet') &&
    !/<html/i.test(head)
  ) {
    return openXml2003(bytes, limits)
  }
  if (/^MIME-Version:/im.test(head)) {
    throw new SheetsError('sheets.not-a-workbook', '这是“单个文件网页”，请用 Excel 打开后另存为 .xlsx。')
  }
  const workbook = /^\s*<|<(html|table|meta)\b/i.test(head)
    ? openHtml(text, limits)
    : openDelimited(text, limits)
  if (workbook === undefined) throw new SheetsError('sheets.not-a-workbook', '文件里没有找到表格。')
  return workbook
}

async function startOf(source: string | Buffer): Promise<{ start: Buffer; size: number }> {
  if (typeof source !== 'string') return { start: source.subarray(0, 8), size: source.length }
  const file = await open(source)
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(8), length: 8, position: 0 })
    return { start: buffer.subarray(0, bytesRead), size: (await file.stat()).size }
  } finally {
    await file.close()
  }
}

const bytesOf = async (source: string | Buffer): Promise<Buffer> =>
  typeof source === 'string' ? readFile(source) : source

const megabytes = (bytes: number): number => Math.ceil(bytes / 1024 / 1024)

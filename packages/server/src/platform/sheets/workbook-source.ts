import type { SheetLimits } from './limits.ts'
import { scanMerges } from './merge-scan.ts'
import type { RawSheet, RawWorkbook } from './raw-sheet.ts'
import { SheetsError } from './sheets-error.ts'
import {
  readFormats,
  readStrings,
  readWorkbookMap,
  type SheetPart,
  type WorkbookMap,
} from './workbook-parts.ts'
import { type CellContext, worksheetRows } from './worksheet-rows.ts'
import { openParts, type Parts } from './zip-parts.ts'

/**
 * Opens an .xlsx (or .xlsm, .et saved as such): whatever its name, a zip that holds a spreadsheet.
 * Everything that will be read is inflated once first, and counted, before any of it is parsed.
 */
export async function openWorkbook(source: string | Buffer, limits: SheetLimits): Promise<RawWorkbook> {
  const parts = await openParts(source, limits)
  const map = await readWorkbookMap(parts)
  if (map === undefined) throw otherPackage(parts)
  if (map.sheets.length > limits.sheets) {
    throw new SheetsError(
      'sheets.too-large',
      `工作簿有${map.sheets.length}张工作表，超过${limits.sheets}张。`,
    )
  }
  const sheets = await measure(parts, map, limits)
  const context: CellContext = {
    strings: await readStrings(parts, map.stringsPart, limits),
    formats: await readFormats(parts, map.stylesPart),
    is1904: map.is1904,
    limits,
  }
  return {
    format: 'xlsx',
    sheets: sheets.map(
      ({ name, hidden, part, bytes, merges }): RawSheet => ({
        name,
        hidden,
        bytes,
        merges,
        rows: (onBytes) => worksheetRows(counted(parts.stream(part), onBytes), context),
      }),
    ),
  }
}

type MeasuredSheet = SheetPart & Pick<RawSheet, 'bytes' | 'merges'>

async function measure(parts: Parts, map: WorkbookMap, limits: SheetLimits): Promise<MeasuredSheet[]> {
  const aside = [map.stringsPart, map.stylesPart].filter((part) => part !== undefined)
  const declared = [...aside, ...map.sheets.map(({ part }) => part)]
  // What the directory admits to is checked at once; what it hides, while inflating.
  let left = limits.inflatedBytes - declared.reduce((sum, part) => sum + parts.declaredBytes(part), 0)
  if (left < 0) throw new SheetsError('sheets.bomb')
  left = limits.inflatedBytes

  const spend = async (part: string, see?: (chunk: Buffer) => void): Promise<number> => {
    let bytes = 0
    for await (const chunk of parts.stream(part)) {
      bytes += chunk.length
      if (bytes > left) throw new SheetsError('sheets.bomb')
      see?.(chunk)
    }
    left -= bytes
    return bytes
  }

  for (const part of aside) await spend(part)
  const measured: MeasuredSheet[] = []
  for (const sheet of map.sheets) {
    const scan = scanMerges(limits)
    measured.push({ ...sheet, bytes: await spend(sheet.part, scan.see), merges: scan.merges })
  }
  return measured
}

async function* counted(
  chunks: AsyncIterable<Buffer>,
  onBytes: ((bytes: number) => void) | undefined,
): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    onBytes?.(chunk.length)
    yield chunk
  }
}

/** Names what a zip is that holds no workbook which can be read. */
function otherPackage(parts: Parts): SheetsError {
  if (parts.has('xl/workbook.bin')) return new SheetsError('sheets.binary-workbook')
  if (parts.has('word/document.xml')) return new SheetsError('sheets.not-a-workbook', '这是 Word 文档。')
  if (parts.has('ppt/presentation.xml')) return new SheetsError('sheets.not-a-workbook', '这是演示文稿。')
  if (parts.has('content.xml') && parts.has('mimetype')) {
    return new SheetsError('sheets.not-a-workbook', '这是 OpenDocument 文件（.ods 等），请先另存为 .xlsx。')
  }
  return new SheetsError('sheets.not-a-workbook', '这是压缩包，请先解压。')
}

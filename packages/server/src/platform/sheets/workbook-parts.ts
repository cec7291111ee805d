import { type NumberFormat, numberFormat } from './cell-value.ts'
import type { SheetLimits } from './limits.ts'
import { SheetsError } from './sheets-error.ts'
import { unescapeXstring } from './worksheet-rows.ts'
import { hearXml, readXml } from './xml-reader.ts'
import { type Parts, partName } from './zip-parts.ts'

/** A worksheet as the workbook lists it, in tab order. */
export type SheetPart = { readonly name: string; readonly hidden: boolean; readonly part: string }

/** Where the workbook's parts are, and whether its dates count from 1904. */
export type WorkbookMap = {
  readonly sheets: readonly SheetPart[]
  readonly is1904: boolean
  readonly stringsPart: string | undefined
  readonly stylesPart: string | undefined
}

type Relationship = { id: string; type: string; target: string }

/** Reads which parts make the workbook. Undefined when the package holds no spreadsheet. */
export async function readWorkbookMap(parts: Parts): Promise<WorkbookMap | undefined> {
  const root = await readRelationships(parts, '')
  const declared = root.find(({ type }) => type.endsWith('/officeDocument'))?.target
  const workbook = [declared, 'xl/workbook.xml'].find((name) => name !== undefined && parts.has(name))
  if (workbook === undefined || !/\.xml$/.test(workbook)) return undefined

  const relationships = await readRelationships(parts, workbook)
  const byId = new Map(relationships.map((relationship) => [relationship.id, relationship]))
  const sheets: SheetPart[] = []
  let is1904 = false
  let isWorkbook = false
  await hearXml(parts.stream(workbook), {
    open(name, attributes) {
      if (name === 'workbook') isWorkbook = true
      if (name === 'workbookPr') is1904 = /^(1|true)$/.test(attributes.date1904 ?? '')
      if (name !== 'sheet') return
      const id = Object.entries(attributes).find(([key]) => key === 'id' || key.endsWith(':id'))?.[1]
      const relationship = byId.get(id ?? '')
      // Chart sheets and macro sheets are listed here, too; they hold no rows.
      if (!relationship?.type.endsWith('/worksheet') || !parts.has(relationship.target)) return
      const hidden = attributes.state === 'hidden' || attributes.state === 'veryHidden'
      sheets.push({ name: attributes.name ?? '', hidden, part: relationship.target })
    },
  })
  const partOf = (type: string) =>
    relationships.find((relationship) => relationship.type.endsWith(type))?.target
  return isWorkbook
    ? { sheets, is1904, stringsPart: partOf('/sharedStrings'), stylesPart: partOf('/styles') }
    : undefined
}

async function readRelationships(parts: Parts, part: string): Promise<Relationship[]> {
  const slash = part.lastIndexOf('/')
  const folder = part.slice(0, slash + 1)
  const found: Relationship[] = []
  const name = `${folder}_rels/${part.slice(slash + 1)}.rels`
  if (!parts.has(name)) return found
  await hearXml(parts.stream(name), {
    open(name, attributes) {
      if (name !== 'Relationship' || attributes.TargetMode === 'External') return
      const target = attributes.Target ?? ''
      found.push({
        id: attributes.Id ?? '',
        type: attributes.Type ?? '',
        // Against a base of no site: resolves ../ and absolute targets, and cannot leave the package.
        target: partName(decodeURIComponent(new URL(target, `part:///${folder}`).pathname)),
      })
    },
  })
  return found
}

/** How each style index shows a number. */
export async function readFormats(parts: Parts, part: string | undefined): Promise<NumberFormat[]> {
  const codes = new Map<number, string>()
  const ids: number[] = []
  let inCellFormats = false
  if (part !== undefined && parts.has(part)) {
    await hearXml(parts.stream(part), {
      open(name, attributes) {
        if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '')
        else if (name === 'cellXfs') inCellFormats = true
        else if (name === 'xf' && inCellFormats) ids.push(Number(attributes.numFmtId ?? 0))
      },
      close(name) {
        if (name === 'cellXfs') inCellFormats = false
      },
    })
  }
  return ids.map((id) => numberFormat(id, codes.get(id)))
}

/** All shared strings: rich text joined, phonetic guides left out. */
export async function readStrings(
  parts: Parts,
  part: string | undefined,
  limits: SheetLimits,
): Promise<string[]> {
  const strings: string[] = []
  if (part === undefined || !parts.has(part)) return strings
  let characters = 0
  let current = ''
  let inText = false
  let inPhonetic = false
  const listener = {
    open(name: string) {
      if (name === 'si') current = ''
      else if (name === 't') inText = !inPhonetic
      else if (name === 'rPh') inPhonetic = true
    },
    text(text: string) {
      if (inText) current += text
    },
    close(name: string) {
      if (name === 't') inText = false
      else if (name === 'rPh') inPhonetic = false
      else if (name === 'si') {
        characters += current.length
        strings.push(unescapeXstring(current))
      }
    },
  }
  for await (const _ of readXml(parts.stream(part), listener)) {
    if (characters > limits.stringCharacters || strings.length > limits.strings) {
      throw new SheetsError('sheets.too-large', '表格里的文字太多。')
    }
  }
  return strings
}

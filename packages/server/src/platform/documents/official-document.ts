import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  type ISectionOptions,
  LineRuleType,
  NumberFormat,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import { withoutTimes } from './deterministic-zip.ts'

/** A part of an official document's body. */
export type OfficialBlock =
  | { readonly type: 'heading'; readonly level: number; readonly text: string }
  | { readonly type: 'paragraph'; readonly text: string }
  | {
      readonly type: 'table'
      readonly caption: string
      readonly columns: readonly { readonly title: string; readonly align: 'left' | 'center' | 'right' }[]
      readonly rows: readonly (readonly string[])[]
    }

/** What an official document (公文) consists of, by GB/T 9704—2012. */
export type OfficialDocument = {
  /** 发文机关标志, in red at the head. */
  readonly mark: string
  /** 发文字号, such as '〔2024〕第5期'; a draft says so here. */
  readonly number: string
  readonly title: string
  readonly body: readonly OfficialBlock[]
  /** 发文机关署名 and 成文日期, at the right above the seal. */
  readonly signature: string
  readonly date: string
  /** 版记: who else gets it, and who printed it when. */
  readonly copyTo: string
  readonly printed: string
  /** Small lines at the very end: hash of the content, head of the log. */
  readonly evidence: readonly string[]
}

// GB/T 9704: A4, 37 mm above, 28 mm at the left, text 156 × 225 mm; body 16 pt at 28 pt line spacing, 22 lines.
const mm = (length: number) => Math.round((length / 25.4) * 1440)
const PAGE = {
  width: mm(210),
  height: mm(297),
  margin: { top: mm(37), left: mm(28), right: mm(26), bottom: mm(35) },
}
const TEXT_WIDTH = mm(156)
const RED = 'C00000'
const SONG = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '仿宋_GB2312' }
const fonts = {
  body: SONG,
  title: { ...SONG, eastAsia: '方正小标宋简体' },
  first: { ...SONG, eastAsia: '黑体' },
  second: { ...SONG, eastAsia: '楷体_GB2312' },
} as const

type Run = { font?: (typeof fonts)[keyof typeof fonts]; points?: number; bold?: boolean; colour?: string }
const run = (text: string, { font = fonts.body, points = 16, bold = false, colour }: Run = {}) =>
  new TextRun({
    text,
    font,
    size: points * 2,
    bold,
    language: { value: 'zh-CN', eastAsia: 'zh-CN' },
    ...(colour && { color: colour }),
  })
const spaced = (points: number) => ({ line: points * 20, lineRule: LineRuleType.EXACT })
const line = (
  text: string,
  options: { align?: (typeof AlignmentType)[keyof typeof AlignmentType]; style?: Run; before?: number } = {},
) =>
  new Paragraph({
    alignment: options.align ?? AlignmentType.JUSTIFIED,
    spacing: { ...spaced(28), before: options.before ?? 0 },
    children: [run(text, options.style)],
  })

/** The Word file of an official document; the same input gives the same bytes. */
export async function officialDocument(given: OfficialDocument): Promise<Buffer> {
  const section: ISectionOptions = {
    properties: {
      page: {
        size: { width: PAGE.width, height: PAGE.height },
        margin: { ...PAGE.margin, footer: mm(25) },
        pageNumbers: { start: 1, formatType: NumberFormat.DECIMAL },
      },
    },
    footers: { default: pageNumber() },
    children: [
      ...head(given),
      ...given.body.flatMap(blockOf),
      line('', {}),
      line(given.signature, { align: AlignmentType.RIGHT }),
      line(given.date, { align: AlignmentType.RIGHT }),
      ...foot(given),
    ],
  }
  const document = new Document({ title: given.title, creator: given.signature, sections: [section] })
  return await withoutTimes(await Packer.toBuffer(document))
}

function head({ mark, number, title }: OfficialDocument): Paragraph[] {
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { before: 200, after: 300 },
      children: [run(mark, { font: fonts.title, points: 30, colour: RED })],
    }),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { after: 120 },
      border: { bottom: { style: BorderStyle.SINGLE, size: 12, color: RED, space: 6 } },
      children: [run(number)],
    }),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { before: 560, after: 560, line: 32 * 20, lineRule: LineRuleType.EXACT },
      children: [run(title, { font: fonts.title, points: 22 })],
    }),
  ]
}

function blockOf(block: OfficialBlock): (Paragraph | Table)[] {
  switch (block.type) {
    case 'heading':
      return [
        new Paragraph({
          spacing: spaced(28),
          indent: { firstLine: 640 },
          keepNext: true,
          children: [run(block.text, { font: block.level === 1 ? fonts.first : fonts.second })],
        }),
      ]
    case 'paragraph':
      return block.text.split('\n').map(
        (text) =>
          new Paragraph({
            alignment: AlignmentType.JUSTIFIED,
            spacing: spaced(28),
            indent: { firstLine: 640 },
            children: [run(text)],
          }),
      )
    case 'table':
      return [caption(block.caption), tableOf(block), line('', {})]
  }
}

const caption = (text: string) =>
  new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { ...spaced(24), before: 120 },
    keepNext: true,
    children: [run(text, { font: fonts.first, points: 12 })],
  })

const alignments = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
} as const

/** Columns share the width by their longest text, so that names are not broken where figures are short. */
function widthsOf({ columns, rows }: Extract<OfficialBlock, { type: 'table' }>): number[] {
  const lengths = columns.map(({ title }, index) =>
    Math.min(18, Math.max(5, title.length + 1, ...rows.map((row) => (row[index]?.length ?? 0) + 1))),
  )
  const sum = lengths.reduce((total, each) => total + each, 0)
  return lengths.map((each) => Math.floor((TEXT_WIDTH * each) / sum))
}

function tableOf(block: Extract<OfficialBlock, { type: 'table' }>): Table {
  const widths = widthsOf(block)
  const cell = (text: string, index: number, isHead: boolean) =>
    new TableCell({
      width: { size: widths[index] ?? 0, type: WidthType.DXA },
      verticalAlign: VerticalAlignTable.CENTER,
      margins: { left: 60, right: 60 },
      children: [
        new Paragraph({
          alignment: isHead ? AlignmentType.CENTER : alignments[block.columns[index]?.align ?? 'left'],
          spacing: spaced(20),
          children: [run(text, { points: 12, ...(isHead && { font: fonts.first }) })],
        }),
      ],
    })
  const row = (texts: readonly string[], isHead: boolean) =>
    new TableRow({
      tableHeader: isHead,
      cantSplit: true,
      children: texts.map((text, index) => cell(text, index, isHead)),
    })
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    rows: [
      row(
        block.columns.map(({ title }) => title),
        true,
      ),
      ...block.rows.map((texts) => row(texts, false)),
    ],
  })
}

function foot({ copyTo, printed, evidence }: OfficialDocument): Paragraph[] {
  const rule = { style: BorderStyle.SINGLE, size: 8, color: '000000', space: 4 }
  const small = (text: string, border?: ConstructorParameters<typeof Paragraph>[0]) =>
    new Paragraph({ spacing: spaced(22), children: [run(text, { points: 14 })], ...(border as object) })
  return [
    line('', {}),
    small(`抄送：${copyTo}`, { border: { top: rule } }),
    small(printed, { border: { top: { ...rule, size: 4 }, bottom: rule } }),
    ...evidence.map(
      (text) =>
        new Paragraph({
          spacing: { before: 60 },
          children: [run(text, { points: 8, colour: '595959' })],
        }),
    ),
  ]
}

/** — 1 —, 14 pt, in the middle. */
function pageNumber(): Footer {
  const style = { font: { ...SONG, eastAsia: '宋体' }, size: 28 }
  return new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ ...style, children: ['— ', PageNumber.CURRENT, ' —'] })],
      }),
    ],
  })
}

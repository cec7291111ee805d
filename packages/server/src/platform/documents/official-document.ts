import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Packer,
  PageNumber,
  Paragraph,
  type Table,
  TabStopType,
  TextRun,
} from 'docx'
import { withoutTimes } from './deterministic-zip.ts'
import { emsOf, fonts, line, PAGE, points, RED, run, spaced, TEXT_WIDTH, titleLines } from './layout.ts'
import { type OfficialTable, tableOf } from './official-table.ts'

/** A part of an official document's body. */
export type OfficialBlock =
  | { readonly type: 'heading'; readonly level: number; readonly text: string }
  | { readonly type: 'paragraph'; readonly text: string }
  | OfficialTable

/** What an official document (公文) consists of, by GB/T 9704—2012. */
export type OfficialDocument = {
  /** 发文机关标志, in red at the head. */
  readonly mark: string
  /** 发文字号, such as '〔2024〕第5期'; a draft says so here. */
  readonly number: string
  readonly title: string
  /** 主送机关, at the margin above the body. */
  readonly to?: string
  readonly body: readonly OfficialBlock[]
  /** 发文机关署名 and 成文日期, at the right above the seal. */
  readonly signature: string
  readonly date: string
  /** 版记: who else gets it; who printed it, and when. */
  readonly copyTo: string
  readonly printedBy: string
  readonly printedOn: string
  /** Small lines at the very end: hash of the content, head of the log. */
  readonly evidence: readonly string[]
}

/** The Word file of an official document; the same input gives the same bytes. */
export async function officialDocument(given: OfficialDocument): Promise<Buffer> {
  const { footer, ...margin } = PAGE.margin
  const document = new Document({
    title: given.title,
    creator: given.signature,
    evenAndOddHeaderAndFooters: true,
    sections: [
      {
        properties: {
          page: {
            size: { width: PAGE.width, height: PAGE.height },
            margin: { ...margin, footer },
            pageNumbers: { start: 1 },
          },
        },
        footers: { default: pageNumber('odd'), even: pageNumber('even') },
        children: [
          ...head(given),
          ...(given.to ? [line(`${given.to}：`)] : []),
          ...given.body.flatMap(blockOf),
          ...signed(given),
          ...foot(given),
        ],
      },
    ],
  })
  return await withoutTimes(await Packer.toBuffer(document))
}

const TITLE_SIZE = 22
const LARGEST_MARK = 36

function head({ mark, number, title }: OfficialDocument): Paragraph[] {
  const inPoints = TEXT_WIDTH / 20
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { before: 200, after: 300 },
      // As large as fits on one line, but no larger than the standard's usual mark.
      children: [
        run(mark, {
          font: fonts.title,
          size: Math.min(LARGEST_MARK, Math.floor(inPoints / emsOf(mark))),
          colour: RED,
        }),
      ],
    }),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { after: 120 },
      border: { bottom: { style: BorderStyle.SINGLE, size: 12, color: RED, space: 6 } },
      children: [run(number)],
    }),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { ...spaced(32), before: 560, after: 560 },
      // One character less than fits: programs put a little space between Chinese and digits.
      children: titleLines(title, Math.floor(inPoints / TITLE_SIZE) - 1).map((text, index) =>
        run(text, { font: fonts.title, size: TITLE_SIZE }, index > 0),
      ),
    }),
  ]
}

function blockOf(block: OfficialBlock): (Paragraph | Table)[] {
  switch (block.type) {
    case 'heading':
      return [
        new Paragraph({
          spacing: spaced(28),
          indent: { firstLine: points(32) },
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
            indent: { firstLine: points(32) },
            children: [run(text)],
          }),
      )
    case 'table':
      return [...tableOf(block), line('')]
  }
}

/** Signature and date, the shorter centred over the other, with room for the seal at the right. */
function signed({ signature, date }: OfficialDocument): Paragraph[] {
  const [wide, narrow] = [emsOf(signature) * 16, emsOf(date) * 16]
  const isSignatureWider = wide >= narrow
  const right = isSignatureWider ? 32 : 64
  const centred = right + Math.abs(wide - narrow) / 2
  return [
    line('', { right: 0 }),
    line('', { right: 0 }),
    line(signature, { right: isSignatureWider ? right : centred }),
    line(date, { right: isSignatureWider ? centred : right }),
  ]
}

const RULE = { style: BorderStyle.SINGLE, size: 8, color: '000000', space: 4 }
const THIN = { ...RULE, size: 4 }

/** 版记, kept together with what it follows, and the small lines of evidence. */
function foot({ copyTo, printedBy, printedOn, evidence }: OfficialDocument): Paragraph[] {
  const indent = { left: points(14), right: points(14) }
  const style = { size: 14 }
  return [
    line('', { right: 0 }),
    new Paragraph({
      spacing: spaced(22),
      indent,
      border: { top: RULE },
      keepNext: true,
      keepLines: true,
      children: [run(`抄送：${copyTo}。`, style)],
    }),
    new Paragraph({
      spacing: spaced(22),
      indent,
      border: { top: THIN, bottom: RULE },
      keepNext: true,
      keepLines: true,
      tabStops: [{ type: TabStopType.RIGHT, position: TEXT_WIDTH - points(14) }],
      children: [run(`${printedBy}\t${printedOn}`, style)],
    }),
    ...evidence.map(
      (text, index) =>
        new Paragraph({
          spacing: { before: 60 },
          keepNext: index < evidence.length - 1,
          children: [run(text, { size: 8, colour: '595959' })],
        }),
    ),
  ]
}

/** — 1 —, 14 pt, at the outer edge, one character in. */
function pageNumber(side: 'odd' | 'even'): Footer {
  const isOdd = side === 'odd'
  return new Footer({
    children: [
      new Paragraph({
        alignment: isOdd ? AlignmentType.RIGHT : AlignmentType.LEFT,
        indent: isOdd ? { right: points(14) } : { left: points(14) },
        children: [new TextRun({ font: fonts.page, size: 28, children: ['— ', PageNumber.CURRENT, ' —'] })],
      }),
    ],
  })
}

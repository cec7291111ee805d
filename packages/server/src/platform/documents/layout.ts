import { AlignmentType, LineRuleType, Paragraph, TextRun } from 'docx'

/** Measures, fonts and runs of GB/T 9704—2012: A4, text of 156 × 225 mm, body 16 pt at 28 pt, 22 lines a page. */

/** Millimetres in twentieths of a point. */
const mm = (length: number) => Math.round((length / 25.4) * 1440)
/** Points in twentieths of a point. */
export const points = (length: number) => Math.round(length * 20)

export const PAGE = {
  width: mm(210),
  height: mm(297),
  margin: { top: mm(37), left: mm(28), right: mm(26), bottom: mm(35), footer: mm(25) },
}
export const TEXT_WIDTH = mm(156)
export const RED = 'C00000'

const SONG = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '仿宋_GB2312' }
export const fonts = {
  body: SONG,
  title: { ...SONG, eastAsia: '方正小标宋简体' },
  first: { ...SONG, eastAsia: '黑体' },
  second: { ...SONG, eastAsia: '楷体_GB2312' },
  page: { ...SONG, eastAsia: '宋体' },
} as const

export type Run = {
  readonly font?: (typeof fonts)[keyof typeof fonts]
  readonly size?: number
  readonly colour?: string
}
/** A run in Chinese: without the language, some programs show Japanese forms of the same characters. */
export const run = (text: string, { font = fonts.body, size = 16, colour }: Run = {}, isNewLine = false) =>
  new TextRun({
    text,
    font,
    size: size * 2,
    language: { value: 'zh-CN', eastAsia: 'zh-CN' },
    ...(isNewLine && { break: 1 }),
    ...(colour && { color: colour }),
  })

export const spaced = (height: number) => ({ line: points(height), lineRule: LineRuleType.EXACT })

/** A line of body text; `right` leaves so many points free at the right. */
export const line = (
  text: string,
  { right, style }: { readonly right?: number; readonly style?: Run } = {},
) =>
  new Paragraph({
    alignment: right === undefined ? AlignmentType.LEFT : AlignmentType.RIGHT,
    spacing: spaced(28),
    keepNext: right !== undefined,
    ...(right !== undefined && { indent: { right: points(right) } }),
    children: [run(text, style)],
  })

/** How wide a text is, in characters of its own size: Latin letters and digits are half as wide. */
export function emsOf(text: string): number {
  let ems = 0
  for (const character of text) ems += /[\u0020-\u024f]/.test(character) ? 0.5 : 1
  return ems
}

const words = new Intl.Segmenter('zh', { granularity: 'word' })

/** Words of a title, an ending of one character with the word that it ends ('未成年' + '人'). */
function wordsOf(text: string): string[] {
  const found: string[] = []
  for (const { segment } of words.segment(text)) {
    if (found.length > 0 && segment.length === 1) found[found.length - 1] += segment
    else found.push(segment)
  }
  return found
}

/** A title in lines that fit, broken between words and about equally long, as the standard asks. */
export function titleLines(text: string, ems: number): string[] {
  const count = Math.ceil(emsOf(text) / ems)
  if (count <= 1) return [text]
  const wanted = emsOf(text) / count
  const lines: string[] = []
  let last = ''
  for (const word of wordsOf(text)) {
    const isFull = emsOf(last) + emsOf(word) / 2 >= wanted && lines.length < count - 1
    if (last !== '' && (isFull || emsOf(last + word) > ems)) {
      lines.push(last)
      last = word
    } else last += word
  }
  return [...lines, last]
}

import { SheetsError } from './sheets-error.ts'

/** A tag or a run of text, in order. Tag and attribute names are lower case. */
export type HtmlEvent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'open'; readonly name: string; readonly attributes: ReadonlyMap<string, string> }
  | { readonly kind: 'close'; readonly name: string }

// No tag of an exported table is longer. Without these bounds, each of many quotes that are never closed would be looked
// for to the end of the file.
const MAX_TAG = 16 * 1024
const MAX_BROKEN = 1_000
const SILENT = new Set(['script', 'style', 'title', 'xml'])

/** Reads HTML as tags and text, for tables that programs export: comments, scripts and styles are left out. */
export function* readHtml(html: string): Generator<HtmlEvent> {
  let at = 0
  let broken = 0
  while (at < html.length) {
    const start = html.indexOf('<', at)
    const textEnd = start === -1 ? html.length : start
    if (textEnd > at) yield { kind: 'text', text: decode(html.slice(at, textEnd)) }
    if (start === -1) return
    if (html.startsWith('<!--', start)) {
      const end = html.indexOf('-->', start + 4)
      at = end === -1 ? html.length : end + 3
      continue
    }
    const isTag = /[a-z/!?]/i.test(html[start + 1] ?? '')
    const end = isTag ? tagEnd(html, start + 1) : undefined
    if (end === undefined) {
      if (isTag) broken += 1
      if (broken > MAX_BROKEN) throw new SheetsError('sheets.damaged')
      yield { kind: 'text', text: '<' }
      at = start + 1
      continue
    }
    at = end + 1
    const tag = html.slice(start + 1, end)
    const name = /^\/?([a-z][\w:-]*)/i.exec(tag)?.[1]?.toLowerCase()
    if (name === undefined) continue
    if (tag.startsWith('/')) yield { kind: 'close', name }
    else if (SILENT.has(name)) {
      const close = new RegExp(`</${name}`, 'gi')
      close.lastIndex = at
      at = close.exec(html)?.index ?? html.length
    } else yield { kind: 'open', name, attributes: attributesOf(tag) }
  }
}

/** Index of the '>' that ends a tag; undefined when there is none within reach. */
function tagEnd(html: string, from: number): number | undefined {
  const limit = Math.min(html.length, from + MAX_TAG)
  let quote = ''
  for (let at = from; at < limit; at += 1) {
    const character = html[at]
    if (quote !== '') {
      if (character === quote) quote = ''
    } else if (character === '>') return at
    else if ((character === '"' || character === "'") && html[at - 1] === '=') quote = character
  }
  return undefined
}

const ATTRIBUTE = /([a-z][\w:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi

function attributesOf(tag: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>()
  for (const [, name, double, single, bare] of tag.matchAll(ATTRIBUTE)) {
    if (name !== undefined) attributes.set(name.toLowerCase(), double ?? single ?? bare ?? '')
  }
  return attributes
}

// biome-ignore format: a table reads best in rows
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00A0', ensp: ' ', emsp: ' ', middot: '·', times: '×',
  ldquo: '“', rdquo: '”', lsquo: '‘', rsquo: '’', hellip: '…', mdash: '—', ndash: '–', deg: '°', yen: '¥',
}

/** Text as a browser shows it: white space in the source is one space, entities are characters. */
function decode(text: string): string {
  const spaced = text.replace(/[\t\n\f\r ]+/g, ' ')
  if (!spaced.includes('&')) return spaced
  return spaced.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));?/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? whole
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}

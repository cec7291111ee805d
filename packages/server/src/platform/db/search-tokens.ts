import { pinyin } from 'pinyin-pro'

/**
 * What a name can be found by: its characters, full pinyin and initials, each from every syllable on,
 * so that 三丰, sanfeng, sf and zhangs all find 张三丰 with one range read per query.
 */
export function searchTokens(name: string): string[] {
  const characters = [...name.replaceAll(/\s+/gu, '')]
  if (characters.length === 0) return []
  const syllables = syllablesOf(characters)
  const tokens = new Set<string>()
  for (let from = 0; from < characters.length; from++) {
    tokens.add(characters.slice(from).join('').toLowerCase())
    const rest = syllables.slice(from)
    tokens.add(rest.join(''))
    tokens.add(rest.map((syllable) => syllable[0] ?? '').join(''))
  }
  tokens.delete('')
  return [...tokens]
}

/** What names sort by, byte by byte, on any server: pinyin first, then the characters. */
export function sortKey(name: string): string {
  const characters = [...name.replaceAll(/\s+/gu, '')]
  return `${syllablesOf(characters).join(' ')}|${characters.join('')}`
}

const syllablesOf = (characters: readonly string[]): string[] =>
  pinyin(characters.join(''), { type: 'array', toneType: 'none', surname: 'head', v: true }).map((each) =>
    each.toLowerCase(),
  )

/** The half-open range of tokens that begin with a query; the upper bound is the query with its last code point raised. */
export function tokenRange(query: string): { from: string; below: string } | undefined {
  const from = query.replaceAll(/[\s']+/gu, '').toLowerCase()
  const points = [...from]
  const last = points.pop()?.codePointAt(0)
  if (last === undefined) return undefined
  // Surrogates cannot stand alone; beyond the last code point nothing begins with the query.
  const next = last === 0xd7ff ? 0xe000 : Math.min(last + 1, 0x10ffff)
  return { from, below: points.join('') + String.fromCodePoint(next) }
}

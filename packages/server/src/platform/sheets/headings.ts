import type { ColumnSpec } from './ledger.ts'

/**
 * A heading as it is compared: full width is half width; spaces, line breaks, stars, colons, a leading number and
 * brackets with what they hold are gone. `姓　名*（必填）` is `姓名`.
 */
export function normalHeading(text: string): string {
  // No heading is longer; a remark of thousands of brackets is not worth unwrapping.
  const flat = text.slice(0, 200).normalize('NFKC').toLowerCase()
  let outside = flat
  for (let before = ''; before !== outside; ) {
    before = outside
    outside = outside.replace(/\([^()]*\)|\[[^[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|<[^<>]*>|《[^《》]*》/g, '')
  }
  return strip(outside) || strip(flat)
}

const strip = (text: string): string =>
  text.replace(/[\s*:;,.、。·_\-/\\()[\]【】〔〕<>《》]+|^\d+[.、]/g, '')

/** Words by which a group says that it groups, and nothing else: 监护人基本信息 is 监护人. */
const groupWords = /基本|信息|情况|资料|概况|登记|详细|相关|有关/g

/** What a column was taken for: lower `rank` is surer, and wins when two columns claim one field. */
export type Claim = { readonly field: string; readonly rank: 0 | 1 | 2 }

/** The headings that the caller knows. */
export type HeadingBook = {
  /** A column with one heading. */
  claim(heading: string): Claim | undefined
  /** Columns of one group: their sub-headings, in order. */
  claimGroup(group: string, subs: readonly string[]): readonly (Claim | undefined)[]
}

/** Throws when two columns share a heading: that is the caller's mistake, not the file's. */
export function headingBook(specs: readonly ColumnSpec[]): HeadingBook {
  const known = new Map<string, string>()
  for (const { field, title, aliases } of specs) {
    for (const heading of [title, ...aliases].map(normalHeading)) {
      const other = known.get(heading)
      if (other !== undefined && other !== field) {
        throw new Error(`Heading ${heading} belongs to both ${other} and ${field}`)
      }
      known.set(heading, field)
    }
  }
  const claim = (heading: string): Claim | undefined => {
    const field = known.get(normalHeading(heading))
    return field === undefined ? undefined : { field, rank: 0 }
  }

  /** 姓名 also ends 监护人姓名: under a group that is not known it may be anybody's. */
  const needsSubject = (sub: string): boolean => {
    const field = known.get(sub)
    return [...known].some(([heading, other]) => other !== field && heading !== sub && heading.endsWith(sub))
  }

  /**
   * Whether the group is about the ledger's own subject (儿童姓名 is what 姓名 is), about another one
   * (监护人姓名 is not), or cannot be told.
   */
  const subjectOf = (group: string, subs: readonly string[]): 'own' | 'other' | 'unknown' => {
    if (group === '') return 'own'
    for (const [heading, field] of known) {
      if (!heading.startsWith(group)) continue
      const plain = known.get(heading.slice(group.length))
      if (plain !== undefined) return plain === field ? 'own' : 'other'
    }
    return subs.some((sub) => known.has(sub) && needsSubject(sub)) ? 'other' : 'unknown'
  }

  return {
    claim,
    claimGroup(group, subs) {
      const whole = normalHeading(group)
      const core = whole.replace(groupWords, '')
      const bare = subs.map(normalHeading)
      const subject = subjectOf(core, bare)
      return bare.map((sub) => {
        const joined = known.get(whole + sub) ?? known.get(core + sub)
        if (joined !== undefined) return { field: joined, rank: 0 }
        const alone = known.get(sub)
        // A sub-heading that names its subject itself (监护人 | 监护人电话) needs no group.
        if (alone !== undefined && core !== '' && sub.startsWith(core)) return { field: alone, rank: 0 }
        if (alone === undefined || subject === 'other') return undefined
        return { field: alone, rank: subject === 'own' ? 1 : 2 }
      })
    },
  }
}

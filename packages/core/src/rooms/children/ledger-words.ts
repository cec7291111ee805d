import { asTypedCompact } from '../../people/written.ts'
import type { LedgerPlan } from './ledger-columns.ts'

type Named = { readonly id: string; readonly name: string; readonly aliases?: readonly string[] }

const villageSuffix = /(?:社区居民委员会|社区居委会|村民委员会|居民委员会|村委会|居委会|村委|社区|村|居)$/u
const hamletWords =
  /^(?:第?[\d一二三四五六七八九十]{1,3}(?:组|村民小组|小组|队)|.{1,28}(?:组|队|屋场|冲|湾))$/u
const nothing = /^(?:无|没有|否|不是|不属于|非|正常|一般|普通|健全|完整|[-—–/\\×✕x0]+)$/iu
const yes = /^(?:是|有|对|属于|y|yes|true|1|√|✓|✔|☑)$/iu
const separators = /[、，,;；/|\\+＋\n]+|\s{1,}/u

/** Where a row belongs, and what of the cell names a hamlet. */
export type FoundVillage = { readonly village: string; readonly hamlet?: string }

/** A village by its name with or without 村, 村委会, 社区, the township in front, a hamlet behind. */
export function findLedgerVillage(plan: LedgerPlan, written: string): FoundVillage | undefined {
  const text = withoutTownship(plan, asTypedCompact(written))
  if (text === '') return undefined
  const bare = text.replace(villageSuffix, '')
  const whole = plan.villages.find((village) =>
    namesOf(village).some(
      (name) => name === text || (bare !== '' && name.replace(villageSuffix, '') === bare),
    ),
  )
  if (whole) return { village: whole.id }
  const candidates = plan.villages
    .flatMap((village) =>
      namesOf(village).map((name) => ({ village, name: name.replace(villageSuffix, '') })),
    )
    .filter(({ name }) => name !== '' && text.startsWith(name))
    .sort((left, right) => right.name.length - left.name.length)
  for (const { village, name } of candidates) {
    const rest = text.slice(name.length).replace(/^(?:村民委员会|村委会|社区|村)/u, '')
    if (village.hamlets.includes(rest) || hamletWords.test(rest)) return { village: village.id, hamlet: rest }
  }
  return undefined
}

/** The one village that a sheet's name or title line speaks of; undefined when there is none, or more than one. */
export function villageOfTitle(plan: LedgerPlan, title: string): string | undefined {
  const whole = findLedgerVillage(plan, title)
  if (whole) return whole.village
  const text = withoutTownship(plan, asTypedCompact(title))
  const named = plan.villages.filter((village) => namesOf(village).some((name) => text.includes(name)))
  return named.length === 1 ? named[0]?.id : undefined
}

/** A school by its name, with or without the township in front. */
export function findLedgerSchool(plan: LedgerPlan, written: string): string | undefined {
  const key = (text: string) => withoutTownship(plan, asTypedCompact(text)).replace(/^[镇乡]/u, '')
  const wanted = key(written)
  return plan.schools.find((school) => namesOf(school).some((name) => key(name) === wanted))?.id
}

/** What a cell of categories says: ids of what it names, and the words that name nothing known. */
export function readCodes(entries: readonly Named[], written: string): { ids: string[]; unknown: string[] } {
  const find = (word: string) =>
    entries.find((entry) => namesOf(entry).some((name) => normal(name) === normal(word)))?.id
  const whole = find(written)
  if (whole) return { ids: [whole], unknown: [] }
  const ids = new Set<string>()
  const unknown: string[] = []
  for (const word of written.split(separators).map((each) => each.trim())) {
    if (word === '' || isNothing(word)) continue
    const id = find(word)
    if (id) ids.add(id)
    else unknown.push(word)
  }
  return { ids: [...ids], unknown }
}

/** A tick: true, false, or undefined when the words say neither. */
export function readTick(written: string): boolean | undefined {
  const text = asTypedCompact(written)
  if (yes.test(text)) return true
  return isNothing(text) ? false : undefined
}

/** 无, 否, -, ×: words by which a cell says that there is nothing. */
export const isNothing = (written: string): boolean => nothing.test(asTypedCompact(written))

/** The sealed words of the plan that a text holds. */
export const holdsSealedWord = (plan: LedgerPlan, text: string): boolean => {
  const compact = asTypedCompact(text)
  return plan.sealedWords.some((word) => compact.includes(word))
}

/** The parts of a cell that hold no sealed word, joined again: 留守、涉案 → 留守. */
export const withoutSealedParts = (plan: LedgerPlan, text: string): string =>
  text
    .split(separators)
    .filter((part) => part !== '' && !holdsSealedWord(plan, part))
    .join('、')

const namesOf = ({ name, aliases }: Named): string[] => [name, ...(aliases ?? [])]

/** Categories are compared without spaces, dashes, quotes and the brackets that people put around them. */
const normal = (text: string): string =>
  asTypedCompact(text)
    .toLowerCase()
    .replace(/[-—–－~“”"'‘’()（）]/gu, '')

function withoutTownship({ township }: LedgerPlan, text: string): string {
  let rest = text
  for (const part of [township.province, township.city, township.county, township.name]) {
    if (rest.length > part.length && rest.startsWith(part)) rest = rest.slice(part.length)
  }
  return rest
}

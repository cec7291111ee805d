import type { Refusal } from './written.ts'
import { asTyped, characterCount, refuse } from './written.ts'

/** A personal name in its one written form: no spaces between Chinese characters, the middle dot as ·. */
export type PersonName = { ok: true; name: string }

export type PersonNameFault =
  | 'person-name.blank'
  | 'person-name.length'
  | 'person-name.characters'
  | 'person-name.unreadable'
  | 'person-name.mixed'
  | 'person-name.punctuation'

const shortest = 2
const longest = 30

// Compound surnames in use; a two-character name that begins like one is still surname + given name.
const compoundSurnames = new Set(
  (
    '欧阳 上官 司马 诸葛 东方 皇甫 尉迟 公羊 赫连 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 公孙 仲孙 轩辕 令狐 钟离 宇文 ' +
    '长孙 慕容 鲜于 闾丘 司徒 司空 亓官 司寇 子车 颛孙 端木 巫马 公西 漆雕 乐正 壤驷 公良 拓跋 夹谷 宰父 谷梁 段干 百里 ' +
    '东郭 南门 呼延 羊舌 微生 梁丘 左丘 东门 西门 南宫 第五 万俟 闻人 夏侯 独孤 纳兰 完颜 耶律 歧阳 达奚'
  ).split(' '),
)

const han = /\p{Script=Han}/u
// Han with U+3007 (〇, a number by script data in some editions, and a name character).
const hanName = /^[\p{Script=Han}〇]+(?:·[\p{Script=Han}〇]+)*$/u
const latinName = /^\p{Script=Latin}[\p{Script=Latin}\p{M} .,'’·-]*$/u
const allowed = /[\p{Script=Han}〇\p{Script=Latin}\p{M} .,'’·-]/u
// Private-use characters of old fonts, component radicals out of PDF files, and what stands for a lost character.
const unreadable = /[\ue000-\uf8ff\u{f0000}-\u{ffffd}\u{100000}-\u{10fffd}\u2e80-\u2eff\ufffd?？□■]/u

/**
 * One written form of a name, whatever it holds: invisible characters and glyph variants gone, compatibility
 * forms, Kangxi radicals (out of PDF files) and look-alike middle dots unified, spaces between Chinese
 * characters removed (ledgers align 张　三 so). 䶮 from old GBK fonts (private U+E863) becomes standard.
 */
export function normaliseName(written: string): string {
  return asTyped(written)
    .normalize('NFC')
    .replace(/[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu, '')
    .replace(/[\u2f00-\u2fdf]/gu, (radical) => radical.normalize('NFKC'))
    .replace(/\ue863/gu, '䶮')
    .replace(/[•・．‧∙⋅●‥﹒･]/gu, '·')
    .replace(/(?<=[\p{Script=Han}〇]) ?\. ?(?=[\p{Script=Han}〇])/gu, '·')
    .replace(/ ?·+ ?/gu, '·')
    .replace(/(?<=[\p{Script=Han}〇]) (?=[\p{Script=Han}〇])/gu, '')
}

/**
 * Reads a personal name: 2–30 characters; Chinese characters including rare ones, with · inside names of
 * ethnic minorities; or a foreigner's name in Latin letters. Digits, brackets and remarks are refused.
 *
 * @example parsePersonName('阿卜杜拉•买买提') // { ok: true, name: '阿卜杜拉·买买提' }
 */
export function parsePersonName(written: string): PersonName | Refusal<PersonNameFault> {
  const name = normaliseName(written)
  if (name === '') return refuse('person-name.blank', '未填写姓名。')
  if (unreadable.test(name)) {
    return refuse(
      'person-name.unreadable',
      '姓名中有无法识别的生僻字（自造字、部首或“?”），请用标准字重新录入。',
    )
  }
  const wrong = Array.from(name).find((character) => !allowed.test(character))
  if (wrong !== undefined) {
    return refuse('person-name.characters', `姓名中有“${wrong}”，姓名栏只填姓名，说明请写在备注里。`)
  }
  const length = characterCount(name)
  if (length < shortest || length > longest) {
    return refuse('person-name.length', `姓名应为${shortest}至${longest}个字，现有${length}个。`)
  }
  if (hanName.test(name) || latinName.test(name)) return { ok: true, name }
  if (/\p{Script=Latin}/u.test(name) && han.test(name)) {
    return refuse('person-name.mixed', '姓名中汉字与字母混写；遇到打不出的字请用生僻字输入法录入。')
  }
  return refuse('person-name.punctuation', '姓名中的标点不对；少数民族姓名的间隔号“·”应在两个名字之间。')
}

/**
 * '张*', '欧阳**': the family name stays, compound ones whole; of a name with ·, the first character.
 * Total on any text; a single character is hidden.
 */
export function maskName(name: string): string {
  const characters = Array.from(name.trim())
  if (characters.length < 2) return '*'.repeat(characters.length)
  const family = characters.slice(0, 2).join('')
  const shown = characters.length > 2 && compoundSurnames.has(family) ? 2 : 1
  return characters.map((character, place) => (place < shown || character === '·' ? character : '*')).join('')
}

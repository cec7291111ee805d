import type { Day } from '../calendar/index.ts'
import { dayOfParts } from '../calendar/index.ts'
import type { Refusal } from './written.ts'
import { asTypedCompact, characterCount, refuse } from './written.ts'

/**
 * Citizen identity numbers (公民身份号码) by GB 11643-1999: six digits of the county of first registration,
 * eight of the birth date, three of sequence (odd for men), and a check character by ISO 7064 MOD 11-2.
 * Residence permits of Hong Kong, Macao and Taiwan residents (81–83) and the 18-digit permanent residence
 * card of foreigners (first digit 9) share length, birth date and check character, and are accepted.
 */
export type ResidentId = {
  ok: true
  /** Eighteen characters, the last a digit or upper-case X. */
  id: string
  birth: Day
  sex: 'male' | 'female'
  /** First six digits; of a foreigner's card, the mark 9, the province and the nationality. */
  county: string
  /**
   * The number ends in 000, as numbers that a spreadsheet has rounded do. One rounded number in eleven has
   * the right check digit by chance: an import asks a person before it trusts such a number.
   */
  isLikelyRounded: boolean
}

export type ResidentIdFault =
  | 'resident-id.blank'
  | 'resident-id.scientific'
  | 'resident-id.rounded'
  | 'resident-id.fifteen-digits'
  | 'resident-id.length'
  | 'resident-id.characters'
  | 'resident-id.region'
  | 'resident-id.birth-date'
  | 'resident-id.birth-in-future'
  | 'resident-id.check-digit'

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const checkCharacters = '10X98765432'

const provinces = new Set(
  (
    '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83' +
    ' 90 91 92 93 94 95 96 97 98 99'
  ).split(' '),
)

/**
 * The check character ('0'–'9' or 'X') of seventeen digits, undefined for anything else.
 * It detects every single wrong digit and every swap of two neighbours.
 */
export function checkDigit(digits: string): string | undefined {
  if (!/^\d{17}$/.test(digits)) return undefined
  const sum = weights.reduce((total, weight, place) => total + weight * Number(digits[place]), 0)
  return checkCharacters[sum % 11]
}

/**
 * Reads a resident id number as people type it and as sheets hold it: spaces, full-width digits, a leading
 * apostrophe, a lower-case x or a × are mended; what is wrong is said in one sentence.
 *
 * Numbers of fifteen digits are refused, not upgraded: they have no check digit, ended on 2013-01-01
 * (居民身份证法 2011 amendment), no minor has one, and an eighteen-digit number that lost its end would
 * quietly become some other person's.
 *
 * A sheet's *number* cell cannot hold eighteen digits (fifteen are kept), so a number is always refused.
 *
 * @example parseResidentId('４３０６９９２０１２０５０３００１ｘ', '2024-05-20')
 */
export function parseResidentId(
  written: string | number,
  today?: Day,
): ResidentId | Refusal<ResidentIdFault> {
  if (typeof written === 'number') return refuseNumber(written)
  const text = asTypedCompact(written)
  if (text === '') return refuse('resident-id.blank', '未填写身份证号码。')
  if (/^\d(\.\d+)?e\+?\d+$/iu.test(text)) return scientific()
  const id = text.replace(/[x×хХ✕]$/u, 'X')
  const shape = faultOfShape(id)
  if (shape !== undefined) return shape
  return readEighteen(id, today)
}

function refuseNumber(written: number): Refusal<ResidentIdFault> {
  if (Number.isInteger(written) && Math.abs(written) >= 1e15) return rounded()
  return faultOfShape(String(written)) ?? rounded()
}

const scientific = (): Refusal<ResidentIdFault> =>
  refuse(
    'resident-id.scientific',
    '身份证号码被表格软件变成了科学计数（如4.30E+17），后几位已经丢失；请把该列设为“文本”后按证件重新填写。',
  )

const rounded = (): Refusal<ResidentIdFault> =>
  refuse(
    'resident-id.rounded',
    '身份证号码被表格软件当作数字保存，末三位已变成0；请把该列设为“文本”后按证件重新填写。',
  )

function faultOfShape(id: string): Refusal<ResidentIdFault> | undefined {
  const characters = Array.from(id)
  const wrongAt = characters.findIndex(
    (character, place) => !/\d/.test(character) && !(character === 'X' && place === 17),
  )
  const wrong = characters[wrongAt]
  if (wrong !== undefined) {
    const what = `身份证号码第${wrongAt + 1}位是“${wrong}”`
    const advice = /[oO]/.test(wrong)
      ? '，应为数字0，不是字母O。'
      : /[lLiI]/.test(wrong)
        ? '，应为数字1，不是字母。'
        : '，只能是数字（第18位可以是X）。'
    return refuse('resident-id.characters', what + advice)
  }
  if (id.length === 15) {
    return refuse(
      'resident-id.fifteen-digits',
      '身份证号码只有15位：旧号码已于2013年停用，也可能是漏填了后3位；请按户口簿或身份证填写18位号码。',
    )
  }
  if (id.length !== 18) {
    return refuse('resident-id.length', `身份证号码应为18位，现有${characterCount(id)}位。`)
  }
  return undefined
}

function readEighteen(id: string, today: Day | undefined): ResidentId | Refusal<ResidentIdFault> {
  const endsInZeros = id.endsWith('000')
  const checks = checkDigit(id.slice(0, 17)) === id[17]
  if (!checks && endsInZeros) return rounded()
  if (!provinces.has(id.slice(0, 2))) {
    return refuse('resident-id.region', `身份证号码开头“${id.slice(0, 2)}”不是省级地区代码。`)
  }
  const birth = birthOf(id)
  if (birth === undefined) {
    return refuse('resident-id.birth-date', `身份证号码第7至14位“${id.slice(6, 14)}”不是真实的出生日期。`)
  }
  if (!checks) {
    return refuse(
      'resident-id.check-digit',
      '身份证号码的校验码不符，有一位写错或者相邻两位写反了；请对照证件核对。',
    )
  }
  if (today !== undefined && birth > today) {
    return refuse('resident-id.birth-in-future', '身份证号码中的出生日期晚于今天。')
  }
  const sex = Number(id[16]) % 2 === 1 ? 'male' : 'female'
  return { ok: true, id, birth, sex, county: id.slice(0, 6), isLikelyRounded: endsInZeros }
}

// Nobody alive was born before 1900, and the numbers of this system began in 1984.
function birthOf(id: string): Day | undefined {
  const year = Number(id.slice(6, 10))
  if (year < 1900) return undefined
  return dayOfParts({ year, month: Number(id.slice(10, 12)), date: Number(id.slice(12, 14)) })
}

/** '430************234': three characters at each end. What is not a whole number is hidden entirely. */
export function maskResidentId(id: string): string {
  const characters = Array.from(id)
  if (characters.length !== 18) return '*'.repeat(characters.length)
  return `${characters.slice(0, 3).join('')}************${characters.slice(15).join('')}`
}

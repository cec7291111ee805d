import type { Refusal } from './written.ts'
import { asTyped, refuse } from './written.ts'

/** A telephone number of mainland China in its one written form. */
export type Phone = {
  ok: true
  kind: 'mobile' | 'landline'
  /** '13812345678', '0730-6123456' or '0730-6123456-801' (with an extension). */
  phone: string
}

export type PhoneFault =
  | 'phone.blank'
  | 'phone.several'
  | 'phone.scientific'
  | 'phone.characters'
  | 'phone.area-code'
  | 'phone.length'
  | 'phone.prefix'

const mobile = /^1[3-9]\d{9}$/
// Area codes: 010 and 02x with eight digits (some 7), 03xx–09xx with seven or eight; local numbers begin with 2–9.
const landline = /^(010|02\d|0[3-9]\d{2})([2-9]\d{6,7})$/
const local = /^[2-9]\d{6,7}$/

/**
 * Reads a mobile or landline number as people write it: spaces, hyphens, brackets, +86, full-width digits.
 * A landline needs its area code, since nothing else says where it rings.
 *
 * @example parsePhone('+86 138-1234-5678') // { ok: true, kind: 'mobile', phone: '13812345678' }
 */
export function parsePhone(written: string | number): Phone | Refusal<PhoneFault> {
  const text = asTyped(typeof written === 'number' ? String(written) : written).replace(/^['’‘`]+/u, '')
  if (text === '') return refuse('phone.blank', '未填写电话号码。')
  if (/^\d(\.\d+)?e\+?\d+$/iu.test(text)) {
    return refuse('phone.scientific', '电话号码被表格软件变成了科学计数，请把该列设为“文本”后重新填写。')
  }
  const { main, extension } = splitExtension(text)
  if (hasSeveral(main)) {
    return refuse('phone.several', '一格里有多个电话号码，请只留一个，其余填入备用电话。')
  }
  const wrong = main.match(/[^\d ()+.\-—–－（）]/u)
  if (wrong) return refuse('phone.characters', `电话号码中有“${wrong[0]}”，只能是数字。`)
  return readDigits(withoutCountry(main.replace(/\D/g, '')), extension)
}

function splitExtension(text: string): { main: string; extension: string } {
  const match = text.match(/^(.*?\d)\s*(?:转|分机|ext\.?|#)\s*(\d{1,6})$/iu)
  if (match?.[1] && match[2]) return { main: match[1], extension: match[2] }
  const written = text.match(/^\(?(0\d{2,3})[)\- ]+([2-9]\d{6,7})-(\d{1,6})$/)
  if (written?.[1] && written[2] && written[3]) {
    return { main: `${written[1]}-${written[2]}`, extension: written[3] }
  }
  return { main: text, extension: '' }
}

const hasSeveral = (text: string): boolean =>
  text.split(/[/\\,，、;；或 ]/u).filter((part) => part.replace(/\D/g, '').length >= 7).length > 1

function withoutCountry(digits: string): string {
  const national = digits.replace(/^(?:0086|86)(?=1[3-9]\d{9}$)/, '')
  // Written with a country code, a landline drops the 0 of its area code: +86 730 6123456.
  return national.replace(/^(?:0086|86)0?(?=(?:10|2\d|[3-9]\d{2})[2-9]\d{6,7}$)/, '0')
}

function readDigits(digits: string, extension: string): Phone | Refusal<PhoneFault> {
  if (mobile.test(digits) && extension === '') return { ok: true, kind: 'mobile', phone: digits }
  // A trunk 0 before a mobile number was once dialled for calls out of town.
  if (mobile.test(digits.slice(1)) && digits.startsWith('0') && extension === '') {
    return { ok: true, kind: 'mobile', phone: digits.slice(1) }
  }
  const parts = digits.match(landline)
  if (parts?.[1] && parts[2]) {
    const tail = extension === '' ? '' : `-${extension}`
    return { ok: true, kind: 'landline', phone: `${parts[1]}-${parts[2]}${tail}` }
  }
  if (local.test(digits)) {
    return refuse('phone.area-code', '座机号码缺少区号，请写成“区号-号码”，如0730-6123456。')
  }
  if (digits.startsWith('1') && digits.length !== 11) {
    return refuse('phone.length', `手机号码应为11位，现有${digits.length}位。`)
  }
  if (digits.startsWith('0')) return refuse('phone.length', '座机号码应为区号加7至8位号码，请核对。')
  return refuse('phone.prefix', '不是有效的手机号码或座机号码，请核对。')
}

/**
 * '138****5678' for a mobile, '0730-****456' for a landline (its extension goes).
 * Text that is not a number in its one written form is hidden entirely.
 */
export function maskPhone(phone: string): string {
  if (mobile.test(phone)) return `${phone.slice(0, 3)}****${phone.slice(7)}`
  const parts = phone.match(/^(0\d{2,3})-(\d{7,8})(?:-\d{1,6})?$/)
  if (parts?.[1] && parts[2]) return `${parts[1]}-****${parts[2].slice(4)}`
  return '*'.repeat(Array.from(phone).length)
}

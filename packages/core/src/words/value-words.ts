import { type Day, formatDayZh, instantLabel } from '../calendar/index.ts'
import type { AnyField } from '../kinds/index.ts'
import { structuredWords } from './structured-words.ts'
import { wordsText as text } from './words.text.ts'

/** What a code of a list is called. */
export type NamesOfCodes = (list: string, code: string) => string
/** Names of the records that a value refers to, by id, as far as the reader sees them. */
export type Labels = Readonly<Record<string, string>>

/** A value in words: names of codes, yes and no, days in Chinese; for lists, history, comparisons and workbooks. */
export function wordsOf(
  field: AnyField | undefined,
  value: unknown,
  names: NamesOfCodes,
  labels: Labels = {},
): string {
  if (value === null || value === undefined || value === '') return ''
  if (Array.isArray(value) && value.length === 0) return ''
  const own = field && structuredWords.get(field)
  if (own) return own(value, names, labels)
  if (!field) return typeof value === 'object' ? JSON.stringify(value) : String(value)
  switch (field.type) {
    case 'code':
      return names(field.list ?? '', String(value))
    case 'codes':
      return (value as string[]).map((each) => names(field.list ?? '', each)).join('、')
    case 'flag':
      return value ? text.yes : text.no
    case 'day':
      return formatDayZh(value as Day)
    case 'instant':
      return instantLabel(String(value))
    case 'ref':
      return labels[String(value)] ?? text.notHere
    case 'refs':
      return (value as string[]).map((each) => labels[each] ?? text.notHere).join('、')
    case 'evidence':
      return text.files((value as unknown[]).length)
    case 'form':
      return formWords(value)
    default:
      return String(value)
  }
}

/** A structured value without words of its own: what it says, without its inner names. */
function formWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(formWords).join('；')
  if (typeof value === 'object' && value !== null)
    return Object.values(value)
      .filter((each) => typeof each === 'string')
      .join(' ')
  return String(value)
}

import { type AnyField, type Day, formatDayZh } from '@hulei/core'
import { Space, Tag } from 'antd'
import type { ReactNode } from 'react'
import { instantLabel } from '../shell/instants.ts'
import { useNames } from '../shell/session.tsx'
import { FileLinks } from './parts/file-links.tsx'
import { registersText as text } from './registers.text.ts'
import { structuredWords } from './structured-words.ts'

type Names = ReturnType<typeof useNames>

/** A value in words: names of codes, yes and no, days in Chinese; for lists, history and comparisons. */
export function wordsOf(
  field: AnyField | undefined,
  value: unknown,
  names: Names,
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

export type Labels = Readonly<Record<string, string>>

/** A structured value without its own screen: what it says, without its inner names. */
function formWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(formWords).join('；')
  if (typeof value === 'object' && value !== null)
    return Object.values(value)
      .filter((each) => typeof each === 'string')
      .join(' ')
  return String(value)
}

/** A value as a page shows it: categories as tags, files as pictures, phones to call. */
export function Value({
  field,
  value,
  labels,
  originals,
}: {
  field: AnyField
  value: unknown
  labels?: Labels | undefined
  originals?: Readonly<Record<string, string>> | undefined
}): ReactNode {
  const names = useNames()
  const isEmpty =
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  if (isEmpty) return <span className="quiet">{text.empty}</span>
  if (field.type === 'codes') {
    return (
      <Space size={4} wrap>
        {(value as string[]).map((each) => (
          <Tag key={each} style={{ marginInlineEnd: 0 }}>
            {names(field.list ?? '', each)}
          </Tag>
        ))}
      </Space>
    )
  }
  if (field.type === 'evidence') return <FileLinks hashes={value as string[]} originals={originals} />
  if (field.type === 'phone' && /^\d/.test(String(value)) && !String(value).includes('*'))
    return <a href={`tel:${value}`}>{String(value)}</a>
  return (
    <span style={{ whiteSpace: field.type === 'note' ? 'pre-wrap' : undefined }}>
      {wordsOf(field, value, names, labels)}
    </span>
  )
}

import { type AnyField, type Labels, wordsOf } from '@hulei/core'
import { Space, Tag } from 'antd'
import type { ReactNode } from 'react'
import { useNames } from '../shell/session.tsx'
import { FileLinks } from './parts/file-links.tsx'
import { registersText as text } from './registers.text.ts'

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

import { kinds } from '@hulei/core'
import { Select } from 'antd'
import { useState } from 'react'
import { withQuery } from '../../shell/api.ts'
import { useNames } from '../../shell/session.tsx'
import { useRead } from '../../shell/use-read.ts'
import { registersText as text } from '../registers.text.ts'

export type RecordPickerProps = {
  value?: string | string[] | null
  onChange?: (chosen: string | string[] | null) => void
  id?: string
}
type Found = { id: string; village: string | null } & Record<string, unknown>

/** Chooses records of a kind by name, pinyin or initials; shows the village, since many bear one name. */
export function RecordPicker({
  kind,
  value,
  onChange,
  id,
  isMany = false,
}: { kind: string; isMany?: boolean } & RecordPickerProps) {
  const names = useNames()
  const [typed, setTyped] = useState('')
  const [label, named] =
    Object.entries(kinds.get(kind)?.fields ?? {}).find(([, field]) => field.search === 'pinyin') ?? []
  const found = useRead<{ rows: Found[] }>(
    label ? withQuery(`/api/registers/${kind}`, { q: typed.trim(), limit: 20, fields: label }) : null,
  )
  const chosen = [value ?? []].flat().filter((id) => !found.data?.rows.some((row) => row.id === id))
  const names1 = useRead<Found & { labels: Record<string, string> }>(
    chosen[0] ? `/api/registers/${kind}/${chosen[0]}` : null,
  )
  const options = [
    ...(found.data?.rows ?? []).map((row) => ({
      value: row.id,
      label: [label && row[label], names('villages', row.village)].filter(Boolean).join(' · '),
    })),
    ...chosen.map((id) => ({
      value: id,
      label: names1.data?.id === id && label ? String(names1.data[label] ?? '') : text.notHere,
    })),
  ]
  return (
    <Select
      {...(id && { id })}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear
      {...(isMany && { mode: 'multiple' as const })}
      value={value ?? (isMany ? [] : null)}
      onChange={(next) => onChange?.(next ?? null)}
      loading={found.isFetching}
      options={options}
      placeholder={text.findOf(named?.type === 'personName')}
      notFoundContent={text.none}
      style={{ width: '100%' }}
    />
  )
}

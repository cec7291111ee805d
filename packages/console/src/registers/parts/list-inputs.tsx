import { MinusCircleOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { useSession } from '../../shell/session.tsx'
import { registersText as text } from '../registers.text.ts'

type Row = Readonly<Record<string, string>>
export type ListInputProps = { value?: readonly Row[]; onChange?: (rows: Row[]) => void }

/** Rows of a structured field: each with a few inputs side by side (below one another on a phone). */
function RowsInput({
  value = [],
  onChange,
  cells,
}: ListInputProps & {
  cells: (row: Row, set: (name: string, typed: string) => void) => ReactNode
}) {
  const change = (index: number, next: Row) => onChange?.(value.map((row, at) => (at === index ? next : row)))
  return (
    <div style={{ display: 'grid', gap: 8 }}>
      {value.map((row, index) => (
        // Rows have no identity of their own: they are told apart by where they stand.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <div key={index} style={{ display: 'flex', gap: 8, alignItems: 'start' }}>
          <div className="row-cells">
            {cells(row, (name, typed) => {
              const { [name]: _, ...others } = row
              change(index, typed ? { ...others, [name]: typed } : others)
            })}
          </div>
          <Button
            type="text"
            icon={<MinusCircleOutlined />}
            aria-label={text.remove}
            onClick={() => onChange?.(value.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <Button type="dashed" icon={<PlusOutlined />} onClick={() => onChange?.([...value, {}])}>
        {text.add}
      </Button>
    </div>
  )
}

/** Members of a responsibility team: role in the scheme, name, phone. */
export function MembersInput(props: ListInputProps) {
  const { lists } = useSession()
  const roles = lists.helperRoles ?? []
  return (
    <RowsInput
      {...props}
      cells={(row, set) => (
        <>
          <Select
            style={{ minWidth: 120 }}
            options={roles.map((entry) => ({ value: entry.id, label: entry.name }))}
            value={row.role ?? null}
            placeholder={text.memberRole}
            onChange={(typed) => set('role', typed)}
          />
          <Input
            placeholder={text.memberName}
            value={row.name ?? ''}
            onChange={(event) => set('name', event.target.value)}
          />
          <Input
            placeholder={text.memberPhone}
            inputMode="tel"
            value={row.phone ?? ''}
            onChange={(event) => set('phone', event.target.value)}
          />
        </>
      )}
    />
  )
}

/** What a meeting decided: what, which unit, until when. */
export function DecisionsInput(props: ListInputProps) {
  const { lists } = useSession()
  return (
    <RowsInput
      {...props}
      cells={(row, set) => (
        <>
          <Input
            placeholder={text.decisionWhat}
            value={row.what ?? ''}
            onChange={(event) => set('what', event.target.value)}
          />
          <Select
            style={{ minWidth: 140 }}
            showSearch={{ optionFilterProp: 'label' }}
            options={(lists.units ?? []).map((entry) => ({ value: entry.id, label: entry.name }))}
            value={row.unit ?? null}
            placeholder={text.decisionUnit}
            onChange={(typed) => set('unit', typed)}
          />
          <Input
            type="date"
            aria-label={text.decisionDue}
            value={row.due ?? ''}
            onChange={(event) => set('due', event.target.value)}
          />
        </>
      )}
    />
  )
}

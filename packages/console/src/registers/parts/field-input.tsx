import { type AnyField, type CodeEntry, instantLabel } from '@hulei/core'
import { Input, InputNumber, Radio, Select } from 'antd'
import { EvidenceInput } from '../../evidence/evidence-input.tsx'
import { useSession } from '../../shell/session.tsx'
import { registersText as text } from '../registers.text.ts'
import { DecisionsInput, type ListInputProps, MembersInput } from './list-inputs.tsx'
import { RecordPicker, type RecordPickerProps } from './record-picker.tsx'

type InputProps<T> = { value?: T; onChange?: (value: T) => void; id?: string }
/** What a form hands to an input, whose value is of the field's own type: the declaration says which. */
type Handed = { value?: unknown; onChange?: (value: never) => void; id?: string }

/** The input for a declared field. Structured fields have inputs of their own, by `path`: kind and name. */
export function FieldInput({ field, path, ...rest }: { field: AnyField; path: string } & Handed) {
  const { lists } = useSession()
  const as = <P extends object>() => rest as unknown as P
  const typed = as<{ value?: string; onChange?: (event: unknown) => void; id?: string }>()
  const entries = (lists[field.list ?? ''] ?? []).filter((entry) => !entry.isRetired)
  switch (field.type) {
    case 'note':
      return <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={field.maxLength} {...typed} />
    case 'day':
      return <DayInput {...as<InputProps<string | null>>()} />
    case 'instant':
      return <InstantInput {...as<InputProps<string | null>>()} />
    case 'flag':
      return <FlagInput {...as<InputProps<boolean | null>>()} />
    case 'count':
      return <InputNumber min={0} precision={0} style={{ width: 160 }} {...as<InputProps<number | null>>()} />
    case 'code':
      return <CodeInput entries={entries} {...as<InputProps<string | null>>()} />
    case 'codes':
      return (
        <Select
          mode="multiple"
          allowClear
          options={optionsOf(entries)}
          optionFilterProp="label"
          placeholder={text.choose}
          {...as<InputProps<string[]>>()}
        />
      )
    case 'ref':
      return <RecordPicker kind={field.refersTo ?? ''} {...as<RecordPickerProps>()} />
    case 'refs':
      return <RecordPicker kind={field.refersTo ?? ''} isMany {...as<RecordPickerProps>()} />
    case 'evidence':
      return <EvidenceInput {...as<{ value?: string[]; onChange?: (hashes: string[]) => void }>()} />
    case 'form': {
      const Structured = structuredInputs[path]
      return Structured ? <Structured {...as<ListInputProps>()} /> : null
    }
    default:
      return (
        <Input
          maxLength={field.maxLength}
          inputMode={field.type === 'phone' ? 'tel' : 'text'}
          autoComplete="off"
          {...typed}
        />
      )
  }
}

/** Structured fields for which there is an input; an act with any other has a page of its own. */
export const structuredInputs: Readonly<Record<string, typeof MembersInput>> = {
  'responsibilityTeam.members': MembersInput,
  'supervisionMeeting.decisions': DecisionsInput,
}

export const optionsOf = (entries: readonly CodeEntry[]) =>
  entries.map((entry) => ({ value: entry.id, label: entry.name }))

/** The browser's own picker: on a phone it is the one that people know. */
export function DayInput({ value, onChange, id }: InputProps<string | null>) {
  return (
    <Input
      {...(id && { id })}
      type="date"
      min="1900-01-01"
      max="2200-12-31"
      style={{ maxWidth: 200 }}
      value={value ?? ''}
      onChange={(event) => onChange?.(event.target.value || null)}
    />
  )
}

/** A moment in China's time, whatever the zone of the computer. */
function InstantInput({ value, onChange, id }: InputProps<string | null>) {
  return (
    <Input
      {...(id && { id })}
      type="datetime-local"
      style={{ maxWidth: 240 }}
      value={value ? instantLabel(value).replace(' ', 'T') : ''}
      onChange={(event) => onChange?.(event.target.value ? `${event.target.value}:00+08:00` : null)}
    />
  )
}

function FlagInput({ value, onChange }: InputProps<boolean | null>) {
  return (
    <Radio.Group value={value ?? null} onChange={(event) => onChange?.(event.target.value)}>
      <Radio value={true}>{text.yes}</Radio>
      <Radio value={false}>{text.no}</Radio>
    </Radio.Group>
  )
}

/** Few choices stand side by side, many in a list that can be searched. */
function CodeInput({
  entries,
  value,
  onChange,
  id,
}: InputProps<string | null> & { entries: readonly CodeEntry[] }) {
  if (entries.length > 0 && entries.length <= 4) {
    return (
      <Radio.Group
        optionType="button"
        options={optionsOf(entries)}
        value={value ?? null}
        onChange={(event) => onChange?.(event.target.value)}
      />
    )
  }
  return (
    <Select
      {...(id && { id })}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      options={optionsOf(entries)}
      placeholder={text.choose}
      value={value ?? null}
      onChange={(next) => onChange?.(next ?? null)}
    />
  )
}

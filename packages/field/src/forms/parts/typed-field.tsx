import type { PackField } from '@hulei/core'

/** A field that is typed, with the keyboard that fits it. */
export function TypedField({
  field,
  label,
  value,
  onChange,
}: {
  field: PackField
  label: string
  value: string
  onChange: (value: string) => void
}) {
  const { type, maxLength } = field
  const onInput = (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value)
  const length = maxLength === undefined ? {} : { maxLength }
  if (type === 'note')
    return (
      <label>
        {label}
        <textarea rows={3} value={value} onInput={onInput} {...length} />
      </label>
    )
  if (type === 'day' || type === 'instant')
    return (
      <label>
        {label}
        <input type={type === 'day' ? 'date' : 'datetime-local'} value={value} onInput={onInput} />
      </label>
    )
  const keyboard =
    type === 'count' ? 'numeric' : type === 'number' ? 'decimal' : type === 'phone' ? 'tel' : 'text'
  return (
    <label>
      {label}
      <input inputMode={keyboard} autocomplete="off" value={value} onInput={onInput} {...length} />
    </label>
  )
}

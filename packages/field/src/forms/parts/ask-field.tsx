import type { PackField } from '@hulei/core'
import type { PictureFile, Shot } from '../../camera/watermark.ts'
import { Choices } from '../../shell/choices.tsx'
import type { FieldValue } from '../form-values.ts'
import { formsText as text } from '../forms.text.ts'
import type { Candidate } from '../refs.ts'
import { EvidenceField } from './evidence-field.tsx'
import { RefPicker } from './ref-picker.tsx'
import { TypedField } from './typed-field.tsx'

/** More choices than a thumb finds at once open in the phone's own list. */
const FEW = 8

type Asked = {
  readonly field: PackField
  readonly value: FieldValue
  readonly candidates: readonly Candidate[]
  readonly pictures: readonly PictureFile[]
  readonly watermark: () => readonly string[]
  readonly onChange: (value: FieldValue) => void
  readonly onShot: (shot: Shot) => Promise<void>
}

/** Where a field stands on the page. */
export const askId = (name: string): string => `ask-${name}`

/** One field of a form, with its hint and what is wrong with it. */
export function AskField({ fault, ...asked }: Asked & { fault: string | undefined }) {
  const { hint } = asked.field
  return (
    <div id={askId(asked.field.name)} class={fault ? 'ask wrong' : 'ask'}>
      <InItsWay {...asked} />
      {hint && <p class="hint">{hint}</p>}
      {fault && <p class="fault">{fault}</p>}
    </div>
  )
}

const several = (value: FieldValue): readonly string[] =>
  Array.isArray(value) ? value : typeof value === 'string' && value !== '' ? [value] : []

/** Asked in the way of its type: choices as large buttons, records by search, pictures by the camera, the rest typed. */
function InItsWay({ field, value, candidates, pictures, watermark, onChange, onShot }: Asked) {
  const label = field.isOptional ? `${field.label}（${text.optional}）` : field.label
  switch (field.type) {
    case 'flag': {
      const options = [
        { id: 'yes', name: text.yes },
        { id: 'no', name: text.no },
      ]
      const chosen = value === true ? ['yes'] : value === false ? ['no'] : []
      return (
        <Choices
          label={label}
          options={options}
          chosen={chosen}
          onChoose={([id]) => onChange(id === 'yes')}
        />
      )
    }
    case 'code':
      return <OneOf field={field} label={label} value={String(value ?? '')} onChange={onChange} />
    case 'codes':
      return <SomeOf field={field} label={label} chosen={several(value)} onChange={onChange} />
    case 'ref':
    case 'refs':
      return (
        <RefPicker
          label={label}
          candidates={candidates}
          chosen={several(value)}
          isMany={field.type === 'refs'}
          onChoose={(ids) => onChange(field.type === 'refs' ? ids : (ids[0] ?? ''))}
        />
      )
    case 'evidence':
      return (
        <EvidenceField
          label={label}
          least={field.least ?? 0}
          most={field.most ?? 20}
          chosen={several(value)}
          pictures={pictures}
          watermark={watermark}
          onChange={onChange}
          onShot={onShot}
        />
      )
    default:
      return <TypedField field={field} label={label} value={String(value ?? '')} onChange={onChange} />
  }
}

function OneOf({
  field,
  label,
  value,
  onChange,
}: {
  field: PackField
  label: string
  value: string
  onChange: (value: FieldValue) => void
}) {
  const options = field.choices ?? []
  if (options.length <= FEW)
    return (
      <Choices
        label={label}
        options={options}
        chosen={value ? [value] : []}
        // A second tap takes an answer back that need not be given.
        onChoose={([id = '']) => onChange(field.isOptional && id === value ? '' : id)}
      />
    )
  return (
    <label>
      {label}
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{text.choose}</option>
        {options.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}

function SomeOf({
  field,
  label,
  chosen,
  onChange,
}: {
  field: PackField
  label: string
  chosen: readonly string[]
  onChange: (value: FieldValue) => void
}) {
  const options = field.choices ?? []
  const choices = (shown: string) => (
    <Choices label={shown} options={options} chosen={chosen} onChoose={onChange} isMany />
  )
  if (options.length <= FEW) return choices(label)
  const names = options.filter(({ id }) => chosen.includes(id)).map(({ name }) => name)
  return (
    <details class="some">
      <summary>
        <strong>{label}</strong>
        <span class="facts">{names.length > 0 ? text.chosen(names.join('、')) : text.choose}</span>
      </summary>
      {choices('')}
    </details>
  )
}

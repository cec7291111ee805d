import type { PackField, PackForm } from '@hulei/core'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { cameraText } from '../camera/camera.text.ts'
import type { PictureFile, Shot } from '../camera/watermark.ts'
import { useOpenedActs } from '../outbox/use-opened-acts.ts'
import { dayWords, instantWords } from '../shell/days.ts'
import { useField } from '../shell/field.ts'
import { go } from '../shell/route.ts'
import { addAct } from '../store/outbox.ts'
import { formAct } from './form-act.ts'
import { draftKeeper } from './form-draft.ts'
import {
  contentOf,
  emptyValues,
  type FieldValue,
  type FormValues,
  faultsIn,
  lacking,
  REASON,
  TARGET,
} from './form-values.ts'
import { formsText as text } from './forms.text.ts'
import { formsOf } from './pack-forms.ts'
import { AskField, askId } from './parts/ask-field.tsx'
import { RefPicker } from './parts/ref-picker.tsx'
import { candidatesOf, targetsOf } from './refs.ts'

/** A form with what it begins with. */
export type Begun = {
  readonly values: FormValues
  readonly record: string
  readonly pictures: readonly PictureFile[]
  readonly isRestored: boolean
  /** What the server said of a refused act, by field. */
  readonly faults: Readonly<Record<string, string>>
  /** Of an amendment: what the record says, as far as this phone knows, and the version that says so. */
  readonly base?: FormValues
  readonly version?: string
}

/** The screen of a form, whatever the act: its fields in their order, and a bar that says what is missing. */
export function Filling({
  form: whole,
  hidden,
  begun,
  draftOf,
  today,
  mends,
}: {
  form: PackForm
  /** Fields that are not asked for after what was answered so far: what may stand in them is not sent. */
  hidden?: ((values: FormValues) => ReadonlySet<string>) | undefined
  begun: Begun
  draftOf: string
  today: string
  /** Refused acts that are settled once this is saved. */
  mends?: readonly string[]
}) {
  const { db, vault, post, pack, reload, sync } = useField()
  const acts = useOpenedActs() ?? []
  const [values, setValues] = useState<FormValues>(begun.values)
  const form = withoutFields(whole, hidden?.(values))
  const [record, setRecord] = useState(begun.record)
  const [pictures, setPictures] = useState<readonly PictureFile[]>(begun.pictures)
  const [isRestored, setRestored] = useState(begun.isRestored && !mends)
  const [said, setSaid] = useState(begun.faults)
  const [fault, setFault] = useState('')
  const [isSaving, setSaving] = useState(false)
  const [hasScaled, setScaled] = useState(false)
  const isUntouched = useRef(true)
  const drafts = useMemo(() => draftKeeper(db, vault, draftOf), [db, vault, draftOf])

  useEffect(() => {
    if (isUntouched.current) {
      isUntouched.current = false
      return
    }
    drafts.keep({ values, record }).catch(() => setFault(text.notSaved))
  }, [drafts, values, record])

  const set = (name: string, value: FieldValue) => {
    setValues((now) => ({ ...now, fields: { ...now.fields, [name]: value } }))
    setSaid(({ [name]: _answered, ...others }) => others)
  }
  const addShot = async ({ original, marked, isScaled }: Shot, name: string) => {
    // An original says more than its picture, such as whose phone took it: of a sealed report none is kept.
    const added = form.isSealed ? [marked] : [marked, original]
    const next = [...pictures, ...added]
    setPictures(next)
    await drafts.keepPictures(next)
    if (isScaled) setScaled(true)
    setValues((now) => {
      const before = now.fields[name]
      const all = Array.isArray(before) ? before : []
      return {
        ...now,
        fields: { ...now.fields, [name]: [...all, marked.sha256] },
        ...(!form.isSealed && { originals: { ...now.originals, [marked.sha256]: original.sha256 } }),
      }
    })
  }
  const records = formsOf(pack)
  const targets = targetsOf(form, records)
  const save = async () => {
    setSaving(true)
    setFault('')
    try {
      const act = formAct({
        form,
        values,
        record,
        version: begun.version ?? targets.find((ref) => ref.id === values.target)?.version,
        base: begun.base,
        act: crypto.randomUUID(),
        post: post.id,
        now: Date.now(),
        pictures,
      })
      // A draft that is still being written would outlive the act that ends it.
      const ended = await drafts.settled()
      await addAct(db, vault, act, { drafts: ended, ...(mends && { mends }) })
    } catch {
      setSaving(false)
      setFault(text.notSaved)
      return
    }
    await reload()
    sync()
    go('forms/saved')
  }
  const startOver = () => {
    void drafts.drop()
    isUntouched.current = true
    setValues(begun.base ?? emptyValues(whole, today))
    setRecord(crypto.randomUUID())
    setPictures([])
    setRestored(false)
  }

  const lacks = lacking(form, values, begun.base)
  const wrongHere = faultsIn(form, values)
  const wrong = { ...said, ...wrongHere }
  const { input, extra } = contentOf(form, values, begun.base)
  const isUnchanged = form.isAmendment && Object.keys(input).length + Object.keys(extra).length === 0
  const open =
    lacks.length > 0
      ? text.lacks(lacks.map((each) => each.label))
      : (Object.values(wrongHere)[0] ?? (isUnchanged ? text.nothingChanged : ''))
  const past = form.fields.find((field) => field.type === 'day' && !field.isOptional)
  const pastDay = past && values.fields[past.name]
  const watermark = () => [
    `${post.townshipName} ${placeIn(form, values)}`.trim(),
    `${form.title} ${instantWords(Date.now(), 0)}`,
    // A photo that comes with a sealed report does not say who took it.
    ...(form.isSealed ? [] : [cameraText.recorder(vault.row.displayName)]),
    cameraText.code(record.slice(0, 8)),
  ]
  return (
    <section class="record">
      <h1>{form.title}</h1>
      {mends && <p class="note">{text.mending}</p>}
      {form.isAmendment && !begun.base && <p class="note">{text.notHeld}</p>}
      {isRestored && (
        <p class="banner">
          <span>{text.restored}</span>
          <button type="button" class="plain" onClick={startOver}>
            {text.startOver}
          </button>
        </p>
      )}
      <div class="card">
        {form.on === 'existing' && !form.isAmendment && (
          <div id={askId(TARGET)}>
            <RefPicker
              label={text.which(form.kindTitle)}
              candidates={targets}
              chosen={values.target ? [values.target] : []}
              onChoose={([target = '']) => setValues((now) => ({ ...now, target }))}
              fault={wrong.record ?? wrong.version}
            />
          </div>
        )}
        {form.fields.map((field) => (
          <AskField
            key={field.name}
            field={askedOf(form, field)}
            value={values.fields[field.name] ?? ''}
            fault={wrong[field.name]}
            candidates={field.refersTo ? candidatesOf(field.refersTo, records, acts) : []}
            pictures={pictures}
            watermark={watermark}
            onChange={(value) => set(field.name, value)}
            onShot={(shot) => addShot(shot, field.name)}
          />
        ))}
        {form.needsReason && (
          <label id={askId(REASON)}>
            {text.reason}
            <textarea
              rows={2}
              maxLength={500}
              placeholder={text.reasonHint}
              value={values.reason}
              onInput={(event) => {
                const reason = event.currentTarget.value
                setValues((now) => ({ ...now, reason }))
              }}
            />
          </label>
        )}
      </div>
      {hasScaled && <p class="note">{cameraText.scaledNote}</p>}
      <p class="hint">{text.basis(form.basis)}</p>
      {typeof pastDay === 'string' && pastDay !== '' && pastDay < today && (
        <p class="note">{text.late(dayWords(pastDay))}</p>
      )}
      <div class="bottom-bar">
        <p class={open || fault ? 'lack' : 'lack none'} role="status">
          {fault || open || text.complete}
        </p>
        <button
          type="button"
          class="main"
          disabled={isSaving}
          onClick={() =>
            open ? showFirst([...lacks.map((each) => each.name), ...Object.keys(wrongHere)]) : void save()
          }
        >
          {isSaving ? text.saving : text.save}
        </button>
      </div>
    </section>
  )
}

const withoutFields = (form: PackForm, hidden: ReadonlySet<string> | undefined): PackForm =>
  hidden ? { ...form, fields: form.fields.filter(({ name }) => !hidden.has(name)) } : form

/** An amendment leaves out whatever stays as it is; what the record must have is not called optional for that. */
function askedOf(form: PackForm, field: PackField): PackField {
  if (!form.isAmendment || field.mayBeEmpty) return field
  const { isOptional: _mayStay, ...needed } = field
  return needed
}

/** Brings the first field that is not right into sight: on a small screen it may be far above the bar that names it. */
function showFirst([name]: readonly string[]): void {
  if (name) document.getElementById(askId(name))?.scrollIntoView({ block: 'center', behavior: 'smooth' })
}

/** Where it was, for the foot of a photo: the village or school that the form names. */
function placeIn(form: PackForm, values: FormValues): string {
  const named = form.fields.flatMap((field) => {
    if (!['village', 'onVillage', 'school', 'onSchool'].includes(field.name)) return []
    return field.choices?.find(({ id }) => id === values.fields[field.name])?.name ?? []
  })
  return named[0] ?? ''
}

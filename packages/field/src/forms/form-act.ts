import type { PackForm } from '@hulei/core'
import type { PictureFile } from '../camera/watermark.ts'
import type { NewAct } from '../store/outbox.ts'
import { contentOf, type FormValues } from './form-values.ts'

/** The version of what forms write; the server understands every earlier one. */
export const FORM_SCHEMA = 1

/** The act of a form, with its pictures: the bytes that will be sent, whatever version of the app sends them. */
export function formAct(given: {
  form: PackForm
  values: FormValues
  /** Made by the phone for a new record. */
  record: string
  /** The version of the record that it was made from, where it is done on one. */
  version: string | undefined
  act: string
  post: string
  now: number
  pictures: readonly PictureFile[]
  /** Of an amendment: what the record says. */
  base?: FormValues | undefined
}): NewAct {
  const { form, values, base, act, post, now, version } = given
  const before = namedIn(form, base)
  const marked = [...namedIn(form, values)].filter((sha256) => !before.has(sha256))
  const originals = Object.fromEntries(
    marked.flatMap((sha256) => {
      const original = values.originals?.[sha256]
      return original ? [[sha256, original] as const] : []
    }),
  )
  // What is shown goes first on a weak line.
  const named = [...marked, ...Object.values(originals)]
  const files = named.flatMap((sha256) => given.pictures.find((picture) => picture.sha256 === sha256) ?? [])
  const recordedAt = new Date(now).toISOString()
  const { input, extra } = contentOf(form, values, base)
  const body = JSON.stringify({
    id: act,
    act: form.act,
    ...(form.on === 'new' && { record: given.record }),
    ...(form.on === 'existing' && { record: values.target, ...(version && { version }) }),
    ...(form.needsReason && { reason: values.reason.trim() }),
    recordedAt,
    schemaVersion: FORM_SCHEMA,
    input,
    ...(Object.keys(extra).length > 0 && { extra }),
    ...(files.length > 0 && { awaits: files.map((file) => file.sha256) }),
    ...(Object.keys(originals).length > 0 && { originals }),
  })
  const sealing = form.isSealed ? { isSealed: true as const } : {}
  return { id: act, act: form.act, post, recordedAt, body, ...sealing, files }
}

/** Every picture that a form names. */
const namedIn = (form: PackForm, values: FormValues | undefined): ReadonlySet<string> =>
  new Set(
    form.fields
      .filter((field) => field.type === 'evidence')
      .flatMap((field) => (values?.fields[field.name] ?? []) as readonly string[]),
  )

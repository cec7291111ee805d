import type { PackField, PackForm } from '@hulei/core'
import { formsText as text } from './forms.text.ts'

/** What is typed into one field: words, numbers and days as they stand in the box; several entries; yes or no. */
export type FieldValue = string | readonly string[] | boolean | null

/** A form as far as it is filled in. */
export type FormValues = {
  readonly fields: Readonly<Record<string, FieldValue>>
  /** The record on which it is done, where it is done on one. */
  readonly target: string
  readonly reason: string
  /** Untouched originals (SHA-256) by the picture with its watermark that was made of each. */
  readonly originals?: Readonly<Record<string, string>>
}

const severalTypes: ReadonlySet<string> = new Set(['codes', 'refs', 'evidence'])
export const isSeveral = ({ type }: PackField) => severalTypes.has(type)

/** A fresh form: days are today's, and what the system knows is filled in. */
export function emptyValues(form: PackForm, today: string): FormValues {
  const empty = (field: PackField): FieldValue => {
    if (isSeveral(field)) return []
    if (field.type === 'flag') return null
    if (field.preset !== undefined) return field.preset
    return field.type === 'day' && !field.isOptional ? today : ''
  }
  return {
    fields: Object.fromEntries(form.fields.map((field) => [field.name, empty(field)])),
    target: '',
    reason: '',
  }
}

/** What was filled in before, in the form as it is now: the plan may have changed it meanwhile. */
export function valuesIn(form: PackForm, before: FormValues, today: string): FormValues {
  const { fields } = emptyValues(form, today)
  const kept = Object.entries(before.fields).filter(([name]) => name in fields)
  return { ...before, fields: { ...fields, ...Object.fromEntries(kept) } }
}

/** The form of an act that was written down, to be mended. */
export function valuesOfAct(
  form: PackForm,
  act: {
    readonly input: Readonly<Record<string, unknown>>
    readonly extra: Readonly<Record<string, unknown>>
    readonly record: string
    readonly reason: string | undefined
    readonly originals?: Readonly<Record<string, string>>
  },
): FormValues {
  const typed = (field: PackField): FieldValue => {
    const value = (field.isExtra ? act.extra : act.input)[field.name] ?? null
    if (isSeveral(field)) return Array.isArray(value) ? value.map(String) : []
    if (field.type === 'flag') return typeof value === 'boolean' ? value : null
    if (value === null) return ''
    return field.type === 'instant' ? localOf(String(value)) : String(value)
  }
  return {
    fields: Object.fromEntries(form.fields.map((field) => [field.name, typed(field)])),
    target: form.on === 'existing' ? act.record : '',
    reason: act.reason ?? '',
    originals: act.originals ?? {},
  }
}

const isEmpty = (value: FieldValue | undefined): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' ? value.trim() === '' : typeof value === 'object' && value.length === 0)

/**
 * The act's `input` and `extra`; what is empty is left out, as far as the act lets it be. Of an amendment, `base` is what
 * the record says: what differs from it is sent, and what was emptied as nothing.
 */
export function contentOf(
  form: PackForm,
  { fields }: FormValues,
  base?: FormValues,
): { input: Record<string, unknown>; extra: Record<string, unknown> } {
  const input: Record<string, unknown> = {}
  const extra: Record<string, unknown> = {}
  for (const field of form.fields) {
    const value = fields[field.name]
    if (value === undefined) continue
    const into = field.isExtra ? extra : input
    const before = base?.fields[field.name]
    if (before !== undefined && isSame(value, before)) continue
    if (base && isEmpty(value) && !isEmpty(before)) {
      into[field.name] = isSeveral(field) && !field.mayBeEmpty ? [] : null
      continue
    }
    const isLeftOut = isEmpty(value) && (field.isOptional || !isSeveral(field))
    if (!isLeftOut) into[field.name] = sent(field, value)
  }
  return { input, extra }
}

const isSame = (left: FieldValue, right: FieldValue): boolean =>
  JSON.stringify(typeof left === 'string' ? left.trim() : left) ===
  JSON.stringify(typeof right === 'string' ? right.trim() : right)

function sent(field: PackField, value: FieldValue): unknown {
  if (typeof value !== 'string') return value
  const words = value.trim()
  if (field.type === 'count' || field.type === 'number') return Number(words)
  return field.type === 'instant' ? instantOf(words) : words
}

/** A township's clock has one zone, whatever the phone is set to. */
const instantOf = (local: string): string => `${local}:00+08:00`
const localOf = (instant: string): string =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16)

/** By what name the record is known on which an act is done, and the reason: they are no fields of the act's input. */
export const TARGET = 'record'
export const REASON = 'reason'

/** What still has to be filled in, in the order of the form. */
export function lacking(
  form: PackForm,
  values: FormValues,
  base?: FormValues,
): { name: string; label: string }[] {
  const lacks = (field: PackField): boolean => {
    const value = values.fields[field.name]
    // An amendment may leave everything as it is, and takes away nothing that a record must have.
    if (form.isAmendment) return !field.mayBeEmpty && isEmpty(value) && !isEmpty(base?.fields[field.name])
    if (isSeveral(field)) {
      const count = Array.isArray(value) ? value.length : 0
      return count < (field.least ?? 0) && !(field.isOptional && count === 0)
    }
    return !field.isOptional && isEmpty(value)
  }
  return [
    ...(form.on === 'existing' && !values.target ? [{ name: TARGET, label: form.kindTitle }] : []),
    ...form.fields.filter(lacks).map(({ name, label }) => ({ name, label })),
    ...(form.needsReason && values.reason.trim().length < 2 ? [{ name: REASON, label: text.reason }] : []),
  ]
}

/** What cannot be right, by field: said here, since the server may be a day away. */
export function faultsIn(form: PackForm, { fields }: FormValues): Record<string, string> {
  const faults = form.fields.flatMap((field): [string, string][] => {
    const value = fields[field.name]
    const fault = typeof value === 'string' && value.trim() ? faultOf(field, value.trim()) : undefined
    return fault ? [[field.name, fault]] : []
  })
  return Object.fromEntries(faults)
}

function faultOf({ type, label, least, most }: PackField, words: string): string | undefined {
  if (type === 'phone') return /^(1\d{10}|0\d{2,3}-?\d{7,8})$/.test(words) ? undefined : text.badPhone(label)
  if (type === 'residentId') return /^\d{17}[\dXx]$/.test(words) ? undefined : text.badResidentId(label)
  if (type !== 'count' && type !== 'number') return undefined
  const number = Number(words)
  if (type === 'count' && !/^\d+$/.test(words)) return text.whole(label)
  if (!Number.isFinite(number)) return text.aNumber(label)
  if (least !== undefined && number < least) return text.atLeastNumber(label, least)
  return most !== undefined && number > most ? text.atMostNumber(label, most) : undefined
}

import { type AnyAct, type AnyField, code, count, day, type ExtraField, flag, text } from '@hulei/core'

/** A record as the server gives it. */
export type RecordRow = {
  readonly id: string
  readonly version: string
  readonly village: string | null
  readonly school: string | null
  readonly unit: string | null
  readonly extra: Readonly<Record<string, unknown>>
} & Readonly<Record<string, unknown>>

type Values = Record<string, unknown>

const isEmpty = (value: unknown) =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '')

/** What was typed as an act's input: empty inputs are left out, text is trimmed. */
export function inputOf(typed: Readonly<Values>): Values {
  const entries = Object.entries(typed).filter(([, value]) => !isEmpty(value))
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value]),
  )
}

/**
 * The values that a form begins with: the record's when it is amended, otherwise those that an empty list needs, and
 * the village where the post has only one.
 */
export function initialValues(
  act: AnyAct,
  record: RecordRow | undefined,
  villages: readonly string[],
): { input: Values; extra: Values } {
  const input: Values = {}
  for (const [name, field] of Object.entries(act.input)) {
    if (act.partial && record) input[name] = record[name] ?? undefined
    else if (isList(field)) input[name] = []
    else if (field.list === 'villages' && villages.length === 1) input[name] = villages[0]
  }
  return { input, extra: act.partial && record ? { ...record.extra } : {} }
}

/** Whether a form marks a field as needed: not where it may be left out, or where an empty list will do. */
export const isNeeded = (field: AnyField): boolean =>
  !field.isOptional && !(isList(field) && field.schema.safeParse([]).success)

const isList = (field: AnyField) => ['codes', 'evidence', 'form'].includes(field.type)

/** Of an amendment, the fields that differ from the record; a field that was emptied becomes null. */
export function changedInput(act: AnyAct, record: RecordRow, typed: Readonly<Values>): Values {
  const changed: Values = {}
  for (const name of Object.keys(act.input)) {
    const before = record[name] ?? null
    const after = typed[name] ?? (Array.isArray(before) ? [] : null)
    if (JSON.stringify(before) !== JSON.stringify(after)) changed[name] = after
  }
  return changed
}

const labelled: Readonly<Record<string, (label: string, list?: string) => AnyField>> = {
  text: (label) => text(label, { max: 500 }),
  number: (label) => count(label),
  flag: (label) => flag(label),
  day: (label) => day(label),
  code: (label, list) => code(label, { list: list ?? '' }),
}

/** The plan's extra fields of the act's kind as fields; only acts that make or amend a record ask for them. */
export function extraFieldsOf(
  act: AnyAct,
  fields: Readonly<Record<string, readonly ExtraField[]>>,
): readonly { id: string; field: AnyField }[] {
  if (act.on === 'none' || (act.on === 'existing' && !act.partial)) return []
  return (fields[act.kind.name] ?? []).flatMap((extra) => {
    const make = labelled[extra.type]
    if (!make) return []
    const field = make(extra.label, extra.list)
    return [{ id: extra.id, field: extra.required ? field : field.optional() }]
  })
}

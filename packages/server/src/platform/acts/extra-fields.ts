import type { AnyKind } from '@hulei/core'
import type { Fault } from '../errors.ts'
import type { Township } from '../townships.ts'

/** Faults of the extra fields that the township's playbook adds to a kind: unknown ones, missing ones, wrong values. */
export function extraFaults(
  township: Township,
  kind: AnyKind,
  extra: Readonly<Record<string, unknown>> | undefined,
  isNew: boolean,
): Fault[] {
  const declared = township.playbook.fields[kind.name] ?? []
  const given = extra ?? {}
  const unknown = Object.keys(given)
    .filter((name) => !declared.some((field) => field.id === name))
    .map((name) => ({ path: `extra.${name}`, code: 'input.unknown-field', message: `没有“${name}”这个栏目` }))
  const faults = declared.flatMap((field): Fault[] => {
    const value = given[field.id] ?? null
    if (value === null) {
      if (!field.required || !isNew) return []
      return [{ path: `extra.${field.id}`, code: 'input.missing', message: `请填写${field.label}` }]
    }
    if (matches(field, value, township)) return []
    return [{ path: `extra.${field.id}`, code: 'input.invalid', message: `${field.label}填写不对` }]
  })
  return [...unknown, ...faults]
}

type ExtraField = Township['playbook']['fields'][string][number]

function matches(field: ExtraField, value: unknown, township: Township): boolean {
  switch (field.type) {
    case 'text':
      return typeof value === 'string' && value.trim().length > 0 && value.length <= 500
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
    case 'flag':
      return typeof value === 'boolean'
    case 'day':
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
    case 'code':
      return !!township.lists.get(field.list ?? '')?.some((entry) => entry.id === value)
  }
}

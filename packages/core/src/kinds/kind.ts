import { z } from 'zod'
import type { Grant, Role } from '../privacy/index.ts'
import type { AnyField, Internal, ValueOf } from './field.ts'

/**
 * Who owns a row, that is, which columns say where it belongs.
 * `village`: column `village`; `school`; `unit`; `township`: no further column.
 * `village+school`: the village where a minor lives and, where known, the school.
 * `unit-or-village`: a department, or a village acting as the unit of a duty.
 */
export type Owner = 'township' | 'village' | 'school' | 'unit' | 'village+school' | 'unit-or-village'

/** How long a record is kept, and from when. Basis: 个人信息保护法 第十九条 (no longer than the purpose needs). */
export type Retention = { readonly years: number; readonly after: string; readonly basis: string }

export type KindOptions<F extends Record<string, AnyField>> = {
  readonly title: string
  readonly room: string
  /** The clause of the plan, or the law, for which these records exist. */
  readonly basis: string
  readonly purpose: string
  readonly owner: Owner
  /** Who may see a row at all; row-level security enforces it. */
  readonly readers: readonly Grant[]
  /** Who may add or change a row through an act; a subset of what readers see. */
  readonly writers: readonly Grant[]
  /** Who sees personal fields without a mask. */
  readonly cleared: readonly Grant[]
  /**
   * Under whose data key private fields and the history are encrypted: `self`, or the field that refers to
   * the person or household. Absent: the records hold nothing about a natural person's private life.
   */
  readonly subject?: 'self' | (keyof F & string)
  /**
   * The records belong to a matter (a lead, a case): `self`, or the field that names it. People can be left out of a
   * matter, its log included, without a gap (`matter_exclusion`); people assigned to it by name have the grant `assigned`.
   * Who sees a row of such a kind sees it whole: what not everyone may see lies in a sealed file.
   */
  readonly matter?: 'self' | (keyof F & string)
  /** Shown by no general read (register, record, history, export, label): only the sealing room's own read opens one. */
  readonly isSealed?: true
  readonly keep: Retention
  /** The field whose day ends a record: from then on it is no longer current, but still there. */
  readonly endsOn?: keyof F & string
  /** Rows whose `field` has this value are drafts: of the readers, only these roles see them. */
  readonly drafts?: {
    readonly field: keyof F & string
    readonly is: string
    readonly readers: readonly Role[]
  }
  readonly fields: F
}

/** A declared register. Everything else (schema, table, screens, sheets, masks, OpenAPI, policies) follows from it. */
export type Kind<
  N extends string = string,
  F extends Record<string, AnyField> = Record<string, AnyField>,
> = KindOptions<F> & {
  readonly name: N
}

export type AnyKind = Omit<Kind, 'subject' | 'matter' | 'endsOn' | 'drafts'> & {
  readonly subject?: string
  readonly matter?: string
  readonly endsOn?: string
  readonly drafts?: { readonly field: string; readonly is: string; readonly readers: readonly Role[] }
}

/** Declares a kind. A wrong field name in `subject` does not compile. */
export function kind<const N extends string, const F extends Record<string, AnyField>>(
  name: N,
  options: KindOptions<F>,
): Kind<N, F> {
  return { name, ...options }
}

/** What every record has besides its fields. `version` is the id of the act that made it so. */
export type RecordHead = {
  readonly id: string
  readonly version: string
  readonly village: string | null
  readonly school: string | null
  readonly unit: string | null
  /** Extra fields that the township's playbook adds to the kind. */
  readonly extra: Readonly<Record<string, unknown>>
}

/** A record of a kind, as reads give it: without what the database alone asks. */
export type RecordOf<K> = K extends { fields: infer F }
  ? RecordHead & { readonly [P in keyof F as F[P] extends Internal ? never : P]: ValueOf<F[P]> }
  : never

type OptionalKeys<F> = { [P in keyof F]: F[P] extends { isOptional: true } ? P : never }[keyof F]

/** Values for a set of fields: required ones present, optional ones possibly absent or null. */
export type ValuesOf<F> = { [P in Exclude<keyof F, OptionalKeys<F>>]: ValueOf<F[P]> } & {
  [P in OptionalKeys<F>]?: ValueOf<F[P]> | undefined
}

/** A strict schema for a set of fields: unknown names are refused by name. */
export function schemaOf<F extends Record<string, AnyField>>(fields: F): z.ZodType<ValuesOf<F>> {
  const shape: Record<string, z.ZodType> = {}
  for (const [name, declared] of Object.entries(fields)) {
    shape[name] = declared.isOptional ? declared.schema.nullish() : declared.schema
  }
  return z.strictObject(shape) as unknown as z.ZodType<ValuesOf<F>>
}

type Column = {
  readonly field: string
  readonly column: string
  readonly storedAs: AnyField['storedAs']
}
const columnsByKind = new WeakMap<AnyKind, readonly Column[]>()

/** The columns in which a kind's fields are stored, in declared order. */
export function columnsOf(of: AnyKind): readonly Column[] {
  const known = columnsByKind.get(of)
  if (known) return known
  const columns = Object.entries(of.fields).map(([field, declared]) => ({
    field,
    column: snakeCase(field) + (declared.storedAs === 'sealed' ? '_sealed' : ''),
    storedAs: declared.storedAs,
  }))
  columnsByKind.set(of, columns)
  return columns
}

/** `visitedOn` → `visited_on`. */
export const snakeCase = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** The table of a kind. */
export const tableOf = (of: AnyKind): string => snakeCase(of.name)

export type PlaceColumn = 'village' | 'school' | 'unit'

/**
 * Where rows of a kind belong, as lists and workbooks show it: by their owner, and by who reads them as their own. A
 * minor's school stands with its grade, so it is no column of its own.
 */
export const placeColumnsOf = (kind: AnyKind): readonly PlaceColumn[] => [
  ...(kind.owner.includes('village') || kind.readers.includes('own-village') ? (['village'] as const) : []),
  ...(kind.readers.includes('own-school') && kind.owner !== 'village+school' ? (['school'] as const) : []),
  ...(kind.owner.includes('unit') ? (['unit'] as const) : []),
]

import { z } from 'zod'
import { type Day, isDay } from '../calendar/index.ts'

/**
 * How a field is guarded.
 * `open`: shown to every reader of the row. `personal`: masked unless the reader is cleared for the kind.
 * `private`: personal, and encrypted in the database under the data key of the row's subject.
 */
export type Guard = 'open' | 'personal' | 'private'

/** What a field is, for screens, sheets and masks. */
export type FieldType =
  | 'text'
  | 'note'
  | 'personName'
  | 'residentId'
  | 'phone'
  | 'address'
  | 'day'
  | 'instant'
  | 'flag'
  | 'count'
  | 'code'
  | 'codes'
  | 'ref'
  | 'refs'
  | 'matter'
  | 'form'
  | 'evidence'

/** The column type that a field is stored in; `sealed` is ciphertext in `bytea`, in a column ending `_sealed`. */
export type StoredAs =
  | 'text'
  | 'text[]'
  | 'date'
  | 'timestamptz'
  | 'boolean'
  | 'integer'
  | 'uuid'
  | 'uuid[]'
  | 'jsonb'
  | 'sealed'

/** On a field that the database alone asks: row policies compare it, and no read, history or sheet shows it. */
export type Internal = { readonly isInternal: true }

export type FieldOptions = {
  readonly label: string
  readonly type: FieldType
  readonly storedAs: StoredAs
  readonly guard: Guard
  readonly list?: string
  readonly refersTo?: string
  readonly search?: 'pinyin' | 'exact'
  readonly hint?: string
  readonly maxLength?: number
  /** Smallest and largest number; of several entries, how many. */
  readonly least?: number
  readonly most?: number
  /** What a form can fill in by itself: the name of whoever fills it in. */
  readonly prefill?: 'actor'
  readonly isInternal?: true
}

/** One declared field: its label, guard and checks; `T` is the value's type, `O` whether it may be missing. */
export type Field<T = unknown, O extends boolean = boolean> = FieldOptions & {
  readonly schema: z.ZodType<T>
  readonly isOptional: O
  optional(): Field<T, true>
  /** Words below the field on a form. */
  hinted(hint: string): Field<T, O>
  /** A form fills it in with the name of whoever fills it in, who may change it. */
  byActor(): Field<T, O>
}

// biome-ignore lint/suspicious/noExplicitAny: `any` is the one type that a field of every value type extends
export type AnyField = Field<any, boolean>

/** The value type of a field. */
export type ValueOf<F> = F extends Field<infer T, infer O> ? (true extends O ? T | null : T) : never

/** Whether a register can be put in the order of a field: of days and numbers, which everybody who sees the row sees. */
export const isSortable = (field: AnyField): boolean =>
  field.guard === 'open' && (field.storedAs === 'date' || field.storedAs === 'integer')

function field<T, O extends boolean>(
  options: FieldOptions,
  schema: z.ZodType<T>,
  isOptional: O,
): Field<T, O> {
  return {
    ...options,
    schema,
    isOptional,
    optional: () => field(options, schema, true),
    hinted: (hint) => field({ ...options, hint }, schema, isOptional),
    byActor: () => field({ ...options, prefill: 'actor' }, schema, isOptional),
  }
}

const required = <T>(options: FieldOptions, schema: z.ZodType<T>): Field<T, false> =>
  field(options, schema, false)

// U+0000 cannot be stored in PostgreSQL text; other control characters only ever come from broken files.
// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
const noControl = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/

function string(label: string, max: number): z.ZodType<string> {
  return z
    .string({ error: ({ input }) => (input === undefined ? `请填写${label}` : `${label}应为文字`) })
    .trim()
    .min(1, `请填写${label}`)
    .max(max, `${label}不能超过${max}个字`)
    .regex(noControl, `${label}含有不能保存的控制字符`)
}

type TextOptions = { max?: number; search?: 'pinyin' | 'exact'; guard?: Guard }

/** A line of text, 60 characters unless said. */
export const text = (label: string, { max = 60, search, guard = 'open' }: TextOptions = {}) =>
  required<string>(
    {
      label,
      type: 'text',
      storedAs: guard === 'private' ? 'sealed' : 'text',
      guard,
      maxLength: max,
      ...(search && { search }),
    },
    string(label, max),
  )

/** Free words over several lines, up to 2,000 characters. `private` unless said: people write names into notes. */
export const note = (label: string, { max = 2000, guard = 'private' }: TextOptions = {}) =>
  required<string>(
    { label, type: 'note', storedAs: guard === 'private' ? 'sealed' : 'text', guard, maxLength: max },
    string(label, max),
  )

/** A person's name: stored in clear so that it can be searched, masked for readers without clearance. */
export const personName = (label: string, { search }: TextOptions = {}) =>
  required<string>(
    {
      label,
      type: 'personName',
      storedAs: 'text',
      guard: 'personal',
      maxLength: 30,
      ...(search && { search }),
    },
    string(label, 30),
  )

/** A resident identity number (GB 11643), encrypted; found again by its keyed hash. */
export const residentId = (label: string) =>
  required<string>(
    { label, type: 'residentId', storedAs: 'sealed', guard: 'private', search: 'exact', maxLength: 18 },
    z
      .string({ error: `${label}应为文字` })
      .trim()
      .toUpperCase()
      .regex(/^\d{17}[\dX]$/, `${label}应为18位，末位可以是X`),
  )

/** A telephone number, encrypted. */
export const phone = (label: string) =>
  required<string>(
    { label, type: 'phone', storedAs: 'sealed', guard: 'private', maxLength: 20 },
    z
      .string({ error: `${label}应为文字` })
      .trim()
      .regex(/^(1\d{10}|0\d{2,3}-?\d{7,8})$/, `${label}应为11位手机号，或带区号的座机号`),
  )

/** An address of a home, encrypted. */
export const address = (label: string) =>
  required<string>(
    { label, type: 'address', storedAs: 'sealed', guard: 'private', maxLength: 120 },
    string(label, 120),
  )

/** A civil day. */
export const day = (label: string) =>
  required<Day>(
    { label, type: 'day', storedAs: 'date', guard: 'open' },
    z.custom<Day>(
      (value) => isDay(value) && value >= '1900-01-01' && value <= '2200-12-31',
      `${label}应为日期，如2024-05-20`,
    ),
  )

/** A moment, ISO 8601 with its offset; kept to the millisecond. Clocks that run in hours stand on it. */
export const instant = (label: string) =>
  required<string>(
    { label, type: 'instant', storedAs: 'timestamptz', guard: 'open' },
    z.iso.datetime({ offset: true, error: `${label}应为日期和时间` }),
  )

/**
 * The matter (a lead, a case …) that a record belongs to, by id. No reference of the database: rooms of several levels
 * have matters. Who may see the matter is decided by the kind's own policies (`KindOptions.matter`).
 */
export const matter = (label = '所属事项', { of }: { of?: string } = {}) =>
  required<string>(
    { label, type: 'matter', storedAs: 'uuid', guard: 'open', ...(of && { refersTo: of }) },
    z.uuid({ error: `请选择${label}` }),
  )

/**
 * Under which pseudonym a record came in. It names nobody, but whoever could read it would see which records are one
 * person's; so it is given to no reader.
 */
export const pseudonym = (label: string): Field<string, false> & Internal => ({
  ...required<string>(
    { label, type: 'text', storedAs: 'text', guard: 'open', maxLength: 64 },
    string(label, 64),
  ),
  isInternal: true,
})

/** Yes or no. */
export const flag = (label: string) =>
  required<boolean>(
    { label, type: 'flag', storedAs: 'boolean', guard: 'open' },
    z.boolean({ error: `${label}应为是或否` }),
  )

/** A whole number from 0. `private`: encrypted, for a number that itself tells of few people. */
export const count = (
  label: string,
  { max = 1_000_000, guard = 'open' }: { max?: number; guard?: 'open' | 'private' } = {},
) =>
  required<number>(
    {
      label,
      type: 'count',
      storedAs: guard === 'private' ? 'sealed' : 'integer',
      guard,
      least: 0,
      most: max,
    },
    z
      .int({ error: `${label}应为整数` })
      .min(0, `${label}不能小于0`)
      .max(max, `${label}不能大于${max}`),
  )

const codeSchema = (label: string) =>
  z.string({ error: `请选择${label}` }).regex(/^[a-z0-9][a-z0-9-]{0,59}$/, `请选择${label}`)

/** One entry of a list of the playbook; that the entry exists is checked against the township's playbook. */
export const code = (label: string, { list }: { list: string }) =>
  required<string>({ label, type: 'code', storedAs: 'text', guard: 'open', list }, codeSchema(label))

/** Several entries of a list of the playbook, without repeats. */
export const codes = (label: string, { list }: { list: string }) =>
  required<string[]>(
    { label, type: 'codes', storedAs: 'text[]', guard: 'open', list },
    z
      .array(codeSchema(label), { error: `请选择${label}` })
      .max(50, `${label}太多`)
      .transform((all) => [...new Set(all)]),
  )

/** A record of another kind, by id. The database refuses a reference that the actor may not see. */
export const ref = (label: string, refersTo: string) =>
  required<string>(
    { label, type: 'ref', storedAs: 'uuid', guard: 'open', refersTo },
    z.uuid({ error: `请选择${label}` }),
  )

/** Several records of another kind. */
export const refs = (label: string, refersTo: string, { max = 30 }: { max?: number } = {}) =>
  required<string[]>(
    { label, type: 'refs', storedAs: 'uuid[]', guard: 'open', refersTo, least: 1, most: max },
    z
      .array(z.uuid({ error: `请选择${label}` }), { error: `请选择${label}` })
      .min(1, `请选择${label}`)
      .max(max, `${label}最多${max}项`)
      .transform((all) => [...new Set(all)]),
  )

/** A structured part with its own schema, kept whole; `private` ones are encrypted. */
export const form = <T>(label: string, schema: z.ZodType<T>, { guard = 'open' }: { guard?: Guard } = {}) =>
  required<T>({ label, type: 'form', storedAs: guard === 'private' ? 'sealed' : 'jsonb', guard }, schema)

/** Files that prove something, by SHA-256 of their bytes; they are uploaded before the act that names them. */
export const evidence = (label: string, { min = 0, max = 20 }: { min?: number; max?: number } = {}) =>
  required<string[]>(
    { label, type: 'evidence', storedAs: 'text[]', guard: 'open', least: min, most: max },
    z
      .array(z.string().regex(/^[0-9a-f]{64}$/, `${label}的编号不对`), { error: `请附${label}` })
      .min(min, `请附${label}：照片、签到表或文件的扫描件，至少${min}个`)
      .max(max, `${label}最多${max}个`),
  )

import { type AnyField, type AnyKind, handedIn, placeColumnsOf, post } from '@hulei/core'
import { registersText as text } from './registers.text.ts'

/** Something that a register can be filtered by: a field with a list, a flag, or where the row belongs. */
export type Filter = {
  readonly name: string
  readonly label: string
  readonly list?: string
  readonly isMany?: boolean
}

/** Inner ids, which say nothing to people: whose post it is stands in its holder, who handed something in in the sender. */
const innerIds: readonly AnyField[] = [post.fields.account, handedIn.fields.account]
export const isInnerId = (field: AnyField | undefined): boolean =>
  field !== undefined && innerIds.includes(field)

/** Registers that a post may read. */
export type Readable = readonly { readonly kind: string }[]

/** The fields of a kind that a post can read something in, in declared order: no inner ids, no names it may not see. */
export const fieldsFor = (kind: AnyKind, readable: Readable): readonly (readonly [string, AnyField])[] =>
  Object.entries(kind.fields).filter(
    ([, field]) =>
      !innerIds.includes(field) &&
      !field.isInternal &&
      // Which matter a record belongs to is an inner id, too: pages of matters lead from one to the other.
      field.type !== 'matter' &&
      (!field.refersTo || readable.some((each) => each.kind === field.refersTo)),
  )

const isListed = (field: AnyField) => field.type === 'code' || field.type === 'codes'

/** The filters of a kind: its place first, then its coded fields and flags. */
export function filtersOf(kind: AnyKind): readonly Filter[] {
  const isBySchool = kind.owner.includes('school') || kind.readers.includes('own-school')
  const places: Filter[] = []
  if (placeColumnsOf(kind).includes('village'))
    places.push({ name: 'village', label: text.village, list: 'villages' })
  if (isBySchool) places.push({ name: 'school', label: text.school, list: 'schools' })
  if (kind.owner.includes('unit')) places.push({ name: 'unit', label: text.unit, list: 'units' })
  const fields = Object.entries(kind.fields).flatMap(([name, field]): Filter[] => {
    if (isListed(field) && field.list)
      return [{ name, label: field.label, list: field.list, isMany: field.type === 'codes' }]
    return field.type === 'flag' ? [{ name, label: field.label }] : []
  })
  return [...places, ...fields]
}

/** What the address says of the list: search, state, order and filters. */
export function readAddress(kind: AnyKind, params: URLSearchParams) {
  const filters: Record<string, string> = {}
  for (const { name } of filtersOf(kind)) {
    const value = params.get(name)
    if (value) filters[name] = value
  }
  const sort = params.get('sort') ?? ''
  return { q: params.get('q') ?? '', state: params.get('state') ?? 'current', sort, filters }
}

/** Columns that a register shows until others are chosen: the first few that say something by themselves. */
export function firstColumns(kind: AnyKind, readable: Readable): readonly string[] {
  const isShort = (field: AnyField) =>
    !['note', 'form', 'evidence', 'refs', 'residentId', 'address', 'phone'].includes(field.type)
  // The day on which records end is empty in all that a register begins with; one in the future is not.
  const isEmpty = (name: string) => name === kind.endsOn && name !== 'to'
  const [first, ...others] = fieldsFor(kind, readable).filter(
    ([name, field]) => isShort(field) && !isEmpty(name),
  )
  // What a record is listed under says more than what comes later in its form.
  const byWeight = [
    ...others.filter(([, field]) => field.type === 'codes'),
    ...others.filter(([, field]) => field.type !== 'codes'),
  ]
  return [...(first ? [first] : []), ...byWeight].map(([name]) => name).slice(0, 7)
}

/** The same as parameters of an address; what is usual is not said. */
export const addressOf = ({
  q,
  state,
  sort,
  filters,
}: ReturnType<typeof readAddress>): Record<string, string> => ({
  ...filters,
  ...(q && { q }),
  ...(sort && { sort }),
  ...(state !== 'current' && { state }),
})

/** The columns to show of those that were kept: fields come and go with new versions, and some column is always there. */
export function shownColumns(kind: AnyKind, kept: readonly string[], readable: Readable): readonly string[] {
  const possible = possibleColumns(kind, readable)
  const shown = kept.filter((name) => possible.includes(name))
  return shown.length > 0 ? shown : firstColumns(kind, readable)
}

/** Columns that may be chosen. */
export const possibleColumns = (kind: AnyKind, readable: Readable): readonly string[] =>
  fieldsFor(kind, readable)
    .filter(([, field]) => field.type !== 'form')
    .map(([name]) => name)

import { type AnyKind, isDay, isSortable, snakeCase } from '@hulei/core'
import { type RawBuilder, sql } from 'kysely'
import { Refusal } from '../errors.ts'
import { hasSearch } from './kind-sql.ts'

/** In which order a register is read, and where a page goes on: after a key, never by counting rows. */
export type ListOrder = {
  /** Selected as `list_key`, as text or null. */
  readonly key: RawBuilder<unknown>
  readonly by: RawBuilder<unknown>
  after(key: string | null, id: string): RawBuilder<unknown>
  /** Whether a key can be one of this order: a mark may come from another list, or be made up. */
  isKey(key: string | null): boolean
}

/**
 * The order asked for: a field (`visitedOn`, or `-visitedOn` from the last to the first; rows without a value come
 * last), otherwise by name where the kind has one, otherwise newest first.
 */
export function orderOf(kind: AnyKind, sort: string | undefined): ListOrder {
  if (sort) return byField(kind, sort)
  if (hasSearch(kind)) {
    return {
      key: sql`r.sort_key`,
      by: sql`r.sort_key, r.id`,
      after: (key, id) => sql`(r.sort_key, r.id) > (${key}, ${id}::uuid)`,
      isKey: (key) => key !== null,
    }
  }
  return {
    key: sql`r.received_at`,
    by: sql`r.received_at DESC, r.id DESC`,
    after: (key, id) => sql`(r.received_at, r.id) < (${key}::timestamptz, ${id}::uuid)`,
    isKey: (key) => key !== null && isoInstant.test(key),
  }
}

const isoInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

function byField(kind: AnyKind, sort: string): ListOrder {
  const isDescending = sort.startsWith('-')
  const name = isDescending ? sort.slice(1) : sort
  const field = Object.hasOwn(kind.fields, name) ? kind.fields[name] : undefined
  if (!field || !isSortable(field)) {
    throw new Refusal('list.unknown-sort', 400, `${kind.title}不能按“${name}”排序。`)
  }
  const column = sql.ref(`r.${snakeCase(name)}`)
  const type = sql.raw(field.storedAs)
  const direction = sql.raw(isDescending ? 'DESC' : 'ASC')
  const beyond = sql.raw(isDescending ? '<' : '>')
  return {
    key: sql`${column}::text`,
    by: sql`${column} ${direction} NULLS LAST, r.id`,
    after: (key, id) =>
      key === null
        ? sql`(${column} IS NULL AND r.id > ${id}::uuid)`
        : sql`(${column} ${beyond} ${key}::${type} OR ${column} IS NULL
            OR (${column} = ${key}::${type} AND r.id > ${id}::uuid))`,
    isKey: (key) => key === null || (field.storedAs === 'date' ? isDay(key) : /^\d{1,9}$/.test(key)),
  }
}

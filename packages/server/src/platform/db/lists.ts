import {
  type AnyKind,
  columnsOf,
  isCleared,
  maskValue,
  type Place,
  type RecordOf,
  snakeCase,
  tableOf,
} from '@hulei/core'
import { type RawBuilder, sql } from 'kysely'
import type { Keyring } from '../crypto/keyring.ts'
import { Refusal } from '../errors.ts'
import { hasSearch } from './kind-sql.ts'
import { type ListOrder, orderOf } from './list-order.ts'
import { openRows, selectColumns } from './records.ts'
import type { Scoped } from './scope.ts'
import { tokenRange } from './search-tokens.ts'

/** A question to a register: filters by field, search, which rows, order, page. */
export type ListQuery = {
  /** A field to sort by, with `-` before it from the last to the first; otherwise the kind's own order. */
  readonly sort?: string | undefined
  /** Equality on codes, flags and days; containment on lists of codes; `village` and `school` too. */
  readonly filters: Readonly<Record<string, string>>
  /** A name, pinyin or initials; or a whole identity number. */
  readonly search?: string | undefined
  /** `current`: still in the register; `ended`: left it; `all`. */
  readonly state: 'current' | 'ended' | 'all'
  readonly fields?: readonly string[] | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

export type Page<K> = { readonly rows: readonly RecordOf<K>[]; readonly next: string | null }

type Row = Record<string, unknown>

/** One page of a register in its order (name, newest first, or a field), by key rather than by offset. */
export async function listRecords<K extends AnyKind>(
  scope: Scoped,
  keyring: Keyring,
  kind: K,
  query: ListQuery,
): Promise<Page<K>> {
  const where = conditions(scope, keyring, kind, query)
  const order = orderOf(kind, query.sort)
  if (query.cursor) where.push(afterCursor(query.cursor, order))
  const sealed = new Set(
    columnsOf(kind)
      .filter((each) => each.storedAs === 'sealed')
      .map((each) => each.field),
  )
  const fields = query.fields ?? Object.keys(kind.fields).filter((name) => !sealed.has(name))
  // A private field needs its subject's key, so the field that names the subject comes along.
  const needed = kind.subject && kind.subject !== 'self' ? [...fields, kind.subject] : fields
  const { rows } = await sql<Row>`
    SELECT ${selectColumns(kind, 'r', needed)}, ${order.key} AS list_key FROM ${sql.table(tableOf(kind))} r
    WHERE ${sql.join(where, sql` AND `)} ORDER BY ${order.by} LIMIT ${sql.lit(query.limit + 1)}`.execute(
    scope.db,
  )
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  const records = await openRows(scope, keyring, kind, page)
  return {
    rows: records.map((record) => maskRecord(kind, scope, record)),
    next: rows.length > query.limit && last ? cursorOf(last) : null,
  }
}

/** How many rows a question finds. */
export async function countRecords(
  scope: Scoped,
  keyring: Keyring,
  kind: AnyKind,
  query: Omit<ListQuery, 'cursor' | 'limit'>,
): Promise<number> {
  const where = conditions(scope, keyring, kind, query)
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) AS count FROM ${sql.table(tableOf(kind))} r WHERE ${sql.join(where, sql` AND `)}`.execute(
    scope.db,
  )
  return rows[0]?.count ?? 0
}

/** The record as this reader may see it. */
export function maskRecord<R extends Place>(kind: AnyKind, scope: Scoped, record: R): R {
  if (isCleared(kind, scope.actor, record)) return record
  const masked: Row = { ...(record as unknown as Row) }
  for (const [name, field] of Object.entries(kind.fields)) {
    if (name in masked) masked[name] = maskValue(field, masked[name])
  }
  return masked as unknown as R
}

/** The whole question as SQL conditions. Township is said here as well as in the policy (decisions.md, Citus). */
function conditions(
  scope: Scoped,
  keyring: Keyring,
  kind: AnyKind,
  query: Pick<ListQuery, 'filters' | 'search' | 'state'>,
): RawBuilder<unknown>[] {
  const township = scope.actor.township
  const where: RawBuilder<unknown>[] = [sql`r.township = ${township}`]
  // `IS NULL` where an end is final, so that partial indexes serve; an end in the future (`to`) is still current.
  if (kind.endsOn) {
    const end = sql.ref(`r.${snakeCase(kind.endsOn)}`)
    const isFinal = kind.endsOn !== 'to'
    if (query.state === 'current') {
      where.push(isFinal ? sql`${end} IS NULL` : sql`(${end} IS NULL OR ${end} >= ${scope.today}::date)`)
    }
    if (query.state === 'ended')
      where.push(isFinal ? sql`${end} IS NOT NULL` : sql`${end} < ${scope.today}::date`)
  }
  for (const [name, value] of Object.entries(query.filters)) where.push(filter(kind, name, value))
  const search = query.search?.trim()
  if (search) where.push(searchCondition(township, keyring, kind, search))
  return where
}

function filter(kind: AnyKind, name: string, value: string): RawBuilder<unknown> {
  if (name === 'village' || name === 'school' || name === 'unit')
    return sql`${sql.ref(`r.${name}`)} = ${value}`
  const field = kind.fields[name]
  const column = sql.ref(`r.${snakeCase(name)}`)
  switch (field?.type) {
    case 'code':
      return sql`${column} = ${value}`
    case 'codes':
      // Said besides, so that an index of the rows that have any serves those that have one.
      return value === 'any'
        ? sql`${column} <> '{}'`
        : sql`${column} <> '{}' AND ${column} @> ARRAY[${value}]::text[]`
    case 'flag':
      return sql`${column} = ${value === 'true'}`
    case 'day':
      return sql`${column} = ${value}::date`
    case 'ref':
      return sql`${column} = ${value}::uuid`
    default:
      throw new Refusal('list.unknown-filter', 400, `不能按“${name}”筛选${kind.title}。`)
  }
}

function searchCondition(
  township: string,
  keyring: Keyring,
  kind: AnyKind,
  search: string,
): RawBuilder<unknown> {
  const idField = Object.entries(kind.fields).find(([, field]) => field.type === 'residentId')
  if (idField && /^\d{17}[\dXx]$/.test(search)) {
    const column = sql.ref(`r.${snakeCase(idField[0])}_hash`)
    return sql`${column} = ${keyring.hash(township, 'residentId', search.toUpperCase())}`
  }
  const range = tokenRange(search)
  if (!range || !hasSearch(kind)) return sql`false`
  const tokens = sql.table(`${tableOf(kind)}_token`)
  // As an array, so that they are gathered first, whatever the planner expects: a plan that walks the register in its
  // order and asks each row for its tokens would read thousands of rows where few match.
  return sql`r.id = ANY (ARRAY(SELECT t.id FROM ${tokens} t WHERE t.township = ${township}
    AND t.token >= ${range.from} AND t.token < ${range.below}))`
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const cursorOf = (row: Row) => Buffer.from(JSON.stringify([row.list_key, row.id])).toString('base64url')

function afterCursor(cursor: string, order: ListOrder): RawBuilder<unknown> {
  try {
    const [key, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string | null, string]
    if ((key !== null && typeof key !== 'string') || !uuid.test(id) || !order.isKey(key))
      throw new Error('not a cursor')
    return order.after(key, id)
  } catch (cause) {
    throw new Refusal('list.bad-cursor', 400, '翻页标记不对，请从第一页重新打开。', { cause })
  }
}

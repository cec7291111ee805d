import {
  type AnyKind,
  columnsOf,
  type Place,
  type RecordHead,
  type RecordOf,
  snakeCase,
  tableOf,
} from '@hulei/core'
import { type RawBuilder, sql } from 'kysely'
import { decrypt, encrypt } from '../crypto/cipher.ts'
import type { Keyring } from '../crypto/keyring.ts'
import { hasSearch } from './kind-sql.ts'
import type { Scoped, Transaction } from './scope.ts'
import { searchTokens, sortKey } from './search-tokens.ts'

/** Reading and writing rows of any kind; encryption, hashes and search tokens follow from the declaration. */

type Row = Record<string, unknown>
export type Values = Readonly<Record<string, unknown>>

/** Whose data key guards a record's private fields and history; undefined where the kind guards nothing. */
export function subjectOf(kind: AnyKind, id: string, values: Values): string | undefined {
  if (!kind.subject) return undefined
  const subject = kind.subject === 'self' ? id : values[kind.subject]
  return typeof subject === 'string' ? subject : id
}

const context = (township: string, kind: AnyKind, field: string, id: string) =>
  `${township}/${kind.name}.${field}/${id}`

const headNames = ['id', 'version', 'village', 'school', 'unit', 'extra'] as const
const selections = new WeakMap<AnyKind, Map<string, RawBuilder<unknown>>>()

/** The columns of a kind to select, qualified by `alias`; never those that the database alone asks. */
export function selectColumns(kind: AnyKind, alias: string, fields?: readonly string[]): RawBuilder<unknown> {
  const known = selections.get(kind) ?? new Map<string, RawBuilder<unknown>>()
  selections.set(kind, known)
  const key = `${alias}:${fields?.join() ?? '*'}`
  const before = known.get(key)
  if (before) return before
  const own = columnsOf(kind).filter(
    ({ field }) => !kind.fields[field]?.isInternal && (!fields || fields.includes(field)),
  )
  const columns = [...headNames, ...own.map(({ column }) => column)]
  const selected = sql.join(columns.map((column) => sql.ref(`${alias}.${column}`)))
  // Which fields are asked for comes with requests; the bound keeps odd ones from filling the memory.
  if (known.size < 200) known.set(key, selected)
  return selected
}

/** A row as a record; sealed columns that were selected are decrypted, and stay null if their key was erased. */
export async function openRows<K extends AnyKind>(
  scope: Scoped,
  keyring: Keyring,
  kind: K,
  rows: readonly Row[],
): Promise<RecordOf<K>[]> {
  const [first] = rows
  if (!first) return []
  const columns = columnsOf(kind).filter(({ column }) => column in first)
  const sealed = columns.filter(
    ({ column, storedAs }) => storedAs === 'sealed' && rows.some((row) => row[column]),
  )
  const ownerOf = (row: Row) => {
    if (!kind.subject || kind.subject === 'self') return String(row.id)
    return String(row[snakeCase(kind.subject)] ?? row.id)
  }
  const keys = sealed.length > 0 ? await keyring.keysOf(scope, rows.map(ownerOf)) : undefined
  // Copied for each row, so that all records have their fields in one order, which is what makes them fast to write.
  const empty: Row = {}
  for (const name of headNames) empty[name] = null
  for (const { field } of columns) empty[field] = null
  return rows.map((row) => {
    const record: Row = { ...empty }
    for (const name of headNames) record[name] = row[name]
    for (const { field, column } of columns) record[field] = row[column]
    if (!keys) return record as RecordOf<K>
    const key = keys.get(ownerOf(row))
    for (const { field, column } of sealed) {
      const value = row[column]
      if (value === null) continue
      const plain =
        key && decrypt(key, value as Buffer, context(scope.actor.township, kind, field, String(row.id)))
      record[field] = plain ? JSON.parse(plain.toString()) : null
    }
    return record as RecordOf<K>
  })
}

/** One record whole, if the actor may see it. `lock` holds it against other writers until the transaction ends. */
export async function findRecord<K extends AnyKind>(
  scope: Scoped,
  keyring: Keyring,
  kind: K,
  id: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<RecordOf<K> | undefined> {
  const { rows } = await sql<Row>`
    SELECT ${selectColumns(kind, 'r')} FROM ${sql.table(tableOf(kind))} r
    WHERE r.township = ${scope.actor.township} AND r.id = ${id} ${lock ? sql`FOR UPDATE` : sql``}`.execute(
    scope.db,
  )
  return (await openRows(scope, keyring, kind, rows))[0]
}

/** Turns values into columns, encrypting what the kind guards as private. */
async function storedColumns(
  tx: Transaction,
  keyring: Keyring,
  kind: AnyKind,
  record: { id: string; subject: string | undefined },
  values: Values,
): Promise<Row> {
  const township = tx.actor.township
  const stored: Row = {}
  for (const { field, column, storedAs } of columnsOf(kind)) {
    if (!(field in values)) continue
    const value = values[field] ?? null
    if (storedAs === 'jsonb') stored[column] = value === null ? null : JSON.stringify(value)
    else if (storedAs !== 'sealed') stored[column] = value
    else if (value === null) stored[column] = null
    else {
      const key = await keyring.keyFor(tx, record.subject ?? record.id)
      stored[column] = encrypt(key, JSON.stringify(value), context(township, kind, field, record.id))
    }
    if (kind.fields[field]?.search === 'pinyin') stored.sort_key = sortKey(String(value))
    if (kind.fields[field]?.type === 'residentId') {
      stored[`${snakeCase(field)}_hash`] =
        value === null ? null : keyring.hash(township, 'residentId', String(value))
    }
  }
  return stored
}

/** Adds a row. The caller is an act, which logs it. */
export async function insertRow(
  tx: Transaction,
  keyring: Keyring,
  kind: AnyKind,
  record: { id: string; version: string; place: Place; values: Values; extra: Values; receivedAt: string },
): Promise<void> {
  const subject = subjectOf(kind, record.id, record.values)
  const row: Row = {
    township: tx.actor.township,
    id: record.id,
    version: record.version,
    village: record.place.village ?? null,
    school: record.place.school ?? null,
    unit: record.place.unit ?? null,
    extra: JSON.stringify(record.extra),
    received_at: record.receivedAt,
    ...(await storedColumns(tx, keyring, kind, { id: record.id, subject }, record.values)),
  }
  await sql`INSERT INTO ${sql.table(tableOf(kind))} (${sql.join(Object.keys(row).map((name) => sql.ref(name)))})
    VALUES (${sql.join(Object.values(row))})`.execute(tx.db)
  await writeTokens(tx, kind, record.id, record.place, record.values, false)
}

/** Changes a row that the caller has locked. */
export async function updateRow(
  tx: Transaction,
  keyring: Keyring,
  kind: AnyKind,
  current: RecordHead,
  version: string,
  change: { values: Values; place?: Place; extra?: Values },
): Promise<void> {
  const merged = { ...(current as unknown as Values), ...change.values }
  const subject = subjectOf(kind, current.id, merged)
  // What was encrypted for another subject would be unreadable under the new one's key: it is encrypted anew.
  const isRekeyed = subject !== subjectOf(kind, current.id, current as unknown as Values)
  const place = { village: current.village, school: current.school, unit: current.unit, ...change.place }
  const row: Row = {
    version,
    ...place,
    ...(change.extra && { extra: JSON.stringify({ ...current.extra, ...change.extra }) }),
    ...(await storedColumns(
      tx,
      keyring,
      kind,
      { id: current.id, subject },
      {
        ...(isRekeyed && sealedValues(kind, merged)),
        ...change.values,
      },
    )),
  }
  const assignments = Object.entries(row).map(([name, value]) => sql`${sql.ref(name)} = ${value}`)
  await sql`UPDATE ${sql.table(tableOf(kind))} SET ${sql.join(assignments)}
    WHERE township = ${tx.actor.township} AND id = ${current.id}`.execute(tx.db)
  const renamed = Object.entries(kind.fields).some(
    ([name, field]) => field.search === 'pinyin' && name in change.values,
  )
  if (renamed || change.place) await writeTokens(tx, kind, current.id, place, merged, true)
}

const sealedValues = (kind: AnyKind, values: Values): Values =>
  Object.fromEntries(
    columnsOf(kind)
      .filter(({ storedAs }) => storedAs === 'sealed')
      .map(({ field }) => [field, values[field]]),
  )

async function writeTokens(
  tx: Transaction,
  kind: AnyKind,
  id: string,
  place: Place,
  values: Values,
  replace: boolean,
): Promise<void> {
  if (!hasSearch(kind)) return
  const table = sql.table(`${tableOf(kind)}_token`)
  const township = tx.actor.township
  const tokens = Object.entries(kind.fields)
    .filter(([name, field]) => field.search === 'pinyin' && typeof values[name] === 'string')
    .flatMap(([name]) => searchTokens(values[name] as string))
  if (replace) await sql`DELETE FROM ${table} WHERE township = ${township} AND id = ${id}`.execute(tx.db)
  await sql`INSERT INTO ${table} (township, token, id, village, school, unit)
    SELECT ${township}, token, ${id}::uuid, ${place.village ?? null}, ${place.school ?? null}, ${place.unit ?? null}
    FROM unnest(${[...new Set(tokens)]}::text[]) token`.execute(tx.db)
}

import pg, { type ClientBase } from 'pg'
import { BackupError } from './backup-error.ts'

/** A table and the columns whose values a backup holds (generated ones compute themselves). */
export type TableShape = {
  readonly schema: string
  readonly name: string
  readonly columns: readonly string[]
}

/** Where a sequence stands. */
export type SequenceState = {
  readonly schema: string
  readonly name: string
  readonly value: string
  readonly isCalled: boolean
}

export type AppliedMigration = { readonly name: string; readonly sha256: string }

/** Written by `migrate` itself, so never loaded; what it says travels in the manifest. */
export const MIGRATION_TABLE = 'public.hulei_migration'

export const keyOf = (table: { schema: string; name: string }) => `${table.schema}.${table.name}`
export const quoted = (table: { schema: string; name: string }) =>
  `${pg.escapeIdentifier(table.schema)}.${pg.escapeIdentifier(table.name)}`
export const columnList = (table: TableShape) =>
  table.columns.map((name) => pg.escapeIdentifier(name)).join(', ')

/** All tables with rows of their own in the schemas (partitions, not their parents), referenced ones first. */
export async function listTables(
  client: ClientBase,
  schemas: readonly string[],
  exclude: readonly string[],
): Promise<TableShape[]> {
  const { rows } = await client.query<TableShape>(
    `SELECT n.nspname AS schema, c.relname AS name,
       coalesce(array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attname IS NOT NULL), '{}') AS columns
     FROM pg_class c
     JOIN pg_namespace n ON n.oid = c.relnamespace
     LEFT JOIN pg_attribute a
       ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE c.relkind = 'r' AND n.nspname = ANY ($1)
     GROUP BY 1, 2 ORDER BY 1, 2`,
    [schemas],
  )
  // A misspelt name would let into the backup what must stay out of it.
  const known = new Set(rows.map(keyOf))
  const unknown = exclude.filter((name) => !known.has(name))
  for (const schema of schemas) if (!rows.some((row) => row.schema === schema)) unknown.push(schema)
  if (unknown.length > 0) {
    throw new BackupError('unknown-table', `数据库里没有这些表或模式：${unknown.join('、')}`)
  }
  const wanted = rows.filter((row) => row.columns.length > 0 && keyOf(row) !== MIGRATION_TABLE)
  return referencedFirst(
    wanted.filter((row) => !exclude.includes(keyOf(row))),
    await listReferences(client),
  )
}

type Reference = { readonly child: string; readonly parent: string }

async function listReferences(client: ClientBase): Promise<Reference[]> {
  const { rows } = await client.query<Reference>(
    `SELECT DISTINCT cn.nspname || '.' || c.relname AS child, pn.nspname || '.' || p.relname AS parent
     FROM pg_constraint f
     JOIN pg_class c ON c.oid = f.conrelid JOIN pg_namespace cn ON cn.oid = c.relnamespace
     JOIN pg_class p ON p.oid = f.confrelid JOIN pg_namespace pn ON pn.oid = p.relnamespace
     WHERE f.contype = 'f' AND f.conrelid <> f.confrelid`,
  )
  return rows
}

/** Orders tables so that each comes after those it refers to; a circle stands last, in the given order. */
export function referencedFirst<T extends { schema: string; name: string }>(
  tables: readonly T[],
  references: readonly Reference[],
): T[] {
  const left = new Map(tables.map((table) => [keyOf(table), table]))
  const ordered: T[] = []
  for (;;) {
    const free = [...left].filter(
      ([key]) => !references.some((reference) => reference.child === key && left.has(reference.parent)),
    )
    if (free.length === 0) return [...ordered, ...left.values()]
    for (const [key, table] of free) {
      left.delete(key)
      ordered.push(table)
    }
  }
}

/** Where the sequences of the schemas stand; read after the rows, so never behind them. */
export async function listSequences(
  client: ClientBase,
  schemas: readonly string[],
): Promise<SequenceState[]> {
  const { rows } = await client.query<{ schema: string; name: string }>(
    `SELECT n.nspname AS schema, c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'S' AND n.nspname = ANY ($1) ORDER BY 1, 2`,
    [schemas],
  )
  const states: SequenceState[] = []
  for (const sequence of rows) {
    const state = await client.query<{ value: string; isCalled: boolean }>(
      `SELECT last_value::text AS value, is_called AS "isCalled" FROM ${quoted(sequence)}`,
    )
    const [row] = state.rows
    if (row) states.push({ ...sequence, ...row })
  }
  return states
}

export async function listMigrations(client: ClientBase): Promise<AppliedMigration[]> {
  const { rows } = await client.query<{ found: boolean }>('SELECT to_regclass($1) IS NOT NULL AS found', [
    MIGRATION_TABLE,
  ])
  if (!rows[0]?.found) return []
  const found = await client.query<AppliedMigration>(
    `SELECT name, sha256 FROM ${MIGRATION_TABLE} ORDER BY name`,
  )
  return found.rows
}

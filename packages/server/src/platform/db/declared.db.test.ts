import { type AnyKind, kinds, snakeCase, tableOf } from '@hulei/core'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { hasSearch, kindSql } from './kind-sql.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'

/**
 * The migrated database against the declared kinds: what `kindSql` prints is carried out in a schema of its own, and
 * PostgreSQL's catalogue describes both. Text is never compared with text, so spelling does not matter and meaning does.
 */

let database: TestDatabase
let owner: pg.Client

beforeAll(async () => {
  database = await createTestDatabase(inject('serverUrl'))
  owner = new pg.Client({ connectionString: database.ownerUrl })
  owner.on('error', () => {})
  await owner.connect()
  await owner.query('CREATE SCHEMA declared')
  await owner.query('SET search_path = declared, public')
  for (const kind of inOrderOfReference([...kinds.values()])) await owner.query(kindSql(kind))
})
afterAll(async () => {
  await owner?.end()
  await database?.drop()
})

/** Kinds that others refer to come first, so that references stay within the declared schema. */
function inOrderOfReference(rest: readonly AnyKind[], placed: readonly AnyKind[] = []): readonly AnyKind[] {
  const isPlaced = (name: string) => placed.some((each) => each.name === name)
  // A policy may ask another kind's table, too.
  const isAsked = (kind: AnyKind) => !kind.readers.includes('rescued') || isPlaced('rescuePlan')
  const isThere = (kind: AnyKind) =>
    isAsked(kind) &&
    Object.values(kind.fields).every(
      ({ refersTo }) => refersTo === undefined || refersTo === kind.name || isPlaced(refersTo),
    )
  const next = rest.filter(isThere)
  if (next.length === 0 && rest.length > 0)
    throw new Error(`kinds that refer to each other: ${rest.map((kind) => kind.name).join(', ')}`)
  return rest.length === 0
    ? placed
    : inOrderOfReference(
        rest.filter((kind) => !next.includes(kind)),
        [...placed, ...next],
      )
}

type Described = Readonly<Record<string, unknown>>

/** Rows of the catalogue about a table, as they read from inside its schema. */
async function described(schema: string, table: string, query: string): Promise<Described[]> {
  await owner.query(`SET search_path = ${schema === 'public' ? 'public' : `${schema}, public`}`)
  return (await owner.query<Described>(query, [schema, table])).rows
}

const OF_TABLE = `c.oid = format('%I.%I', $1::text, $2::text)::regclass`

const catalogue = {
  columns: `
    SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS "isRequired",
      pg_get_expr(d.adbin, d.adrelid) AS "default", nullif(co.collname, 'default') AS collation
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    LEFT JOIN pg_collation co ON co.oid = a.attcollation WHERE ${OF_TABLE} ORDER BY a.attname`,
  // PostgreSQL 18 lists NOT NULL among the constraints, too; columns say it already.
  constraints: `
    SELECT pg_get_constraintdef(k.oid) AS definition FROM pg_class c JOIN pg_constraint k ON k.conrelid = c.oid
    WHERE ${OF_TABLE} AND k.contype IN ('p', 'f', 'u', 'x') ORDER BY 1`,
  policies: `
    SELECT policyname AS name, permissive, roles::text, cmd, qual, with_check FROM pg_policies
    WHERE schemaname = $1 AND tablename = $2 ORDER BY policyname`,
  security: `SELECT c.relrowsecurity AS "isOn", c.relforcerowsecurity AS "isForced" FROM pg_class c WHERE ${OF_TABLE}`,
  grants: `
    SELECT r.rolname AS role, string_agg(g.privilege_type, ' ' ORDER BY g.privilege_type) AS privileges
    FROM pg_class c CROSS JOIN aclexplode(c.relacl) g LEFT JOIN pg_roles r ON r.oid = g.grantee
    WHERE ${OF_TABLE} AND g.grantee <> c.relowner GROUP BY 1`,
  comment: `SELECT obj_description(c.oid, 'pg_class') AS comment FROM pg_class c WHERE ${OF_TABLE}`,
} as const
type Aspect = keyof typeof catalogue
const aspects = Object.keys(catalogue) as readonly Aspect[]

const tables = [...kinds.values()].flatMap((kind) => [
  tableOf(kind),
  ...(hasSearch(kind) ? [`${tableOf(kind)}_token`] : []),
])

/**
 * Policies that no kind declares: who signs in finds the own posts before acting under one; a sealed file opens to somebody
 * assigned or for a reason.
 */
const beyondDeclared: Readonly<Record<string, readonly string[]>> = {
  post: ['own_posts'],
  seal_opening: ['assigned_or_broken'],
}

describe('the table of a kind is as the kind is declared', () => {
  test.each(tables.flatMap((table) => aspects.map((aspect) => [table, aspect] as const)))(
    '%s: its %s',
    async (table, aspect) => {
      const declared = await described('declared', table, catalogue[aspect])
      expect(declared.length).toBeGreaterThan(0)
      const migrated = await described('public', table, catalogue[aspect])
      const beyond = aspect === 'policies' ? (beyondDeclared[table] ?? []) : []
      expect(migrated.filter(({ name }) => !beyond.includes(String(name)))).toEqual(declared)
      expect(migrated).toHaveLength(declared.length + beyond.length)
    },
  )
})

test.each([
  ['policies', 'ALTER POLICY writers ON declared.listing WITH CHECK (true)'],
  ['columns', 'ALTER TABLE declared.listing ALTER COLUMN category DROP NOT NULL'],
  ['constraints', 'ALTER TABLE declared.listing DROP CONSTRAINT listing_pkey'],
  ['grants', 'GRANT DELETE ON declared.listing TO hulei_app'],
  ['security', 'ALTER TABLE declared.listing NO FORCE ROW LEVEL SECURITY'],
  ['comment', `COMMENT ON TABLE declared.listing IS '别的'`],
] as const)('a table that differs in its %s is told from its kind', async (aspect, change) => {
  const before = await described('public', 'listing', catalogue[aspect])
  await owner.query('BEGIN')
  try {
    await owner.query(change)
    expect(await described('declared', 'listing', catalogue[aspect])).not.toEqual(before)
  } finally {
    await owner.query('ROLLBACK')
  }
})

describe('every table of a township', () => {
  type Table = { name: string; isOn: boolean; isForced: boolean; policies: number; granted: boolean }
  const tenants = async () =>
    (
      await owner.query<Table>(`
        SELECT format('%I.%I', n.nspname, c.relname) AS name, c.relrowsecurity AS "isOn", c.relforcerowsecurity AS "isForced",
          (SELECT count(*)::int FROM pg_policy p WHERE p.polrelid = c.oid) AS policies,
          EXISTS (SELECT FROM aclexplode(c.relacl) g JOIN pg_roles r ON r.oid = g.grantee WHERE r.rolname = 'hulei_app') AS granted
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'township' AND NOT a.attisdropped
        WHERE c.relkind IN ('r', 'p') AND n.nspname IN ('public', 'keyring') ORDER BY 1`)
    ).rows

  test('that the application may touch is under forced row policies', async () => {
    const found = await tenants()
    expect(found.length).toBeGreaterThan(tables.length)
    const open = found.filter(
      (table) => table.granted && !(table.isOn && table.isForced && table.policies > 0),
    )
    expect(open.map((table) => table.name)).toEqual([])
  })

  test('has the township first in every key, unique index and reference', async () => {
    const { rows } = await owner.query<{ name: string; definition: string }>(`
      SELECT format('%I.%I', n.nspname, c.relname) AS name, pg_get_constraintdef(k.oid) AS definition
      FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'township' AND NOT a.attisdropped
      WHERE k.contype IN ('p', 'u', 'f', 'x') AND n.nspname IN ('public', 'keyring')
      UNION ALL
      SELECT format('%I.%I', n.nspname, c.relname), pg_get_indexdef(i.indexrelid)
      FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'township' AND NOT a.attisdropped
      WHERE i.indisunique AND n.nspname IN ('public', 'keyring')`)
    const isFirst = (definition: string) => /\(township[,)]/.test(definition)
    expect(rows.filter(({ definition }) => !isFirst(definition))).toEqual([])
    expect(rows.length).toBeGreaterThan(tables.length)
  })

  test('belongs to a role that is not the application, which owns nothing and bypasses nothing', async () => {
    const { rows } = await owner.query<{ owned: number; bypass: boolean; super: boolean }>(`
      SELECT (SELECT count(*)::int FROM pg_class c WHERE c.relowner = r.oid) AS owned, r.rolbypassrls AS bypass,
        r.rolsuper AS super
      FROM pg_roles r WHERE r.rolname = 'hulei_app' OR pg_has_role(r.oid, 'hulei_app', 'MEMBER') AND NOT r.rolsuper`)
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.filter((role) => role.owned > 0 || role.bypass || role.super)).toEqual([])
  })
})

test('every reference between kinds leads to a kind that is declared', () => {
  const lost = [...kinds.values()].flatMap((kind) =>
    Object.entries(kind.fields)
      .filter(([, field]) => field.refersTo !== undefined && !kinds.has(field.refersTo))
      .map(([name]) => `${kind.name}.${snakeCase(name)}`),
  )
  expect(lost).toEqual([])
})

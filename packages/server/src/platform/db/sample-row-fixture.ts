import { randomUUID } from 'node:crypto'
import { type AnyKind, tableOf } from '@hulei/core'
import type pg from 'pg'

/** A value that a column of each type takes, as SQL. */
const samples: Readonly<Record<string, string>> = {
  text: `'x'`,
  uuid: `'00000000-0000-4000-8000-000000000009'`,
  date: `'2024-05-01'`,
  'timestamp with time zone': 'now()',
  boolean: 'false',
  integer: '1',
  jsonb: `'[]'`,
  bytea: `'\\x00'`,
  ARRAY: `'{}'`,
}

/**
 * Writes a row of any kind with the least that its table demands and what is given by column, as the owner, and gives its id. Foreign keys are not
 * looked at: it is for tests of what holds for every kind alike, such as policies.
 */
export async function sampleRow(
  owner: pg.Pool,
  kind: AnyKind,
  township: string,
  given: Readonly<Record<string, string | null | undefined>> = {},
): Promise<string> {
  const table = tableOf(kind)
  const { rows: columns } = await owner.query<{ name: string; type: string }>(
    `SELECT column_name AS name, data_type AS type FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name = $1 AND is_nullable = 'NO' AND column_default IS NULL`,
    [table],
  )
  const id = randomUUID()
  const fixed: Record<string, string> = { township: `'${township}'`, id: `'${id}'`, version: `'${id}'` }
  for (const [name, value] of Object.entries(given)) if (value) fixed[name] = `'${value}'`
  if (kind.drafts) fixed[kind.drafts.field] = `'${kind.drafts.is}'`
  const all = new Map([
    ...columns.map(({ name, type }) => [name, samples[type] ?? `'x'`] as const),
    ...Object.entries(fixed),
  ])
  const client = await owner.connect()
  try {
    await client.query(`SET session_replication_role = replica`)
    await client.query(`INSERT INTO ${table} (${[...all.keys()].map((name) => `"${name}"`).join(', ')})
      VALUES (${[...all.values()].join(', ')})`)
  } finally {
    await client.query(`SET session_replication_role = DEFAULT`)
    client.release()
  }
  return id
}

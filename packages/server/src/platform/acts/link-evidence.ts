import { sql } from 'kysely'
import { type Fault, invalid } from '../errors.ts'
import type { ActContext } from './handler.ts'

/**
 * Ties the files that an act names as evidence to the records that name them, in the act's own transaction; from then
 * on who sees a record sees its files. A file must have been handed in by the actor, or belong to a record that the
 * actor sees; for any other, known or not, the fault is the same.
 */
export async function linkEvidence(context: ActContext): Promise<void> {
  const { tx } = context
  const uses = context.changes.flatMap(({ kind, record, before, after }) =>
    Object.entries(kind.fields)
      .filter(([, field]) => field.type === 'evidence')
      .flatMap(([field, { label }]) => {
        const had = hashesIn(before?.[field])
        return hashesIn(after[field])
          .map((sha256, index) => ({ kind: kind.name, record, field, label, sha256, index }))
          .filter(({ sha256 }) => !had.includes(sha256))
      }),
  )
  if (uses.length === 0) return
  const { rows } = await sql<{ sha256: string }>`
    SELECT DISTINCT sha256 FROM file
    WHERE township = ${tx.actor.township} AND sha256 = ANY(${uses.map((use) => use.sha256)}::text[])`.execute(
    tx.db,
  )
  const known = new Set(rows.map((row) => row.sha256))
  const faults: Fault[] = uses
    .filter((use) => !known.has(use.sha256))
    .map(({ field, index, label }) => ({
      path: `input.${field}.${index}`,
      code: 'files.unknown',
      message: `${label}中有一个文件没有上传成功，请重新上传`,
    }))
  if (faults.length > 0) throw invalid(faults)
  await sql`
    INSERT INTO file_use (township, sha256, kind, record, field)
    SELECT ${tx.actor.township}, u.sha256, u.kind, u.record, u.field
    FROM unnest(${uses.map((use) => use.sha256)}::text[], ${uses.map((use) => use.kind)}::text[],
      ${uses.map((use) => use.record)}::uuid[], ${uses.map((use) => use.field)}::text[]
    ) AS u (sha256, kind, record, field)
    ON CONFLICT DO NOTHING`.execute(tx.db)
}

const hashesIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

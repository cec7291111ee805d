import { type AnyKind, type Day, formatDayZh, kinds, snakeCase, tableOf } from '@hulei/core'
import { sql } from 'kysely'
import { maskRecord } from './lists.ts'
import type { Scoped } from './scope.ts'

type Row = Record<string, unknown>

/** The open or personal field by which people call a record of a kind: its name. */
export function labelField(kind: AnyKind): string | undefined {
  const isStored = (name: string) => kind.fields[name]?.storedAs === 'text'
  const found = Object.entries(kind.fields).find(([, field]) => field.search === 'pinyin')
  return found && isStored(found[0]) ? found[0] : undefined
}

/**
 * Names of the records that some records refer to, by id; masked as the reader sees them. A record that the reader may
 * not see has no name here, as if it were not there.
 */
export async function labelsOf(
  scope: Scoped,
  kind: AnyKind,
  records: readonly Row[],
): Promise<Record<string, string>> {
  const wanted = new Map<string, Set<string>>()
  for (const [name, field] of Object.entries(kind.fields)) {
    if (!field.refersTo || !kinds.has(field.refersTo)) continue
    const ids = wanted.get(field.refersTo) ?? new Set<string>()
    wanted.set(field.refersTo, ids)
    for (const record of records) for (const id of [record[name] ?? []].flat()) ids.add(String(id))
  }
  const found = await Promise.all([...wanted].map(([name, ids]) => namesOf(scope, kinds.get(name), [...ids])))
  return Object.fromEntries(found.flat())
}

async function namesOf(
  scope: Scoped,
  kind: AnyKind | undefined,
  ids: readonly string[],
): Promise<[string, string][]> {
  if (!kind || ids.length === 0) return []
  const label = labelField(kind)
  if (!label) return kind.isSealed ? [] : await daysOf(scope, kind, ids)
  const { rows } = await sql<
    Row & { id: string; village: string | null; school: string | null; unit: string | null }
  >`
    SELECT id, village, school, unit, ${sql.ref(snakeCase(label))} AS ${sql.ref(label)}
    FROM ${sql.table(tableOf(kind))}
    WHERE township = ${scope.actor.township} AND id = ANY(${ids}::uuid[])`.execute(scope.db)
  return rows.map((row) => [row.id, String(maskRecord(kind, scope, row)[label as keyof typeof row] ?? '')])
}

/** Records without a name are called by the day on which they were made, which everybody who sees them sees. */
async function daysOf(scope: Scoped, kind: AnyKind, ids: readonly string[]): Promise<[string, string][]> {
  const day = Object.entries(kind.fields).find(([, field]) => field.type === 'day' && field.guard === 'open')
  if (!day) return []
  const { rows } = await sql<{ id: string; on: Day | null }>`
    SELECT id, ${sql.ref(snakeCase(day[0]))} AS "on" FROM ${sql.table(tableOf(kind))}
    WHERE township = ${scope.actor.township} AND id = ANY(${ids}::uuid[])`.execute(scope.db)
  return rows.flatMap(({ id, on }) => (on ? [[id, `${formatDayZh(on)}${kind.title}`]] : []))
}

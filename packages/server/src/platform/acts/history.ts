import { type AnyKind, acts, isCleared, kinds, maskValue, type Place, snakeCase, tableOf } from '@hulei/core'
import { sql } from 'kysely'
import type { Keyring } from '../crypto/keyring.ts'
import type { Scoped } from '../db/scope.ts'
import { openChange } from './log.ts'

/** One line of a record's history: who did what, when, and which fields changed from what to what. */
export type HistoryEntry = {
  /** The act's own id. Not its position in the log: positions count what the reader does not see. */
  readonly id: string
  readonly act: string
  readonly title: string
  readonly kind: string
  readonly record: string
  readonly by: string
  readonly unit: string
  readonly happenedAt: string | null
  readonly receivedAt: string
  /** By how much the clock of the phone that sent it was ahead of the server's (behind: negative); null where it was right. */
  readonly clockOffsetSeconds: number | null
  readonly reason: string | null
  readonly fields: readonly { field: string; label: string; before: unknown; after: unknown }[]
  /** The data key was erased: that it happened remains, what it said does not. */
  readonly isErased: boolean
}

/** Never told here, not even to whoever has the file open: a cover and its file have one id, and only its own read is logged first. */
const sealedKinds = [...kinds.values()].filter((kind) => kind.isSealed).map((kind) => kind.name)

type Row = {
  id: string
  act: string
  actor_name: string
  unit: string
  happened_at: string | null
  received_at: string
  clock_offset_seconds: number | null
  kind: string
  record: string
  subject: string | null
  ordinal: number
  body: Buffer
}

/** The history of records of one kind that the actor may see, newest first, masked as their fields are. */
export async function historyOf(
  scope: Scoped,
  keyring: Keyring,
  kind: AnyKind,
  records: readonly string[],
): Promise<HistoryEntry[]> {
  const { rows } = await sql<Place & { id: string }>`
    SELECT id, village, school, unit FROM ${sql.table(tableOf(kind))}
    WHERE township = ${scope.actor.township} AND id = ANY(${records}::uuid[])`.execute(scope.db)
  return await historyOfKnown(scope, keyring, rows)
}

/** As `historyOf`, in one statement, of records of any kinds that were read already; they say whose place they are. */
export async function historyOfKnown(
  scope: Scoped,
  keyring: Keyring,
  records: readonly (Place & { readonly id: string })[],
): Promise<HistoryEntry[]> {
  const township = scope.actor.township
  const places = new Map<string, Place>(records.map((record) => [record.id, record]))
  const { rows } = await sql<Row>`
    SELECT l.id, l.act, l.actor_name, l.unit, l.happened_at, l.received_at,
      r.clock_offset_seconds, c.kind, c.record, c.subject, c.ordinal, c.body
    FROM act_change c JOIN act_log l ON l.township = c.township AND l.seq = c.seq
      LEFT JOIN act_receipt r ON r.township = l.township AND r.id = l.id AND r.clock_offset_seconds IS NOT NULL
    WHERE c.township = ${township} AND c.record = ANY(${[...places.keys()]}::uuid[])
      AND c.kind <> ALL(${sealedKinds}::text[])
    ORDER BY l.seq DESC, c.ordinal LIMIT 500`.execute(scope.db)
  const keys = await keyring.keysOf(
    scope,
    rows.flatMap((row) => row.subject ?? []),
  )
  return rows.map((row) => {
    const kind = kinds.get(row.kind)
    const cleared = kind !== undefined && isCleared(kind, scope.actor, places.get(row.record) ?? {})
    const content = openChange(township, row.id, row, row.subject ? keys.get(row.subject) : undefined)
    return {
      id: row.id,
      act: row.act,
      title: acts.get(row.act)?.title ?? row.act,
      kind: row.kind,
      record: row.record,
      by: row.actor_name,
      unit: row.unit,
      happenedAt: row.happened_at,
      receivedAt: row.received_at,
      clockOffsetSeconds: row.clock_offset_seconds,
      reason: cleared ? (content?.reason ?? null) : null,
      fields: content ? fieldsOf(row.kind, content, cleared) : [],
      isErased: content === undefined,
    }
  })
}

const placeLabels: Readonly<Record<string, string>> = {
  village: '村',
  school: '学校',
  unit: '单位',
  extra: '补充栏目',
}

function fieldsOf(
  kindName: string,
  content: { before: Record<string, unknown> | null; after: Record<string, unknown> },
  cleared: boolean,
): HistoryEntry['fields'] {
  const kind = kinds.get(kindName)
  return Object.entries(content.after)
    .filter(([name, value]) => !kind?.fields[name]?.isInternal && (content.before !== null || value !== null))
    .map(([name, after]) => {
      const field = kind?.fields[name]
      const shown = (value: unknown) => (cleared || !field ? value : maskValue(field, value))
      return {
        field: name,
        label: field?.label ?? placeLabels[name] ?? snakeCase(name),
        before: shown(content.before?.[name] ?? null),
        after: shown(after),
      }
    })
}

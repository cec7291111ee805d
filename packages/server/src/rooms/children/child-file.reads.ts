import {
  type Actor,
  type AnyKind,
  type Child,
  type ChildPlan,
  type CodeLists,
  child,
  childPlan,
  distinction,
  type Household,
  household,
  kinds,
  type Listing,
  listing,
  mayBeGranted,
  nameOfCode,
  type Place,
  type RecordOf,
  type ResponsibilityTeam,
  responsibilityTeam,
  tableOf,
  type Verification,
  type Visit,
  verification,
  visit,
} from '@hulei/core'
import { type RawBuilder, sql } from 'kysely'
import { type HistoryEntry, historyOfKnown } from '../../platform/acts/history.ts'
import type { Keyring } from '../../platform/crypto/keyring.ts'
import { maskRecord } from '../../platform/db/lists.ts'
import { openRows, selectColumns } from '../../platform/db/records.ts'
import type { Scoped } from '../../platform/db/scope.ts'
import { notFound } from '../../platform/errors.ts'

/** A line of a child's timeline: an act in words, without what the reader may not see. */
export type TimelineEntry = {
  readonly id: string
  readonly title: string
  /** The records of this file that it touched. */
  readonly records: readonly string[]
  readonly by: string
  readonly unit: string
  readonly receivedAt: string
  readonly reason: string | null
  readonly words: readonly string[]
}

/** A visit as the file shows it: what was found, and whether this child was seen and spoken to alone. */
export type FileVisit = Visit & { readonly seen: boolean; readonly alone: boolean }

/** Everything of one child on one page, as this reader may see it. */
export type ChildFile = {
  readonly child: Child
  /** Files that were merged into this one, as far as the reader may see them. */
  readonly merged: readonly Child[]
  readonly household: Household | null
  /** The other children of the household. */
  readonly siblings: readonly Child[]
  readonly listings: readonly Listing[]
  readonly plans: readonly ChildPlan[]
  readonly teams: readonly ResponsibilityTeam[]
  readonly visits: readonly FileVisit[]
  readonly verifications: readonly Verification[]
  readonly timeline: readonly TimelineEntry[]
}

const LISTED = 200

/** One child's file; refuses when the reader cannot see the child. */
export async function readChildFile(
  scope: Scoped,
  keyring: Keyring,
  lists: CodeLists,
  id: string,
): Promise<ChildFile> {
  const files = await select(scope, keyring, child, sql`r.id = ${id} OR r.merged_into = ${id}`)
  const record = files.find((each) => each.id === id)
  if (!record) throw notFound(child.title)
  const merged = files.filter((each) => each.id !== id)
  const ids = files.map((each) => each.id)
  const ofChild = sql`r.child = ANY(${ids}::uuid[])`
  const [homes, siblings, listings, plans, teams, visits, verifications, apart] = await Promise.all([
    record.household ? select(scope, keyring, household, sql`r.id = ${record.household}`) : [],
    record.household
      ? select(
          scope,
          keyring,
          child,
          sql`r.household = ${record.household} AND NOT r.id = ANY(${ids}::uuid[])`,
        )
      : [],
    select(scope, keyring, listing, ofChild, sql`r."from" DESC`),
    select(scope, keyring, childPlan, ofChild, sql`r."from" DESC`),
    select(scope, keyring, responsibilityTeam, ofChild, sql`r."from" DESC`),
    listVisits(scope, keyring, ids),
    select(scope, keyring, verification, ofChild, sql`r.verified_on DESC`),
    select(scope, keyring, distinction, sql`${ofChild} OR r.other = ANY(${ids}::uuid[])`),
  ])
  const timeline = await readTimeline(scope, keyring, lists, [
    ...files,
    ...homes,
    ...listings,
    ...plans,
    ...teams,
    ...visits,
    ...verifications,
    ...apart,
  ])
  return {
    child: record,
    merged,
    household: homes[0] ?? null,
    siblings,
    listings,
    plans,
    teams,
    visits,
    verifications,
    timeline,
  }
}

/** Records of a kind by a condition, masked for the reader; none where the role may not read the kind at all. */
async function select<K extends AnyKind>(
  scope: Scoped,
  keyring: Keyring,
  kind: K,
  where: RawBuilder<unknown>,
  order = sql`r.received_at`,
): Promise<RecordOf<K>[]> {
  if (!mayRead(kind, scope.actor)) return []
  const { rows } = await sql<Record<string, unknown>>`
    SELECT ${selectColumns(kind, 'r')} FROM ${sql.table(tableOf(kind))} r
    WHERE r.township = ${scope.actor.township} AND (${where}) ORDER BY ${order}, r.id LIMIT ${LISTED}`.execute(
    scope.db,
  )
  const records = await openRows(scope, keyring, kind, rows)
  return records.map((record) => maskRecord(kind, scope, record as RecordOf<K> & { village: string | null }))
}

const mayRead = (kind: AnyKind, actor: Actor) => actor.role === 'system' || mayBeGranted(kind.readers, actor)

/** Visits of these children, newest first. */
async function listVisits(scope: Scoped, keyring: Keyring, ids: readonly string[]): Promise<FileVisit[]> {
  if (!mayRead(visit, scope.actor)) return []
  const { rows } = await sql<Record<string, unknown> & { seen: boolean; alone: boolean }>`
    SELECT ${selectColumns(visit, 'r')}, v.seen, v.alone FROM visit_child v
    JOIN visit r ON r.township = v.township AND r.id = v.visit
    WHERE v.township = ${scope.actor.township} AND v.child = ANY(${ids}::uuid[])
    ORDER BY v.visited_on DESC, r.id LIMIT ${LISTED}`.execute(scope.db)
  const records = await openRows(scope, keyring, visit, rows)
  return records.map((record, i) => ({
    ...maskRecord(visit, scope, record),
    seen: rows[i]?.seen ?? false,
    alone: rows[i]?.alone ?? false,
  }))
}

/** The acts on these records in words, newest first. */
async function readTimeline(
  scope: Scoped,
  keyring: Keyring,
  lists: CodeLists,
  records: readonly (Place & { readonly id: string })[],
): Promise<TimelineEntry[]> {
  const entries = await historyOfKnown(scope, keyring, records)
  // An act that touched several records (a listing and its child) is one line of the timeline.
  const acts = new Map<string, TimelineEntry>()
  for (const entry of entries) {
    const words = entry.isErased ? ['内容已按规定删除'] : wordsOf(entry, lists)
    const known = acts.get(entry.id)
    acts.set(entry.id, {
      id: entry.id,
      title: entry.title,
      records: [...(known?.records ?? []), entry.record],
      by: entry.by,
      unit: nameOfCode(lists, 'units', entry.unit),
      receivedAt: entry.receivedAt,
      reason: entry.reason ?? known?.reason ?? null,
      words: [...(known?.words ?? []), ...words],
    })
  }
  // Newest first as they came; an act keeps its first place.
  return [...acts.values()].slice(0, LISTED)
}

const listOfPlace: Readonly<Record<string, string>> = {
  village: 'villages',
  school: 'schools',
  unit: 'units',
}

/** 监护人电话：138… → 139…. References to other records and structured parts are not spelled out. */
function wordsOf({ kind, fields }: HistoryEntry, lists: CodeLists): string[] {
  const declared = kinds.get(kind)?.fields ?? {}
  return fields.flatMap(({ field, label, before, after }) => {
    const type = declared[field]?.type
    if (type === 'ref' || type === 'refs' || type === 'form' || type === 'evidence' || field === 'extra')
      return []
    const list = declared[field]?.list ?? listOfPlace[field]
    const text = (value: unknown): string => {
      if (value === null || value === undefined) return ''
      if (typeof value === 'boolean') return value ? '是' : '否'
      if (Array.isArray(value)) return value.map(text).join('、')
      return list ? nameOfCode(lists, list, String(value)) : String(value)
    }
    const [was, is] = [text(before), text(after)]
    if (was === '' && is === '') return []
    // Where a new record belongs is the child's own place, which stands at the top.
    if (was === '') return field in listOfPlace ? [] : [`${label}：${is}`]
    return [`${label}：${was} → ${is === '' ? '（空）' : is}`]
  })
}

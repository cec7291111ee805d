import {
  type AnyKind,
  type Day,
  dayOf,
  erasableFrom,
  isDay,
  type KnownAge,
  kinds,
  sealedFile,
  snakeCase,
  tableOf,
} from '@hulei/core'
import { sql } from 'kysely'
import type { Keyring } from '../../platform/crypto/keyring.ts'
import { uuidFrom } from '../../platform/crypto/uuid-from.ts'
import { openRows, selectColumns } from '../../platform/db/records.ts'
import { type Scoped, systemActor } from '../../platform/db/scope.ts'
import type { Server } from '../../platform/server.ts'
import type { Township } from '../../platform/townships.ts'

/** A closed matter and the first day on which it may be removed. */
type Due = { readonly matter: string; readonly kind: AnyKind; readonly dueFrom: Day }

/** Kinds that are matters themselves and end on a day. */
const matterKinds = [...kinds.values()].filter((kind) => kind.matter === 'self' && kind.endsOn)

/**
 * Removes matters whose time is over, one act each: not before the victims are 21, not under a hold, and not while an open
 * matter stands on it (a case on its lead). Run again it changes nothing.
 */
export async function eraseDueMatters(
  { scopes, keyring, performer }: Pick<Server, 'scopes' | 'keyring' | 'performer'>,
  township: Township,
): Promise<number> {
  const system = systemActor(township.code)
  const due = await scopes.read(system, (scope) => listDue(scope, keyring))
  for (const { matter, kind, dueFrom } of due) {
    const id = uuidFrom(township.code, 'matter.erase', matter)
    await performer.perform(system, { id, act: 'matter.erase', input: { matter, what: kind.title, dueFrom } })
  }
  return due.length
}

/** Matters that are due on the business day. */
export async function listDue(scope: Scoped, keyring: Keyring): Promise<readonly Due[]> {
  const found: Due[] = []
  for (const kind of matterKinds) {
    const closed = sql.ref(`r.${snakeCase(kind.endsOn ?? '')}`)
    const { rows } = await sql<{ id: string; closed: Day; received: string }>`
      SELECT r.id, ${closed} AS closed, r.received_at AS received FROM ${sql.table(tableOf(kind))} r
      WHERE r.township = ${scope.actor.township} AND ${closed} <= ${scope.today}::date - make_interval(years => ${kind.keep.years})
        AND NOT EXISTS (SELECT FROM keyring.erasure e WHERE e.township = r.township AND e.owner = r.id)
        AND NOT EXISTS (SELECT FROM legal_hold h WHERE h.township = r.township AND h.matter = r.id AND h.lifted_on IS NULL)
      ORDER BY r.id LIMIT 200`.execute(scope.db)
    for (const { id, closed, received } of rows) {
      if (await hasOpenDependents(scope, kind, id)) continue
      const dueFrom = erasableFrom({
        closedOn: closed,
        years: kind.keep.years,
        reportedOn: dayOf(Date.parse(received)),
        victims: await victimsOf(scope, keyring, id),
      })
      if (dueFrom <= scope.today) found.push({ matter: id, kind, dueFrom })
    }
  }
  return found
}

/** Whether another matter that is not removed yet refers to this one: a case to the lead that it came from. */
async function hasOpenDependents(scope: Scoped, of: AnyKind, id: string): Promise<boolean> {
  for (const kind of matterKinds) {
    for (const [name, field] of Object.entries(kind.fields)) {
      if (field.refersTo !== of.name && field.type !== 'matter') continue
      const { rows } = await sql`
        SELECT FROM ${sql.table(tableOf(kind))} r
        WHERE r.township = ${scope.actor.township} AND r.${sql.ref(snakeCase(name))} = ${id} AND r.id <> ${id}
          AND NOT EXISTS (SELECT FROM keyring.erasure e WHERE e.township = r.township AND e.owner = r.id)
        LIMIT 1`.execute(scope.db)
      if (rows.length > 0) return true
    }
  }
  return false
}

/** What the sealed files of a matter's victims say of their age. */
async function victimsOf(scope: Scoped, keyring: Keyring, matter: string): Promise<KnownAge[]> {
  const { rows } = await sql<Record<string, unknown>>`
    SELECT ${selectColumns(sealedFile, 'r')} FROM sealed_file r
      JOIN sealed_person p ON p.township = r.township AND p.id = r.id
    WHERE r.township = ${scope.actor.township} AND r.matter = ${matter} AND p.part = 'victim'`.execute(
    scope.db,
  )
  const files = await openRows(scope, keyring, sealedFile, rows)
  return files.map(({ bornOn, ageBand }) => ({
    ...(bornOn && isDay(bornOn) && { bornOn }),
    ...(ageBand && { ageBand }),
  }))
}

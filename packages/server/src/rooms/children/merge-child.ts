import { type Child, child, childPlan, listing, type Place, responsibilityTeam } from '@hulei/core'
import { sql } from 'kysely'
import type { ActContext } from '../../platform/acts/handler.ts'
import { uuidFrom } from '../../platform/crypto/uuid-from.ts'

const filled = [
  'residentId',
  'household',
  'guardianName',
  'guardianRelation',
  'guardianPhone',
  'address',
  'grade',
  'hamlet',
] as const satisfies readonly (keyof Child)[]

const tables = {
  listing: 'listing',
  childPlan: 'child_plan',
  responsibilityTeam: 'responsibility_team',
} as const

/**
 * Makes one file of two. What the remaining one does not know it takes from the other; what is in force for the other ends
 * there and goes on here, unless it is in force here already. The other file stays, with its history, and says where it went.
 */
export async function mergeInto(context: ActContext, record: Child, duplicate: Child): Promise<void> {
  const values: Record<string, unknown> = {}
  for (const name of filled) {
    if (record[name] === null && duplicate[name] !== null) values[name] = duplicate[name]
  }
  const place: Place = { village: record.village, school: record.school, unit: record.unit }
  const categories = new Set(record.categories)
  for (const id of await inForce(context, 'listing', duplicate.id)) {
    const old = await context.get(listing, id)
    await context.amend(listing, old, { to: context.tx.today })
    if (categories.has(old.category)) continue
    categories.add(old.category)
    const { basis, category, concern, approvedBy, from, reviewOn, to } = old
    const next = { child: record.id, basis, category, concern, approvedBy, from, reviewOn, to }
    await context.insert(listing, uuidFrom(context.actId, id), place, next)
  }
  const plans = await inForce(context, 'childPlan', record.id)
  for (const id of await inForce(context, 'childPlan', duplicate.id)) {
    const old = await context.get(childPlan, id)
    await context.amend(childPlan, old, { to: context.tx.today })
    if (plans.length > 0) continue
    const { situation, measures, responsible, lookAt, from, reviewOn } = old
    const next = { child: record.id, situation, measures, responsible, lookAt, from, reviewOn }
    await context.insert(childPlan, uuidFrom(context.actId, id), place, next)
  }
  const schemes = new Set<string>()
  for (const id of await inForce(context, 'responsibilityTeam', record.id)) {
    schemes.add((await context.get(responsibilityTeam, id)).scheme)
  }
  for (const id of await inForce(context, 'responsibilityTeam', duplicate.id)) {
    const old = await context.get(responsibilityTeam, id)
    await context.amend(responsibilityTeam, old, { to: context.tx.today })
    if (schemes.has(old.scheme)) continue
    const next = { child: record.id, scheme: old.scheme, members: old.members, from: old.from }
    await context.insert(responsibilityTeam, uuidFrom(context.actId, id), place, next)
  }
  await context.amend(child, record, { ...values, categories: [...categories].sort() })
  await context.amend(child, duplicate, {
    leftOn: context.tx.today,
    leftBecause: 'merged',
    mergedInto: record.id,
    categories: [],
  })
}

/** What of a kind is in force for a child today. */
export async function inForce(context: ActContext, kind: keyof typeof tables, of: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM ${sql.table(tables[kind])} WHERE township = ${context.township.code} AND child = ${of}
      AND ("to" IS NULL OR "to" >= ${context.tx.today}::date) ORDER BY id`.execute(context.tx.db)
  return rows.map((row) => row.id)
}

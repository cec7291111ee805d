import { randomUUID } from 'node:crypto'
import { type Actor, type AnyKind, acts, kinds, postRoles, type Role, tableOf } from '@hulei/core'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sampleRow } from '../platform/db/sample-row-fixture.ts'
import { Refusal } from '../platform/errors.ts'
import { actorOf, startTestServer, type TestServer } from '../platform/test-server.ts'
import { handlers } from './index.ts'

/**
 * Who may see and do what: every role, in every place, over every kind and every act. What is expected is written here
 * once more by hand, from the declared words alone, so that a mistake in the code that reads them shows.
 */

type Place = { village: string | null; school: string | null; unit: string | null }

/** Rows of each kind lie in these places of the township `north`, and one in another township. */
const places: readonly Place[] = [
  { village: 'shiqiao', school: 'zhongxin', unit: 'civil' },
  { village: 'lianhua', school: 'dongxi', unit: 'edu' },
  { village: null, school: null, unit: null },
]

/** Somebody of each role, and the same role elsewhere. */
const people: readonly { name: string; actor: Actor }[] = postRoles.flatMap((role) => {
  const remits = role === 'officer' ? ['welfare'] : []
  const own = { unit: role === 'officer' ? 'civil' : 'pingan', remits }
  return [
    { name: role, actor: actorOf(role, own) },
    ...(role === 'village'
      ? [{ name: 'village elsewhere', actor: actorOf(role, { villages: ['lianhua'] }) }]
      : []),
    ...(role === 'school' ? [{ name: 'school elsewhere', actor: actorOf(role, { school: 'dongxi' }) }] : []),
    ...(role === 'officer'
      ? [{ name: 'officer of education', actor: actorOf(role, { unit: 'edu', remits: ['education'] }) }]
      : []),
    { name: `${role} of another township`, actor: actorOf(role, { ...own, township: 'south' }) },
  ]
})

/** What one declared word means. */
function holds(grant: string, actor: Actor, place: Place): boolean {
  const sitsOnly: readonly Role[] = ['administrator', 'auditor', 'county', 'outside', 'system', 'public']
  switch (grant) {
    case 'own-village':
      return actor.role === 'village' && place.village !== null && actor.villages.includes(place.village)
    case 'own-school':
      return actor.role === 'school' && place.school !== null && actor.school === place.school
    case 'own-unit':
      return !sitsOnly.includes(actor.role) && place.unit !== null && actor.unit === place.unit
    case 'own-staff':
      return (
        ['officer', 'office', 'police', 'discipline'].includes(actor.role) &&
        place.unit !== null &&
        actor.unit === place.unit
      )
    // Nobody is assigned to a sample row, has opened or reported it, or is named in it.
    case 'own-account':
    case 'assigned':
    case 'rescuing':
    case 'rescued':
    case 'opened':
    case 'own-report':
      return false
    default:
      return grant.startsWith('remit:')
        ? actor.role === 'officer' && actor.remits.includes(grant.replace('remit:', ''))
        : actor.role === grant
  }
}
/** Grants that could hold in some matter: the act itself asks the database. */
const mayHold = (grants: readonly string[], actor: Actor): boolean =>
  ['own-account', 'assigned', 'rescuing', 'rescued', 'opened', 'own-report'].some((grant) =>
    grants.includes(grant),
  ) && !['administrator', 'auditor', 'county', 'system', 'public'].includes(actor.role)

const anyHolds = (grants: readonly string[], actor: Actor, place: Place) =>
  grants.some((grant) => holds(grant, actor, place))

/** A record that is a draft is seen by its drafters only. */
const isHiddenDraft = (kind: AnyKind, actor: Actor, place: Place) =>
  kind.drafts !== undefined && !anyHolds(kind.drafts.readers, actor, place)

let server: TestServer
/** Ids of the rows, by kind and place. */
const rows = new Map<string, string>()
const keyOf = (kind: AnyKind, township: string, place: number) => `${kind.name} ${township} ${place}`

/** A row of a kind in one of the places. */
async function seed(kind: AnyKind, township: string, place: number): Promise<void> {
  rows.set(keyOf(kind, township, place), await sampleRow(server.owner, kind, township, places[place]))
}

beforeAll(async () => {
  server = await startTestServer()
  for (const kind of kinds.values()) {
    for (const place of places.keys()) await seed(kind, 'north', place)
    await seed(kind, 'south', 0)
  }
})
afterAll(() => server?.stop())

describe('what a role sees', () => {
  test.each([...kinds.values()].map((kind) => [kind.name, kind] as const))('%s', async (_name, kind) => {
    for (const { name, actor } of people) {
      const seen = await server.scopes.read(actor, (scope) =>
        sql<{ id: string }>`SELECT id FROM ${sql.table(tableOf(kind))}`.execute(scope.db),
      )
      const expected = [
        ...[...places.keys()].map((place) => ['north', place] as const),
        ['south', 0] as const,
      ].filter(([township, index]) => {
        const place = places[index] as Place
        return (
          actor.township === township &&
          anyHolds(kind.readers, actor, place) &&
          !isHiddenDraft(kind, actor, place)
        )
      })
      expect(seen.rows.map((row) => row.id).sort(), `${name} reads ${kind.name}`).toEqual(
        expected.map(([township, place]) => rows.get(keyOf(kind, township, place))).sort(),
      )
    }
  })
})

describe('what a role may change, even past the application', () => {
  test.each([...kinds.values()].map((kind) => [kind.name, kind] as const))('%s', async (_name, kind) => {
    for (const { name, actor } of people) {
      for (const [index, place] of places.entries()) {
        const id = rows.get(keyOf(kind, 'north', index))
        const undo = new Error('undo')
        let changed = -1
        await server.scopes
          .write(actor, async (tx) => {
            const done = await sql`UPDATE ${sql.table(tableOf(kind))} SET extra = '{}' WHERE id = ${id}`
              .execute(tx.db)
              .catch((error: { code?: string }) => {
                // Refused by the check of what the row refers to, which the sample row has invented.
                if (error.code === '42501') return { numAffectedRows: 1n }
                throw error
              })
            changed = Number(done.numAffectedRows ?? 0n)
            throw undo
          })
          .catch((error) => {
            if (error !== undo) throw error
          })
        const isExpected =
          actor.township === 'north' &&
          anyHolds(kind.writers, actor, place) &&
          anyHolds(kind.readers, actor, place) &&
          !isHiddenDraft(kind, actor, place)
        expect(changed, `${name} changes ${kind.name} at ${place.village}`).toBe(isExpected ? 1 : 0)
      }
    }
  })
})

describe('what a role may do', () => {
  const handled = new Set(handlers.map((handler) => handler.act.name))
  test.each([...acts.values()].filter((act) => handled.has(act.name)).map((act) => [act.name, act] as const))(
    '%s',
    async (_name, act) => {
      for (const { name, actor } of people) {
        const somewhere: Place = {
          village: actor.role === 'village' ? (actor.villages[0] ?? null) : null,
          school: actor.school,
          unit: actor.unit,
        }
        const outcome = await server.performer
          .perform(actor, { id: randomUUID(), act: act.name, record: randomUUID(), input: { nonsense: 1 } })
          .then(
            () => 'done',
            (error) => (error instanceof Refusal ? error.code : String(error)),
          )
        const isRefused = outcome === 'act.not-allowed'
        expect(isRefused, `${name} does ${act.name}: ${outcome}`).toBe(
          !anyHolds(act.by, actor, somewhere) && !mayHold(act.by, actor),
        )
      }
    },
  )

  test('every declared act is done somewhere, and nothing is done that is not declared', () => {
    const elsewhere = [...acts.keys()].filter((name) => name.startsWith('account.'))
    expect([...handled, ...elsewhere].sort()).toEqual([...acts.keys()].sort())
  })
})

describe('who sees no records at all', () => {
  test('an administrator sees posts and nothing else; an auditor the logs, posts, impact assessments and certificates of removal; the county numbers and bulletins', async () => {
    const visible = async (role: Role) => {
      const found: string[] = []
      for (const kind of kinds.values()) {
        const { rows: seen } = await server.scopes.read(actorOf(role), (scope) =>
          sql`SELECT FROM ${sql.table(tableOf(kind))}`.execute(scope.db),
        )
        if (seen.length > 0) found.push(kind.name)
      }
      return found.sort()
    }
    expect(await visible('administrator')).toEqual(['post'])
    expect(await visible('auditor')).toEqual(['erasure', 'impactAssessment', 'post'])
    expect(await visible('county')).not.toContain('child')
    for (const kind of ['child', 'household', 'listing', 'childPlan', 'visit', 'verification'])
      expect(await visible('county')).not.toContain(kind)
  })
})

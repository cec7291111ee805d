import { randomUUID } from 'node:crypto'
import { type AnyKind, assignment, kinds, rescuePlan, sealedPerson, snakeCase, tableOf } from '@hulei/core'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sampleRow } from '../platform/db/sample-row-fixture.ts'
import { actorOf, startTestServer, type TestServer } from '../platform/test-server.ts'

/**
 * What an assignment by name opens, asked of the database itself for every kind of a matter: the whole to whoever has the whole,
 * the rescue to whoever only helps, nothing to anybody else. What helpers see is written here by hand.
 */

const SEEN_BY_HELPERS = ['rescueConsent', 'rescuePlan', 'rescueReview', 'rescueTask']
const WRITTEN_BY_HELPERS = ['rescueConsent', 'rescueReview']
const people = {
  worker: actorOf('officer', { unit: 'civil', account: 'worker', remits: [] }),
  helper: actorOf('officer', { unit: 'civil', account: 'helper', remits: [] }),
  stranger: actorOf('officer', { unit: 'civil', account: 'stranger', remits: [] }),
}
type Person = keyof typeof people

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
}, 60_000)
afterAll(() => server?.stop())

const ofMatter = [...kinds.values()].filter((kind) => kind.matter !== undefined)

async function assign(matter: string, more: object = {}): Promise<void> {
  for (const [account, extent] of [
    ['worker', 'whole'],
    ['helper', 'rescue'],
  ])
    await sampleRow(server.owner, assignment, 'north', { matter, account, extent, ...more })
}

/** A row of a kind and the matter to which it belongs, with somebody assigned to each extent of it. */
async function rowOf(kind: AnyKind, more: object = {}): Promise<{ id: string; matter: string }> {
  const given = kind.matter === 'self' ? {} : { [snakeCase(kind.matter ?? '')]: randomUUID() }
  const id = await sampleRow(server.owner, kind, 'north', given)
  const matter = Object.values(given)[0] ?? id
  await assign(matter, more)
  return { id, matter }
}

async function sees(who: Person, kind: AnyKind, id: string): Promise<boolean> {
  const { rows } = await server.scopes.read(people[who], (scope) =>
    sql`SELECT FROM ${sql.table(tableOf(kind))} WHERE id = ${id}`.execute(scope.db),
  )
  return rows.length > 0
}

async function changes(who: Person, kind: AnyKind, id: string): Promise<boolean> {
  const undo = new Error('undo')
  let changed = 0n
  await server.scopes
    .write(people[who], async (tx) => {
      const done = await sql`UPDATE ${sql.table(tableOf(kind))} SET extra = '{}' WHERE id = ${id}`
        .execute(tx.db)
        .catch((error: { code?: string }) => {
          // Refused for what the sample row refers to: the row itself was the actor's to change.
          if (error.code === '42501') return { numAffectedRows: 1n }
          throw error
        })
      changed = done.numAffectedRows ?? 0n
      throw undo
    })
    .catch((error) => {
      if (error !== undo) throw error
    })
  return changed === 1n
}

describe('being assigned by name', () => {
  test.each(ofMatter.map((kind) => [kind.name, kind] as const))('opens of %s', async (name, kind) => {
    const isHelp = SEEN_BY_HELPERS.includes(name)
    const isWritten = WRITTEN_BY_HELPERS.includes(name)
    const { id } = await rowOf(kind)
    const isWhole = isHelp || kind.readers.includes('assigned')
    expect(await sees('worker', kind, id), 'to who has the whole').toBe(isWhole)
    expect(await sees('helper', kind, id), 'to who only helps').toBe(isHelp)
    expect(await sees('stranger', kind, id), 'to anybody else').toBe(false)
    expect(await changes('worker', kind, id)).toBe(
      isWhole && (isWritten || kind.writers.includes('assigned')),
    )
    expect(await changes('helper', kind, id)).toBe(isWritten)
    expect(await changes('stranger', kind, id)).toBe(false)
  })

  test('ends with its day: nothing is open to who was released', async () => {
    for (const kind of ofMatter) {
      const { id } = await rowOf(kind, { ended_on: '2024-05-01' })
      for (const who of ['worker', 'helper'] as const)
        expect(await sees(who, kind, id), `${who} ${kind.name}`).toBe(false)
    }
  })
})

describe('whom a helper knows', () => {
  /** A case with a witness and a victim, whose plan stands in it though the victim is sealed in the lead that it came of. */
  async function rescue() {
    const [lead, matter] = [randomUUID(), randomUUID()]
    await assign(matter)
    const witness = await sampleRow(server.owner, sealedPerson, 'north', { matter })
    const victim = await sampleRow(server.owner, sealedPerson, 'north', { matter: lead, part: 'victim' })
    const other = await sampleRow(server.owner, sealedPerson, 'north', { matter, part: 'victim' })
    const plan = await sampleRow(server.owner, rescuePlan, 'north', { matter, person: victim })
    return { lead, matter, witness, victim, other, plan }
  }
  const close = (plan: string) =>
    server.owner.query(`UPDATE rescue_plan SET closed_on = '2024-05-01' WHERE id = $1`, [plan])

  /** Writes an opening past the application, as an account with rights of its own could; says whether the database let it. */
  async function opens(who: Person, matter: string, file: string, isBroken = false): Promise<boolean> {
    const undo = new Error('undo')
    const { account, township } = people[who]
    try {
      await server.scopes.write(people[who], async (tx) => {
        await sql`
          INSERT INTO seal_opening (township, id, version, received_at, matter, file, account, holder, title, purpose,
            reason_sealed, is_broken, opened_on, until)
          VALUES (${township}, ${randomUUID()}, ${randomUUID()}, now(), ${matter}, ${file}, ${account}, 'x', 'x', 'check',
            ${isBroken ? Buffer.from('x') : null}, ${isBroken}, '2024-05-01', now() + interval '1 minute')`.execute(
          tx.db,
        )
        throw undo
      })
    } catch (error) {
      if (error === undo) return true
      if ((error as { code?: string }).code === '42501') return false
      throw error
    }
    return true
  }

  test('is the person of a plan under way, and nobody else of the case', async () => {
    const of = await rescue()
    expect(await sees('helper', sealedPerson, of.victim)).toBe(true)
    for (const id of [of.witness, of.other]) expect(await sees('helper', sealedPerson, id)).toBe(false)
    expect(await sees('stranger', sealedPerson, of.victim)).toBe(false)
    await close(of.plan)
    expect(await sees('helper', sealedPerson, of.victim)).toBe(false)
    expect(await sees('worker', sealedPerson, of.witness)).toBe(true)
  })

  test('is whose file they may open, under its own matter, and without breaking a seal', async () => {
    const of = await rescue()
    expect(await opens('helper', of.lead, of.victim)).toBe(true)
    expect(await opens('helper', of.matter, of.victim), 'under another matter').toBe(false)
    expect(await opens('helper', of.matter, of.witness), 'a witness').toBe(false)
    expect(await opens('helper', of.matter, of.other), 'a victim whom nobody asked to rescue').toBe(false)
    expect(await opens('helper', of.matter, of.witness, true), 'by breaking a seal').toBe(false)
    expect(await opens('stranger', of.lead, of.victim)).toBe(false)
    expect(await opens('worker', of.matter, of.witness)).toBe(true)
    await close(of.plan)
    expect(await opens('helper', of.lead, of.victim), 'after the rescue').toBe(false)
  })
})

test('no row policy asks who is assigned without asking how far, but those of the rescue', async () => {
  const { rows } = await server.owner.query<{ name: string }>(
    `SELECT DISTINCT tablename AS name FROM pg_policies
     WHERE coalesce(qual, '') || coalesce(with_check, '') ~ 'FROM assignment '
       AND NOT coalesce(qual, '') || coalesce(with_check, '') ~ 'extent' ORDER BY 1`,
  )
  expect(rows.map((row) => row.name)).toEqual([
    'rescue_consent',
    'rescue_plan',
    'rescue_review',
    'rescue_task',
  ])
})

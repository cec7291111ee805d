import { randomUUID } from 'node:crypto'
import { addDays, type Day } from '@hulei/core'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Refusal } from '../../platform/errors.ts'
import { actorOf, startTestServer, type TestServer } from '../../platform/test-server.ts'
import { casesPlaybook } from './cases-fixture.ts'

/**
 * A case as a machine of states, walked at random: what is allowed is written here once more, as a person would say it,
 * and compared with what the server does. Afterwards the database is looked at past the application.
 */

const seed = 20_240_505
const TODAY: Day = '2024-05-20'
const FIRST: Day = '2024-03-01'
let server: TestServer

beforeAll(async () => {
  server = await startTestServer({ today: TODAY, playbook: casesPlaybook })
})
afterAll(() => server?.stop())

const police = actorOf('police', { account: 'police', unit: 'police' })
const office = actorOf('office')

const stages = ['filed', 'arrest-asked', 'arrested', 'transferred', 'prosecuted', 'judged', 'ended', 'closed']
const days = { min: -2, max: 12 }
const step = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      act: fc.constant('advance' as const),
      to: fc.constantFrom(...stages),
      by: fc.integer(days),
      ending: fc.constantFrom('not-filed', 'withdrawn', 'not-prosecuted', undefined),
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('review' as const) }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('suspect' as const), is: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant('blame' as const), units: fc.subarray(['civil', 'edu']) }),
  },
)

type Model = {
  stage: string
  last: Day
  isReviewed: boolean
  isSpecial: boolean
  units: readonly string[]
  wasFiled: boolean
  wasArrested: boolean
  /** Bodies that were ever responsible once the case was filed. */
  called: Set<string>
  isAccountable: boolean
}

const ways: Readonly<Record<string, string>> = {
  received: 'filed ended',
  filed: 'arrest-asked transferred ended',
  'arrest-asked': 'arrested transferred ended',
  arrested: 'transferred ended',
  transferred: 'prosecuted ended',
  prosecuted: 'judged',
  judged: 'closed',
  ended: 'closed',
  closed: '',
}
const endings: Readonly<Record<string, string>> = {
  received: 'not-filed',
  filed: 'withdrawn',
  'arrest-asked': 'withdrawn',
  arrested: 'withdrawn',
  transferred: 'not-prosecuted',
}

function mayAdvance(model: Model, to: string, on: Day, ending: string | undefined): boolean {
  if (!ways[model.stage]?.split(' ').includes(to) || on > TODAY || on < model.last) return false
  if (to === 'ended' && ending !== endings[model.stage]) return false
  return to !== 'closed' || model.isReviewed
}

/** What follows by itself from where the case stands now. */
function settle(model: Model): void {
  if (model.wasFiled) for (const unit of model.units) model.called.add(unit)
  if (model.wasArrested && model.isSpecial) model.isAccountable = true
}

const attempt = async (run: () => Promise<unknown>): Promise<boolean> =>
  run().then(
    () => true,
    (error) => {
      if (error instanceof Refusal) return false
      throw error
    },
  )

async function walk(steps: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[]) {
  const id = randomUUID()
  const opening = { receivedOn: FIRST, concerns: 'sexual', specialSuspects: [], responsibleUnits: ['civil'] }
  await server.act(police, 'case.open', opening, { record: id })
  const model: Model = {
    stage: 'received',
    last: FIRST,
    isReviewed: false,
    isSpecial: false,
    units: ['civil'],
    wasFiled: false,
    wasArrested: false,
    called: new Set(),
    isAccountable: false,
  }
  const amend = async (input: object) => {
    const { rows } = await server.owner.query<{ version: string }>(
      'SELECT version FROM case_file WHERE id = $1',
      [id],
    )
    const more = { record: id, version: rows[0]?.version, reason: '查明' }
    return await attempt(() => server.act(police, 'case.amend', input, more))
  }
  for (const each of steps) {
    if (each.act === 'advance') {
      const on = addDays(model.last, each.by)
      const isEnd = each.to === 'ended' && each.ending
      const input = {
        to: each.to,
        on,
        ...(isEnd && { ending: each.ending, endingReason: '理由写明' }),
      }
      const isExpected = mayAdvance(model, each.to, on, each.ending)
      expect(await attempt(() => server.act(police, 'case.advance', input, { record: id }))).toBe(isExpected)
      if (!isExpected) continue
      model.stage = each.to
      model.last = on
      if (each.to === 'filed') model.wasFiled = true
      if (each.to === 'arrested') model.wasArrested = true
    } else if (each.act === 'review') {
      const written = {
        matter: id,
        reviewedOn: TODAY,
        units: [],
        traced: '查',
        dissected: '析',
        rectified: '改',
        heldToAccount: '责',
        accountability: 'none',
      }
      const isDone = await attempt(() =>
        server.act(office, 'case-review.record', written, { record: randomUUID() }),
      )
      expect(isDone).toBe(!model.isReviewed)
      model.isReviewed = true
    } else if (each.act === 'suspect') {
      const isDone = await amend({ specialSuspects: each.is ? ['school-staff'] : [] })
      expect(isDone).toBe(model.stage !== 'closed')
      if (isDone) model.isSpecial = each.is
    } else {
      const isDone = await amend({ responsibleUnits: each.units })
      expect(isDone).toBe(model.stage !== 'closed')
      if (isDone) model.units = each.units
    }
    settle(model)
  }
  const rowsOf = async (query: string) => (await server.owner.query<{ unit: string }>(query, [id])).rows
  const sessions = await rowsOf('SELECT unit FROM warning_session WHERE matter = $1')
  expect(sessions.map(({ unit }) => unit).sort()).toEqual([...model.called].sort())
  const due = await rowsOf(
    `SELECT unit FROM accountability WHERE matter = $1 AND finding = 'special-suspect'`,
  )
  expect(due).toHaveLength(model.isAccountable ? 1 : 0)
  return model.stage
}

test(`no walk closes a case without a review, leaves the order of stages, or makes a line due twice (seed ${seed})`, async () => {
  const ends = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 45 }), async (steps) => {
      const end = await walk(steps)
      ends.set(end, (ends.get(end) ?? 0) + 1)
    }),
    { seed, numRuns: 25, endOnFailure: true },
  )
  const { rows } = await server.owner.query(`
    SELECT FROM case_file c WHERE closed_on IS NOT NULL
      AND NOT EXISTS (SELECT FROM case_review r WHERE r.township = c.township AND r.matter = c.id)`)
  expect(rows).toEqual([])
  // The walks went somewhere.
  expect(ends.size).toBeGreaterThan(3)
  expect(ends.get('closed') ?? 0).toBeGreaterThan(0)
})

import { civilWindowAt, type Day, type Playbook, visit, type Window } from '@hulei/core'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findRecord } from '../platform/db/records.ts'
import { startTestServer, type TestServer } from '../platform/test-server.ts'
import { casesMeasures } from './cases/index.ts'
import { type Comparer, comparer } from './compare-counts.ts'
import { fieldQuestions } from './field-work-fixture.ts'
import { measures } from './index.ts'
import { formsMeasures, leadsMeasures } from './leads/index.ts'
import { oracles, type Records } from './measures-oracle.ts'
import { preventionQuestions } from './prevention-fixture.ts'
import { awkwardStories, liveThrough, randomPlaybook, stages, story } from './random-township.ts'
import { supportMeasures } from './support/index.ts'

const RUNS = 9
const seed = 20_240_520
const plan: Playbook = randomPlaybook
let server: TestServer
let compare: Comparer

beforeAll(async () => {
  const townships = Array.from({ length: RUNS }, (_, index) => `t${index}`)
  server = await startTestServer({ today: '2024-04-12', townships, playbook: plan })
  compare = comparer(server, plan)
})
afterAll(() => server?.stop())

const at = (kind: Parameters<typeof civilWindowAt>[0], ...days: readonly Day[]) =>
  days.map((day) => civilWindowAt(kind, day))
const months = at('month', '2024-03-01', '2024-04-01', '2024-05-01', '2024-06-01')
const weeks = at('week', '2024-04-08', '2024-05-13', '2024-05-20')
const quarters = at('quarter', '2024-05-01')
const halves = at('half-month', '2024-04-01', '2024-05-16')
const term: Window = { kind: 'half-term', key: 'spring-H1', from: '2024-03-04', to: '2024-05-05' }
const leftBehind = { categories: ['left-behind', 'migrant'] }

/** Every measure that can be counted, with the parameters and windows under which it is asked. */
const questions: readonly (readonly [name: string, params: object, windows: readonly Window[]])[] = [
  ['children.file-and-plan', {}, [...months, ...quarters]],
  ['children.file-and-plan', leftBehind, months],
  ['children.responsibility-team', { scheme: 'pair' }, months],
  ['children.responsibility-team', { scheme: 'one', ...leftBehind }, quarters],
  ['children.one-to-one-helper', {}, [...months, ...weeks]],
  ['children.one-to-one-helper', leftBehind, months],
  ['children.verified', {}, [...months, ...weeks, term]],
  ['children.school-matched', {}, [...months, ...quarters]],
  ['children.school-matched', leftBehind, months],
  ['visits.listed-children', { each: 2 }, [...months, ...quarters, ...halves, term]],
  ['visits.listed-children', { each: 1, ...leftBehind }, [...weeks, ...months]],
  ['visits.listed-children', { each: 3 }, [...weeks, ...months]],
  ['visits.households', {}, [...months, ...quarters, ...weeks]],
  ['supervision.dispatch', {}, [...halves, ...weeks]],
  ['supervision.critique', {}, months],
  ['supervision.quarter-result', {}, quarters],
  ['duties.attested', { duty: 'civil-1' }, months],
  ['duties.attested', { duty: 'village-1' }, months],
]

test('every measure that can be counted is asked', () => {
  // Bulletins and analyses are issued from figures that this township does not have; their tests count them.
  // Leads, cases and rescues are counted along walks of their own; survey forms and missing children by the tests of their acts.
  const elsewhere = [
    'supervision.bulletin',
    'insight.analysis',
    ...[...leadsMeasures, ...formsMeasures, ...casesMeasures, ...supportMeasures].map(
      (measure) => measure.name,
    ),
  ]
  const asked = new Set([
    ...[...questions, ...fieldQuestions, ...preventionQuestions].map(([name]) => name),
    ...elsewhere,
  ])
  expect([...measures.keys()].filter((name) => !asked.has(name))).toEqual([])
})

test(`measures and their counters say what a plain count of the records says (seed ${seed})`, async () => {
  let runs = 0
  const totals = { done: 0, refused: 0, rows: 0 }
  await fc.assert(
    fc.asyncProperty(story, async (told) => {
      const township = `t${runs++}`
      const open = async (day: Day) => {
        for (const [name, params, windows] of questions) {
          const measure = measures.get(name)
          if (!measure) throw new Error(name)
          // As the daily job does: a window opens when it has begun. The quarter opens late.
          const begun = windows.filter(
            ({ kind, from }) => from <= day && (kind !== 'quarter' || day !== stages[0]),
          )
          await compare.open(township, measure, params, begun, day)
        }
      }
      const tally = await liveThrough(server, township, told, open)
      const records = await recordsOf(township)
      for (const [name, params, windows] of questions) {
        for (const window of windows) {
          const asked = { window, params: params as Record<string, unknown>, plan }
          totals.rows += await compare.rows(township, name, asked, oracles[name]?.(records, asked) ?? [])
        }
      }
      expect(await compare.totalsThatDiffer(township)).toEqual([])
      totals.done += tally.done
      totals.refused += tally.refused
    }),
    { seed, numRuns: RUNS, endOnFailure: true, examples: awkwardStories.map((told) => [told]) },
  )
  // A story of which nothing came true, or nothing was counted, would prove nothing.
  expect(totals.done).toBeGreaterThan(totals.refused)
  expect(totals.rows).toBeGreaterThan(80 * RUNS)
})

/** The township's records, read as its owner and judged here. */
async function recordsOf(township: string): Promise<Records> {
  const read = async <T>(columns: string, table: string) =>
    (
      await server.owner.query<T & object>(
        `SELECT ${columns}, (received_at AT TIME ZONE 'Asia/Shanghai')::date::text AS "receivedOn"
         FROM ${table} WHERE township = $1`,
        [township],
      )
    ).rows as T[]
  const span = `child, village, school, "from"::text, "to"::text`
  type Raw = Omit<Records['visits'][number], 'isComplete' | 'children'> & {
    id: string
    children: { child: string }[]
    confirmed: boolean
    photos: boolean
    paper: boolean
  }
  const visits = await read<Raw>(
    `id, children, visited_on::text AS on, outcome, cardinality(photos) > 0 AS photos,
     cardinality(paper_form) > 0 AS paper,
     cardinality(signature_file) > 0 OR (signature = 'refused' AND signature_note IS NOT NULL) AS confirmed`,
    `(SELECT * FROM visit WHERE withdrawn_on IS NULL) v`,
  )
  // Answers are encrypted: which visits have the form's one row is read as the system reads it.
  const answered = await server.scopes.derive(township, async (tx) => {
    const opened = await Promise.all(visits.map(({ id }) => findRecord(tx, server.keyring, visit, id)))
    return new Set(opened.flatMap((each) => (each && 'living' in each.answers ? [each.id] : [])))
  })
  return {
    children: await read(
      `id::text, village, school, household::text, born_on::text AS "bornOn", left_on::text AS "leftOn",
       studies_elsewhere AS "studiesElsewhere"`,
      'child',
    ),
    listings: await read(`${span}, category`, 'listing'),
    plans: await read(`${span}, '' AS category`, 'child_plan'),
    teams: await read(
      `${span}, '' AS category, scheme, ARRAY(SELECT m->>'role' FROM jsonb_array_elements(members) m) AS roles`,
      'responsibility_team',
    ),
    verifications: await read('child, verified_on::text AS on', 'verification'),
    visits: visits
      .map((each) => ({ ...each, answers: answered.has(each.id) }))
      .map((made) => ({
        children: made.children.map((each) => each.child),
        on: made.on,
        outcome: made.outcome,
        receivedOn: made.receivedOn,
        isComplete: made.photos && ((made.answers && made.confirmed) || made.paper),
      })),
    meetings: await read('id::text, form, held_on::text AS on', 'supervision_meeting'),
    attestations: await read(
      `id::text, duty, "window", village, unit, returned_on IS NOT NULL AS "isReturned"`,
      'attestation',
    ),
  }
}

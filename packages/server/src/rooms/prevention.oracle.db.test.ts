import type { Day } from '@hulei/core'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../platform/test-server.ts'
import { type Comparer, comparer } from './compare-counts.ts'
import { measures } from './index.ts'
import { livePrevention } from './live-prevention.ts'
import { preventionPlaybook, preventionQuestions, preventionStory } from './prevention-fixture.ts'
import { type PreventionRecords, preventionOracles } from './prevention-oracle.ts'

const RUNS = 6
const seed = 20_240_522
/** The days on which the township stands in turn; what is done on one may be dated before it. */
const stages: readonly Day[] = ['2024-04-12', '2024-05-20', '2024-06-03']
let server: TestServer
let compare: Comparer

beforeAll(async () => {
  const townships = Array.from({ length: RUNS }, (_, index) => `t${index}`)
  server = await startTestServer({ today: '2024-04-12', townships, playbook: preventionPlaybook })
  compare = comparer(server, preventionPlaybook)
})
afterAll(() => server?.stop())

test(`measures of outreach, schools and screening say what a plain count of the records says (seed ${seed})`, async () => {
  let runs = 0
  const totals = { done: 0, refused: 0 }
  const seen = new Map<string, { done: number; late: number }>()
  await fc.assert(
    fc.asyncProperty(preventionStory(stages.length), async (told) => {
      const township = `t${runs++}`
      const tally = await livePrevention(server, township, stages, told, async (day) => {
        for (const [name, params, windows] of preventionQuestions) {
          const measure = measures.get(name)
          if (!measure) throw new Error(name)
          // As the daily job does: a window opens when it has begun. The quarter opens late.
          const begun = windows.filter(
            ({ kind, from }) => from <= day && (kind !== 'quarter' || day !== stages[0]),
          )
          await compare.open(township, measure, params, begun, day)
        }
      })
      const records = await recordsOf(township)
      for (const [name, params, windows] of preventionQuestions) {
        for (const window of windows.filter(({ from }) => from <= '2024-06-03')) {
          const asked = { window, params: params as Record<string, unknown>, plan: preventionPlaybook }
          const expected = preventionOracles[name]?.(records, asked) ?? []
          const before = seen.get(name) ?? { done: 0, late: 0 }
          seen.set(name, {
            done: before.done + expected.reduce((sum, each) => sum + each.done, 0),
            late: before.late + expected.reduce((sum, each) => sum + each.late, 0),
          })
          await compare.rows(township, name, asked, expected)
        }
      }
      expect(await compare.totalsThatDiffer(township)).toEqual([])
      totals.done += tally.done
      totals.refused += tally.refused
    }),
    { seed, numRuns: RUNS, endOnFailure: true },
  )
  // A story of which nothing came true, nothing was counted, or nothing was late, would prove nothing.
  expect(totals.done).toBeGreaterThan(totals.refused)
  expect([...seen].filter(([, { done, late }]) => done < 5 || late < 3)).toEqual([])
}, 180_000)

/** The township's records, read as its owner and judged in the oracle. */
async function recordsOf(township: string): Promise<PreventionRecords> {
  const read = async <T>(columns: string, table: string) =>
    (
      await server.owner.query<T & object>(
        `SELECT id::text, ${columns}, (received_at AT TIME ZONE 'Asia/Shanghai')::date::text AS "receivedOn"
         FROM ${table} WHERE township = $1`,
        [township],
      )
    ).rows as T[]
  const withdrawn = 'withdrawn_on::text AS "withdrawnOn"'
  return {
    trainings: await read(`held_on::text AS on, audience, unit, joined, ${withdrawn}`, 'training'),
    activities: await read(
      `held_on::text AS on, unit, village, form, topics, audiences, settings, media, ${withdrawn}`,
      'outreach_activity',
    ),
    emotional: await read('month, school', 'emotional_count'),
    guidance: await read(`guided_on::text AS on, school, parts, ${withdrawn}`, 'safety_guidance'),
    requests: await read(
      `unit, school, answer_by::text AS "answerBy", answered_on::text AS "answeredOn", ${withdrawn}`,
      'screening_request',
    ),
  }
}

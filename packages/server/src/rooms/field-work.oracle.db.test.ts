import type { Day } from '@hulei/core'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../platform/test-server.ts'
import { type Comparer, comparer } from './compare-counts.ts'
import { fieldPlaybook, fieldQuestions, fieldStory } from './field-work-fixture.ts'
import { type FieldRecords, fieldOracles } from './field-work-oracle.ts'
import { measures } from './index.ts'
import { liveFieldWork } from './live-field-work.ts'

const RUNS = 6
const seed = 20_240_521
/** The days on which the township stands in turn; what is done on one may be dated before it. */
const stages: readonly Day[] = ['2024-04-12', '2024-05-20', '2024-06-03']
let server: TestServer
let compare: Comparer

beforeAll(async () => {
  const townships = Array.from({ length: RUNS }, (_, index) => `t${index}`)
  server = await startTestServer({ today: '2024-04-12', townships, playbook: fieldPlaybook })
  compare = comparer(server, fieldPlaybook)
})
afterAll(() => server?.stop())

test(`measures of field work say what a plain count of the records says (seed ${seed})`, async () => {
  let runs = 0
  const totals = { done: 0, refused: 0 }
  const rows = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(fieldStory(stages.length), async (told) => {
      const township = `t${runs++}`
      const tally = await liveFieldWork(server, township, stages, told, async (day) => {
        for (const [name, params, windows] of fieldQuestions) {
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
      for (const [name, params, windows] of fieldQuestions) {
        for (const window of windows.filter(({ from }) => from <= '2024-06-03')) {
          const asked = { window, params: params as Record<string, unknown>, plan: fieldPlaybook }
          const expected = fieldOracles[name]?.(records, asked) ?? []
          const done = expected.reduce((sum, each) => sum + each.done, 0)
          rows.set(name, (rows.get(name) ?? 0) + done)
          await compare.rows(township, name, asked, expected)
        }
      }
      expect(await compare.totalsThatDiffer(township)).toEqual([])
      totals.done += tally.done
      totals.refused += tally.refused
    }),
    { seed, numRuns: RUNS, endOnFailure: true },
  )
  // A story of which nothing came true, or nothing was counted, would prove nothing.
  expect(totals.done).toBeGreaterThan(totals.refused)
  expect([...rows].filter(([, done]) => done < 5)).toEqual([])
})

/** The township's records, read as its owner and judged in the oracle. */
async function recordsOf(township: string): Promise<FieldRecords> {
  const read = async (columns: string, table: string) =>
    (
      await server.owner.query(
        `SELECT id::text, ${columns}, (received_at AT TIME ZONE 'Asia/Shanghai')::date::text AS "receivedOn"
         FROM ${table} WHERE township = $1`,
        [township],
      )
    ).rows
  const day = (...names: readonly string[]) =>
    names.map(
      (name) => `${name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}::text AS "${name}"`,
    )
  const withdrawn = day('withdrawnOn')
  const columns = {
    venues: [
      'village, type, no_minors_sign AS "noMinorsSign", no_sale_sign AS "noSaleSign"',
      'closed_because AS "closedBecause"',
      ...day('registeredOn', 'cameraSince', 'hotlineSince', 'noMinorsSince', 'noSaleSince'),
      ...day('unlicensedSince', 'settledOn', 'settledEnteredOn', 'closedOn'),
    ],
    closures: [
      'venue::text, village',
      ...day('orderedOn', 'until', 'recheckBy', 'recheckedOn', 'recheckEnteredOn', 'reopenedOn'),
      ...withdrawn,
    ],
    inspections: [
      'inspected_on::text AS on, venue::text, school, unit, focuses',
      'num_nonnulls(identity, guardian_asked, companion_asked, rounds, suspicion_reported) AS musts',
      ...withdrawn,
    ],
    findings: ['inspection::text, unit', ...day('dueOn', 'closedOn', 'closedEnteredOn'), ...withdrawn],
    operations: ['held_on::text AS on, unit, joined', ...withdrawn],
    patrols: ['patrolled_on::text AS on, task, unit, village, school', ...withdrawn],
    headCounts: ['counted_on::text AS on, village, "group"'],
  }
  const tables = {
    venues: 'venue',
    closures: 'venue_closure',
    inspections: 'inspection',
    findings: 'finding',
    operations: 'joint_operation',
    patrols: 'patrol',
    headCounts: 'head_count',
  }
  const found: Record<string, unknown> = {}
  for (const [name, table] of Object.entries(tables))
    found[name] = await read(columns[name as keyof typeof columns].join(', '), table)
  return found as FieldRecords
}

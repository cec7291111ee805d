import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../packages/server/src/config.ts'
import { verifyChain } from '../../packages/server/src/platform/acts/verify.ts'
import { openSystem, type System } from '../../packages/server/src/system.ts'
import { agree, countersAreTheFullCount } from './agree.ts'
import { buffersOf } from './buffers.ts'
import { fill } from './fill.ts'
import { operationNames } from './operations.ts'
import { linesOf, tableOf } from './report.ts'
import { runRounds, variantsOf } from './rounds.ts'
import { type Stage, setStage } from './stage.ts'
import type { Size } from './world.ts'

// What the benchmark says is only worth something while what it compares answers the same. Nothing is timed here.
const size: Size = { townships: 20, childrenEach: 400, visitsEach: 2_000 }

let dataDir: string
let system: System
let stage: Stage
/** Pages that each read touches among a few townships, and among all. */
let few: Record<string, number>
let among: Record<string, number>

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'hulei-bench-test-'))
  await chmod(dataDir, 0o755)
  system = await openSystem(readConfig({}, { data: dataDir }))
  // Of one township alone PostgreSQL reads whole tables: it has nothing to choose from, so it says nothing.
  await fill(system, { ...size, townships: 4 }, () => {})
  few = await buffersOf(system)
  await fill(system, size, () => {})
  among = await buffersOf(system)
  stage = await setStage(system, { dataDir, size: { ...size, townships: 2 } })
}, 300_000)

afterAll(async () => {
  await stage?.close()
  await system?.close()
  await rm(dataDir, { recursive: true, force: true })
})

describe('the benchmark', () => {
  it('has a chained log that verifies, as if acts had written the rows', async () => {
    for (const township of ['t01', 't20']) {
      const report = await verifyChain(system.owner, township)
      expect(report).toMatchObject({ township, brokenAt: null })
      expect(report.acts).toBeGreaterThan(size.childrenEach + size.visitsEach)
    }
  })

  it('gets the same answer from Hulei, the bare program and the SQL alone', async () => {
    const agreed = await agree(stage.world, operationNames, 12)
    expect(agreed.map((each) => each.operation)).toEqual([...operationNames])
  })

  it('asks every variant of every operation and makes a table of it', async () => {
    const plan = { operations: operationNames, connections: [2], rounds: 1, millis: 40 }
    const lines = linesOf(await runRounds(plan, stage.load, () => {}))
    expect(lines.map((line) => line.operation)).toEqual([...operationNames])
    for (const line of lines)
      for (const variant of variantsOf(line.operation)) expect(line.perSecond[variant]).toBeGreaterThan(0)
    expect(tableOf(lines).split('\n')).toHaveLength(operationNames.length + 2)
  })

  it('keeps counters that equal the full count after visits were recorded', async () => {
    expect(await countersAreTheFullCount(system.owner, size)).toBeGreaterThan(0)
  })

  it('has no read that touches more pages among twenty townships than among four', () => {
    const grown = Object.entries(among).filter(([name, pages]) => pages > 1.2 * (few[name] ?? 0) + 8)
    expect(grown, JSON.stringify({ few, among })).toEqual([])
  })
})

import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '../../packages/server/src/config.ts'
import { openSystem } from '../../packages/server/src/system.ts'
import { agree, countersAreTheFullCount } from './agree.ts'
import { fill } from './fill.ts'
import { type OperationName, operationNames } from './operations.ts'
import { linesOf, tableOf } from './report.ts'
import { fullPlan, runRounds } from './rounds.ts'
import { setStage } from './stage.ts'
import { fullSize, smallSize } from './world.ts'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    small: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    /** Keeps the filled database there, and finds it again. */
    data: { type: 'string' },
    /** Writes a CPU profile of Hulei's process there. */
    profile: { type: 'string' },
    rounds: { type: 'string', default: String(fullPlan.rounds) },
    connections: { type: 'string', multiple: true },
  },
})
function wholeNumber(option: string, text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new Error(`${option} ${text}: a whole number from 1 to 999`)
  return Number(text)
}
const isName = (name: string): name is OperationName => operationNames.some((each) => each === name)
const unknown = values.only?.find((name) => !isName(name))
if (unknown) throw new Error(`--only ${unknown}: one of ${operationNames.join(', ')}`)

const size = values.small ? smallSize : fullSize
const plan = {
  ...fullPlan,
  operations: values.only?.filter(isName) ?? fullPlan.operations,
  rounds: wholeNumber('--rounds', values.rounds),
  connections:
    values.connections
      ?.flatMap((each) => each.split(','))
      .map((each) => wholeNumber('--connections', each)) ?? fullPlan.connections,
}
const tell = (line: string) => console.error(line)
const dataDir = values.data ? resolve(values.data) : await mkdtemp(join(tmpdir(), 'hulei-bench-'))
// As root the database's account must pass through.
await chmod(dataDir, 0o755)
const system = await openSystem(readConfig({}, { data: dataDir }))
try {
  await fill(system, size, tell)
  const stage = await setStage(system, { dataDir, size, profileDir: values.profile })
  try {
    const agreed = await agree(stage.world, plan.operations, values.small ? 20 : 50)
    for (const each of agreed) tell(`${each.operation}: ${each.what} agree over ${each.rows} rows`)
    const lines = linesOf(await runRounds(plan, stage.load, tell))
    const sums = await countersAreTheFullCount(system.owner, size)
    tell(`lights: counters equal the full count in ${sums} sums, after all visits`)
    const cores = availableParallelism()
    if (values.json) console.log(JSON.stringify({ size, cores, rounds: plan.rounds, lines }, null, 2))
    else {
      const { townships, childrenEach, visitsEach } = size
      console.log(
        `${townships} townships, ${townships * childrenEach} children, ${townships * visitsEach} visits; ` +
          `${cores} cores for database, servers and load; operations a second, medians of ${plan.rounds} rounds\n`,
      )
      console.log(tableOf(lines))
    }
  } finally {
    await stage.close()
  }
} finally {
  await system.close()
  if (!values.data) await rm(dataDir, { recursive: true, force: true })
}

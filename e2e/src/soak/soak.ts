import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { freePort } from '../hulei.ts'
import { runSoak } from './run-soak.ts'
import { serverProcess } from './server-process.ts'

/**
 * `npm run soak -- --visits 5000 --seed 1`: phones on a broken line against the real server, which is killed now and then.
 * At the end: what the phones hold as confirmed is what the server holds, once each, every photo with its hash.
 */
const { values } = parseArgs({
  options: {
    visits: { type: 'string', default: '500' },
    phones: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
})
const whole = (option: string, text: string) => {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new Error(`--${option} ${text}: a whole number from 1`)
  return Number(text)
}
const dataDir = await mkdtemp(join(tmpdir(), 'hulei-soak-'))
try {
  const counts = await runSoak({
    dataDir,
    server: serverProcess(dataDir, await freePort()),
    visits: whole('visits', values.visits),
    phones: whole('phones', values.phones),
    seed: whole('seed', values.seed),
    tell: (line) => console.error(line),
  })
  if (values.json) console.log(JSON.stringify(counts, null, 2))
  else
    for (const [name, count] of Object.entries(counts))
      console.log(`${name.padEnd(24)} ${JSON.stringify(count)}`)
  if (counts.faults.length > 0) process.exitCode = 1
} finally {
  await rm(dataDir, { recursive: true, force: true })
}

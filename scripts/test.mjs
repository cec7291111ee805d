// `npm test`: the checks of the house, then every test (pure, database, API, browser). Ends with `N passed, N failed`.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folder = mkdtempSync(join(tmpdir(), 'hulei-report-'))
const report = join(folder, 'vitest.json')
const only = process.argv.slice(2)

const run = (args) => spawnSync(process.execPath, args, { stdio: 'inherit' }).status === 0
const isChecked = only.length > 0 || run(['scripts/check.mjs'])
const isTested = run([
  'node_modules/vitest/vitest.mjs',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...only,
])

let passed = isChecked ? 1 : 0
let failed = isChecked ? 0 : 1
try {
  const results = JSON.parse(readFileSync(report, 'utf8'))
  passed += results.numPassedTests
  // A file that did not load has no failed test of its own, but is a failure.
  failed += Math.max(results.numFailedTests, isTested ? 0 : 1)
} catch {
  failed++
}
rmSync(folder, { recursive: true, force: true })
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0

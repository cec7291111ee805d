// `npm test`: the checks of the house, then every test (pure, database, API, browser). Ends with `N passed, N failed`.
//
// What failed runs a second time, by itself: databases, browsers and moved clocks share two cores, and a wait that ran out
// because a neighbour was busy is not a fault of the product. What passes only then is named as unsteady (不稳定), so that it
// is mended; what fails twice has failed.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'

/** More files than these do not fail because a neighbour was busy. */
const MOST_TRIED_AGAIN = 5

const folder = mkdtempSync(join(tmpdir(), 'hulei-report-'))
const run = (args) => spawnSync(process.execPath, args, { stdio: 'inherit' }).status === 0

/** Runs vitest: how many passed, and what failed, by file. Undefined where it left no report. */
function runTests(args) {
  const report = join(folder, 'vitest.json')
  rmSync(report, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const isClean = run(['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...args])
  try {
    const { numPassedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'))
    const failures = testResults.flatMap(({ name, status, message, assertionResults }) => {
      const file = relative(process.cwd(), name)
      const failed = assertionResults.filter((each) => each.status === 'failed')
      // A file that did not load, or whose hook failed, has no failed test of its own, but is a failure.
      if (failed.length === 0 && status === 'failed') return [{ file, test: '(整个文件)', why: message }]
      return failed.map(({ fullName, failureMessages }) => ({
        file,
        test: fullName,
        why: failureMessages[0],
      }))
    })
    return { passed: numPassedTests, failures, isClean }
  } catch {
    return undefined
  }
}

const filesOf = (failures) => [...new Set(failures.map(({ file }) => file))]
const asLines = (failures) =>
  failures
    .map(({ file, test, why }) => `  ${file} > ${test}\n    ${String(why ?? '').split('\n')[0]}`)
    .join('\n')

const only = process.argv.slice(2)
const isChecked = only.length > 0 || run(['scripts/check.mjs'])
let passed = isChecked ? 1 : 0
let failed = isChecked ? 0 : 1

const first = runTests(only)
const again = first && filesOf(first.failures)
if (!first) failed++
else if (again.length === 0 || again.length > MOST_TRIED_AGAIN) {
  passed += first.passed
  // An error outside of every test fails the run, too.
  failed += Math.max(first.failures.length, first.isClean ? 0 : 1)
  if (first.failures.length > 0) console.log(`未通过：\n${asLines(first.failures)}`)
  else if (!first.isClean) console.log('未通过：测试以外有未处理的错误，见上')
} else {
  console.log(`再测一次（单独运行）：\n${asLines(first.failures)}`)
  const second = runTests([...again, '--maxWorkers=1'])
  const stillFailing = second?.failures ?? first.failures
  const isFailing = ({ file, test }) => stillFailing.some((each) => each.file === file && each.test === test)
  const unsteady = first.failures.filter((each) => !isFailing(each))
  passed += first.passed + unsteady.length
  failed += Math.max(stillFailing.length, second?.isClean ? 0 : 1)
  if (unsteady.length > 0) console.log(`不稳定（第二次通过）：\n${asLines(unsteady)}`)
  if (stillFailing.length > 0) console.log(`未通过：\n${asLines(stillFailing)}`)
}
rmSync(folder, { recursive: true, force: true })
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0

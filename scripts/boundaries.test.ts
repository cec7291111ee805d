import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MOST_LINES, tooLong, wordsOutsideCatalogue } from './house-rules.ts'

/** A rule counts when a fixture proves that it refuses. */

type Violation = { rule: { name: string; severity: string }; from: string; to: string }

describe('boundaries between packages, layers and rooms', () => {
  let violations: readonly Violation[]
  beforeAll(() => {
    const { stdout } = spawnSync(
      'node_modules/.bin/depcruise',
      [
        '--config',
        'scripts/fixtures/boundaries.config.cjs',
        '--output-type',
        'json',
        'scripts/fixtures/boundaries',
      ],
      { encoding: 'utf8', maxBuffer: 1 << 26 },
    )
    violations = JSON.parse(stdout).summary.violations
  })

  test.each([
    ['no-cycle', 'core/src/cycle/one.ts'],
    ['core-is-pure', 'core/src/impure.ts'],
    ['browser-without-server', 'console/src/reaches-server.ts'],
    ['platform-knows-no-room', 'server/src/platform/knows-a-room.ts'],
    ['room-through-index', 'server/src/rooms/supervision/index.ts'],
    ['room-upward-0', 'server/src/rooms/children/children.acts.ts'],
    ['room-upward-1', 'server/src/rooms/leads/index.ts'],
    ['room-upward-2', 'server/src/rooms/visits/visits.acts.ts'],
  ])('%s refuses its fixture', (rule, file) => {
    const found = violations.filter((each) => each.rule.name === rule)
    expect(found.map((each) => each.from.replace(/^.*boundaries\/packages\//, ''))).toContain(file)
    expect(new Set(found.map((each) => each.rule.severity))).toEqual(new Set(['error']))
  })

  test('every rule has a fixture', () => {
    const declared = execFileSync(
      process.execPath,
      ['-e', "console.log(require('./.dependency-cruiser.cjs').forbidden.map(r => r.name).join(' '))"],
      { encoding: 'utf8' },
    )
      .trim()
      .split(' ')
    expect([...new Set(violations.map((each) => each.rule.name))].sort()).toEqual(declared.sort())
  })
})

describe('the linter', () => {
  const lint = (folder: string, source: string) => {
    const own = mkdtempSync(join(folder, '.fixture-'))
    try {
      writeFileSync(join(own, 'x.ts'), source)
      const { stdout, stderr, status } = spawnSync(
        'node_modules/.bin/biome',
        ['lint', join(own, 'x.ts'), '--colors=off'],
        { encoding: 'utf8' },
      )
      return { status, said: `${stdout}${stderr}` }
    } finally {
      rmSync(own, { recursive: true })
    }
  }

  test.each([
    ['a clock in core', 'packages/core/src', 'export const now = () => Date.now()\n', 'noRestrictedGlobals'],
    [
      'the environment outside config',
      'packages/server/src/platform',
      'export const port = process.env.PORT\n',
      'noProcessEnv',
    ],
    ['a default export', 'packages/server/src/platform', 'export default 1\n', 'noDefaultExport'],
    ['any', 'packages/core/src', 'export const x: any = 1\n', 'noExplicitAny'],
    [
      'a non-null assertion',
      'packages/core/src',
      'export const x = (y: string | null) => y!.length\n',
      'noNonNullAssertion',
    ],
  ])('refuses %s', (_what, folder, source, rule) => {
    const { status, said } = lint(folder, source)
    expect(said).toContain(rule)
    expect(status).not.toBe(0)
  })
})

describe('the compiler', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join('packages/core', '.fixture-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test.each([
    ['fetch', 'export const x = () => fetch("/api")\n', "Cannot find name 'fetch'"],
    ['process', 'export const x = process.pid\n', "Cannot find name 'process'"],
    ['document', 'export const x = document.title\n', "Cannot find name 'document'"],
    ['an enum, which Node cannot strip', 'export enum X { A }\n', 'erasableSyntaxOnly'],
    [
      'a field that no kind has',
      "import { child, type RecordOf } from '../src/index.ts'\nexport const x = (c: RecordOf<typeof child>) => c.nickname\n",
      "Property 'nickname' does not exist",
    ],
  ])('refuses %s in core', (_what, source, said) => {
    writeFileSync(join(folder, 'x.ts'), source)
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        extends: '../tsconfig.json',
        compilerOptions: { incremental: false },
        include: ['x.ts'],
      }),
    )
    const { stdout, status } = spawnSync('node_modules/.bin/tsc', ['-p', folder], { encoding: 'utf8' })
    expect(stdout).toContain(said)
    expect(status).not.toBe(0)
  })
})

describe('rules that no linter states', () => {
  test('Chinese words in a component stand in its catalogue instead', () => {
    const component = 'packages/console/src/rooms/x/pages/x-page.tsx'
    expect(wordsOutsideCatalogue(component, 'export const X = () => <p>没有记录</p>\n')).toHaveLength(1)
    expect(wordsOutsideCatalogue(component, "export const title = '没有记录'\n")).toHaveLength(1)
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the source that is checked
    expect(wordsOutsideCatalogue(component, 'export const x = (n: number) => `共 ${n} 条`\n')).toHaveLength(2)
    expect(wordsOutsideCatalogue(component, '// 走访\nexport const x = 1\n')).toEqual([])
    expect(
      wordsOutsideCatalogue('packages/console/src/rooms/x/x.text.ts', "export const x = '没有'\n"),
    ).toEqual([])
  })

  test(`no source file has more than ${MOST_LINES} lines`, () => {
    expect(tooLong('packages/core/src/x.ts', 'x\n'.repeat(MOST_LINES + 1))).toHaveLength(1)
    expect(tooLong('packages/core/src/x.ts', 'x\n'.repeat(MOST_LINES))).toEqual([])
  })
})

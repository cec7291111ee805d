// `npm run check`: format, lint, types, boundaries, lengths, words, generated files. Each step is a promise of style.md.
import { spawnSync } from 'node:child_process'

const node = (...args) => [process.execPath, args]
const bin = (name) => `node_modules/.bin/${name}`

/** Types of a package; what has not changed since the last check is not looked at again. */
const types = (folder) => [bin('tsc'), ['-p', folder, '--incremental']]

/** Name, command. All run, so that one failure does not hide another. */
const steps = [
  ['格式与静态检查 (biome)', [bin('biome'), ['ci', '.']]],
  ['类型 core', types('packages/core')],
  ['类型 server', types('packages/server')],
  ['类型 console', types('packages/console')],
  ['类型 field', types('packages/field')],
  ['类型 e2e', types('e2e')],
  ['边界 (dependency-cruiser)', [bin('depcruise'), ['--config', '.dependency-cruiser.cjs', 'packages']]],
  ['文件长度与界面文字', node('scripts/house-rules.ts')],
  ['节假日数据', node('scripts/holidays.ts', '--check')],
  ['接口说明是最新的', node('scripts/generate.ts', '--check')],
]

let failed = 0
for (const [name, [command, args]] of steps) {
  const started = Date.now()
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 26 })
  const isOk = status === 0
  if (!isOk) failed++
  console.log(`${isOk ? '✓' : '✗'} ${name}  ${((Date.now() - started) / 1000).toFixed(1)} s`)
  if (!isOk) console.log(`${stdout}${stderr}`.split('\n').slice(-60).join('\n'))
}
console.log(`检查：${steps.length - failed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0

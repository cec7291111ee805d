import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Refusal } from '../platform/errors.ts'
import { webDirs } from '../system.ts'

/**
 * Builds the console and the phone app when they were never built, or some source is newer. Says whether it did.
 * `onStart` is called before the first.
 */
export async function buildWeb(onStart: () => void = () => {}): Promise<boolean> {
  let built = 0
  for (const dir of Object.values(webDirs)) {
    if (await build(dirname(dir), dir, built === 0 ? onStart : () => {})) built++
  }
  return built > 0
}

async function build(packageDir: string, distDir: string, onStart: () => void): Promise<boolean> {
  if (!existsSync(join(packageDir, 'index.html'))) return false
  // What it is made from; it holds core as well.
  const sources = ['src', 'public', 'index.html', 'vite.config.ts', '../core/src'].map((path) =>
    join(packageDir, path),
  )
  const built = await changedAt(join(distDir, 'index.html'))
  const changed = await Promise.all(sources.map(changedAt))
  if (built > Math.max(...changed)) return false
  onStart()
  const vite = join(
    dirname(createRequire(join(packageDir, 'package.json')).resolve('vite/package.json')),
    'bin/vite.js',
  )
  const builder = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: packageDir,
    stdio: ['ignore', 2, 2],
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    builder.on('error', reject)
    builder.on('exit', resolve)
  })
  if (code !== 0) {
    throw new Refusal('demo.console-not-built', 500, '网页没有构建成功，原因见上；修好后重新运行即可。')
  }
  return true
}

/** When a file, or the newest file of a folder, was last changed, in milliseconds; 0 where there is none. */
async function changedAt(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined)
  if (!found) return 0
  if (!found.isDirectory()) return found.mtimeMs
  const entries = await readdir(path, { withFileTypes: true, recursive: true })
  const times = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => (await stat(join(entry.parentPath, entry.name))).mtimeMs),
  )
  return Math.max(0, ...times)
}

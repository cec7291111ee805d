import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { appendFile, chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { type Binaries, program } from './binaries.ts'
import { EngineError } from './engine-error.ts'
import { isAlive } from './pid-file.ts'
import { type ClusterPlace, placeIn } from './place-cluster.ts'
import type { ServiceAccount } from './service-account.ts'

const run = promisify(execFile)

/** The superuser of Hulei's own server; the application's role is made by the migrations and owns nothing. */
export const OWNER = 'hulei_owner'

/** An administrator may edit these in postgresql.conf; what keeps the server closed is given at each start. */
const SETTINGS = `
# --- Hulei ---
max_connections = 100
shared_buffers = 256MB
effective_cache_size = 1GB
random_page_cost = 1.1
max_wal_size = 2GB
jit = off
timezone = 'Asia/Shanghai'
log_timezone = 'Asia/Shanghai'
log_line_prefix = '%m [%p] '
lc_messages = 'C'
password_encryption = 'scram-sha-256'
`

/** A locale of the C library that knows UTF-8 is not on every system; ICU sorts in both cases. */
const LIBC_LOCALES = ['C.UTF-8', 'C']

/** The environment of every program: nothing inherited, so that a PGPORT or PGDATA outside cannot mislead. */
export const PROGRAM_ENV = { LC_ALL: 'C', PATH: '/usr/bin:/bin' }

/**
 * Makes the cluster if there is none. It is built beside its place and renamed, so that a crash leaves either
 * nothing or a whole cluster, and of two processes that start at once one wins and the other uses its result.
 */
export async function initCluster(
  place: ClusterPlace,
  binaries: Binaries,
  account: ServiceAccount | undefined,
): Promise<void> {
  const version = await readFile(join(place.data, 'PG_VERSION'), 'utf8').catch(() => undefined)
  if (version !== undefined) {
    if (Number(version) === binaries.major) return
    throw new EngineError(
      'version-mismatch',
      `数据库是 PostgreSQL ${version.trim()} 建立的，现在的程序是 ${binaries.major} 版。请用原版本启动，备份后再恢复到新版本。`,
    )
  }
  await removeAbandoned(place)
  const draft = placeIn(`${place.home}.init-${process.pid}-${randomBytes(4).toString('hex')}`)
  try {
    await mkdir(draft.home, { mode: 0o700 })
    await writeFile(draft.password, randomBytes(24).toString('base64url'), { mode: 0o600, flush: true })
    if (account) {
      for (const path of [draft.home, draft.password]) await chown(path, account.uid, account.gid)
    }
    await runInitdb(draft, binaries, account)
    await appendFile(join(draft.data, 'postgresql.conf'), SETTINGS, { flush: true })
    await rename(draft.home, place.home)
  } catch (cause) {
    await rm(draft.home, { recursive: true, force: true })
    if (await stat(join(place.data, 'PG_VERSION')).catch(() => undefined)) return
    if (cause instanceof EngineError) throw cause
    throw new EngineError('init-failed', `不能在“${place.home}”建立数据库：${reasonOf(cause)}`, cause)
  }
}

async function runInitdb(
  draft: ClusterPlace,
  binaries: Binaries,
  account: ServiceAccount | undefined,
): Promise<void> {
  let failure: unknown
  for (const locale of LIBC_LOCALES) {
    const args = [
      `--pgdata=${draft.data}`,
      `--username=${OWNER}`,
      `--pwfile=${draft.password}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=icu',
      '--icu-locale=zh-CN',
      `--locale=${locale}`,
      '--data-checksums',
    ]
    try {
      await run(program(binaries.dir, 'initdb'), args, { cwd: draft.home, env: PROGRAM_ENV, ...account })
      return
    } catch (cause) {
      failure = cause
      await rm(draft.data, { recursive: true, force: true })
    }
  }
  throw new EngineError('init-failed', `不能建立数据库：${reasonOf(failure)}`, failure)
}

/** Drafts of processes that died half-way; those of the living are theirs. */
async function removeAbandoned(place: ClusterPlace): Promise<void> {
  const prefix = `${basename(place.home)}.init-`
  const entries = await readdir(dirname(place.home)).catch(() => [])
  for (const entry of entries.filter((name) => name.startsWith(prefix))) {
    const pid = Number(entry.slice(prefix.length).split('-')[0])
    if (pid > 0 && !isAlive(pid)) await rm(join(dirname(place.home), entry), { recursive: true, force: true })
  }
}

const reasonOf = (cause: unknown): string => {
  const words =
    cause instanceof Error && 'stderr' in cause && typeof cause.stderr === 'string' ? cause.stderr : ''
  return words.trim() || (cause instanceof Error ? cause.message : String(cause))
}

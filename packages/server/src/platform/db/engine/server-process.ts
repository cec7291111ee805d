import { execFile, spawn } from 'node:child_process'
import { chown, open, rename, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { promisify } from 'node:util'
import { type Binaries, program } from './binaries.ts'
import { EngineError, systemCode } from './engine-error.ts'
import { PROGRAM_ENV } from './init-cluster.ts'
import type { ClusterPlace } from './place-cluster.ts'
import type { ServiceAccount } from './service-account.ts'

const run = promisify(execFile)

const LOG_LIMIT_BYTES = 10 * 1024 * 1024

/**
 * Starts the server and returns its process id; whether it gets ready is to be seen in postmaster.pid.
 * It is detached: neither Ctrl-C in the terminal nor the death of Node takes it down in the middle of a write.
 */
export async function launchServer(
  place: ClusterPlace,
  binaries: Binaries,
  account: ServiceAccount | undefined,
  { durable, port }: { durable: boolean; port: number | undefined },
): Promise<number> {
  const settings = {
    // Loopback and a random password: never open, whatever postgresql.conf has come to say.
    listen_addresses: '127.0.0.1',
    port: port ?? (await freePort()),
    unix_socket_directories: '',
    // A throw-away server only; otherwise what was confirmed is on disk, also against the configuration file.
    fsync: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
    synchronous_commit: durable ? 'on' : 'off',
  }
  const args = [
    '-D',
    place.data,
    ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
  ]
  const log = await openLog(place, account)
  try {
    return await new Promise<number>((done, fail) => {
      const child = spawn(program(binaries.dir, 'postgres'), args, {
        cwd: place.data,
        env: PROGRAM_ENV,
        detached: true,
        windowsHide: true,
        stdio: ['ignore', log.fd, log.fd],
        ...account,
      })
      child.once('error', fail)
      child.once('spawn', () => {
        child.unref()
        done(child.pid ?? 0)
      })
    })
  } catch (cause) {
    const sentence =
      systemCode(cause) === 'EPERM'
        ? '系统不允许护蕾切换到普通用户来运行数据库。请直接用普通用户运行护蕾。'
        : `不能运行数据库程序“${program(binaries.dir, 'postgres')}”。`
    throw new EngineError('start-failed', sentence, cause)
  } finally {
    await log.close()
  }
}

/** Stops the server in an orderly way: clients are cut, everything is written out. */
export async function stopServer(
  place: ClusterPlace,
  binaries: Binaries,
  account: ServiceAccount | undefined,
): Promise<void> {
  const args = ['stop', '--pgdata', place.data, '--mode', 'fast', '--wait', '--timeout', '120', '--silent']
  await run(program(binaries.dir, 'pg_ctl'), args, { cwd: place.data, env: PROGRAM_ENV, ...account }).catch(
    (cause) => {
      throw new EngineError('stop-failed', `数据库没有停下来，详见“${place.log}”。`, cause)
    },
  )
}

/** The server's log, one older one kept. */
async function openLog(place: ClusterPlace, account: ServiceAccount | undefined) {
  const size = (await stat(place.log).catch(() => undefined))?.size ?? 0
  if (size > LOG_LIMIT_BYTES) await rename(place.log, `${place.log}.1`)
  const file = await open(place.log, 'a', 0o600)
  if (account) await chown(place.log, account.uid, account.gid)
  return file
}

/** A port nobody listens on now; should someone take it first, the server fails and is started anew. */
function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      probe.close(() => done(port))
    })
  })
}

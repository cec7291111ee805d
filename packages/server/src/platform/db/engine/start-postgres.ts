import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Binaries, findBinaries } from './binaries.ts'
import { EngineError } from './engine-error.ts'
import { initCluster } from './init-cluster.ts'
import { type Lease, ownerUrlOf, rejectWrongPassword, takeLease } from './lease.ts'
import { disownPidFile, isAlive, isServerOf, readPidFile } from './pid-file.ts'
import { type ClusterPlace, findPlace, preparePlace } from './place-cluster.ts'
import { launchServer, stopServer } from './server-process.ts'
import { chooseAccount, type ServiceAccount } from './service-account.ts'

/**
 * When to stop the server: `mine` if this process started it and no other Hulei process uses it (the default);
 * `unused` also if it was adopted, still only when no other uses it (what the long-running server wants at its end);
 * `always` whoever uses it.
 */
export type StopMode = 'mine' | 'unused' | 'always'

export type PostgresEngine = {
  /** Connection of the superuser `hulei_owner` to the database `hulei`, on loopback. */
  readonly ownerUrl: string
  /** The server's process. */
  readonly pid: number
  /** True when the server was running already. */
  readonly adopted: boolean
  stop(mode?: StopMode): Promise<void>
}

export type StartOptions = {
  /** Hulei's data folder; the cluster is in its `postgres/`, or where its `postgres-location` says. */
  readonly dataDir: string
  /** Folder of initdb, pg_ctl and postgres (15 to 18), instead of those that come with Hulei. */
  readonly binDir?: string | undefined
  /** False turns fsync off: for tests, whose data nobody misses. */
  readonly durable?: boolean | undefined
  /** Where a server that has died was reached, so that it can be reached there again; otherwise any free port. */
  readonly port?: number | undefined
  readonly log?: ((line: string) => void) | undefined
}

/** A port may be taken between choosing and using it: some attempts are worth while. */
const ATTEMPTS = 3
/** After a crash, or while another process starts it too (a postmaster.pid is there), it is worth ten seconds. */
const ATTEMPTS_AFTER_CRASH = 40
const PAUSE_MS = 250
const NEWS_EVERY_MS = 10_000

/**
 * Starts the PostgreSQL server of `dataDir`, making the cluster on first use, or adopts the one already running
 * (left by a process that died, or in use by another command). Throws `EngineError`.
 */
export async function startPostgres(options: StartOptions): Promise<PostgresEngine> {
  const log = options.log ?? (() => undefined)
  const found = await findPlace(options.dataDir)
  const account = await chooseAccount(found.home)
  const binaries = await findBinaries(options.binDir, account)
  const place = await preparePlace(options.dataDir, found, account)
  await initCluster(place, binaries, account)
  const password = await readFile(place.password, 'utf8').catch((cause) => {
    throw new EngineError('damaged', `缺少数据库口令文件“${place.password}”，请从备份中取回。`, cause)
  })

  let failure: unknown
  for (let attempt = 0; attempt < ATTEMPTS_AFTER_CRASH; attempt++) {
    if (attempt > 0) await sleep(PAUSE_MS)
    try {
      const adopted = await findRunning(place)
      const pid =
        adopted ??
        (await launchServer(place, binaries, account, {
          durable: options.durable ?? true,
          port: options.port,
        }))
      const { port } = await untilReady(place, pid, log)
      const lease = await takeLease(password, port)
      log(adopted ? `已接管运行中的数据库（进程 ${pid}）` : `数据库已启动（进程 ${pid}，端口 ${port}）`)
      return {
        ownerUrl: ownerUrlOf(password, port),
        pid,
        adopted: adopted !== undefined,
        stop: (mode = 'mine') =>
          stop({ place, binaries, account, lease, pid, adopted: adopted !== undefined }, mode),
      }
    } catch (error) {
      rejectWrongPassword(error, place.password)
      failure = error
      if (attempt + 1 >= ATTEMPTS && !(await readPidFile(place.data))) break
    }
  }
  if (failure instanceof EngineError) throw failure
  throw new EngineError('start-failed', `数据库没有启动，详见“${place.log}”。`, failure)
}

/** The process of the server that already runs on this folder; a stale record is cleared for the next start. */
async function findRunning(place: ClusterPlace): Promise<number | undefined> {
  const file = await readPidFile(place.data)
  if (!file) return undefined
  if (await isServerOf(file.pid, place.data)) return file.pid
  if (isAlive(file.pid)) await disownPidFile(place.data, file.pid)
  return undefined
}

/** Waits as long as the server lives: recovery after a crash takes the time it takes, and says so. */
async function untilReady(place: ClusterPlace, pid: number, log: (line: string) => void) {
  let nextNews = performance.now() + NEWS_EVERY_MS
  for (;;) {
    const file = await readPidFile(place.data)
    if (file?.pid === pid && file.ready) return file
    if (!isAlive(pid)) {
      const words = (await readFile(place.log, 'utf8').catch(() => ''))
        .trim()
        .split('\n')
        .slice(-8)
        .join('\n')
      throw new EngineError('start-failed', `数据库没有启动，详见“${place.log}”：\n${words}`)
    }
    if (performance.now() > nextNews) {
      nextNews += NEWS_EVERY_MS
      log('数据库正在恢复上次未写完的内容，请稍候…')
    }
    await sleep(10)
  }
}

type Running = {
  readonly place: ClusterPlace
  readonly binaries: Binaries
  readonly account: ServiceAccount | undefined
  readonly lease: Lease
  readonly pid: number
  readonly adopted: boolean
}

async function stop(running: Running, mode: StopMode): Promise<void> {
  const { place, lease, pid, adopted } = running
  // A lease that cannot be asked has lost its server: then there is nobody to spare.
  const spare =
    mode === 'mine'
      ? adopted || (await lease.othersUse().catch(() => false))
      : mode === 'unused' && (await lease.othersUse().catch(() => false))
  await lease.release()
  if (spare) return
  const file = await readPidFile(place.data)
  if (file?.pid === pid && isAlive(pid)) await stopServer(place, running.binaries, running.account)
}

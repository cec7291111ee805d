import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EngineError } from './engine-error.ts'
import { isAlive, readPidFile } from './pid-file.ts'
import { startPostgres } from './start-postgres.ts'

const PREFIX = 'hulei-test-'

/** A server for one run of the database tests. */
export type TestPostgres = {
  /** Superuser's connection; tests make their own databases beside the one it names. */
  readonly ownerUrl: string
  stop(): Promise<void>
}

/**
 * Starts a throw-away server without fsync, or uses the one of HULEI_TEST_DATABASE_URL (an owner's connection), so
 * that the same tests run on a system's PostgreSQL. Call it from a Vitest globalSetup and return `stop` from there.
 */
export async function startTestPostgres(): Promise<TestPostgres> {
  // biome-ignore lint/style/noProcessEnv: only tests call this; config.ts is for the running system.
  const env = process.env
  if (env.HULEI_TEST_DATABASE_URL) {
    return { ownerUrl: env.HULEI_TEST_DATABASE_URL, stop: async () => undefined }
  }
  await removeAbandoned(env.HULEI_POSTGRES_BIN)
  const dataDir = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`))
  // mkdtemp makes 0700; as root the server's account must pass through.
  await chmod(dataDir, 0o755)
  const engine = await startPostgres({ dataDir, binDir: env.HULEI_POSTGRES_BIN, durable: false })
  return {
    ownerUrl: engine.ownerUrl,
    stop: async () => {
      await engine.stop('always')
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** A run that was killed leaves its server running: the next one clears it away. */
async function removeAbandoned(binDir: string | undefined): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(name.startsWith(PREFIX) && name.slice(PREFIX.length).split('-')[0])
    if (!(pid > 0) || isAlive(pid)) continue
    const dataDir = join(tmpdir(), name)
    const server = await readPidFile(join(dataDir, 'postgres', 'data'))
    if (server && isAlive(server.pid)) {
      const running = await startPostgres({ dataDir, binDir }).catch(isOfOtherVersion)
      // A run on that version clears it away.
      if (!running) continue
      await running.stop('always')
    }
    await rm(dataDir, { recursive: true, force: true })
  }
}

function isOfOtherVersion(error: unknown): undefined {
  if (error instanceof EngineError && error.code === 'engine.version-mismatch') return undefined
  throw error
}

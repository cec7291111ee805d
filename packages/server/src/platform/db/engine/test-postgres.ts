import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from './start-postgres.ts'

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
  const dataDir = await mkdtemp(join(tmpdir(), 'hulei-test-'))
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

import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** Settings from the environment; the only file that reads it. docs/cli.md lists them for people. */
export type Config = {
  /** Folder of the embedded database, files and keys. */
  readonly dataDir: string
  /** Owner's connection to a PostgreSQL server, instead of the embedded one. */
  readonly databaseUrl: string | undefined
  /** Folder of the PostgreSQL programs, instead of those that come with Hulei. */
  readonly postgresBin: string | undefined
  readonly port: number
  readonly host: string
  /** The address under which browsers reach Hulei; decides whether cookies are `Secure`. */
  readonly publicUrl: string | undefined
  /** Connections of the application to the database. */
  readonly poolSize: number
  readonly logLevel: string
  /** Settings of the channels for messages (JSON); `isNamed` when the environment names it, so that it must be there. */
  readonly channelsFile: { readonly path: string; readonly isNamed: boolean }
}

export function readConfig(
  env: NodeJS.ProcessEnv = process.env,
  options: { data?: string | undefined } = {},
): Config {
  const port = Number(env.PORT ?? 8080)
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Error(`PORT 应为 0 到 65535 之间的整数，现为“${env.PORT}”`)
  }
  const dataDir = resolve(options.data ?? env.HULEI_DATA ?? join(homedir(), '.hulei'))
  return {
    dataDir,
    databaseUrl: env.DATABASE_URL || undefined,
    postgresBin: env.HULEI_POSTGRES_BIN || undefined,
    port,
    host: env.HOST ?? '127.0.0.1',
    publicUrl: env.PUBLIC_URL || undefined,
    poolSize: Number(env.HULEI_POOL ?? 10),
    logLevel: env.LOG_LEVEL ?? 'warn',
    channelsFile: env.HULEI_CHANNELS
      ? { path: resolve(env.HULEI_CHANNELS), isNamed: true }
      : { path: join(dataDir, 'channels.json'), isNamed: false },
  }
}

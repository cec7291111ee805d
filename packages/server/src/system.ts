import { hkdfSync, type KeyObject } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import type { Config } from './config.ts'
import { createPerformer } from './platform/acts/perform.ts'
import { seedCalendarYears } from './platform/calendar-years.ts'
import { agreeOnErasures } from './platform/crypto/erasures.ts'
import { createKeyring } from './platform/crypto/keyring.ts'
import { loadMasterKey } from './platform/crypto/master-key.ts'
import { type KeptEngine, keepPostgresRunning } from './platform/db/engine/index.ts'
import { createLogin, migrate } from './platform/db/migrate.ts'
import { createPool, surviveBreaks } from './platform/db/pool.ts'
import { createScopes } from './platform/db/scope.ts'
import { openFiles } from './platform/files/index.ts'
import { createSessions } from './platform/http/session.ts'
import { createIdentity, type Identity } from './platform/identity/index.ts'
import { adoptedPlaybook } from './platform/playbook-file.ts'
import { createReadLog } from './platform/read-log.ts'
import type { Server } from './platform/server.ts'
import { loadTownships } from './platform/townships.ts'
import { handlers, observers } from './rooms/index.ts'
import { accountActs } from './rooms/organisation/index.ts'

/** Everything that runs: the database, sign-in, the platform; opened once by `serve` and by each command. */
export type System = {
  readonly server: Server
  readonly identity: Identity
  /** The owner's connections: migrations, backups, verification. Never used for a person's request. */
  readonly owner: pg.Pool
  readonly ownerUrl: string
  readonly masterKey: KeyObject
  isReady(): Promise<boolean>
  close(): Promise<void>
}

export type SystemOptions = { readonly baseUrl?: string; readonly onError?: (error: unknown) => void }

/** Opens the database of the configuration (the embedded one, or DATABASE_URL), brings it up to date and puts the platform on it. */
export async function openSystem(config: Config, options: SystemOptions = {}): Promise<System> {
  await mkdir(config.dataDir, { recursive: true })
  const masterKey = await loadMasterKey(config.dataDir)
  const database = await openDatabase(config, options.onError)
  const { ownerUrl } = database
  try {
    await migrate(ownerUrl)
    const secret = (purpose: string) =>
      Buffer.from(hkdfSync('sha256', masterKey, '', `hulei ${purpose}`, 32)).toString('hex')
    const [appUrl, identityUrl] = [
      await createLogin(ownerUrl, 'hulei_app', secret('app login')),
      await createLogin(ownerUrl, 'hulei_identity', secret('identity login')),
    ]
    const owner = surviveBreaks(
      new pg.Pool({ connectionString: ownerUrl, max: 3, application_name: 'hulei-owner' }),
    )
    await seedCalendarYears(owner)
    await agreeOnErasures(owner, config.dataDir)
    const pool = createPool(appUrl, { max: config.poolSize })
    const identityPool = surviveBreaks(
      new pg.Pool({ connectionString: identityUrl, max: 6, application_name: 'hulei-identity' }),
    )
    const townships = await loadTownships(owner, adoptedPlaybook, Date.now)
    const scopes = createScopes(pool, townships.clockOf)
    const keyring = createKeyring(masterKey)
    const securityNow = () => new Date().toISOString()
    const identity = await createIdentity({
      pool: identityPool,
      baseURL: options.baseUrl ?? config.publicUrl ?? `http://${config.host}:${config.port}`,
      secret: secret('sign-in'),
    })
    const readLog = createReadLog(scopes, securityNow, options.onError ?? (() => {}))
    const server: Server = {
      identity,
      scopes,
      keyring,
      townships,
      readLog,
      files: await openFiles(join(config.dataDir, 'files')),
      performer: createPerformer({
        scopes,
        keyring,
        townships,
        handlers: [...handlers, ...accountActs(identity)],
        observers,
        securityNow,
      }),
      sessions: createSessions(scopes, townships, (headers) => identity.accountOf(headers)),
    }
    return {
      server,
      identity,
      owner,
      ownerUrl,
      masterKey,
      isReady: async () => {
        try {
          await pool.query('SELECT 1')
          return true
        } catch {
          return false
        }
      },
      async close() {
        await readLog.flush()
        await Promise.all([pool.end(), identityPool.end(), owner.end()])
        await database.engine?.stop('unused')
      },
    }
  } catch (error) {
    await database.engine?.stop()
    throw error
  }
}

async function openDatabase(
  config: Config,
  onError?: (error: unknown) => void,
): Promise<{ ownerUrl: string; engine?: KeptEngine }> {
  if (config.databaseUrl) return { ownerUrl: config.databaseUrl }
  const { dataDir, postgresBin: binDir } = config
  const engine = await keepPostgresRunning({ dataDir, binDir }, onError)
  return { ownerUrl: engine.ownerUrl, engine }
}

/** The built console and phone app. */
export const webDirs = {
  console: join(import.meta.dirname, '../../console/dist'),
  field: join(import.meta.dirname, '../../field/dist'),
}

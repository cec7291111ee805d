import { buildApp } from './app.ts'
import type { Config } from './config.ts'
import { agreeOnErasures } from './platform/crypto/erasures.ts'
import { Refusal } from './platform/errors.ts'
import { runFor, startJobs, startWatches } from './platform/jobs/index.ts'
import { readChannels, startNotifier } from './platform/notify/index.ts'
import { dailyJobs, watches } from './rooms/index.ts'
import { openSystem, type System, webDirs } from './system.ts'

/** A running server: where it is reached, and how to stop it. */
export type Running = { readonly url: string; readonly system: System; stop(): Promise<void> }

/** Opens the system and listens. With PORT=0 any free port is taken, which the address then says. */
export async function serve(
  config: Config,
  prepare?: (system: System) => Promise<void>,
  dirs: typeof webDirs = webDirs,
): Promise<Running> {
  const isHttps = config.publicUrl?.startsWith('https:') ?? false
  const channels = await readChannels(config.channelsFile, Date.now)
  const system = await openSystem(config)
  try {
    await prepare?.(system)
    const daily = [
      ...dailyJobs(system.server),
      { name: 'note-erasures', run: () => agreeOnErasures(system.owner, config.dataDir) },
    ]
    for (const job of daily) await runFor(system.server.townships, job, logError).catch(() => {})
    const app = await buildApp({
      server: system.server,
      identityRoutes: system.identity.routes,
      checkOrigin: system.identity.checkOrigin,
      webDirs: dirs,
      isHttps,
      logLevel: config.logLevel,
      isReady: system.isReady,
    })
    const url = await app.listen({ port: config.port, host: config.host }).catch((error) => {
      throw portRefusal(error, config.port)
    })
    if (config.publicUrl === undefined) system.identity.trustOrigin(url)
    const jobs = await startJobs({
      ownerUrl: system.ownerUrl,
      townships: system.server.townships,
      daily,
      onError: logError,
    })
    const { scopes, keyring, townships } = system.server
    const notifier = startNotifier({
      courier: { scopes, keyring, channels },
      townships,
      realNow: Date.now,
      onError: logError,
    })
    const watching = startWatches({
      watches: watches(system.server),
      townships: system.server.townships,
      onError: logError,
    })
    const lookout = watchPlans(system, async () => {
      for (const job of daily) await runFor(system.server.townships, job, logError)
    })
    return {
      url: config.publicUrl ?? url.replace('127.0.0.1', 'localhost'),
      system,
      async stop() {
        clearInterval(lookout)
        await watching.stop()
        await app.close()
        await jobs.stop()
        await notifier.stop()
        await system.close()
      },
    }
  } catch (error) {
    await system.close()
    throw error
  }
}

const LOOK_MS = 3000

/**
 * Takes up what another process changes (`hulei playbook adopt`, `hulei calendar set`) within seconds: a plan that was
 * adopted holds at once, and its windows are opened.
 */
function watchPlans({ server }: System, onChange: () => Promise<void>): NodeJS.Timeout {
  let isLooking = false
  const look = async () => {
    if (isLooking) return
    isLooking = true
    try {
      if (await server.townships.refresh()) await onChange()
    } catch {
      // The database is away for a moment; the next look finds what changed.
    } finally {
      isLooking = false
    }
  }
  return setInterval(() => void look(), LOOK_MS).unref()
}

/** Stops once on Ctrl-C or a service manager's signal; a second signal ends at once. */
export function stopOnSignal(running: Running): void {
  let isStopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isStopping) process.exit(1)
      isStopping = true
      running.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      )
    })
  }
}

/** A port that cannot be had is the commonest fault of a first start: it is said in words. */
function portRefusal(error: unknown, port: number): unknown {
  const code = (error as { code?: unknown } | null)?.code
  if (code === 'EADDRINUSE') {
    return new Refusal(
      'serve.port-in-use',
      500,
      `端口 ${port} 已被别的程序占用。请先停掉它，或换一个端口再启动，例如 PORT=8081 npm start。`,
      { cause: error },
    )
  }
  if (code === 'EACCES')
    return new Refusal(
      'serve.port-forbidden',
      500,
      `没有使用端口 ${port} 的权限，请换一个 1024 以上的端口。`,
      {
        cause: error,
      },
    )
  return error
}

/** Of the work that nobody asked for, faults have no person to be told: they go to the terminal or the service's log. */
function logError(error: unknown): void {
  console.error(error)
}

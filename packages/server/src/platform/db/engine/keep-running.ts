import { isAlive } from './pid-file.ts'
import { type PostgresEngine, type StartOptions, type StopMode, startPostgres } from './start-postgres.ts'

/** How often a look is taken whether the server still lives. */
const LOOK_EVERY_MS = 1_000

/** A server that is started again, at the same address, when it dies while this process lives. */
export type KeptEngine = Pick<PostgresEngine, 'ownerUrl'> & { stop(mode?: StopMode): Promise<void> }

/**
 * Starts or adopts the server of a data folder, and starts it again, on its port, should it die: whoever holds a pool
 * only ever sees broken connections, then working ones. Until it is back, statements fail, and `onError` hears why a
 * start failed; the next look tries anew.
 */
export async function keepPostgresRunning(
  options: StartOptions,
  onError: (error: unknown) => void = () => {},
): Promise<KeptEngine> {
  let engine = await startPostgres(options)
  const { ownerUrl } = engine
  const port = Number(new URL(ownerUrl).port)
  let restarting: Promise<void> | undefined
  const restart = async () => {
    try {
      const dead = engine
      engine = await startPostgres({ ...options, port })
      // Lets go of the dead server's lease; the server itself is not its to stop any more.
      await dead.stop('mine').catch(() => {})
    } catch (error) {
      onError(error)
    }
  }
  const timer = setInterval(() => {
    if (restarting || isAlive(engine.pid)) return
    restarting = restart().finally(() => {
      restarting = undefined
    })
  }, LOOK_EVERY_MS)
  timer.unref()
  return {
    ownerUrl,
    async stop(mode) {
      clearInterval(timer)
      await restarting
      await engine.stop(mode)
    },
  }
}

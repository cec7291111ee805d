import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

/** `hulei serve` in a process of its own, so that it can be killed as a power cut kills it. */
export type ServerProcess = {
  readonly url: string
  start(): Promise<void>
  /** Ends it without a word (SIGKILL). Its database lives on, or is found dead at the next start. */
  kill(): Promise<void>
  stop(): Promise<void>
}

const cli = join(import.meta.dirname, '../../../packages/server/src/cli/hulei.ts')

export function serverProcess(dataDir: string, port: number): ServerProcess {
  const url = `http://127.0.0.1:${port}`
  let child: ChildProcess | undefined
  const end = async (signal: NodeJS.Signals) => {
    const ending = child
    child = undefined
    if (!ending || ending.exitCode !== null) return
    const gone = once(ending, 'exit')
    ending.kill(signal)
    await gone
  }
  return {
    url,
    async start() {
      const started = spawn(process.execPath, [cli, 'serve', '--data', dataDir], {
        env: { ...process.env, PORT: String(port), LOG_LEVEL: 'error' },
        stdio: ['ignore', 'ignore', 'inherit'],
      })
      child = started
      for (let tries = 0; tries < 600; tries++) {
        if (started.exitCode !== null) throw new Error(`The server ended (${started.exitCode})`)
        const answer = await fetch(`${url}/healthz`).catch(() => undefined)
        if (answer?.status === 200) return
        await setTimeout(100)
      }
      throw new Error('The server did not come up within a minute')
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  }
}

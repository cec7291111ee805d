import type { Township, Townships } from '../townships.ts'

/** Something that is looked at again and again while a server runs, for each township. */
export type Watch = {
  readonly name: string
  readonly everyMs: number
  /** May run at any time, on several servers at once: what it does, it does once. */
  run(township: Township): Promise<unknown>
}

export type Watching = { stop(): Promise<void> }

/**
 * Looks on, one round of each watch at a time; a township that fails keeps no other waiting. What is to be done stands in
 * the database, so a server that was off finds it when it is on again.
 */
export function startWatches(given: {
  watches: readonly Watch[]
  townships: Townships
  onError: (error: unknown) => void
}): Watching {
  const running = given.watches.map((watch) => again(watch, given.townships, given.onError))
  return { stop: async () => void (await Promise.all(running.map((each) => each.stop()))) }
}

function again(watch: Watch, townships: Townships, onError: (error: unknown) => void): Watching {
  let isStopped = false
  let round: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout
  // A database that is away is told of once, not at every look.
  const failing = new Set<string>()
  const look = async () => {
    for (const township of townships.all()) {
      if (isStopped) return
      await watch.run(township).then(
        () => failing.delete(township.code),
        (error: unknown) => {
          if (!failing.has(township.code)) onError(error)
          failing.add(township.code)
        },
      )
    }
  }
  const next = (afterMs: number) => {
    timer = setTimeout(() => {
      round = look().finally(() => {
        if (!isStopped) next(watch.everyMs)
      })
    }, afterMs).unref()
  }
  next(0)
  return {
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await round
    },
  }
}

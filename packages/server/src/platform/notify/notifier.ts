import type { Instant } from '@hulei/core'
import type { Township, Townships } from '../townships.ts'
import { type Courier, deliverDue } from './deliver.ts'
import { escalateSilence } from './escalate.ts'

const DELIVER_MS = 1_000
const ESCALATE_MS = 30_000

/** The worker that carries messages out and passes silence on, while a server runs. */
export type Notifier = { stop(): Promise<void> }

/**
 * Looks every second for what is to go out and every half minute for what nobody acknowledged. What it has to do stands
 * in the database, so a server that starts again goes on where the last one stopped, and several share the work.
 */
export function startNotifier(given: {
  courier: Courier
  townships: Townships
  realNow: () => Instant
  onError: (error: unknown) => void
}): Notifier {
  const { courier, townships, realNow, onError } = given
  const timers = [
    every(DELIVER_MS, townships, (township) => deliverDue(courier, township, realNow), onError),
    every(
      ESCALATE_MS,
      townships,
      (township) => escalateSilence(courier.scopes, township, realNow()),
      onError,
    ),
  ]
  return { stop: async () => void (await Promise.all(timers.map((timer) => timer.stop()))) }
}

/** Does a thing for every township again and again, one round at a time; a township that fails keeps no other waiting. */
function every(
  ms: number,
  townships: Townships,
  run: (township: Township) => Promise<unknown>,
  onError: (error: unknown) => void,
): { stop(): Promise<void> } {
  let isStopped = false
  let running: Promise<void> = Promise.resolve()
  // A database that is away is told of once, not every second.
  const failing = new Set<string>()
  const round = async () => {
    for (const township of townships.all()) {
      if (isStopped) return
      await run(township).then(
        () => failing.delete(township.code),
        (error) => {
          if (!failing.has(township.code)) onError(error)
          failing.add(township.code)
        },
      )
    }
  }
  let timer: NodeJS.Timeout
  const again = () => {
    if (isStopped) return
    timer = setTimeout(() => {
      running = round().finally(again)
    }, ms)
  }
  again()
  return {
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await running
    },
  }
}

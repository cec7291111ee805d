import { ERRORS, type Locker } from '@tus/server'

type Turn = { readonly makeAnEnd: () => void | Promise<void>; readonly over: Promise<void>; end(): void }

const MOST_WAIT_MS = 30_000

/**
 * One request at a time for each upload. One that waits asks the one at work to make an end, since that is mostly a
 * line that broke without the server's noticing. (The library's own locker spins while it waits.)
 */
export function takeTurnsByUpload(mostWaitMs = MOST_WAIT_MS): Locker {
  const turns = new Map<string, Turn>()
  return {
    newLock: (id) => ({
      async lock(stop, makeAnEnd) {
        const tooLate = AbortSignal.any([stop, AbortSignal.timeout(mostWaitMs)])
        const gaveUp = new Promise<void>((resolve) => {
          tooLate.addEventListener('abort', () => resolve(), { once: true })
        })
        for (let turn = turns.get(id); turn; turn = turns.get(id)) {
          if (tooLate.aborted) throw ERRORS.ERR_LOCK_TIMEOUT
          await turn.makeAnEnd()
          await Promise.race([turn.over, gaveUp])
        }
        const { promise: over, resolve: end } = Promise.withResolvers<void>()
        turns.set(id, { makeAnEnd, over, end })
      },
      async unlock() {
        const turn = turns.get(id)
        turns.delete(id)
        turn?.end()
      },
    }),
  }
}

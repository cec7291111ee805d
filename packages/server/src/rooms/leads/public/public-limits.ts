import { networkOf } from '../../../platform/identity/lockout.ts'

/**
 * How many may come from one address, and how many are worked on at once. In memory: an address is never written down.
 * Nobody is turned away without a sentence and a time after which it works.
 */
export type Bucket = {
  /** Takes one; or says for how many seconds to wait. */
  take(address: string): number
  /** Gives one back, that turned out to be none. */
  giveBack(address: string): void
}

const MOST_NETWORKS = 50_000

/** So many at once from one network, then one in `everyMs`. */
export function createBucket(given: { most: number; everyMs: number; now?: () => number }): Bucket {
  const { most, everyMs, now = () => performance.now() } = given
  // For each network, the time at which its bucket is full again.
  const fullAt = new Map<string, number>()
  return {
    take(address) {
      const at = now()
      const network = networkOf(address)
      const full = Math.max(fullAt.get(network) ?? 0, at) + everyMs
      const wait = full - (at + most * everyMs)
      if (wait > 0) return Math.ceil(wait / 1000)
      // Moved to the end: what is first has been quiet for longest, and goes when there are too many.
      fullAt.delete(network)
      const [quietest] = fullAt.keys()
      if (fullAt.size >= MOST_NETWORKS && quietest !== undefined) fullAt.delete(quietest)
      fullAt.set(network, full)
      return 0
    },
    giveBack(address) {
      const network = networkOf(address)
      const full = fullAt.get(network)
      if (full !== undefined) fullAt.set(network, full - everyMs)
    },
  }
}

/** So many at once; so many more wait for their turn; the rest are told to come again. */
export type Turns = { run<T>(work: () => Promise<T>): Promise<T | 'full'> }

export function createTurns({ atOnce, waiting }: { atOnce: number; waiting: number }): Turns {
  let running = 0
  const queue: (() => void)[] = []
  return {
    async run(work) {
      if (running >= atOnce) {
        if (queue.length >= waiting) return 'full'
        await new Promise<void>((resolve) => queue.push(resolve))
      } else running += 1
      try {
        return await work()
      } finally {
        const next = queue.shift()
        if (next) next()
        else running -= 1
      }
    },
  }
}

/**
 * Against guessing by many addresses at once: the more wrong codes came lately from anywhere, the longer every answer
 * takes. A code has 74 bits; this only keeps a search from costing us more than it costs the searcher.
 */
export function createBackOff({ now = () => performance.now() }: { now?: () => number } = {}) {
  const FORGET_MS = 10 * 60_000
  const FREE = 50
  const LONGEST_MS = 3_000
  let wrong = 0
  let last = 0
  const current = () => wrong * Math.max(0, 1 - (now() - last) / FORGET_MS)
  return {
    wasWrong(): void {
      wrong = current() + 1
      last = now()
    },
    /** How long to wait before answering, in milliseconds. */
    delay: (): number => Math.min(LONGEST_MS, Math.max(0, current() - FREE) * 20),
  }
}

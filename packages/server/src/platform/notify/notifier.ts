import type { Instant } from '@hulei/core'
import { startWatches, type Watching } from '../jobs/index.ts'
import type { Townships } from '../townships.ts'
import { type Courier, deliverDue } from './deliver.ts'
import { escalateSilence } from './escalate.ts'

const DELIVER_MS = 1_000
const ESCALATE_MS = 30_000

/** The worker that carries messages out and passes silence on, while a server runs. */
export type Notifier = Watching

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
  return startWatches({
    townships,
    onError,
    watches: [
      {
        name: 'deliver',
        everyMs: DELIVER_MS,
        run: (township) => deliverDue(courier, township, realNow),
      },
      {
        name: 'escalate',
        everyMs: ESCALATE_MS,
        run: (township) => escalateSilence(courier.scopes, township, realNow()),
      },
    ],
  })
}

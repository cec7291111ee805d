import { PgBoss } from 'pg-boss'
import type { Township, Townships } from '../townships.ts'

/** Work that nobody asks for: done for each township, once a day shortly after midnight and whenever the server starts. */
export type DailyJob = {
  /** Its queue: letters and dashes. */
  readonly name: string
  /** May be run again at any time: done twice on a day it changes nothing the second time. */
  run(township: Township): Promise<unknown>
}

export type Jobs = {
  /** Puts a job in its queue at once, as after a plan was adopted. */
  now(name: string): Promise<void>
  /** Waits for what is being worked on, then stops. */
  stop(): Promise<void>
}

/** A minute past midnight in China, so that 'today' is surely the new day. */
const AFTER_MIDNIGHT = '1 0 * * *'

/**
 * Runs daily jobs from queues in PostgreSQL (pg-boss, schema `jobs`): several servers over one database share them, a
 * job that failed is tried again, one that was missed while the server was off is made up for by the run at start.
 */
export async function startJobs(given: {
  ownerUrl: string
  townships: Townships
  daily: readonly DailyJob[]
  onError: (error: unknown) => void
}): Promise<Jobs> {
  const { townships, daily, onError } = given
  const boss = new PgBoss({
    connectionString: given.ownerUrl,
    application_name: 'hulei-jobs',
    schema: 'jobs',
    max: 2,
  })
  boss.on('error', onError)
  await boss.start()
  for (const job of daily) {
    await boss.createQueue(job.name, {
      policy: 'exclusive',
      retryLimit: 5,
      retryDelay: 60,
      retryBackoff: true,
    })
    await boss.work(job.name, { pollingIntervalSeconds: 5 }, () => runFor(townships, job, onError))
    await boss.schedule(job.name, AFTER_MIDNIGHT, null, { tz: 'Asia/Shanghai' })
  }
  return {
    async now(name) {
      await boss.send(name)
    },
    stop: () => boss.stop({ graceful: true, timeout: 10_000, close: true }),
  }
}

/** Runs a job for every township; one that fails does not keep the others waiting, and makes the job run again. */
export async function runFor(
  townships: Townships,
  job: DailyJob,
  onError: (error: unknown) => void,
): Promise<void> {
  let failed: unknown
  for (const township of townships.all()) {
    try {
      await job.run(township)
    } catch (error) {
      onError(error)
      failed = error
    }
  }
  if (failed) throw failed
}

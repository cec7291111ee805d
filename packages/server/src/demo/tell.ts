import { acts, type Day, type RecordHead } from '@hulei/core'
import type pg from 'pg'
import { createPerformer, type Performer } from '../platform/acts/perform.ts'
import { createPool } from '../platform/db/pool.ts'
import { findRecord } from '../platform/db/records.ts'
import { createScopes } from '../platform/db/scope.ts'
import type { Server } from '../platform/server.ts'
import type { Township } from '../platform/townships.ts'
import { linesOf, openDueWindows, windowsOf } from '../rooms/duties/index.ts'
import { handlers, measures, observers } from '../rooms/index.ts'
import { DEMO_DAY } from './cast.ts'
import { ALONE, dayOfStep, type Step } from './step.ts'

/** So many acts are under way at once: more only wait for the head of the chain. */
const AT_ONCE = 8

export type Told = { readonly done: number; readonly of: number }

/**
 * Does the steps of a story in the order of their time, each on its own day: the business clock walks along, and duty
 * windows are opened on the morning of the day on which they begin, so that every past day is known as it was.
 * What was done before (a generation that was cut off) is left out by the caller; doing it twice would do it once.
 */
export async function tell(
  server: Pick<Server, 'scopes' | 'keyring' | 'townships'>,
  township: Township,
  steps: readonly Step[],
  onProgress: (told: Told) => void = () => {},
  /** Has the database look at how its tables have grown: plans made for empty ones read them whole. */
  takeStock: () => Promise<unknown> = async () => {},
): Promise<void> {
  let today: Day = steps[0] ? dayOfStep(steps[0]) : DEMO_DAY
  const clock = { today: () => today, now: () => Date.parse(`${today}T12:00:00+08:00`) }
  const pool = unhurriedPool(server.scopes.pool)
  const scopes = createScopes(pool, () => clock)
  const performerWith = (given: typeof observers) =>
    createPerformer({
      scopes,
      keyring: server.keyring,
      townships: server.townships,
      handlers,
      observers: given,
      securityNow: () => new Date().toISOString(),
    })
  // Before the plan begins no window is open, so there is nothing that an observer could count.
  const [early, later] = [performerWith([]), performerWith(observers)]
  const found = (step: Step): Promise<Found> =>
    scopes.read(step.by, async (scope) => {
      const kind = acts.get(step.act)?.kind
      return kind && step.record && (await findRecord(scope, server.keyring, kind, step.record))
    })
  const mornings = beginningsOf(township)
  let done = 0
  try {
    for (const [day, ofDay] of byDay(steps, mornings)) {
      today = day
      if (mornings.has(day)) {
        await takeStock()
        await openDueWindows(scopes, township, measures, day)
      }
      await tellDay(day < township.playbook.plan.from ? early : later, found, ofDay)
      done += ofDay.length
      onProgress({ done, of: steps.length })
    }
  } finally {
    await pool.end()
  }
}

/**
 * Connections that do not wait for the disk after each act, nor plan each statement anew. A crash loses the last moments
 * at most and never a part of an act, and the next run goes on from what is there.
 */
function unhurriedPool(like: pg.Pool): pg.Pool {
  const pool = createPool(like.options.connectionString ?? '', { max: AT_ONCE + 2 })
  pool.on('connect', (client) => {
    client.query('SET synchronous_commit = off; SET plan_cache_mode = force_generic_plan').catch(() => {})
  })
  return pool
}

/** Days up to the demonstration's on which some window of some duty begins. */
function beginningsOf(township: Township): Set<Day> {
  const { plan } = township.playbook
  const windows = linesOf(township.playbook).flatMap((line) =>
    line.proves.flatMap((proof) => windowsOf(line, proof, plan.from, DEMO_DAY, township)),
  )
  return new Set(
    windows.map(({ from }) => (from > plan.from ? from : plan.from)).filter((day) => day <= DEMO_DAY),
  )
}

function byDay(steps: readonly Step[], mornings: ReadonlySet<Day>): [Day, Step[]][] {
  const days = Map.groupBy(steps, dayOfStep)
  for (const day of mornings) if (!days.has(day)) days.set(day, [])
  return [...days].sort(([one], [other]) => (one < other ? -1 : 1))
}

/** The acts of a day, side by side but for those that follow from one another. */
async function tellDay(
  performer: Performer,
  found: (step: Step) => Promise<Found>,
  steps: readonly Step[],
): Promise<void> {
  const lanes = new Map<string, Promise<void>>()
  const running = new Set<Promise<void>>()
  const failures: unknown[] = []
  for (const step of steps) {
    if (step.lane === ALONE) await Promise.all(running)
    else if (running.size >= AT_ONCE) await Promise.race(running)
    if (failures.length > 0) break
    const telling = (lanes.get(step.lane) ?? Promise.resolve())
      .then(async () => perform(performer, step.edits ? edited(step, await found(step)) : step))
      .catch((error: unknown) => {
        failures.push(error)
      })
      .finally(() => running.delete(telling))
    lanes.set(step.lane, telling)
    running.add(telling)
    if (step.lane === ALONE) await telling
  }
  await Promise.all(running)
  if (failures.length > 0) throw failures[0]
}

/** The record that a step is done on, as it stands then. */
type Found = (RecordHead & Readonly<Record<string, unknown>>) | undefined | ''

/** A step that edits, with what it says of what it finds. */
const edited = (step: Step, found: Found): Step =>
  found ? { ...step, version: found.version, input: { ...step.input, ...step.edits?.(found) } } : step

async function perform(performer: Performer, step: Step): Promise<void> {
  const { id, act, record, version, reason, input, by, at } = step
  const receivedAt = new Date(at).toISOString()
  const isByHand = by.role !== 'system'
  const envelope = { id, act, record, version, reason, input, ...(isByHand && { recordedAt: receivedAt }) }
  try {
    await performer.perform(by, envelope, { receivedAt })
  } catch (error) {
    throw new Error(`演示数据在“${act}”（${at}）这一步出错`, { cause: error })
  }
}

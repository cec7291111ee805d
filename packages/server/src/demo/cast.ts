import type { Actor, Day, Playbook } from '@hulei/core'
import type { DemoUser } from './people.ts'
import type { DemoChild, DemoHousehold, Population } from './population.ts'
import type { Random } from './random.ts'

/** The day on which the demonstration stands. */
export const DEMO_DAY: Day = '2024-05-20'

/** How well a village keeps its register: the township has all three sorts. */
export type Diligence = 'good' | 'fair' | 'poor'

/** What every part of the story is told from. */
export type Cast = {
  readonly random: Random
  readonly playbook: Playbook
  readonly township: string
  readonly users: readonly DemoUser[]
  readonly population: Population
  readonly system: Actor
  diligenceOf(village: string): Diligence
  /** The worker of a village. */
  workerOf(village: string): Actor
  /** Somebody of a unit; the first when it has several. */
  ofUnit(unit: string): Actor
  /** Somebody with a role. */
  withRole(role: Actor['role']): Actor
}

/** A listed child with where it lives. */
export type Listed = {
  readonly child: DemoChild
  readonly household: DemoHousehold
  readonly entries: readonly Entry[]
}

/** One listing of a child: category and days. `to` is known for those that ended or must end. */
export type Entry = {
  readonly id: string
  readonly category: string
  readonly from: Day
  readonly to: Day | null
}

/** Whether a listing covers a day. */
export const covers = (entry: Entry, day: Day): boolean =>
  entry.from <= day && (entry.to === null || entry.to >= day)

export function createCast(given: Omit<Cast, 'diligenceOf' | 'workerOf' | 'ofUnit' | 'withRole'>): Cast {
  const { random, playbook, users } = given
  const ranked = random.about('diligence').shuffled(playbook.villages.map((village) => village.id))
  const third = ranked.length / 10
  const diligence = new Map(
    ranked.map((village, index): [string, Diligence] => [
      village,
      index < third * 4 ? 'good' : index < third * 7.5 ? 'fair' : 'poor',
    ]),
  )
  const find = (what: string, is: (actor: Actor) => boolean): Actor => {
    const found = users.find((user) => is(user.actor))
    if (!found) throw new Error(`Nobody in the demonstration is ${what}`)
    return found.actor
  }
  return {
    ...given,
    diligenceOf: (village) => diligence.get(village) ?? 'fair',
    workerOf: (village) => find(`worker of ${village}`, (actor) => actor.villages.includes(village)),
    ofUnit: (unit) =>
      find(
        `of ${unit}`,
        (actor) => actor.unit === unit && ['officer', 'office', 'police', 'discipline'].includes(actor.role),
      ),
    withRole: (role) => find(role, (actor) => actor.role === role),
  }
}

import { addDays, addMonths, ageOn, type Day } from '@hulei/core'
import { type Cast, DEMO_DAY, type Entry, type Listed } from './cast.ts'
import type { DemoChild } from './population.ts'
import type { Random } from './random.ts'
import { clockOn, type Step } from './step.ts'

/** How many of each category a township of 6,500 minors has, about; they are scaled with it. */
const shares: readonly (readonly [string, number])[] = [
  ['left-behind', 186],
  ['in-difficulty', 42],
  ['disabled', 26],
  ['extreme-poverty', 24],
  ['de-facto-unsupported', 18],
  ['migrant', 14],
  ['parent-in-custody', 8],
  ['orphan', 6],
  ['strained-family', 8],
  ['conduct', 5],
  ['school-averse-girl', 3],
]

const concerns: Readonly<Record<string, readonly string[]>> = {
  'strained-family': ['父母长期争吵，孩子多次在邻居家过夜', '再婚后与继父很少说话，情绪低落'],
  conduct: ['多次旷课并在网吧逗留', '与社会闲散人员来往，夜不归宿两次'],
  'school-averse-girl': ['两个月内旷课十余天，与家长冲突', '多次表示不愿上学，夜间外出'],
}

/** Who is listed, under what, from when to when. Nobody is listed twice under one category. */
export function listChildren(cast: Cast, scale: number): Listed[] {
  const random = cast.random.about('listings')
  const registered = cast.population.flatMap((household) =>
    household.children.map((child) => ({ child, household })),
  )
  const pool = random.shuffled(registered.filter(({ child }) => ageOn(child.bornOn, DEMO_DAY) < 17))
  const taken = new Set<string>()
  const listed = shares.flatMap(([category, count]) => {
    const plan = cast.playbook.childCategories.find((each) => each.id === category)
    if (!plan) return []
    const fitting = pool
      .filter(({ child }) => !taken.has(child.id) && fits(plan, child))
      .slice(0, Math.max(1, Math.round(count * scale)))
    return fitting.map(({ child, household }): Listed => {
      taken.add(child.id)
      const own = random.about(child.id)
      const first = entryOf(own, category, plan.basis === 'concern')
      // Some live under two heads: a disabled child may also be left behind.
      const second = plan.basis === 'statutory' && category !== 'left-behind' && own.chance(0.08)
      return {
        child,
        household,
        entries: second ? [first, entryOf(own.about('second'), 'left-behind', false)] : [first],
      }
    })
  })
  return listed
}

function fits(plan: Cast['playbook']['childCategories'][number], child: DemoChild): boolean {
  const age = ageOn(child.bornOn, DEMO_DAY)
  if (plan.sex && plan.sex !== child.sex) return false
  if (plan.ages && (age < plan.ages.from || age > plan.ages.to)) return false
  if (plan.id === 'conduct') return age >= 12
  return age >= 1
}

function entryOf(random: Random, category: string, isConcern: boolean): Entry {
  const from = isConcern
    ? addDays('2024-01-08', random.int(0, 110))
    : addDays('2023-12-01', random.int(0, 16))
  // A concern ends within six months, and the demonstration shows some that are near their end.
  const to = isConcern ? addMonths(from, random.int(5, 6)) : null
  return { id: random.id('listing', category), category, from, to }
}

/** Listings, each with its grounds; a concern names who approved it, when it is looked at again, and its end. */
export function tellListings(cast: Cast, listed: readonly Listed[]): Step[] {
  return listed.flatMap(({ child, household, entries }) =>
    entries.map((entry): Step => {
      const random = cast.random.about('listing', entry.id)
      const words = concerns[entry.category]
      const by = words ? cast.withRole('office') : cast.workerOf(household.village)
      const grounds = words
        ? {
            basis: 'concern',
            concern: random.pick(words),
            approvedBy: cast.withRole('leader').name,
            reviewOn: addMonths(entry.from, 3),
            to: entry.to,
          }
        : { basis: 'statutory' }
      return {
        at: clockOn(random, entry.from, 9, 16),
        by,
        act: 'listing.open',
        id: entry.id,
        lane: household.id,
        input: { child: child.id, category: entry.category, ...grounds, from: entry.from },
      }
    }),
  )
}

/** The first day on which a child is listed. */
export const listedFrom = ({ entries }: Listed): Day =>
  entries.reduce<Day>((first, entry) => (entry.from < first ? entry.from : first), DEMO_DAY)

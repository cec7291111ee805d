import { addDays, ageOn, type Day, dayNumberOf, dayOfNumber, type Playbook } from '@hulei/core'
import { adultName, childName, phoneOf, residentIdOf, type Sex, surname } from './names.ts'
import type { Random } from './random.ts'
import { schoolingOf } from './schooling.ts'

/** Households and their minors as the village wrote them down. */
export type DemoHousehold = {
  readonly id: string
  readonly village: string
  readonly headName: string
  readonly headPhone: string
  readonly hamlet: string
  readonly address: string
  readonly facts: readonly string[]
  readonly members: number
  readonly children: readonly DemoChild[]
}

export type DemoChild = {
  readonly id: string
  readonly name: string
  readonly sex: Sex
  /** Some small children are not registered with the police yet. */
  readonly residentId: string | null
  readonly bornOn: Day
  readonly guardianName: string
  readonly guardianRelation: string
  readonly guardianPhone: string
  readonly school: string | null
  readonly grade: string | null
  readonly studiesElsewhere: boolean
}

export type Population = readonly DemoHousehold[]

/** The register is written down in these days, and stands complete from `TO` on. */
export const REGISTERED = { from: '2023-11-20', to: '2023-11-30' } as const satisfies Record<string, Day>

const OLDEST = addDays(REGISTERED.to, -18 * 365)

/** About `minors` children in the villages of a plan, the same for the same seed. */
export function populate(random: Random, playbook: Playbook, minors: number): Population {
  const shares = playbook.villages.map((village) => {
    const own = random.about('village', village.id)
    // The market village is the largest.
    const isMarket = playbook.schools.filter((school) => school.village === village.id).length > 1
    return { village, own, weight: isMarket ? 1.8 : 0.6 + own.next() * 0.8 }
  })
  const total = shares.reduce((sum, share) => sum + share.weight, 0)
  const orders = new Map<string, number>()
  return shares.flatMap(({ village, own, weight }) => {
    const quota = Math.max(4, Math.round((minors * weight) / total))
    const households: DemoHousehold[] = []
    for (let made = 0, index = 0; made < quota; index++) {
      const household = settle(own.about(index), playbook, village, quota - made, orders)
      made += household.children.length
      households.push(household)
    }
    return households
  })
}

const headCounts = [
  [1, 38],
  [2, 42],
  [3, 16],
  [4, 4],
] as const

function settle(
  random: Random,
  playbook: Playbook,
  village: Playbook['villages'][number],
  most: number,
  orders: Map<string, number>,
): DemoHousehold {
  const id = random.id('household')
  const family = surname(random)
  const headSex = random.chance(0.8) ? 'male' : 'female'
  const headName = adultName(random, headSex === 'male' ? family : surname(random), headSex)
  const hamlet = random.pick(village.hamlets)
  const count = Math.min(most, random.weighted(headCounts))
  const facts = playbook.householdFacts.flatMap((fact, index) =>
    random.chance(0.05 - index * 0.01) ? [fact.id] : [],
  )
  const guardian = {
    guardianName: random.chance(0.6) ? headName : adultName(random, surname(random), 'female'),
    guardianRelation: random.weighted([
      ['mother', 40],
      ['father', 25],
      ['grandparent', 28],
      ['maternal-grandparent', 5],
      ['relative', 2],
    ]),
    guardianPhone: phoneOf(random),
  }
  let youngest = dayOfNumber(random.int(dayNumberOf(OLDEST), dayNumberOf(REGISTERED.from)))
  const children = Array.from({ length: count }, (_, index): DemoChild => {
    const own = random.about('child', index)
    const bornOn = youngest
    // The next is a sibling some years younger, or elder where there is no time left.
    const younger = addDays(youngest, own.int(400, 2200))
    youngest = younger <= REGISTERED.from ? younger : addDays(OLDEST, own.int(0, 1500))
    return bear(own, playbook, { family, bornOn, village: village.id, guardian, orders })
  })
  return {
    id,
    village: village.id,
    headName,
    headPhone: phoneOf(random),
    hamlet,
    address: `${village.name}${hamlet}${random.int(1, 68)}号`,
    facts,
    members: count + random.int(2, 4),
    children,
  }
}

/** One child. `orders` counts those born on one day, so that no two have one number. */
export function bear(
  random: Random,
  playbook: Playbook,
  given: {
    family: string
    bornOn: Day
    village: string
    guardian: Pick<DemoChild, 'guardianName' | 'guardianRelation' | 'guardianPhone'>
    orders: Map<string, number>
  },
): DemoChild {
  const { family, bornOn, village, guardian, orders } = given
  const sex: Sex = random.chance(0.53) ? 'male' : 'female'
  const order = orders.get(bornOn) ?? 0
  orders.set(bornOn, order + 1)
  const age = ageOn(bornOn, REGISTERED.to)
  const isUnregistered = age < 1 && random.chance(0.35)
  return {
    id: random.id('child'),
    name: childName(random, family, sex),
    sex,
    residentId: isUnregistered ? null : residentIdOf(bornOn, sex, order),
    bornOn,
    ...guardian,
    ...schoolingOf(random, playbook, village, bornOn),
  }
}

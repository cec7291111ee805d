import { addDays, type Day, dayNumberOf, dayOfNumber, eighteenOn } from '@hulei/core'
import { type Cast, DEMO_DAY } from './cast.ts'
import { phoneOf } from './names.ts'
import { bear, type DemoChild, type DemoHousehold, REGISTERED } from './population.ts'
import { clockOn, type Step } from './step.ts'

/** Households and children as the villages register them, and what then changes: births, coming of age, moves, new numbers. */
export function tellRegister(cast: Cast): Step[] {
  const orders = new Map<string, number>()
  return [
    ...cast.population.flatMap((household) => registerHousehold(cast, household)),
    ...cast.population.flatMap((household) => tellLife(cast, household, orders)),
  ]
}

function registerHousehold(cast: Cast, household: DemoHousehold): Step[] {
  const random = cast.random.about('registering', household.id)
  const day = dayOfNumber(random.int(dayNumberOf(REGISTERED.from), dayNumberOf(REGISTERED.to)))
  const at = clockOn(random, day)
  const { id, village, headName, headPhone, hamlet, address, facts, members } = household
  return [
    {
      at,
      by: cast.workerOf(village),
      act: 'household.register',
      id,
      lane: id,
      input: { village, headName, headPhone, hamlet, address, facts, members },
    },
    ...household.children.map((child) => enrol(cast, household, child, at)),
  ]
}

function enrol(cast: Cast, household: DemoHousehold, child: DemoChild, at: string): Step {
  const { id, residentId, school, grade, ...rest } = child
  return {
    at,
    by: cast.workerOf(household.village),
    act: 'child.enrol',
    id,
    lane: household.id,
    input: {
      ...rest,
      ...(residentId && { residentId }),
      ...(school && { school }),
      ...(grade && { grade }),
      village: household.village,
      household: household.id,
      hamlet: household.hamlet,
      address: household.address,
    },
  }
}

/** What happens to a household's children between registration and the day of the demonstration. */
function tellLife(cast: Cast, household: DemoHousehold, orders: Map<string, number>): Step[] {
  const random = cast.random.about('life', household.id)
  const steps: Step[] = []
  const worker = cast.workerOf(household.village)
  for (const child of household.children) {
    const grown = eighteenOn(child.bornOn)
    if (grown > REGISTERED.to && grown <= DEMO_DAY) {
      steps.push({
        at: `${grown}T00:05:00+08:00`,
        by: cast.system,
        act: 'child.reach-adulthood',
        id: cast.random.id('adult', child.id),
        record: child.id,
        lane: household.id,
        input: {},
      })
      continue
    }
    if (random.chance(0.006)) {
      const movedOn = laterDay(random.next())
      steps.push({
        at: clockOn(random, movedOn),
        by: worker,
        act: 'child.leave',
        id: cast.random.id('leave', child.id),
        record: child.id,
        lane: household.id,
        reason: '全家迁往县城，户口已迁出',
        input: { leftOn: movedOn, leftBecause: 'moved' },
      })
    } else if (random.chance(0.012)) {
      steps.push({
        at: clockOn(random, laterDay(random.next())),
        by: worker,
        act: 'child.amend',
        id: cast.random.id('amend', child.id),
        record: child.id,
        version: child.id,
        lane: household.id,
        reason: '监护人换了手机号',
        input: { guardianPhone: phoneOf(random) },
      })
    }
  }
  if (random.chance(0.045)) steps.push(tellBirth(cast, household, orders))
  return steps
}

function tellBirth(cast: Cast, household: DemoHousehold, orders: Map<string, number>): Step {
  const random = cast.random.about('birth', household.id)
  const bornOn = addDays(REGISTERED.to, random.int(2, 150))
  const guardian = household.children[0]
  const born = bear(random, cast.playbook, {
    family: guardian?.name.slice(0, guardian.name.startsWith('欧阳') ? 2 : 1) ?? '李',
    bornOn,
    village: household.village,
    guardian: {
      guardianName: guardian?.guardianName ?? household.headName,
      guardianRelation: 'mother',
      guardianPhone: guardian?.guardianPhone ?? household.headPhone,
    },
    orders,
  })
  return enrol(cast, household, born, clockOn(random, addDays(bornOn, random.int(3, 20))))
}

/** A day between New Year and the week before the demonstration. */
const laterDay = (share: number): Day => addDays('2024-01-02', Math.floor(share * 130))

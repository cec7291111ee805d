import {
  type Actor,
  addDays,
  chinaHolidays,
  type Day,
  firstDayOf,
  isSchoolDay,
  lastDayOf,
  type Month,
  maxDay,
  minDay,
  workCalendar,
} from '@hulei/core'
import { type Cast, DEMO_DAY, type Diligence } from './cast.ts'
import type { EvidenceOf } from './evidence.ts'
import type { Random } from './random.ts'
import { clockOn, type Step } from './step.ts'
import { tellVenues } from './tell-venues.ts'
import { type DemoVenue, entertainment, lodging, officerOf, venuesOf } from './venues.ts'

const months: readonly Month[] = ['2024-01', '2024-02', '2024-03', '2024-04', '2024-05']

/** Who goes out and photographs what they inspect. */
export const inspectorsOf = (cast: Cast): Actor[] => [
  cast.withRole('police'),
  ...(['market', 'labour', 'urban', 'traffic', 'education'] as const).map((remit) => officerOf(cast, remit)),
]

/** What is done in the field: venues, inspections, joint operations, patrols, gate shifts, head-counts. */
export function tellOperations(cast: Cast, evidenceOf: EvidenceOf): Step[] {
  const venues = venuesOf(cast)
  return [
    ...tellVenues(cast, venues),
    ...months.flatMap((month) => tellInspections(cast, venues, month, evidenceOf)),
    ...months.flatMap((month) => tellJointOperations(cast, month)),
    ...tellPatrols(cast),
    ...tellHeadCounts(cast),
  ]
}

/** A day of a month between the plan's beginning and the demonstration's day, from the second week on. */
function dayIn(random: Random, month: Month, notBefore: Day = '2024-01-05'): Day | undefined {
  const from = maxDay(addDays(firstDayOf(month), 1), notBefore)
  const to = lastDayOf(month)
  const day = addDays(from, Math.floor((random.next() * (Date.parse(to) - Date.parse(from))) / 86_400_000))
  return day <= DEMO_DAY ? day : undefined
}

type Made = { readonly about: string; readonly by: Actor; readonly input: object; readonly lane: string }

/** An inspection of a month; in one of nine something is wrong, which is mostly put right in time. */
function inspection(
  cast: Cast,
  month: Month,
  { about, by, input, lane }: Made,
  evidenceOf: EvidenceOf,
  notBefore?: Day,
): Step[] {
  const random = cast.random.about('inspection', month, about)
  const inspectedOn = dayIn(random, month, notBefore)
  if (!inspectedOn) return []
  const { photos } = evidenceOf(by)
  const isWrong = random.chance(0.11)
  const dueOn = addDays(inspectedOn, random.pick([5, 7, 10]))
  const id = random.id('inspection')
  const act = 'identity' in input ? 'inspection.record-five-musts' : 'inspection.record'
  const record: Step = {
    at: clockOn(random, inspectedOn, 9, 18),
    by,
    act,
    id,
    lane,
    input: {
      inspectedOn,
      ...input,
      inspectors: by.name,
      outcome: isWrong ? '发现问题，当场责令整改' : '未发现问题',
      ...(isWrong && { problem: random.pick(problemsAt(input)), problemDueOn: dueOn }),
      photos: [random.pick(photos)],
    },
  }
  const closedOn = addDays(dueOn, random.chance(0.8) ? -random.int(0, 3) : random.int(2, 6))
  if (!isWrong || closedOn > DEMO_DAY || random.chance(0.08)) return [record]
  const close: Step = {
    at: clockOn(random, closedOn, 9, 18),
    by,
    act: 'finding.close',
    id: random.id('closed'),
    record: id,
    lane,
    input: { closedOn, closure: '已整改，现场复查合格', proof: [random.pick(photos)] },
  }
  return [record, close]
}

/** What is found wrong in a venue, by a school, or at work. */
const problemsAt = (at: object): readonly string[] => {
  if ('venue' in at) return ['举报电话被遮挡，要求重新张贴', '监控硬盘存储不足三十天', '消防通道堆放杂物']
  if ('school' in at) return ['校门口流动摊贩占道', '零食店售卖过期食品', '校门口玩具店售卖仿真枪']
  return ['用工台账没有身份证复印件', '没有张贴禁用童工告示']
}

function tellInspections(
  cast: Cast,
  venues: readonly DemoVenue[],
  month: Month,
  evidenceOf: EvidenceOf,
): Step[] {
  const [police, market, labour, urban, traffic] = inspectorsOf(cast)
  if (!police || !market || !labour || !urban || !traffic) return []
  const chance = cast.random.about('inspections', month)
  const make = (made: Made, notBefore?: Day) => inspection(cast, month, made, evidenceOf, notBefore)
  const ofVenue = ({ id, type, registeredOn, by }: DemoVenue): Step[] => {
    const lane = id
    const notBefore = addDays(registeredOn, 1)
    if (lodging.includes(type)) {
      if (chance.chance(0.04)) return []
      const isKept = chance.chance(0.97)
      const kept = { identity: isKept, guardianAsked: true, companionAsked: true, rounds: true }
      const wrong = isKept
        ? {}
        : { problem: '入住的未成年人没有逐一查验登记', problemDueOn: lastDayOf(month) }
      const input = { venue: id, ...kept, suspicionReported: true, ...wrong }
      return make({ about: id, by: police, input, lane }, notBefore)
    }
    if (entertainment.includes(type))
      return make({ about: id, by: police, input: { venue: id, focuses: [] }, lane }, notBefore)
    if (type === 'shop' && chance.chance(0.6)) {
      const focuses = chance.pick([['tobacco'], ['alcohol'], ['alcohol', 'tobacco']])
      return make({ about: id, by: market, input: { venue: id, focuses }, lane }, notBefore)
    }
    if (type === 'training' && month !== '2024-02')
      return make({ about: id, by, input: { venue: id, focuses: [] }, lane }, notBefore)
    return []
  }
  const schools = cast.playbook.schools.filter(() => chance.chance(0.93))
  const focuses = ['campus-surroundings']
  return [
    ...venues.flatMap(ofVenue),
    ...schools.flatMap((school) =>
      make({ about: school.id, by: urban, input: { school: school.id, focuses }, lane: school.id }),
    ),
    ...cast.playbook.schools
      .slice(0, 1)
      .flatMap((school) =>
        make({ about: 'market', by: market, input: { school: school.id, focuses }, lane: school.id }),
      ),
    ...['采石场', '镇上餐饮店'].flatMap((site) =>
      make({ about: site, by: labour, input: { site, focuses: ['child-labour'] }, lane: 'labour' }),
    ),
    ...(month === '2024-02'
      ? []
      : make({
          about: 'road',
          by: traffic,
          input: { site: '中学门口路段', focuses: ['traffic'] },
          lane: 'road',
        })),
  ]
}

/** How often in a month they went out together; in January once too little. */
const outings: Readonly<Record<Month, number>> = {
  '2024-01': 3,
  '2024-02': 4,
  '2024-03': 2,
  '2024-04': 2,
  '2024-05': 4,
}

function tellJointOperations(cast: Cast, month: Month): Step[] {
  const by = cast.withRole('office')
  const [police, market, , urban] = inspectorsOf(cast).map((actor) => actor.unit)
  return Array.from({ length: outings[month] ?? 0 }, (_, index) => {
    const random = cast.random.about('joint operation', month, index)
    const heldOn = dayIn(random, month)
    if (!heldOn) return []
    const third = random.chance(0.85) ? [market, urban] : [market]
    const problems = random.int(0, 4)
    const input = {
      theme: random.pick(['清查娱乐场所', '夜查住宿场所', '整治校园周边', '清理无证经营']),
      heldOn,
      joined: [police, ...third],
      sites: random.int(8, 19),
      problems,
      penalties: Math.min(problems, random.int(0, 2)),
      summary: '逐家查看登记、监控和标识，当场宣讲，问题限期整改。',
      photos: [],
    }
    const at = clockOn(random, heldOn, 19, 22)
    return [{ at, by, act: 'operation.record', id: random.id('operation'), lane: 'operations', input }]
  }).flat()
}

/** Gate shifts are written down here from April on; before, they were kept on paper. */
const gatesFrom: Day = '2024-04-01'

/** Every day round the venues, and on school days at every gate; some are forgotten. */
function tellPatrols(cast: Cast): Step[] {
  const by = cast.withRole('police')
  const time = { school: cast.playbook.schoolCalendar, work: workCalendar(chinaHolidays) }
  const steps: Step[] = []
  for (let day = cast.playbook.plan.from; day <= DEMO_DAY; day = addDays(day, 1)) {
    const isSchool = isSchoolDay(day, time)
    const walk = (about: string, lane: string, input: object, from: number, to: number) => {
      const random = cast.random.about('patrol', day, about)
      if (random.chance(about === 'venues' ? 0.04 : 0.012)) return
      const values = { patrolledOn: day, who: by.name, photos: [], ...input }
      const at = clockOn(random, day, from, to)
      steps.push({ at, by, act: 'patrol.record', id: random.id('patrol'), lane, input: values })
    }
    walk('venues', 'patrols', { task: 'venues', place: '集镇主街、车站、市场' }, 20, 22)
    if (day < gatesFrom || !isSchool.known || !isSchool.value) continue
    for (const { id } of cast.playbook.schools)
      walk(id, `gate ${id}`, { task: 'school-gate', school: id }, 8, 17)
  }
  return steps
}

/** How many of the villages confirm in time. */
const confirms = { good: 1, fair: 0.92, poor: 0.7 } as const satisfies Record<Diligence, number>

/** The groups of each village are counted once, then confirmed each month. */
function tellHeadCounts(cast: Cast): Step[] {
  const groups = cast.playbook.lists.headCountGroups ?? []
  return cast.playbook.villages.flatMap(({ id: village }) => {
    const by = cast.workerOf(village)
    const base = { by, lane: `counts ${village}` }
    const first = cast.random.about('head-count', village)
    const firstOn = addDays('2024-01-15', first.int(0, 14))
    const counted = groups.map(({ id: group }, index): Step => {
      const random = first.about(group)
      const input = { village, group, countedOn: firstOn, number: random.int(0, index < 2 ? 14 : 32) }
      return {
        ...base,
        at: clockOn(random, firstOn),
        act: 'head-count.confirm',
        id: random.id('count'),
        input,
      }
    })
    const repeated = months.slice(1).flatMap((month): Step[] => {
      const random = first.about(month)
      const countedOn = minDay(addDays(firstDayOf(month), random.int(8, 26)), lastDayOf(month))
      if (countedOn > DEMO_DAY || !random.chance(confirms[cast.diligenceOf(village)])) return []
      const input = { village, countedOn }
      return [
        { ...base, at: clockOn(random, countedOn), act: 'head-count.repeat', id: random.id('counts'), input },
      ]
    })
    return [...counted, ...repeated]
  })
}

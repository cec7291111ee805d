import {
  addDays,
  civilWindowAt,
  type Day,
  daysBetween,
  eighteenOn,
  firstDayOf,
  monthOf,
  nextMonth,
} from '@hulei/core'
import { type Cast, covers, DEMO_DAY, type Diligence, type Listed } from './cast.ts'
import type { EvidenceOf } from './evidence.ts'
import type { DemoChild, DemoHousehold } from './population.ts'
import type { Random } from './random.ts'
import { clockOn, dayOfStep, type Step } from './step.ts'

/** How a village visits: how often it goes, how much it proves, how often it writes down only when the month is over. */
const habits = {
  good: { goes: 1, proves: 1, late: 0.006, others: 0.16 },
  fair: { goes: 0.93, proves: 0.96, late: 0.06, others: 0.09 },
  poor: { goes: 0.68, proves: 0.86, late: 0.2, others: 0.03 },
} as const satisfies Record<Diligence, { goes: number; proves: number; late: number; others: number }>

const FIRST = '2023-12-01'

/** Visits of six months: to listed children twice a month, and now and then to any household. */
export function tellVisits(cast: Cast, listed: readonly Listed[], evidenceOf: EvidenceOf): Step[] {
  const byHousehold = Map.groupBy(listed, (each) => each.household)
  const twice = [...byHousehold].flatMap(([household, children]) =>
    halves().flatMap((half) => tellHalf(cast, household, children, half, evidenceOf)),
  )
  const others = cast.population.filter((household) => !byHousehold.has(household))
  return [...twice, ...others.flatMap((household) => tellOther(cast, household, evidenceOf))]
}

function halves(): { from: Day; to: Day }[] {
  const found: { from: Day; to: Day }[] = []
  for (let day: Day = FIRST; day <= DEMO_DAY; day = addDays(found.at(-1)?.to ?? DEMO_DAY, 1))
    found.push(civilWindowAt('half-month', day))
  return found
}

function tellHalf(
  cast: Cast,
  household: DemoHousehold,
  children: readonly Listed[],
  half: { from: Day; to: Day },
  evidenceOf: EvidenceOf,
): Step[] {
  const random = cast.random.about('visit', household.id, half.from)
  const habit = habits[cast.diligenceOf(household.village)]
  // Some days are left in the half for going again.
  const visitedOn = addDays(half.from, random.int(0, daysBetween(half.from, half.to) - 3))
  const due = children
    .filter(({ entries }) => entries.some((entry) => covers(entry, visitedOn)))
    .map(({ child }) => child)
  if (due.length === 0 || !random.chance(habit.goes)) return []
  const first = tellVisit(
    cast,
    random,
    household,
    due,
    { visitedOn, outcome: random.weighted(outcomes) },
    evidenceOf,
  )
  const isMet = first.some((step) => step.input.outcome === 'met')
  if (isMet || !random.chance(habit.goes)) return first
  const again = { visitedOn: addDays(visitedOn, random.int(1, 3)), outcome: 'met' }
  return [...first, ...tellVisit(cast, random.about('again'), household, due, again, evidenceOf)]
}

function tellOther(cast: Cast, household: DemoHousehold, evidenceOf: EvidenceOf): Step[] {
  const random = cast.random.about('other visit', household.id)
  if (!random.chance(habits[cast.diligenceOf(household.village)].others * 2)) return []
  const visitedOn = addDays('2024-01-06', random.int(0, 134))
  const outcome = random.weighted(outcomes)
  return tellVisit(cast, random, household, household.children, { visitedOn, outcome }, evidenceOf)
}

const outcomes = [
  ['met', 94],
  ['nobody-home', 3],
  ['by-phone', 2],
  ['away', 1],
] as const

/** One visit, received the same day, or only when the month was over; none that would lie after the day of the demonstration. */
function tellVisit(
  cast: Cast,
  random: Random,
  household: DemoHousehold,
  children: readonly DemoChild[],
  { visitedOn, outcome }: { visitedOn: Day; outcome: string },
  evidenceOf: EvidenceOf,
): Step[] {
  const still = children.filter((child) => eighteenOn(child.bornOn) > visitedOn && child.bornOn < visitedOn)
  const habit = habits[cast.diligenceOf(household.village)]
  const isLate = random.chance(habit.late)
  const receivedOn = isLate ? addDays(firstDayOf(nextMonth(monthOf(visitedOn))), random.int(0, 5)) : visitedOn
  const worker = cast.workerOf(household.village)
  const at = clockOn(random, receivedOn, isLate ? 14 : 9, isLate ? 17 : 19)
  if (still.length === 0 || visitedOn > DEMO_DAY || dayOfStep({ at }) > DEMO_DAY) return []
  const isMet = outcome === 'met'
  const evidence = evidenceOf(worker)
  const proves = isMet && random.chance(habit.proves)
  const needs = random.chance(0.04)
  return [
    {
      at,
      by: worker,
      act: 'visit.record',
      id: random.id('visit', visitedOn),
      lane: household.id,
      input: {
        visitedOn,
        visitor: worker.name,
        outcome,
        ...(isMet && {
          place: '家中',
          atHome: random.pick(['祖父母', '母亲', '父亲', '祖母和孩子', '监护人和孩子']),
        }),
        children: still.map((child) => {
          const seen = isMet && random.chance(0.9)
          return { child: child.id, seen, alone: seen && random.chance(0.55) }
        }),
        answers: isMet ? answersOf(cast, random, needs) : {},
        hazards: isMet
          ? [random.chance(0.85) ? 'none' : random.pick(cast.playbook.visitForm.hazards.slice(1)).id]
          : [],
        told: isMet
          ? random.shuffled(cast.playbook.visitForm.told.map((each) => each.id)).slice(0, random.int(1, 3))
          : [],
        ...(needs &&
          isMet && { followUp: random.pick(followUps), followUpOn: addDays(visitedOn, random.int(5, 20)) }),
        ...(needs && isMet && { observation: random.pick(observations) }),
        ...(proves
          ? {
              signature: random.chance(0.9) ? 'signed' : 'thumbprint',
              signer: children[0]?.guardianName ?? household.headName,
              signatureFile: [random.pick(evidence.signatures)],
            }
          : {
              signature: 'absent',
              signatureNote: isMet ? '监护人外出，下次补签' : '未见到监护人',
              signatureFile: [],
            }),
        photos: isMet && (proves || random.chance(0.5)) ? [random.pick(evidence.photos)] : [],
        paperForm: [],
      },
    },
  ]
}

const followUps = [
  '联系外出父母，约定每周视频',
  '请班主任关注到校情况',
  '协助申请临时救助',
  '一周内再看夜间照看情况',
]
const observations = [
  '孩子话少，回避谈学校的事',
  '祖父腿脚不便，灶台边堆放柴草',
  '屋后水塘没有围栏，已当面提醒',
]

/** The form answered in full; where something is wrong, one row says so. */
function answersOf(cast: Cast, random: Random, needs: boolean): Record<string, string> {
  const { rows } = cast.playbook.visitForm
  const odd = needs ? random.int(0, rows.length - 1) : -1
  return Object.fromEntries(
    rows.map((row, index) => {
      const choice =
        index === odd
          ? row.choices.at(-1)
          : row.choices[random.chance(0.88) ? 0 : Math.min(1, row.choices.length - 1)]
      return [row.id, choice?.id ?? '']
    }),
  )
}

import { addDays, addMonths, type Day, findVillage, maxDay, type Playbook } from '@hulei/core'
import { type Cast, covers, DEMO_DAY, type Diligence, type Listed } from './cast.ts'
import { adultName, phoneOf, surname } from './names.ts'
import type { Random } from './random.ts'
import { clockOn, type Step } from './step.ts'
import { listedFrom } from './tell-listings.ts'

const situations = [
  '父母在外务工，由祖辈照看，日常起居尚可，学习缺人辅导',
  '家中收入主要靠低保和零工，孩子懂事，衣物学习用品不足',
  '需定期就医和康复，往返县城不便，家长照护压力大',
  '由亲属照料，亲属年事已高，需要有人常去看看',
]
const aims = [
  '每月上户两次，联系父母每周视频一次，学期末回访班主任',
  '协助申报救助，衔接学校减免，村里结对辅导作业',
  '安排康复补助，网格员接送就医，防溺水重点叮嘱',
  '落实委托照护，逢周末安排志愿者上门陪伴',
]
const looks = [
  '看冰箱和被褥，问夜里谁照看',
  '看作业本和返校时间',
  '看药吃到哪一天，问下次复诊',
  '问有没有陌生人联系',
]

/** How many of the plans and teams a village has made. */
const made = { good: 1, fair: 0.95, poor: 0.78 } as const satisfies Record<Diligence, number>

/** Plans, teams and verifications of listed children. */
export function tellCare(cast: Cast, listed: readonly Listed[]): Step[] {
  return listed.flatMap((each) => [
    ...tellPlan(cast, each),
    ...tellTeams(cast, each),
    ...tellVerifications(cast, each),
  ])
}

function tellPlan(cast: Cast, of: Listed): Step[] {
  const random = cast.random.about('plan', of.child.id)
  const { village } = of.household
  if (!random.chance(made[cast.diligenceOf(village)])) return []
  const worker = cast.workerOf(village)
  const from = addDays(listedFrom(of), random.int(3, 25))
  if (from > DEMO_DAY) return []
  return [
    {
      at: clockOn(random, from),
      by: worker,
      act: 'plan.make',
      id: random.id('plan'),
      lane: of.household.id,
      input: {
        child: of.child.id,
        situation: random.pick(situations),
        measures: random.pick(aims),
        responsible: worker.name,
        ...(random.chance(0.7) && { lookAt: random.pick(looks) }),
        from,
        reviewOn: addMonths(from, 6),
      },
    },
  ]
}

/** The schemes under which a category is cared for, as the duties of the plan ask. */
function schemesOf(playbook: Playbook, categories: readonly string[]): string[] {
  const asked = playbook.duties.flatMap((duty) =>
    duty.proves.flatMap(({ measure, params }) => {
      if (measure !== 'children.responsibility-team' || typeof params?.scheme !== 'string') return []
      const over = Array.isArray(params.categories) ? (params.categories as string[]) : categories
      return over.some((category) => categories.includes(category)) ? [params.scheme] : []
    }),
  )
  return [...new Set(asked)]
}

function tellTeams(cast: Cast, of: Listed): Step[] {
  const { village } = of.household
  const first = listedFrom(of)
  return schemesOf(
    cast.playbook,
    of.entries.map((entry) => entry.category),
  ).flatMap((scheme): Step[] => {
    const random = cast.random.about('team', scheme, of.child.id)
    const roles = cast.playbook.helperSchemes.find((each) => each.id === scheme)?.roles ?? []
    const from = addDays(maxDay(first, '2023-12-10'), random.int(2, 30))
    if (from > DEMO_DAY || !random.chance(made[cast.diligenceOf(village)])) return []
    // In a few teams a place is still empty.
    const isKept = cast.diligenceOf(village) === 'good'
    const filled = isKept || random.chance(0.95) ? roles : roles.slice(0, -1)
    return [
      {
        at: clockOn(random, from),
        by: cast.workerOf(village),
        act: 'team.form',
        id: random.id('team'),
        lane: of.household.id,
        input: {
          child: of.child.id,
          scheme,
          members: filled.map((role) => ({
            role: role.id,
            ...memberOf(cast, of, role.id),
          })),
          from,
        },
      },
    ]
  })
}

/** Who fills a place: the guardian stands for themselves, village cadres and teachers serve many teams. */
function memberOf(cast: Cast, of: Listed, role: string): { name: string; phone?: string } {
  if (role === 'parent' || role === 'guardian') return { name: of.child.guardianName }
  const { village } = of.household
  const isOfSchool = role === 'teacher'
  const where = isOfSchool ? (of.child.school ?? village) : village
  const own = cast.random.about('helper', role, where)
  const several = cast.random.about('helper', role, of.child.id).int(0, 3)
  const random: Random = own.about(several)
  return {
    name: adultName(random, surname(random), random.chance(0.6) ? 'male' : 'female'),
    phone: phoneOf(random),
  }
}

/** In which months a village has its register gone through. In March the whole township did. */
const verified: readonly (readonly [Day, Record<Diligence, number>])[] = [
  ['2024-01-06', { good: 0.9, fair: 0.5, poor: 0.1 }],
  ['2024-03-02', { good: 1, fair: 1, poor: 1 }],
  ['2024-04-03', { good: 0.9, fair: 0.6, poor: 0.15 }],
  ['2024-05-03', { good: 0.7, fair: 0.4, poor: 0.05 }],
]

function tellVerifications(cast: Cast, of: Listed): Step[] {
  const { village, headName } = of.household
  return verified.flatMap(([begin, shares]): Step[] => {
    const random = cast.random.about('verification', begin, of.child.id)
    const verifiedOn = addDays(begin, random.int(0, begin.endsWith('-05-03') ? 16 : 24))
    if (!random.chance(shares[cast.diligenceOf(village)])) return []
    if (!of.entries.some((entry) => covers(entry, verifiedOn))) return []
    return [
      {
        at: clockOn(random, verifiedOn),
        by: cast.workerOf(village),
        act: 'child.verify',
        id: random.id('verification'),
        lane: of.household.id,
        input: {
          child: of.child.id,
          verifiedOn,
          verifiedWith: random.pick([
            headName,
            of.child.guardianName,
            '班主任',
            `${findVillage(cast.playbook, village)?.name ?? ''}网格员`,
          ]),
        },
      },
    ]
  })
}

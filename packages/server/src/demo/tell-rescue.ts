import type { Actor, Day } from '@hulei/core'
import type { Cast } from './cast.ts'
import { childName, surname } from './names.ts'
import type { Step } from './step.ts'

/** The officer of the unit that is charged with something, where the plan has one. */
const charged = (cast: Cast, remit: string): Actor | undefined =>
  cast.users.find(({ actor }) => actor.role === 'officer' && actor.remits.includes(remit))?.actor

/** Steps of one lane that people do, at ten past two in the afternoon and the minutes after it. */
function stepsIn(cast: Cast, lane: string) {
  const random = cast.random.about('rescue', lane)
  let told = 0
  return (
    on: Day,
    by: Actor,
    act: string,
    input: object,
    more: { id?: string; record?: string } = {},
  ): Step => {
    told += 1
    return {
      at: `${on}T14:${String(10 + told).padStart(2, '0')}:00+08:00`,
      by,
      act,
      id: more.id ?? random.id('step', told),
      ...(more.record && { record: more.record }),
      lane,
      input: { ...input },
    }
  }
}

/** Rescue of the victims of two cases, two young offenders with somebody who answers for them, and a care team. */
export function tellRescue(cast: Cast): Step[] {
  if (!cast.playbook.lists.caseSteps) return []
  return [
    ...tellPlan(cast, 'shop', '2024-02-20'),
    ...tellPlan(cast, 'home', '2024-03-14'),
    ...tellOffenders(cast),
    ...tellTeam(cast),
    ...tellHelpers(cast),
  ]
}

function tellPlan(cast: Cast, name: string, madeOn: Day): Step[] {
  const [health, justice, youth] = ['health', 'justice', 'youth'].map((remit) => charged(cast, remit))
  if (!health || !justice || !youth) return []
  const office = cast.withRole('office')
  const matter = cast.random.id('case', name)
  const person = cast.random.id('case person', name)
  const plan = cast.random.id('rescue plan', name)
  const [care, law] = [cast.random.id('rescue care', name), cast.random.id('rescue law', name)]
  const step = stepsIn(cast, `case ${name}`)
  const isShop = name === 'shop'
  const helps = isShop ? ['medical', 'psychology', 'legal-aid'] : ['psychology', 'legal-aid']
  return [
    step(
      madeOn,
      office,
      'rescue.plan',
      {
        matter,
        person,
        helps,
        isAbandoned: false,
        situation: '孩子情绪低落，需要心理支持；家庭不了解诉讼程序，需要法律援助。',
        reviewBy: isShop ? '2024-06-05' : '2024-05-15',
      },
      { id: plan },
    ),
    ...(isShop
      ? [
          step(
            madeOn,
            office,
            'rescue-task.assign',
            {
              plan,
              help: 'medical',
              toUnit: health.unit,
              what: '暴露后评估，三个月内复查，走绿色通道，不挂号排队。',
              dueOn: '2024-05-25',
              exposedAt: '2024-02-18T21:00:00+08:00',
            },
            { id: care },
          ),
          step(
            '2024-02-20',
            health,
            'rescue-task.assess',
            { assessedAt: '2024-02-20T14:00:00+08:00' },
            { record: care },
          ),
        ]
      : []),
    step(madeOn, office, 'rescue.consent', {
      plan,
      by: isShop ? 'both' : 'temporary',
      form: 'written',
      helps,
      isChildHeard: true,
      givenOn: madeOn,
      keptAt: '平安办保密柜',
    }),
    step(madeOn, office, 'rescue-task.assign', {
      plan,
      help: 'psychology',
      toUnit: youth.unit,
      what: '安排一名女咨询师，每周一次，地点由承办人对接。',
      dueOn: isShop ? '2024-06-30' : '2024-05-10',
    }),
    step(
      madeOn,
      office,
      'rescue-task.assign',
      { plan, help: 'legal-aid', toUnit: justice.unit, what: '指派援助律师。', dueOn: '2024-05-31' },
      { id: law },
    ),
    ...(isShop
      ? [
          step('2024-04-20', office, 'rescue.review', {
            plan,
            reviewedOn: '2024-04-20',
            finding: '睡眠好转，愿意上学；继续每周一次咨询。',
            nextOn: '2024-06-05',
          }),
        ]
      : [
          step(
            '2024-03-20',
            justice,
            'rescue-task.report',
            { doneOn: '2024-03-20', result: 'not-needed', story: '家属已自行委托律师。', photos: [] },
            { record: law },
          ),
        ]),
  ]
}

/** Meetings with each, in person. Somebody back from the special school is visited every month; of May not yet. */
const meetings = {
  probation: [
    ['2024-03-28', '报到，说明规定。'],
    ['2024-04-18', '学修车，按时到。'],
  ],
  misconduct: [['2024-05-08', '回校上课，家长每周来电。']],
  'special-school': [
    ['2024-03-20', '已回原校，班主任结对。'],
    ['2024-04-17', '出勤正常，周末在家帮忙。'],
  ],
} as const satisfies Record<string, readonly (readonly [Day, string])[]>

function tellOffenders(cast: Cast): Step[] {
  const justice = charged(cast, 'justice')
  if (!justice) return []
  const files = [
    { name: '石小磊', ground: 'probation', openedOn: '2024-03-18', isInCorrection: true },
    { name: '方小川', ground: 'misconduct', openedOn: '2024-04-09', isInCorrection: false },
    { name: '程小舸', ground: 'special-school', openedOn: '2024-03-06', isInCorrection: false },
  ] as const
  return files.flatMap(({ name, ground, openedOn, isInCorrection }, index) => {
    const id = cast.random.id('young offender', index)
    const step = stepsIn(cast, `offender ${index}`)
    const meet = (metOn: Day, progress: string) =>
      step(metOn, justice, 'offender.meet', { matter: id, metOn, way: 'met', progress })
    return [
      step(
        openedOn,
        justice,
        'offender.open',
        {
          ground,
          openedOn,
          isInCorrection,
          ...(isInCorrection && { correctionFrom: openedOn, correctionTo: '2025-03-17' }),
          ...(ground === 'special-school' && { returnedOn: '2024-03-04' }),
          name,
        },
        { id },
      ),
      ...meetings[ground].map(([metOn, progress]) => meet(metOn, progress)),
    ]
  })
}

/** Visits of the youth league's helpers to the children with whom they are paired. */
function tellHelpers(cast: Cast): Step[] {
  const youth = charged(cast, 'youth')
  if (!youth) return []
  const step = stepsIn(cast, 'helpers')
  const visits = [
    ['2024-03-13', 'home', '陪做作业，教用护蕾卡片认路。', '需要一张书桌，请村里协调'],
    ['2024-03-27', 'school', '课间见面，情绪稳定。', undefined],
    ['2024-04-17', 'home', '奶奶腿疼，一起打扫，送了课外书。', undefined],
    ['2024-05-09', 'home', '期中进步，想学画画。', '联系美育志愿者'],
    ['2024-05-16', 'phone', '问近况，约好下周见面。', undefined],
  ] as const
  return visits.map(([visitedOn, way, did, needs], index) => {
    const random = cast.random.about('helper visit', index)
    return step(
      visitedOn,
      youth,
      'helper-visit.record',
      {
        childName: childName(random, surname(random), random.pick(['female', 'male'])),
        visitedOn,
        helper: youth.name,
        way,
        did,
        ...(needs && { needs }),
        inVillage: random.pick(cast.playbook.villages).id,
      },
      { id: cast.random.id('helper visit', index) },
    )
  })
}

function tellTeam(cast: Cast): Step[] {
  const youth = charged(cast, 'youth')
  if (!youth) return []
  const step = stepsIn(cast, 'care team')
  const id = cast.random.id('care team')
  return [
    step(
      '2024-03-06',
      youth,
      'care-team.form',
      {
        name: '护蕾关爱队',
        formedOn: '2024-03-01',
        psychologists: 2,
        volunteers: 14,
        services: '心理支持、课后陪伴、上门关爱',
      },
      { id },
    ),
    step(
      '2024-05-08',
      youth,
      'care-team.confirm',
      { confirmedOn: '2024-05-08', psychologists: 2, volunteers: 13 },
      { record: id },
    ),
  ]
}

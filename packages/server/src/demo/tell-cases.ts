import { type Actor, addDays, type Day } from '@hulei/core'
import { uuidFrom } from '../platform/crypto/uuid-from.ts'
import type { Cast } from './cast.ts'
import type { EvidenceOf } from './evidence.ts'
import type { Step } from './step.ts'
import { attestersOf } from './tell-office.ts'

/** One invented case: when it was received, how far it came, who is responsible. */
type Told = {
  readonly name: string
  readonly receivedOn: Day
  readonly concerns: string
  readonly setting: string
  readonly village: number
  readonly stages: readonly (readonly [to: string, after: number, more?: object])[]
  readonly specialSuspects?: readonly string[]
  readonly isListed?: true
}

const told: readonly Told[] = [
  {
    name: 'shop',
    receivedOn: '2024-02-19',
    concerns: 'sexual',
    setting: 'venue',
    village: 3,
    specialSuspects: ['close-contact'],
    isListed: true,
    stages: [
      ['filed', 1],
      ['arrest-asked', 14],
      ['arrested', 20],
      ['transferred', 52],
      ['prosecuted', 78],
    ],
  },
  {
    name: 'home',
    receivedOn: '2024-03-11',
    concerns: 'violence',
    setting: 'home',
    village: 7,
    specialSuspects: ['family'],
    stages: [
      ['filed', 2],
      ['transferred', 45],
    ],
  },
  {
    name: 'online',
    receivedOn: '2024-04-22',
    concerns: 'online',
    setting: 'online',
    village: 11,
    stages: [['filed', 3]],
  },
  {
    name: 'quarrel',
    receivedOn: '2024-04-08',
    concerns: 'bullying',
    setting: 'road',
    village: 14,
    stages: [['ended', 4, { ending: 'not-filed', endingReason: '情节轻微，不构成犯罪，转教育矫治' }]],
  },
  { name: 'fresh', receivedOn: '2024-05-16', concerns: 'neglect', setting: 'home', village: 5, stages: [] },
]

/** Five cases at different stages; the first is reviewed, with a problem, a paper about it, and the rule that it improved. */
export function tellCases(cast: Cast, evidenceOf: EvidenceOf): Step[] {
  const by = findRole(cast, 'police')
  if (!by || !cast.playbook.lists.caseSteps) return []
  return [
    ...told.flatMap((each) => tellCase(cast, by, each)),
    ...tellOrders(cast, by),
    ...tellLearnt(cast, by, evidenceOf),
  ]
}

const findRole = (cast: Cast, role: Actor['role']): Actor | undefined =>
  cast.users.find((user) => user.actor.role === role)?.actor

const idOf = (cast: Cast, name: string) => cast.random.id('case', name)

/** Steps of a case that somebody does, one after the other on each day. */
function stepOf(cast: Cast, by: Actor, name: string) {
  const random = cast.random.about('case', name, by.role)
  let told = 0
  return (on: Day, act: string, input: object, more: { id?: string; record?: string } = {}): Step => {
    told += 1
    return {
      at: `${on}T10:${String(told).padStart(2, '0')}:00+08:00`,
      by,
      act,
      id: more.id ?? random.id('step', told),
      ...(more.record && { record: more.record }),
      lane: `case ${name}`,
      input: { ...input },
    }
  }
}

function tellCase(cast: Cast, by: Actor, of: Told): Step[] {
  const { name, receivedOn, concerns, setting, stages } = of
  const id = idOf(cast, name)
  const step = stepOf(cast, by, name)
  const village = cast.playbook.villages[of.village % cast.playbook.villages.length]?.id
  const unit = cast.playbook.units.find((each) => each.kind === 'department' && each.role === 'officer')?.id
  const person = cast.random.id('case person', name)
  const isHeard = concerns === 'sexual' || concerns === 'violence'
  const lastOf = (to: string) => stages.find(([stage]) => stage === to)?.[1]
  const steps = (on: Day, which: string) => {
    const isPlanned = cast.playbook.lists.caseSteps?.some((each) => each.id === which)
    if (!isPlanned) return []
    return [step(on, 'case-step.record', { matter: id, step: which, doneOn: on, units: [by.unit] })]
  }
  const filed = lastOf('filed')
  const transferred = lastOf('transferred')
  return [
    step(
      receivedOn,
      'case.open',
      {
        receivedOn,
        concerns,
        setting,
        ...(village && { onVillage: village }),
        specialSuspects: of.specialSuspects ?? [],
        responsibleUnits: unit && of.isListed ? [unit] : [],
        ...(setting === 'venue' && { venueType: 'shop', venue: '桥头便利店' }),
      },
      { id },
    ),
    step(
      receivedOn,
      'seal.add',
      {
        matter: id,
        part: 'victim',
        name: cast.random.about('sealed', name).pick(['柳小鹿', '安小舟', '童小满']),
        ageBand: '12-13',
        sex: 'female',
      },
      { id: person },
    ),
    ...(isHeard
      ? [
          step(addDays(receivedOn, 1), 'interview.record', {
            matter: id,
            person,
            heardOn: addDays(receivedOn, 1),
            byUnit: by.unit,
            isOneStop: true,
            hasAdult: true,
          }),
        ]
      : []),
    step(receivedOn, 'matter.assign', { matter: id, post: by.post, part: 'lead' }),
    ...stages.map(([to, after, more]) =>
      step(
        addDays(receivedOn, after),
        'case.advance',
        { to, on: addDays(receivedOn, after), ...more },
        { record: id },
      ),
    ),
    ...(filed === undefined ? [] : steps(addDays(receivedOn, filed + 3), 'consultation')),
    ...(filed === undefined || !of.isListed ? [] : steps(addDays(receivedOn, filed + 5), 'higher-check')),
    ...(transferred === undefined || !of.isListed
      ? []
      : steps(addDays(receivedOn, transferred + 2), 'social-inquiry')),
    ...(of.isListed
      ? [
          {
            ...step(
              addDays(receivedOn, 3),
              'case.supervise',
              { isListed: true, isRaised: false },
              { record: id },
            ),
            reason: '社会影响较大，挂牌督办',
          },
        ]
      : []),
  ]
}

/** The court orders the parents of the second case to be guided; somebody looked after it once, and will again. */
function tellOrders(cast: Cast, police: Actor): Step[] {
  const [matter, id] = [idOf(cast, 'home'), cast.random.id('case order')]
  const step = stepOf(cast, police, 'home')
  return [
    step(
      '2024-03-28',
      'order.record',
      {
        matter,
        form: 'family-education',
        number: '家教令〔2024〕第3号',
        issuer: 'court',
        issuedOn: '2024-03-27',
      },
      { id },
    ),
    step(
      '2024-04-25',
      'order.follow-up',
      {
        followedOn: '2024-04-25',
        way: 'home',
        state: 'partly',
        finding: '父亲已参加两次家庭教育指导，母亲在外务工，约定五月返乡补课。',
        nextBy: '2024-05-24',
      },
      { id: cast.random.id('case order', 'followed'), record: uuidFrom(id, 'follow-up') },
    ),
  ]
}

/** What was learnt of the first case, from its review to the rule. */
function tellLearnt(cast: Cast, police: Actor, evidenceOf: EvidenceOf): Step[] {
  const office = cast.withRole('office')
  const owner = attestersOf(cast).find((actor) => actor.role === 'officer')
  if (!owner) return []
  const matter = idOf(cast, 'shop')
  const found = cast.random.id('case problem')
  const letter = cast.random.id('case letter')
  const rule = cast.random.id('case rule')
  const photo = cast.random.about('case photo').pick(evidenceOf(owner).photos)
  const [asOffice, asPolice, asOwner] = [office, police, owner].map((by) => stepOf(cast, by, 'shop'))
  if (!asOffice || !asPolice || !asOwner) return []
  return [
    asOffice('2024-03-05', 'case-review.record', {
      matter,
      reviewedOn: '2024-03-05',
      units: [office.unit, police.unit],
      traced: '案发场所三个月内未接受检查，从业人员没有查询记录；线索由场所周边群众反映。',
      dissected: '密接人员名册没有覆盖小微店铺，检查频次没有区分风险。',
      rectified: '全镇小微店铺补建名册，一个月内完成从业查询；重点店铺每月检查。',
      heldToAccount: '属地和行业监管责任明确，限期整改，启动特定身份人员问责程序。',
      accountability: 'needed',
    }),
    asOffice(
      '2024-03-06',
      'problem.register',
      {
        matter,
        source: 'review',
        what: '小微店铺从业人员名册缺失，没有开展从业查询。',
        toUnit: owner.unit,
        dueOn: '2024-04-15',
      },
      { id: found },
    ),
    asOffice('2024-03-06', 'problem.register', {
      matter,
      source: 'review',
      what: '场所检查没有按风险区分频次，台账更新不及时。',
      ...(cast.playbook.villages[3] && { toVillage: cast.playbook.villages[3].id }),
      dueOn: '2024-05-10',
    }),
    asPolice(
      '2024-03-08',
      'recommendation.issue',
      {
        matter,
        problem: found,
        form: 'police',
        number: '公提〔2024〕1号',
        title: '关于加强小微店铺密接人员管理的提示函',
        toUnit: owner.unit,
        body: '近期工作中发现，部分小微店铺没有建立从业人员名册，没有开展从业查询。\n建议：一是对辖区小微店铺逐店登记；二是一个月内完成从业人员查询；三是建立每月更新的名册制度。',
        issuedOn: '2024-03-08',
        answerBy: '2024-04-08',
      },
      { id: letter },
    ),
    asOwner(
      '2024-04-03',
      'recommendation.answer',
      { answeredOn: '2024-04-03', answer: '已逐店登记，完成从业查询，名册每月更新。', evidence: [photo] },
      { record: letter },
    ),
    asOwner(
      '2024-04-10',
      'problem.report',
      { doneOn: '2024-04-09', doneNote: '名册已建，查询已完成。', evidence: [photo] },
      { record: found },
    ),
    asPolice(
      '2024-04-16',
      'recommendation.close',
      { checkedOn: '2024-04-16', checkNote: '抽查五店，名册和查询齐全。' },
      { record: letter },
    ),
    asOffice(
      '2024-04-16',
      'problem.close',
      { checkedOn: '2024-04-16', checkNote: '抽查五店，名册和查询齐全，同意销号。' },
      { record: found },
    ),
    asOwner(
      '2024-04-20',
      'rule.adopt',
      {
        name: '小微店铺密接人员名册和查询制度',
        edition: '2024年第1版',
        inForceFrom: '2024-05-01',
        improves: '把小微店铺纳入密接人员名册，入职前查询，每月更新。',
        document: [photo],
      },
      { id: rule },
    ),
    asOwner('2024-04-21', 'problem.improve-rule', { rule }, { record: found }),
  ]
}

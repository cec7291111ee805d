import type { Actor, Day } from '@hulei/core'
import type { Cast } from './cast.ts'
import type { Step } from './step.ts'

/** A family's request: about a child of the register, and what became of it. */
type Asked = {
  readonly asks: string
  readonly relation: string
  readonly identityBy: string
  readonly askedOn: Day
  readonly wanted?: string
  readonly reviewedOn?: Day
  readonly answered?: readonly [on: Day, input: object]
}

const asked: readonly Asked[] = [
  {
    asks: 'copy',
    relation: 'mother',
    identityBy: 'card-and-register',
    askedOn: '2024-04-15',
    reviewedOn: '2024-04-18',
    answered: ['2024-04-22', { result: 'given' }],
  },
  {
    asks: 'deletion',
    relation: 'father',
    identityBy: 'card-and-register',
    askedOn: '2024-04-24',
    wanted: '孩子现在一切都好，不想再留着资料',
    reviewedOn: '2024-04-26',
    answered: ['2024-04-29', { result: 'refused', ground: 'kept-by-law' }],
  },
  {
    asks: 'explanation',
    relation: 'guardian',
    identityBy: 'card-and-order',
    askedOn: '2024-05-08',
    answered: ['2024-05-09', { result: 'explained', answer: '已当面说明登记哪些信息、谁能看、留多久。' }],
  },
  {
    asks: 'correction',
    relation: 'mother',
    identityBy: 'card-and-register',
    askedOn: '2024-05-16',
    wanted: '出生日期登记成了农历，请按户口簿更正',
  },
  { asks: 'copy', relation: 'father', identityBy: 'card-and-register', askedOn: '2024-05-17' },
]

/** Requests of families, two breaches, and the assessment that was made before the plan's first quarter was over. */
export function tellProtection(cast: Cast): Step[] {
  const office = cast.withRole('office')
  const police = cast.users.find(({ actor }) => actor.role === 'police')?.actor
  return [
    ...(police ? asked.flatMap((each, index) => tellRequest(cast, { office, police }, each, index)) : []),
    ...tellBreaches(cast, office),
    ...tellAssessment(cast, office),
  ]
}

/** Steps of one lane, at half past three in the afternoon and the minutes after it. */
function stepsIn(cast: Cast, lane: string) {
  const random = cast.random.about('protection', lane)
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
      at: `${on}T15:${String(30 + told).padStart(2, '0')}:00+08:00`,
      by,
      act,
      id: more.id ?? random.id('step', told),
      ...(more.record && { record: more.record }),
      lane,
      input: { ...input },
    }
  }
}

function tellRequest(cast: Cast, by: { office: Actor; police: Actor }, of: Asked, index: number): Step[] {
  const { asks, relation, identityBy, askedOn, wanted, reviewedOn, answered } = of
  const id = cast.random.id('rights request', index)
  const step = stepsIn(cast, `rights ${index}`)
  const about = cast.random.about('rights', index)
  const children = cast.population.flatMap((household) => household.children)
  // Of an age at which nobody leaves the register during the story.
  const child = about.pick(children.filter(({ bornOn }) => bornOn >= '2012-01-01' && bornOn < '2020-01-01'))
  const input = {
    asks,
    child: child.id,
    relation,
    askerName: child.guardianName,
    identityBy,
    askedOn,
    ...(wanted && { wanted }),
  }
  return [
    step(askedOn, by.office, 'rights.receive', input, { id }),
    ...(reviewedOn ? [step(reviewedOn, by.police, 'rights.review', { mayGive: true }, { record: id })] : []),
    ...(answered ? [step(answered[0], by.office, 'rights.answer', answered[1], { record: id })] : []),
  ]
}

/** One that is over, in which families were told late; and one of yesterday afternoon, in which they still must be told. */
function tellBreaches(cast: Cast, office: Actor): Step[] {
  const lists = cast.random.id('breach', 'lists')
  const phone = cast.random.id('breach', 'phone')
  const [first, second] = [stepsIn(cast, 'breach lists'), stepsIn(cast, 'breach phone')]
  return [
    first(
      '2024-03-12',
      office,
      'breach.record',
      {
        foundAt: '2024-03-12T09:10:00+08:00',
        what: '一份走访安排表连同户主电话被发进了村民微信群，七分钟后发现。',
        data: ['register', 'numbers'],
        people: 23,
      },
      { id: lists },
    ),
    first(
      '2024-03-12',
      office,
      'breach.contain',
      { containedAt: '2024-03-12T09:40:00+08:00', measures: '撤回消息，请群主清理，提醒群成员删除。' },
      { record: lists },
    ),
    first(
      '2024-03-12',
      office,
      'breach.report',
      { reportedAt: '2024-03-12T11:30:00+08:00', reportedTo: '县委网信办' },
      { record: lists },
    ),
    first(
      '2024-03-16',
      office,
      'breach.tell',
      { toldAt: '2024-03-16T10:00:00+08:00', toldHow: 'visit' },
      { record: lists },
    ),
    first(
      '2024-03-18',
      office,
      'breach.close',
      { learnt: '表格带电话发群。以后安排只在系统里看，不导出；村干部每季度学一次。' },
      { record: lists },
    ),
    second(
      '2024-05-19',
      office,
      'breach.record',
      {
        foundAt: '2024-05-19T14:20:00+08:00',
        what: '一名村干部的工作手机遗失，手机里有本村走访名单，已加密。',
        data: ['register', 'visits'],
        people: 41,
      },
      { id: phone },
    ),
    second(
      '2024-05-19',
      office,
      'breach.contain',
      { containedAt: '2024-05-19T14:50:00+08:00', measures: '停用该手机的登录，抹除本机资料。' },
      { record: phone },
    ),
    second(
      '2024-05-19',
      office,
      'breach.report',
      { reportedAt: '2024-05-19T15:20:00+08:00', reportedTo: '县委网信办' },
      { record: phone },
    ),
  ]
}

function tellAssessment(cast: Cast, office: Actor): Step[] {
  const id = cast.random.id('impact assessment')
  const step = stepsIn(cast, 'impact')
  return [
    step(
      '2024-01-03',
      office,
      'impact.assess',
      {
        reason: 'first',
        purposes: '掌握全镇未成年人底数，走访困境儿童，受理线索，办理案件和救助，按月统计通报。',
        necessity:
          '依据未成年人保护法规定的职责处理，已以告知书公开；每类记录只收集办理所需的栏目，逐类规定保存期限。',
        impact: '熟人社会里，泄露会使受害、困境的孩子被认出、被议论；登记错了会使帮扶落空。',
        risk: 'medium',
        measures: '按村、学校、岗位分开查看；号码、住址、记述加密，受害人和报告人密封；查看留痕，每年审计。',
        assessor: office.name,
        assessedOn: '2024-01-03',
      },
      { id },
    ),
    step(
      '2024-01-04',
      cast.withRole('leader'),
      'impact.approve',
      { opinion: '同意，按此执行。' },
      { record: id },
    ),
  ]
}

import { type Actor, TELLING_MINUTES } from '@hulei/core'
import { publicActor } from '../platform/acts/sealed-actor.ts'
import { alarmAct, alarmId, coverId } from '../rooms/leads/index.ts'
import type { Cast } from './cast.ts'
import type { Step } from './step.ts'

/** Minutes, hours and days after the report. */
const [MINUTE, HOUR] = [60_000, 3_600_000]

/** What is done on a lead, so many hours after its report. */
type Done = readonly [after: number, who: string, act: string, input?: object, reason?: string]

type Told = {
  readonly name: string
  /** When it was reported, in China's time. */
  readonly at: string
  readonly by: string
  readonly report: Readonly<Record<string, unknown>>
  readonly village?: number
  /** Minutes until the two heads and an officer acknowledged; null: not yet. */
  readonly seen: readonly [leader: number | null, leader2: number | null, police: number | null]
  readonly done?: readonly Done[]
  /** Clocks that ran out, by the hours after the report. */
  readonly alarms?: readonly (readonly [alarm: string, after: number])[]
  readonly isOutside?: true
}

const accepted = (after: number, concerns: string): Done => [
  after,
  'police',
  'lead.accept',
  { concerns, decision: '受理，安排核查。' },
]
const closed = (after: number, who: string, outcome: string, answer: string): Done => [
  after,
  who,
  'lead.close',
  { outcome, decision: '核查完毕，按规定处理。', answer },
]

const told: readonly Told[] = [
  {
    name: 'shop',
    at: '2024-02-18T21:40:00+08:00',
    by: 'public',
    village: 3,
    report: { story: '有大人在小卖部里间对孩子动手动脚', concerns: 'sexual', setting: 'venue' },
    seen: [3, 6, 2],
    done: [
      [0.2, 'police', 'lead.take'],
      accepted(10, 'sexual'),
      closed(90, 'police', 'case', '已经立案，谢谢您的报告。'),
    ],
  },
  {
    name: 'bruises',
    at: '2024-03-28T10:15:00+08:00',
    by: 'school',
    report: {
      story: '学生身上有多处新旧伤',
      concerns: 'violence',
      setting: 'home',
      situation: 'many-injuries',
      knewAt: '2024-03-28T08:30:00+08:00',
    },
    seen: [2, 8, 4],
    done: [
      [0.3, 'police', 'lead.take'],
      accepted(20, 'violence'),
      closed(200, 'police', 'guardianship', '已训诫家长，签订监护承诺，学校继续关注。'),
    ],
  },
  {
    name: 'alone',
    at: '2024-04-09T15:20:00+08:00',
    by: 'village',
    village: 7,
    report: { story: '两个孩子独自在家多日，没有大人照料', concerns: 'neglect', setting: 'home' },
    seen: [5, 5, 3],
    done: [
      [2, 'police', 'lead.transfer', { toUnit: 'civil' }, '属于监护缺失，由民政牵头'],
      [4, 'civil', 'lead.take'],
      [26, 'civil', 'lead.accept', { concerns: 'neglect', decision: '受理，当日安排临时照料。' }],
      closed(150, 'civil', 'assistance', '已安排亲属照料，列入重点走访。'),
    ],
  },
  {
    name: 'noise',
    at: '2024-04-18T23:05:00+08:00',
    by: 'public',
    village: 1,
    report: { story: '网吧半夜还有学生模样的人进出', concerns: 'venue', setting: 'venue' },
    seen: [9, 4, 6],
    done: [
      [
        40,
        'police',
        'lead.refuse',
        { answer: '当晚到场核查，均已满十八周岁，谢谢您的提醒。' },
        '核查无未成年人，不属实',
      ],
    ],
  },
  {
    name: 'clinic',
    at: '2024-05-06T09:30:00+08:00',
    by: 'health',
    report: {
      story: '接诊时发现疑似受到侵害',
      concerns: 'sexual',
      situation: 'injured-genitals',
      knewAt: '2024-05-05T08:00:00+08:00',
    },
    seen: [1, 7, 1],
    done: [[0.1, 'police', 'lead.take'], accepted(3, 'sexual')],
  },
  {
    name: 'clinic again',
    at: '2024-05-06T20:10:00+08:00',
    by: 'public',
    village: 9,
    report: { story: '听说邻居家的孩子被欺负了，去了卫生院', concerns: 'sexual', setting: 'home' },
    seen: [4, 9, 5],
    done: [[15, 'police', 'lead.merge', { into: 'clinic' }, '与卫生院报告的是同一件事']],
  },
  {
    name: 'begging',
    at: '2024-05-08T11:00:00+08:00',
    by: 'office',
    village: 12,
    report: {
      story: '来电说集市上有人带着孩子讨钱',
      isByHotline: true,
      concerns: 'abduction',
      setting: 'road',
    },
    seen: [6, 25, 3],
    done: [[1, 'police', 'lead.take'], accepted(80, 'abduction')],
    alarms: [
      ['silent', TELLING_MINUTES / 60],
      ['soon', 60],
      ['overdue', 72],
    ],
  },
  {
    name: 'video',
    at: '2024-05-14T19:25:00+08:00',
    by: 'public',
    report: { story: '有人在网上问孩子要照片', concerns: 'online', setting: 'online' },
    seen: [8, 8, 6],
    alarms: [
      ['soon', 60],
      ['overdue', 72],
    ],
  },
  {
    name: 'fight',
    at: '2024-05-15T16:45:00+08:00',
    by: 'school2',
    report: { story: '放学路上被几个人围住打', concerns: 'bullying', setting: 'road' },
    seen: [3, 6, 2],
    done: [[0.5, 'police2', 'lead.take']],
    alarms: [
      ['soon', 60],
      ['overdue', 72],
    ],
  },
  {
    name: 'ours',
    at: '2024-05-16T12:10:00+08:00',
    by: 'public',
    report: {
      story: '有工作人员酒后骚扰',
      concerns: 'sexual',
      setting: 'workplace',
      isInsider: true,
      insiderUnit: 'urban',
    },
    seen: [5, 5, 4],
    isOutside: true,
    done: [[20, 'outside', 'lead.accept', { concerns: 'sexual', decision: '由县里直接核查。' }]],
  },
  {
    name: 'night',
    at: '2024-05-19T22:30:00+08:00',
    by: 'public',
    village: 5,
    report: { story: '隔壁又在打孩子，哭得很厉害', concerns: 'violence', setting: 'home', isDangerNow: true },
    seen: [4, 7, 1],
    done: [[0.1, 'police', 'lead.take']],
  },
  {
    name: 'morning',
    at: '2024-05-20T07:50:00+08:00',
    by: 'village2',
    village: 14,
    report: { story: '孩子说有陌生人在校门口给东西', concerns: 'other', setting: 'school' },
    seen: [6, null, null],
    alarms: [['silent', TELLING_MINUTES / 60]],
  },
]

/** A dozen leads at every stage: two are past their limit, one is against somebody of the township, one came just now. */
export function tellLeads(cast: Cast): Step[] {
  const hasOutside = cast.users.some((user) => user.actor.role === 'outside')
  const hasPolice = cast.users.some((user) => user.actor.role === 'police')
  return hasOutside && hasPolice ? told.flatMap((each) => tellLead(cast, each)) : []
}

const leadId = (cast: Cast, name: string) => cast.random.id('lead', name)

function tellLead(cast: Cast, of: Told): Step[] {
  const { name, report, seen, done = [], alarms = [] } = of
  const lead = leadId(cast, name)
  const start = Date.parse(of.at)
  const random = cast.random.about('lead', name)
  let count = 0
  const step = (after: number, by: Actor, act: string, more: Partial<Step>): Step => {
    count += 1
    return {
      at: inChina(start + after * HOUR),
      by,
      act,
      id: random.id('step', count),
      lane: name === 'clinic again' ? 'lead clinic' : `lead ${name}`,
      input: {},
      ...more,
    }
  }
  const village = of.village === undefined ? undefined : cast.playbook.villages[of.village]?.id
  const reported = step(0, personOf(cast, of.by, name), 'lead.report', {
    record: lead,
    input: { ...report, ...(village && { onVillage: village }) },
  })
  const tellers = ['leader', 'leader2', 'police'] as const
  const outside = of.isOutside ? [step(0.5, personOf(cast, 'outside', name), ...acknowledged(lead))] : []
  return [
    reported,
    ...tellers.flatMap((who, index) => {
      const after = seen[index]
      return typeof after === 'number'
        ? [step((after * MINUTE) / HOUR, personOf(cast, who, name), ...acknowledged(lead))]
        : []
    }),
    ...outside,
    ...done.map(([after, who, act, input = {}, reason]) =>
      step(after, personOf(cast, who, name), act, {
        record: lead,
        input: 'into' in input ? { into: leadId(cast, String(input.into)) } : { ...input },
        ...(reason && { reason }),
      }),
    ),
    ...alarms.map(([alarm, after]) =>
      step(after + 1 / 3600, cast.system, 'lead.alarm', {
        id: alarmAct(cast.township, lead, alarm),
        record: alarmId(cast.township, lead, alarm),
        input: { matter: lead, alarm },
      }),
    ),
    ...(name === 'night'
      ? [
          step(0.6, personOf(cast, 'leader', name), 'seal.break', {
            record: random.id('opening'),
            input: { file: coverId(reported.id, 'account'), purpose: 'emergency' },
            reason: '孩子当晚可能仍有危险，需要马上知道是哪一户',
          }),
        ]
      : []),
  ]
}

const acknowledged = (matter: string): [string, Partial<Step>] => ['lead.acknowledge', { input: { matter } }]

/** Who does it: by user name, or somebody of the public, known by nothing but a word of chance. */
function personOf(cast: Cast, who: string, lead: string): Actor {
  if (who === 'public')
    return publicActor(cast.township, `anon.${cast.random.id('reporter', lead).replaceAll('-', '')}`)
  const role = { school: 'school', school2: 'school', village: 'village', village2: 'village' }[who]
  const found = role
    ? cast.users.filter((user) => user.actor.role === role)[who.endsWith('2') ? 3 : 1]
    : cast.users.find((user) => user.userName === (who === 'office' ? 'pingan' : who))
  if (!found) throw new Error(`Nobody in the demonstration is ${who}`)
  return found.actor
}

/** An instant in China's time, as text that sorts as time runs. */
const inChina = (at: number) => `${new Date(at + 8 * HOUR).toISOString().slice(0, 19)}+08:00`

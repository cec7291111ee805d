import type { Actor, Month } from '@hulei/core'
import type { Cast } from './cast.ts'
import { clockOn, type Step } from './step.ts'

/** The months whose forms are in; of the last, still running, only some are. */
const months: readonly Month[] = ['2024-02', '2024-03', '2024-04', '2024-05']
const RUNNING: Month = '2024-05'

/** How suspicions come in: survey forms of villages and units, signs, children who were missing for a while. */
export function tellReporting(cast: Cast): Step[] {
  return [...tellSurveys(cast), ...tellSigns(cast), ...tellMissing(cast)]
}

function tellSurveys(cast: Cast): Step[] {
  const health = cast.playbook.units.find((unit) => unit.remits.includes('health'))
  const bodies: readonly (readonly [string, Actor])[] = [
    ...cast.playbook.villages.map((village) => [village.id, cast.workerOf(village.id)] as const),
    ...(health ? [[health.id, cast.ofUnit(health.id)] as const] : []),
  ]
  return bodies.flatMap(([body, by]) =>
    months.flatMap((month): Step[] => {
      const random = cast.random.about('survey', body, month)
      const isVillage = by.role === 'village'
      const diligence = isVillage ? cast.diligenceOf(body) : 'good'
      const leftOut = { good: 0, fair: 0.08, poor: 0.25 }[diligence]
      const isIn = month === RUNNING ? random.chance(0.5) : !random.chance(leftOut)
      if (!isIn) return []
      const isLate = month !== RUNNING && random.chance(diligence === 'poor' ? 0.3 : 0.05)
      const [from, to] = month === RUNNING ? [13, 19] : isLate ? [26, 28] : [19, 25]
      const day = `${month}-${random.int(from, to)}` as const
      const found = random.chance(0.15) ? { venues: 1 } : {}
      return [
        {
          at: clockOn(random, day),
          by,
          act: 'survey.hand-in',
          id: random.id('act'),
          record: random.id('record'),
          lane: `survey/${body}`,
          input: {
            month,
            ...(isVillage && { onVillage: body }),
            ...found,
            ...('venues' in found && { remark: '已向派出所通报' }),
            toldLeader: true,
          },
        },
      ]
    }),
  )
}

const places: readonly (readonly [place: string, setting: string, isVenue: boolean])[] = [
  ['中心小学校门口', 'school', false],
  ['镇便民服务大厅', 'other', false],
  ['老街公交站', 'road', false],
  ['星河旅馆', 'venue', true],
  ['快意网吧', 'venue', true],
]

function tellSigns(cast: Cast): Step[] {
  const office = cast.withRole('office')
  const officer = cast.withRole('police').name
  return places.map(([place, setting, isVenue], index): Step => {
    const random = cast.random.about('sign', index)
    return {
      at: clockOn(random, '2024-01-18'),
      by: office,
      act: 'sign.put-up',
      id: random.id('act'),
      record: random.id('record'),
      lane: 'signs',
      input: {
        onVillage: cast.playbook.villages[index]?.id,
        place,
        setting,
        isVenue,
        ...(isVenue && { officer }),
      },
    }
  })
}

/** One that ended well and was looked into, one of whom it is not yet written down why. */
function tellMissing(cast: Cast): Step[] {
  const [first, second] = [cast.playbook.villages[2], cast.playbook.villages[5]]
  if (!first || !second) return []
  return [
    ...search(cast, cast.workerOf(first.id), first.id, {
      name: 'quarrel',
      day: '2024-03-16',
      lastSeen: '村小学门口',
      clothes: '蓝校服、黑书包、短发',
      isClosed: true,
    }),
    ...search(cast, cast.workerOf(second.id), second.id, {
      name: 'play',
      day: '2024-05-18',
      lastSeen: '村口公交站',
      clothes: '红外套、扎马尾',
      isClosed: false,
    }),
  ]
}

type Told = { name: string; day: string; lastSeen: string; clothes: string; isClosed: boolean }

function search(cast: Cast, by: Actor, village: string, told: Told): Step[] {
  const { name, day, lastSeen, clothes, isClosed } = told
  const random = cast.random.about('missing', name)
  const record = random.id('record')
  const at = (time: string) => `${day}T${time}:00+08:00`
  const step = (time: string, act: string, more: Partial<Step> & Pick<Step, 'input'>): Step => ({
    at: at(time),
    by,
    act,
    id: random.id(act, time),
    lane: `missing/${name}`,
    ...more,
  })
  const seen = (time: string, who: Actor): Step =>
    step(time, 'missing.acknowledge', {
      by: who,
      id: random.id('seen', who.account),
      input: { matter: record },
    })
  const heads = cast.users.filter((user) => user.leadingPost).map(({ actor }) => actor)
  const tried = (time: string, way: string, detail: string) =>
    step(time, 'missing.step', {
      record: random.id('step', time),
      input: { matter: record, way, at: at(time), detail },
    })
  return [
    step('18:05', 'missing.report', {
      record,
      input: {
        onVillage: village,
        lastSeen,
        clothes,
        calledAt: at('18:00'),
        ageBand: '6-11',
        sex: isClosed ? 'male' : 'female',
      },
    }),
    seen('18:07', cast.withRole('police')),
    ...heads.map((head, index) => seen(`18:0${8 + index}`, head)),
    seen('18:09', cast.withRole('office')),
    tried('18:10', 'police', '已电话报告派出所'),
    tried('18:30', 'guardian', '联系了家长和邻居'),
    tried('19:10', 'village', '村里广播，分两组查找'),
    step('20:20', 'missing.found', {
      record,
      input: { foundAt: at('20:15'), foundHow: 'search', foundWhere: '同学家里', isHarmed: false },
    }),
    ...(isClosed
      ? [
          step('21:30', 'missing.close', {
            record,
            input: { cause: 'quarrel', analysis: '因写作业与家人争吵离家；已家访，约定以后先联系村里。' },
          }),
        ]
      : []),
  ]
}

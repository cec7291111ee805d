import { type Actor, addDays, type Day, firstDayOf, lastDayOf, type Month } from '@hulei/core'
import { type Cast, DEMO_DAY, type Diligence } from './cast.ts'
import type { EvidenceOf } from './evidence.ts'
import type { Random } from './random.ts'
import { clockOn, type Step } from './step.ts'
import { tellScreening } from './tell-screening.ts'

const months: readonly Month[] = ['2024-01', '2024-02', '2024-03', '2024-04', '2024-05']

/** What is done so that nothing happens: trainings, outreach, the schools' months, screening. */
export function tellPrevention(cast: Cast, sheetsOf: EvidenceOf, photosOf: EvidenceOf): Step[] {
  if (!cast.playbook.lists.audiences || !cast.playbook.lists.screeningSectors) return []
  return [
    ...tellTrainings(cast, sheetsOf),
    ...tellActivities(cast, sheetsOf),
    ...tellVillageMeetings(cast, photosOf),
    ...tellEmotional(cast),
    ...tellGuidance(cast),
    ...tellScreening(cast),
  ]
}

const MEASURES = new Set(['outreach.trainings', 'outreach.activities', 'outreach.covered'])

/** Units whose duties ask them to train or tell, each with whoever does it. */
const outreachUnits = ({ playbook }: Cast): string[] => [
  ...new Set(
    playbook.duties
      .filter((duty) => duty.proves.some((proof) => MEASURES.has(proof.measure)))
      .map((duty) => duty.unit)
      .filter((unit) => playbook.units.some((each) => each.id === unit && each.kind !== 'village')),
  ),
]

/** Those of the units who hand in sign-in sheets. */
export const outreachersOf = (cast: Cast): Actor[] => outreachUnits(cast).map((unit) => cast.ofUnit(unit))

/** What the plan asks of a unit by a measure, once for each set of parameters. */
const askedOf = ({ playbook }: Cast, measure: string) => {
  const found = playbook.duties.flatMap((duty) =>
    duty.proves
      .filter((proof) => proof.measure === measure)
      .map((proof) => ({
        unit: duty.unit,
        params: proof.params ?? {},
        cadence: proof.cadence ?? duty.cadence,
      })),
  )
  return [...new Map(found.map((each) => [JSON.stringify([each.unit, each.params]), each])).values()].filter(
    ({ unit }) => outreachUnits({ playbook } as Cast).includes(unit),
  )
}

/** A day of the month up to the demonstration's, and when it was entered: mostly the same day, now and then in the next month. */
function heldIn(random: Random, month: Month): { heldOn: Day; enteredOn: Day } | undefined {
  const [from, to] = [month === '2024-01' ? 8 : 2, Number(lastDayOf(month).slice(8))]
  const heldOn = `${month}-${String(random.int(from, to)).padStart(2, '0')}` as Day
  const isLate = random.chance(0.06)
  const enteredOn = isLate ? addDays(lastDayOf(month), random.int(1, 4)) : heldOn
  return enteredOn <= DEMO_DAY ? { heldOn, enteredOn } : undefined
}

/** In which months something is due: every month, or once a quarter or term. */
const dueIn = (every: string | undefined): readonly Month[] =>
  every === 'month' || every === undefined ? months : ['2024-02', '2024-04']

const lessons: Readonly<Record<string, readonly string[]>> = {
  'venue-owners': ['住宿场所“五必须”和入住登记', '不得接纳、招用未成年人的规定', '可疑情况怎样立即报告'],
  'shop-owners': ['不向未成年人售烟售酒', '看身份证、留监控的做法'],
  'psychology-staff': ['怎样和孩子谈性侵害', '危机干预和转介', '心理档案的保密'],
}

function tellTrainings(cast: Cast, sheetsOf: EvidenceOf): Step[] {
  const police = cast.withRole('police').unit
  return askedOf(cast, 'outreach.trainings').flatMap(({ unit, params, cadence }) => {
    const by = cast.ofUnit(unit)
    const audience = String(params.audience)
    return dueIn('every' in cadence ? cadence.every : undefined).flatMap((month): Step[] => {
      const random = cast.random.about('training', unit, audience, month)
      const held = random.chance(0.1) ? undefined : heldIn(random, month)
      if (!held) return []
      const isJoint = audience === 'venue-owners' && unit !== police && random.chance(0.4)
      const input = {
        heldOn: held.heldOn,
        audience,
        topic: random.pick(lessons[audience] ?? ['未成年人保护法律法规']),
        joined: isJoint ? [police] : [],
        people: random.int(12, 46),
        place: random.pick(['镇政府三楼会议室', '派出所会议室', '市场监管所']),
        photos: [random.pick(sheetsOf(by).photos)],
      }
      const id = random.id('training')
      return [
        { at: clockOn(random, held.enteredOn, 15, 18), by, act: 'training.record', id, lane: id, input },
      ]
    })
  })
}

const themes: Readonly<Record<string, readonly string[]>> = {
  minors: ['学会说不', '网上交友要当心', '遇到危险怎么求助'],
  families: ['家庭教育促进法宣讲', '好家风讲堂', '隔代照看要注意什么'],
  employers: ['禁止使用童工规定', '劳动法和未成年工保护'],
  public: ['未成年人保护法宣传', '发现可疑情况怎样举报'],
}

function tellActivities(cast: Cast, sheetsOf: EvidenceOf): Step[] {
  const { lists } = cast.playbook
  const ids = (list: string) => (lists[list] ?? []).map((each) => each.id)
  return askedOf(cast, 'outreach.activities').flatMap(({ unit, params, cadence }) => {
    const by = cast.ofUnit(unit)
    return dueIn('every' in cadence ? cadence.every : undefined).flatMap((month): Step[] => {
      const random = cast.random.about('outreach', unit, JSON.stringify(params), month)
      const held = random.chance(0.09) ? undefined : heldIn(random, month)
      if (!held) return []
      const audiences = (params.audiences as string[] | undefined) ?? ['public']
      const [audience = 'public'] = audiences
      const asked = (params.topics as string[] | undefined) ?? []
      const topics = [
        ...new Set([...asked, ...random.shuffled(ids('outreachTopics')).slice(0, random.int(1, 4))]),
      ]
      const isSchool = audience === 'minors'
      const input = {
        heldOn: held.heldOn,
        form: isSchool ? 'class' : random.pick(['stall', 'class', 'materials', 'visit']),
        theme: asked.includes('aids')
          ? '防艾知识进校园'
          : random.pick(themes[audience] ?? ['未成年人保护宣传']),
        topics,
        audiences,
        settings: isSchool ? ['school'] : random.shuffled(ids('settings')).slice(0, random.int(1, 3)),
        media: random.shuffled(ids('media')).slice(0, random.int(1, 3)),
        people: random.int(40, 320),
        place: isSchool ? '镇中心小学操场' : random.pick(['集镇农贸市场', '村部广场', '镇文化站']),
        photos: [random.pick(sheetsOf(by).photos)],
      }
      const id = random.id('outreach')
      return [
        { at: clockOn(random, held.enteredOn, 15, 18), by, act: 'outreach.record', id, lane: id, input },
      ]
    })
  })
}

/** Of weekly meetings and monthly courtyard meetings, how many a village holds and writes down. */
const holds = { good: 0.97, fair: 0.85, poor: 0.6 } as const satisfies Record<Diligence, number>
/** Weekly meetings are written down here from May on; before, they stood in the village's own minutes. */
const weeklyFrom: Day = '2024-04-29'

function tellVillageMeetings(cast: Cast, photosOf: EvidenceOf): Step[] {
  return cast.playbook.villages.flatMap(({ id: village }) => {
    const by = cast.workerOf(village)
    const held = (form: string, heldOn: Day, theme: string): Step[] => {
      const random = cast.random.about('village meeting', village, form, heldOn)
      if (heldOn > DEMO_DAY || !random.chance(holds[cast.diligenceOf(village)])) return []
      const isCourtyard = form === 'household-meeting'
      const input = {
        heldOn,
        form,
        theme,
        topics: random.shuffled(['sexual-abuse', 'drowning', 'traffic', 'abduction']).slice(0, 2),
        audiences: isCourtyard ? ['families', 'public'] : ['public'],
        settings: isCourtyard ? ['village', 'family'] : ['village'],
        media: [],
        people: isCourtyard ? random.int(18, 55) : random.int(8, 24),
        photos: [random.pick(photosOf(by).photos)],
      }
      const id = random.id('meeting')
      const at = clockOn(random, heldOn, 17, 20)
      return [{ at, by, act: 'outreach.record', id, lane: `outreach ${village}`, input }]
    }
    const weeks = [0, 7, 14, 21].map((days) => addDays(weeklyFrom, days))
    return [
      ...weeks.flatMap((monday) => {
        const day = cast.random.about('village week', village, monday).int(0, 4)
        return held('meeting', addDays(monday, day), '每周例会讲未成年人保护')
      }),
      ...months.slice(2).flatMap((month) => {
        const day = cast.random.about('courtyard', village, month).int(4, 18)
        return held('household-meeting', addDays(firstDayOf(month), day), '屋场会讲防性侵、防溺水')
      }),
    ]
  })
}

/** Months in which pupils are at school: of January and February schools said their number once they were asked, in March. */
const schoolMonths: readonly Month[] = ['2024-03', '2024-04', '2024-05']

function tellEmotional(cast: Cast): Step[] {
  return cast.playbook.schools
    .filter((school) => school.stage !== 'kindergarten')
    .flatMap((school) => {
      const by = cast.users.find(({ actor }) => actor.role === 'school' && actor.school === school.id)?.actor
      if (!by) return []
      return schoolMonths.flatMap((month): Step[] => {
        const random = cast.random.about('emotional', school.id, month)
        if (random.chance(0.07)) return []
        const isBig = school.stage === 'junior' || school.stage === 'nine-year'
        const number = isBig ? random.int(6, 14) : random.pick([0, 0, 0, 1, 2, 5])
        const on =
          month === '2024-05'
            ? addDays('2024-05-13', random.int(0, 6))
            : addDays(firstDayOf(month), random.int(19, 29))
        const lane = `school ${school.id}`
        const id = random.id('emotional')
        return [{ at: clockOn(random, on), by, act: 'emotional.report', id, lane, input: { month, number } }]
      })
    })
}

const advice = [
  '校门口加装防撞设施，晚间值班表上墙',
  '补齐两处监控盲区，一键报警每月试一次',
  '围墙低处加高，宿舍后门上锁并专人管钥匙',
  '保安器械到位，访客登记要核对身份证',
]
const parts = ['people', 'things', 'technology']

/** Most schools are guided in all three at once, in January and again in spring; one was only half done. */
function tellGuidance(cast: Cast): Step[] {
  const by = cast.withRole('police')
  const terms: readonly (readonly [string, Day, number])[] = [
    ['autumn', '2024-01-09', 12],
    ['spring', '2024-03-05', 68],
  ]
  return cast.playbook.schools.flatMap((school, index) =>
    terms.flatMap(([term, from, days]): Step[] => {
      const random = cast.random.about('guidance', term, school.id)
      if (random.chance(0.1)) return []
      const guidedOn = addDays(from, random.int(0, days))
      const input = {
        school: school.id,
        guidedOn,
        parts: index === 4 ? parts.slice(0, 2) : parts,
        who: by.name,
        advice: random.pick(advice),
        photos: [],
      }
      const id = random.id('guidance')
      const at = clockOn(random, guidedOn, 9, 17)
      return [{ at, by, act: 'safety-guidance.record', id, lane: id, input }]
    }),
  )
}

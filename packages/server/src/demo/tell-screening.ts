import { type Actor, addDays, type Day } from '@hulei/core'
import { type Cast, DEMO_DAY } from './cast.ts'
import { adultName, residentIdOf, surname } from './names.ts'
import { clockOn, type Step } from './step.ts'

type Asked = {
  readonly by: Actor
  readonly employer: string
  readonly sector: string
  readonly occasion: string
  readonly position: string
  readonly on: Day
  /** How many days the police take; none yet. */
  readonly days?: number
  readonly isFound?: boolean
}

/** Schools and the clinic ask before they hire and once a year; the police answer mostly in two days, once too late. */
export function tellScreening(cast: Cast): Step[] {
  return askedIn(cast).flatMap((asked, index) => tellRequest(cast, asked, index))
}

function askedIn(cast: Cast): Asked[] {
  const schools = cast.playbook.schools.flatMap((school) => {
    const by = cast.users.find(({ actor }) => actor.role === 'school' && actor.school === school.id)?.actor
    return by ? [{ by, employer: school.name, sector: 'education' }] : []
  })
  const health = cast.users.find(({ actor }) => actor.role === 'officer' && actor.remits.includes('health'))
  const edu = cast.users.find(({ actor }) => actor.role === 'officer' && actor.remits.includes('education'))
  const of = (index: number, more: Omit<Asked, 'by' | 'employer' | 'sector'>): Asked[] => {
    const school = schools[index]
    return school ? [{ ...school, ...more }] : []
  }
  const hire = { occasion: 'hire', position: '代课教师' }
  const yearly = { occasion: 'yearly', position: '班主任' }
  return [
    ...of(0, { ...hire, on: '2024-02-21', days: 2 }),
    ...of(1, { ...hire, on: '2024-02-22', days: 1 }),
    ...of(2, { occasion: 'hire', position: '校车司机', on: '2024-03-04', days: 2, isFound: true }),
    ...schools.flatMap((_, index) =>
      of(index, { ...yearly, on: addDays('2024-03-11', index), days: index === 5 ? 11 : 1 + (index % 4) }),
    ),
    ...of(9, { occasion: 'hire', position: '保育员', on: '2024-04-16', days: 3 }),
    ...of(4, { occasion: 'hire', position: '宿舍管理员', on: '2024-05-09', days: 4 }),
    ...(health
      ? [
          {
            by: health.actor,
            employer: '镇卫生院',
            sector: 'health',
            occasion: 'hire',
            position: '儿科护士',
            on: '2024-04-22' as Day,
            days: 2,
          },
        ]
      : []),
    ...(edu
      ? [
          {
            by: edu.actor,
            employer: '启明校外培训部',
            sector: 'training',
            occasion: 'hire',
            position: '授课教师',
            on: '2024-05-17' as Day,
          },
        ]
      : []),
    ...of(3, { occasion: 'hire', position: '食堂工人', on: '2024-05-20' }),
  ]
}

function tellRequest(cast: Cast, { by, on, days, isFound = false, ...asked }: Asked, index: number): Step[] {
  const random = cast.random.about('screening', index)
  const sex = random.chance(0.4) ? 'male' : 'female'
  const bornOn = addDays('1976-02-11', random.int(0, 8000))
  const [id, lane] = [random.id('request'), `screening ${index}`]
  const request: Step = {
    at: clockOn(random, on, 9, 16),
    by,
    act: 'screening.request',
    id,
    lane,
    input: {
      ...asked,
      name: adultName(random, surname(random), sex),
      residentId: residentIdOf(bornOn, sex, 200 + index),
      isTold: true,
    },
  }
  const answeredOn = days === undefined ? undefined : addDays(on, days)
  if (!answeredOn || answeredOn > DEMO_DAY) return [request]
  const answer: Step = {
    at: clockOn(random, answeredOn, 17, 18),
    by: cast.withRole('police'),
    act: 'screening.answer',
    id: random.id('answer'),
    record: id,
    lane,
    input: {
      answer: isFound ? 'found' : 'none',
      reference: `查询〔2024〕${String(index + 1).padStart(3, '0')}`,
    },
  }
  if (!isFound) return [request, answer]
  const outcomeOn = addDays(answeredOn, 1)
  const settle: Step = {
    at: clockOn(random, outcomeOn, 9, 11),
    by,
    act: 'screening.settle',
    id: random.id('settled'),
    record: id,
    lane,
    input: { outcome: 'not-hired', outcomeOn },
  }
  return [request, answer, settle]
}

import { civilWindowAt, type Day, type Playbook, type Window } from '@hulei/core'
import fc from 'fast-check'
import { dutyPlaybook } from './duties/duties-fixture.ts'

/** A township of venues, schools and patrols for the oracle of field work, and what may happen there. */

const entry = (...ids: readonly string[]) => ids.map((id) => ({ id, name: id }))

/** Two schools in two villages, a term with a break over a festival, a closure looked at again within 15 days. */
export const fieldPlaybook = {
  ...dutyPlaybook,
  units: [
    ...dutyPlaybook.units,
    ...['police', 'market'].map((id) => ({ id, name: id, short: id, kind: 'department', remits: [] })),
  ],
  schools: [
    { id: 'zhongxin', name: '中心小学', village: 'shiqiao' },
    { id: 'dongxi', name: '东溪小学', village: 'lianhua' },
  ],
  schoolCalendar: {
    terms: [{ id: 'spring', name: '春季学期', from: '2024-03-04', to: '2024-06-20' }],
    breaks: [{ name: '校运会', from: '2024-05-13', to: '2024-05-14' }],
  },
  lists: {
    venueTypes: entry('ktv', 'hotel', 'shop'),
    headCountGroups: entry('idle', 'outsiders'),
    inspectionFocuses: entry('child-labour', 'tobacco'),
  },
  duties: [
    {
      id: 'police-2',
      unit: 'police',
      no: 2,
      title: '停业场所及时回访',
      clause: '附',
      cadence: { each: 'closure', within: '15 days' },
      proves: [{ measure: 'venues.rechecked-closures', target: 'all' }],
    },
  ],
} as unknown as Playbook

const at = (kind: Parameters<typeof civilWindowAt>[0], ...days: readonly Day[]) =>
  days.map((day) => civilWindowAt(kind, day))
const months = at('month', '2024-03-01', '2024-04-01', '2024-05-01', '2024-06-01')
const weeks = at('week', '2024-04-08', '2024-05-13', '2024-05-20')
const quarters = at('quarter', '2024-05-01')
const half: Window = { kind: 'half-term', key: 'spring-H1', from: '2024-03-04', to: '2024-05-05' }

/** Measures of field work with the parameters and windows under which they are asked. */
export const fieldQuestions: readonly (readonly [
  name: string,
  params: object,
  windows: readonly Window[],
])[] = [
  ['venues.inspected', {}, [...months, ...weeks]],
  ['venues.inspected', { types: ['ktv', 'hotel'] }, [...months, ...quarters]],
  ['venues.five-musts', {}, [...months, ...quarters]],
  ['venues.signs', { sign: 'no-minors' }, months],
  ['venues.signs', { sign: 'no-alcohol-tobacco', types: ['shop', 'ktv'] }, months],
  ['venues.cameras', {}, months],
  ['venues.rechecked-closures', {}, [...months, ...weeks]],
  ['venues.unlicensed-closed', {}, [...months, ...weeks]],
  ['operations.joint', { part: 'lead' }, [...months, ...weeks]],
  ['operations.joint', { part: 'join' }, months],
  ['operations.inspections', { focus: 'tobacco' }, [...months, ...quarters]],
  ['operations.inspections', { focus: 'child-labour' }, months],
  ['operations.campus-inspections', { each: 1 }, [...months, half]],
  ['operations.campus-inspections', { each: 2 }, months],
  ['operations.campus-inspections', {}, weeks],
  ['operations.findings-closed', { focus: 'child-labour' }, [...months, ...weeks]],
  ['operations.venue-patrols', {}, [...months, ...weeks]],
  ['operations.venue-patrols', { daily: 1, unit: 'police' }, months],
  ['operations.venue-patrols', { daily: 2, unit: 'market', on: 'school-days' }, [...months, ...weeks]],
  ['operations.school-gate-shifts', {}, [...months, ...weeks]],
  ['supervised.head-counts', {}, [...months, ...quarters]],
]

const nth = fc.nat(12)
const dayBack = fc.integer({ min: 0, max: 75 })
const recent = fc.integer({ min: 0, max: 25 })
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { freq: 2 })
const village = fc.constantFrom('shiqiao', 'lianhua')
const school = fc.constantFrom('zhongxin', 'dongxi')
const sign = fc.constantFrom('up', 'missing', 'not-required')
const licence = fc.constantFrom('licensed', 'unlicensed', 'exempt')
const unit = fc.constantFrom('police', 'market', 'pingan')
const focuses = fc.subarray(['child-labour', 'tobacco'])
const task = fc.constantFrom('venues', 'venues', 'night', 'school-gate', 'school-gate')
const what = <T extends string>(...words: readonly T[]) => fc.constantFrom(...words)
const named = <A extends string, T extends object>(act: A, more: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record({ act: fc.constant(act), ...more }) as unknown as fc.Arbitrary<{ act: A } & T>

/** One thing that somebody does in the field; days are counted back from the day it is done on. */
const fieldStep = fc.oneof(
  {
    weight: 9,
    arbitrary: named('register', {
      village,
      type: what('ktv', 'hotel', 'shop'),
      licence,
      hasCamera: fc.boolean(),
      hasHotline: fc.boolean(),
      noMinorsSign: sign,
      noSaleSign: sign,
    }),
  },
  {
    weight: 6,
    arbitrary: named('amendVenue', {
      nth,
      part: what('camera', 'hotline', 'noMinors', 'noSale', 'licence', 'type'),
      isOn: fc.boolean(),
      sign,
      licence,
    }),
  },
  { weight: 11, arbitrary: named('closeVenue', { nth, dayBack: recent, until: maybe(recent) }) },
  {
    weight: 16,
    arbitrary: named('recheck', { nth, dayBack: recent, result: what('closed', 'reopened', 'fake') }),
  },
  { weight: 1, arbitrary: named('withdrawClosure', { nth }) },
  { weight: 4, arbitrary: named('ban', { nth, dayBack: recent }) },
  { weight: 1, arbitrary: named('endVenue', { nth, dayBack: recent, because: what('ceased', 'mistaken') }) },
  {
    weight: 12,
    arbitrary: named('inspect', {
      by: unit,
      dayBack,
      nth: maybe(nth),
      school: maybe(school),
      focuses,
      dueIn: maybe(recent),
    }),
  },
  { weight: 12, arbitrary: named('fiveMusts', { nth, dayBack, isKept: fc.boolean() }) },
  {
    weight: 6,
    arbitrary: named('amendInspection', {
      nth,
      dayBack,
      venueNth: nth,
      school,
      focuses,
      part: what('day', 'venue', 'school', 'noSchool', 'focuses'),
    }),
  },
  { weight: 3, arbitrary: named('withdrawInspection', { nth }) },
  { weight: 3, arbitrary: named('addFinding', { nth, dueIn: recent }) },
  { weight: 5, arbitrary: named('closeFinding', { nth, dayBack: recent }) },
  { weight: 2, arbitrary: named('amendFinding', { nth, dayBack: recent }) },
  { weight: 1, arbitrary: named('withdrawFinding', { nth }) },
  {
    weight: 5,
    arbitrary: named('operate', {
      by: unit,
      dayBack,
      joined: fc.subarray(['police', 'market', 'civil', 'pingan'], { minLength: 1 }),
    }),
  },
  {
    weight: 3,
    arbitrary: named('amendOperation', { nth, dayBack, joined: fc.subarray(['police', 'market', 'civil']) }),
  },
  { weight: 1, arbitrary: named('withdrawOperation', { nth }) },
  {
    weight: 14,
    arbitrary: named('patrol', { by: fc.oneof(unit, village), task, dayBack, school: maybe(school) }),
  },
  {
    weight: 5,
    arbitrary: named('amendPatrol', { nth, dayBack, school, part: what('day', 'school', 'task') }),
  },
  { weight: 2, arbitrary: named('withdrawPatrol', { nth }) },
  {
    weight: 6,
    arbitrary: named('count', { village, group: what('idle', 'outsiders'), dayBack, number: fc.nat(40) }),
  },
  { weight: 3, arbitrary: named('repeat', { village, dayBack }) },
  { weight: 2, arbitrary: named('amendCount', { nth, dayBack }) },
)
export type FieldStep = typeof fieldStep extends fc.Arbitrary<infer S> ? S : never

/** What is done on each of so many days. */
export const fieldStory = (stages: number) =>
  fc.noBias(
    fc.tuple(...Array.from({ length: stages }, () => fc.array(fieldStep, { minLength: 35, maxLength: 60 }))),
  ) as fc.Arbitrary<readonly (readonly FieldStep[])[]>

import { civilWindowAt, type Day, type Playbook, type Window } from '@hulei/core'
import fc from 'fast-check'
import { dutyPlaybook } from './duties/duties-fixture.ts'

/** A township of trainings, activities, schools and screening for their oracle, and what may happen there. */

const entry = (...ids: readonly string[]) => ids.map((id) => ({ id, name: id }))

/** Two schools in two villages, lists of two or three entries, and an answer to a screening within two working days. */
export const preventionPlaybook = {
  ...dutyPlaybook,
  units: [
    ...dutyPlaybook.units,
    ...['police', 'market', 'edu'].map((id) => ({
      id,
      name: id,
      short: id,
      kind: 'department',
      remits: id === 'edu' ? ['education'] : [],
    })),
  ],
  schools: [
    { id: 'zhongxin', name: '中心小学', village: 'shiqiao' },
    { id: 'dongxi', name: '东溪小学', village: 'lianhua' },
    { id: 'miao', name: '苗苗幼儿园', stage: 'kindergarten', village: 'lianhua' },
  ],
  schoolCalendar: {
    terms: [{ id: 'spring', name: '春季学期', from: '2024-03-04', to: '2024-06-20' }],
    breaks: [],
  },
  lists: {
    audiences: entry('owners', 'teachers', 'families'),
    outreachTopics: entry('aids', 'drowning', 'bullying'),
    settings: entry('village', 'school', 'family'),
    media: entry('web', 'paper'),
    screeningSectors: entry('education', 'health'),
  },
  duties: [
    {
      id: 'police-7',
      unit: 'police',
      no: 7,
      title: '从业查询及时答复',
      clause: '附',
      cadence: { each: 'screening-request', within: '2 working-days' },
      proves: [{ measure: 'screening.requests-answered', target: 'all' }],
    },
  ],
} as unknown as Playbook

const at = (kind: Parameters<typeof civilWindowAt>[0], ...days: readonly Day[]) =>
  days.map((day) => civilWindowAt(kind, day))
const months = at('month', '2024-03-01', '2024-04-01', '2024-05-01', '2024-06-01')
const weeks = at('week', '2024-04-08', '2024-05-13', '2024-05-20')
const quarters = at('quarter', '2024-05-01')
const term: Window = { kind: 'term', key: 'spring', from: '2024-03-04', to: '2024-06-20' }

/** Measures of these rooms with the parameters and windows under which they are asked. */
export const preventionQuestions: readonly (readonly [
  name: string,
  params: object,
  windows: readonly Window[],
])[] = [
  ['outreach.trainings', { audience: 'owners' }, [...months, ...weeks]],
  ['outreach.trainings', { audience: 'teachers' }, [...months, ...quarters]],
  ['outreach.activities', {}, [...months, ...weeks]],
  ['outreach.activities', { topics: ['aids'] }, [...months, ...quarters]],
  ['outreach.activities', { audiences: ['owners', 'families'] }, months],
  ['outreach.activities', { form: 'meeting' }, [...weeks, ...months]],
  ['outreach.covered', { over: 'settings' }, [...months, ...weeks]],
  ['outreach.covered', { over: 'media' }, months],
  ['outreach.covered', { over: 'outreachTopics' }, quarters],
  ['schools.emotional-counts', { each: 1 }, months],
  ['schools.emotional-counts', { each: 3 }, quarters],
  ['schools.safety-guidance', {}, [term, ...months]],
  ['screening.requests-answered', {}, [...months, ...weeks, ...quarters]],
]

const nth = fc.nat(12)
const dayBack = fc.integer({ min: 0, max: 60 })
const some = (...ids: readonly string[]) => fc.subarray([...ids], { minLength: 1 })
const school = fc.constantFrom('zhongxin', 'dongxi')
const unit = fc.constantFrom('police', 'market', 'pingan')
const audience = fc.constantFrom('owners', 'teachers', 'families')
const form = fc.constantFrom('meeting', 'household-meeting', 'class')
const what = <T extends string>(...words: readonly T[]) => fc.constantFrom(...words)
const named = <A extends string, T extends object>(act: A, more: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record({ act: fc.constant(act), ...more }) as unknown as fc.Arbitrary<{ act: A } & T>
const often = <T>(weight: number, arbitrary: fc.Arbitrary<T>) => ({ weight, arbitrary })

const told = {
  form,
  topics: fc.subarray(['aids', 'drowning', 'bullying']),
  audiences: some('owners', 'teachers', 'families'),
  settings: some('village', 'school', 'family'),
  media: fc.subarray(['web', 'paper']),
}

/** One thing that somebody does; days are counted back from the day it is done on. */
const preventionStep = fc.oneof(
  often(10, named('train', { by: unit, audience, joined: fc.subarray(['police', 'market']), dayBack })),
  often(
    5,
    named('amendTraining', {
      nth,
      dayBack,
      audience,
      joined: fc.subarray(['police', 'market', 'edu']),
      part: what('day', 'audience', 'joined'),
    }),
  ),
  often(2, named('withdrawTraining', { nth })),
  often(12, named('tell', { by: fc.oneof(unit, what('shiqiao', 'lianhua')), dayBack, ...told })),
  often(
    7,
    named('amendTold', {
      nth,
      dayBack,
      ...told,
      part: what('day', 'form', 'topics', 'audiences', 'settings', 'media'),
    }),
  ),
  often(2, named('withdrawTold', { nth })),
  often(7, named('reportEmotional', { school, monthsBack: fc.nat(2), number: fc.nat(12) })),
  often(2, named('amendEmotional', { nth, number: fc.nat(12) })),
  often(9, named('guide', { school, parts: some('people', 'things', 'technology'), dayBack })),
  often(
    5,
    named('amendGuidance', {
      nth,
      dayBack,
      school,
      parts: some('people', 'things', 'technology'),
      part: what('day', 'school', 'parts'),
    }),
  ),
  often(2, named('withdrawGuidance', { nth })),
  often(10, named('ask', { by: what('zhongxin', 'dongxi', 'edu', 'police') })),
  often(11, named('answer', { nth, answer: what('none', 'none', 'found') })),
  often(4, named('settle', { nth, outcome: what('not-hired', 'suspended', 'dismissed') })),
  often(2, named('withdrawRequest', { nth })),
)
export type PreventionStep = typeof preventionStep extends fc.Arbitrary<infer S> ? S : never

/** What is done on each of so many days. */
export const preventionStory = (stages: number) =>
  fc.noBias(
    fc.tuple(
      ...Array.from({ length: stages }, () => fc.array(preventionStep, { minLength: 35, maxLength: 55 })),
    ),
  ) as fc.Arbitrary<readonly (readonly PreventionStep[])[]>

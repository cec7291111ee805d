import { createHash, randomUUID } from 'node:crypto'
import { addDays, civilWindowAt, type Day, type Playbook, type Window } from '@hulei/core'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Refusal } from '../../platform/errors.ts'
import { openWindow } from '../../platform/measures/counters.ts'
import { actorOf, startTestServer, type TestServer } from '../../platform/test-server.ts'
import { casesPlaybook } from './cases-fixture.ts'
import { type Counted, countPlainly, type Plain } from './cases-oracle.ts'
import { casesMeasures } from './index.ts'

const seed = 20_240_506
const TODAY: Day = '2024-05-20'
const FIRST: Day = '2024-03-04'
const plan = {
  ...casesPlaybook,
  lists: {
    ...casesPlaybook.lists,
    caseSteps: ['consultation', 'court-dates', 'early'].map((id) => ({ id, name: id })),
  },
  caseChecklist: [
    { step: 'court-dates', from: 'prosecuted' },
    { step: 'early', from: 'filed', only: 'listed' },
  ],
} as Playbook
let server: TestServer

beforeAll(async () => {
  server = await startTestServer({ today: TODAY, playbook: plan })
})
afterAll(() => server?.stop())

const police = actorOf('police', { account: 'police', unit: 'police' })
const office = actorOf('office')
const discipline = actorOf('discipline', { account: 'jiwei', unit: 'jiwei' })
const court = actorOf('officer', { account: 'court', unit: 'court', remits: ['court'] })
const civil = actorOf('officer', { account: 'civil', unit: 'civil', remits: ['welfare'] })

const months = ['2024-03-01', '2024-04-01', '2024-05-01', '2024-06-01'].map((on) =>
  civilWindowAt('month', on as Day),
)
const questions: readonly (readonly [name: string, params: Readonly<Record<string, unknown>>])[] = [
  ['cases.steps-recorded', { steps: ['consultation'] }],
  ['cases.steps-recorded', { steps: ['consultation', 'court-dates', 'early'] }],
  ['cases.reviews', {}],
  ['cases.problems-owned', {}],
  ['cases.recommendations-answered', {}],
  ['cases.accountability', { scope: 'reviewed' }],
  ['cases.accountability', { scope: 'special-suspects' }],
  ['cases.one-stop-interviews', {}],
  ['cases.repeat-interviews-explained', {}],
  ['outreach.warning-sessions', {}],
  ['venues.penalties-published', {}],
  ['guardianship.orders-followed-up', {}],
  ['supervision.findings-decided', {}],
]

const nth = fc.nat(40)
const back = fc.integer({ min: 0, max: 70 })
const kinds = [
  'open',
  'advance',
  'advance',
  'advance',
  'step',
  'list',
  'review',
  'problem',
  'own',
  'issue',
  'answer',
  'start',
  'decide',
  'finding',
  'hold',
  'punish',
  'publish',
  'order',
  'order',
  'followUp',
  'followUp',
  'hear',
  'hear',
  'leaveOut',
] as const
const story = fc.array(fc.record({ what: fc.constantFrom(...kinds), nth, back, isSo: fc.boolean() }), {
  minLength: 140,
  maxLength: 140,
})

/** Ids of the rows of a table, in a fixed order. */
const idsOf = async (table: string, where = 'true') =>
  (
    await server.owner.query<{ id: string }>(
      `SELECT id FROM ${table} WHERE ${where} ORDER BY received_at, id`,
    )
  ).rows.map((row) => row.id)
const path = ['filed', 'arrest-asked', 'arrested', 'transferred', 'prosecuted', 'judged']

async function tell({
  what,
  nth,
  back,
  isSo,
}: typeof story extends fc.Arbitrary<readonly (infer S)[]> ? S : never) {
  const on = addDays(TODAY, -back)
  const record = randomUUID()
  const pick = async (table: string, where?: string) => {
    const ids = await idsOf(table, where)
    return ids[nth % Math.max(1, ids.length)] ?? randomUUID()
  }
  const matter = what === 'open' ? '' : await pick('case_file')
  switch (what) {
    case 'open':
      return await server.act(
        police,
        'case.open',
        {
          receivedOn: addDays(FIRST, nth),
          concerns: 'sexual',
          specialSuspects: isSo ? ['party-member'] : [],
          responsibleUnits: isSo ? ['civil'] : ['edu', 'party'],
        },
        { record },
      )
    case 'advance': {
      const { rows } = await server.owner.query<{ stage: string }>(
        'SELECT stage FROM case_file WHERE id = $1',
        [matter],
      )
      const to = path[path.indexOf(rows[0]?.stage ?? '') + 1]
      return await server.act(
        police,
        'case.advance',
        { to, on: addDays(TODAY, -Math.floor(back / 4)) },
        { record: matter },
      )
    }
    case 'list':
      return await server.act(
        police,
        'case.supervise',
        { isListed: isSo, isRaised: false },
        { record: matter, reason: '重点案件' },
      )
    case 'step': {
      const step = ['consultation', 'court-dates', 'early'][nth % 3]
      return await server.act(police, 'case-step.record', { matter, step, doneOn: on, units: [] }, { record })
    }
    case 'review':
      return await server.act(
        office,
        'case-review.record',
        {
          matter,
          reviewedOn: on,
          units: [],
          traced: '查',
          dissected: '析',
          rectified: '改',
          heldToAccount: '责',
          accountability: isSo ? 'none' : 'needed',
        },
        { record },
      )
    case 'problem':
      return await server.act(
        office,
        'problem.register',
        {
          ...(isSo && { matter }),
          source: 'review',
          what: '漏洞',
          ...(nth % 3 === 0 && { toUnit: 'civil', dueOn: TODAY }),
        },
        { record },
      )
    case 'own':
      return await server.act(
        office,
        'problem.own',
        { toUnit: 'edu', dueOn: TODAY },
        { record: await pick('problem'), reason: '明确责任' },
      )
    case 'issue':
      return await server.act(
        isSo ? court : discipline,
        'recommendation.issue',
        {
          ...(!isSo && { matter }),
          form: isSo ? 'court' : 'discipline',
          number: `${nth}号`,
          title: '建议',
          toUnit: 'civil',
          body: '改',
          issuedOn: on,
          answerBy: addDays(on, nth),
        },
        { record },
      )
    case 'answer':
      return await server.act(
        civil,
        'recommendation.answer',
        { answeredOn: on, answer: '改了', evidence: [] },
        { record: await pick('recommendation') },
      )
    case 'start':
      return await server.act(
        discipline,
        'accountability.start',
        { toUnit: 'edu', openedOn: on },
        { record: await pick('accountability', "status = 'due'") },
      )
    case 'finding':
      return await server.act(
        discipline,
        'accountability.open',
        { ...(isSo && { matter }), finding: 'idle-duty', toUnit: 'civil', grounds: '推诿', openedOn: on },
        { record },
      )
    case 'decide':
      return await server.act(
        discipline,
        'accountability.decide',
        { decidedOn: on, decision: 'talk' },
        { record: await pick('accountability', "status = 'opened'") },
      )
    case 'hold':
      return await server.act(
        civil,
        'warning-session.hold',
        { heldOn: on, forms: ['board'], attended: 9, summary: '学了', evidence: [photo] },
        { record: await pick('warning_session', "held_on IS NULL AND unit = 'civil'") },
      )
    case 'punish':
      return await server.act(
        police,
        'penalty.record',
        { matter, venueType: 'ktv', venue: '某店', number: `罚${nth}`, penalisedOn: on, what: '停业' },
        { record },
      )
    case 'publish':
      return await server.act(
        police,
        'penalty.publish',
        { publishedOn: on, publishedHow: '全镇通报', evidence: [] },
        { record: await pick('penalty') },
      )
    case 'order':
      return await server.act(
        isSo ? police : office,
        'order.record',
        {
          matter,
          form: 'family-education',
          number: `令${nth}`,
          issuer: 'court',
          issuedOn: on,
          ...(isSo && { followUpBy: addDays(on, nth) }),
        },
        { record },
      )
    case 'followUp': {
      const open = { state: 'partly', nextBy: addDays(on, 30) }
      return await server.act(
        police,
        'order.follow-up',
        { followedOn: on, way: 'home', finding: '家长到场', ...(isSo ? open : { state: 'carried-out' }) },
        { record: await pick('order_follow_up', 'followed_on IS NULL') },
      )
    }
    case 'hear': {
      const [known] = await idsOf('sealed_person', `matter = '${matter}'`)
      const person = known ?? record
      if (!known) await server.act(police, 'seal.add', { matter, part: 'victim', name: '柳小鹿' }, { record })
      const more = { whyElsewhere: '住院', whyAgain: '辨认' }
      return await server.act(
        police,
        'interview.record',
        { matter, person, heardOn: on, byUnit: 'police', isOneStop: isSo, hasAdult: true, ...more },
        { record: randomUUID() },
      )
    }
    case 'leaveOut':
      if (nth % 4 > 0) return undefined
      return await server.act(police, 'matter.leave-out', { matter, village: 'lianhua' }, { reason: '回避' })
  }
}

const photo = createHash('sha256').update('photo').digest('hex')

async function recordsNow(): Promise<Plain> {
  const tables = [
    'case_file',
    'case_step',
    'case_review',
    'problem',
    'recommendation',
    'accountability',
    'interview',
    'warning_session',
    'penalty',
    'order_follow_up',
  ]
  const found = await Promise.all(
    tables.map(async (table) => {
      const { rows } = await server.owner.query(`SELECT row_to_json(t)::jsonb ||
        jsonb_build_object('received_day', (received_at AT TIME ZONE 'Asia/Shanghai')::date) AS row FROM ${table} t`)
      return [table, rows.map((each) => each.row)] as const
    }),
  )
  return Object.fromEntries(found)
}

const inOrder = (rows: readonly Counted[]) =>
  rows
    .filter((row) => row.due > 0 || row.done > 0)
    .map(({ row, unit, due, done, late }) => ({ row, unit, due, done, late }))
    .sort((one, other) => `${one.row}${one.unit}`.localeCompare(`${other.row}${other.unit}`))

async function heldInCounters(name: string, params: object, window: Window): Promise<Counted[]> {
  const { rows } = await server.owner.query<Counted>(
    `SELECT "row", unit, sum(due)::int AS due, sum(done)::int AS done, sum(late)::int AS late FROM duty_contribution
     WHERE measure = $1 AND params::jsonb = $2::jsonb AND window_key = $3 AND village IS NULL AND school IS NULL
     GROUP BY "row", unit`,
    [name, JSON.stringify(params), window.key],
  )
  return inOrder(rows)
}

test(`measures of cases and their counters say what a plain count says (seed ${seed})`, async () => {
  await server.owner.query(
    `INSERT INTO file (township, sha256, media_type, size, account, received_at)
     VALUES ('north', $1, 'image/jpeg', 1, 'civil', now())`,
    [photo],
  )
  const { calendar } = await server.townships.get('north')
  await server.scopes.derive('north', async (tx) => {
    for (const [name, params] of questions) {
      const measure = casesMeasures.find((each) => each.name === name)
      if (!measure) throw new Error(name)
      for (const window of months)
        await openWindow(tx, {
          measure,
          params,
          windowKind: 'month',
          window,
          playbook: plan,
          calendar,
          playbookVersion: 1,
          knownFrom: window.from,
        })
    }
  })
  const tally = { done: 0, refused: 0, rows: 0 }
  await fc.assert(
    fc.asyncProperty(story, async (told) => {
      for (const each of told) {
        const isDone = await tell(each).then(
          () => true,
          (error) => {
            if (error instanceof Refusal) return false
            throw error
          },
        )
        if (isDone) tally.done += 1
        else tally.refused += 1
      }
      const all = await recordsNow()
      for (const [name, params] of questions) {
        const measure = casesMeasures.find((each) => each.name === name)
        for (const window of months) {
          const expected = inOrder(countPlainly(name, params, all, window))
          const where = `${name} ${JSON.stringify(params)} ${window.key}`
          const { rows } = await server.scopes.derive('north', async (tx) =>
            sql<Counted>`${measure?.count({ township: 'north', window, params, playbook: plan, calendar })}`.execute(
              tx.db,
            ),
          )
          expect({ where, rows: inOrder(rows) }).toEqual({ where, rows: expected })
          expect({ where, rows: await heldInCounters(name, params, window) }).toEqual({
            where,
            rows: expected,
          })
          tally.rows += expected.length
        }
      }
    }),
    { seed, numRuns: 4, endOnFailure: true },
  )
  // The story told something.
  expect(tally.done).toBeGreaterThan(tally.refused)
  expect(tally.rows).toBeGreaterThan(150)
})

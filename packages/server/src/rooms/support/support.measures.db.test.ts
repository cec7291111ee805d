import { createHash, randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { addDays, civilWindowAt, type Day, type Window } from '@hulei/core'
import fc from 'fast-check'
import { sql } from 'kysely'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Refusal } from '../../platform/errors.ts'
import { receiveFile } from '../../platform/files/index.ts'
import { openWindow } from '../../platform/measures/counters.ts'
import { actorOf, startTestServer, type TestServer } from '../../platform/test-server.ts'
import { supportMeasures } from './index.ts'
import { supportPlaybook } from './support-fixture.ts'
import { type Counted, countPlainly, type Plain } from './support-oracle.ts'
import { watchCare } from './watch-care.ts'

const seed = 20_240_507
const TODAY: Day = '2024-05-20'
let server: TestServer

beforeAll(async () => {
  server = await startTestServer({ today: TODAY, playbook: supportPlaybook })
  for (const [unit, account] of [
    ['health', 'nurse'],
    ['justice', 'justice'],
  ])
    await server.owner.query(
      `INSERT INTO post (township, id, version, extra, received_at, account, holder, title, role, post_unit, villages, "from")
       VALUES ('north', $1, $1, '{}', now(), $2, '某人', '专干', 'officer', $3, '{}', '2024-01-01')`,
      [randomUUID(), account, unit],
    )
})
afterAll(() => server?.stop())

const police = actorOf('police', { account: 'police', unit: 'police' })
const office = actorOf('office')
const nurse = actorOf('officer', { account: 'nurse', unit: 'health', remits: ['health'] })
const justice = actorOf('officer', { account: 'justice', unit: 'justice', remits: ['justice'], post: '' })
const youth = actorOf('officer', { account: 'youth', unit: 'youth', remits: ['youth'] })

const months = ['2024-03-01', '2024-04-01', '2024-05-01', '2024-06-01'].map((on) =>
  civilWindowAt('month', on as Day),
)
const params = (name: string) => (name.startsWith('visits.') ? { each: 1 } : {})

const kinds = [
  'open',
  'victim',
  'victim',
  'victim',
  'plan',
  'plan',
  'plan',
  'care',
  'care',
  'assess',
  'report',
  'report',
  'stop',
  'unfile',
  'leaveOut',
  'offender',
  'take',
  'release',
  'meet',
  'meet',
  'end',
  'team',
  'confirm',
  'endTeam',
  'aid',
  'aid',
  'helped',
  'helped',
  'amendHelp',
  'withdrawHelp',
] as const
const story = fc.array(
  fc.record({
    what: fc.constantFrom(...kinds),
    nth: fc.nat(40),
    back: fc.integer({ min: 0, max: 70 }),
    isSo: fc.boolean(),
  }),
  { minLength: 230, maxLength: 230 },
)
type Step = { what: (typeof kinds)[number]; nth: number; back: number; isSo: boolean }

let photo = ''
/** A photo handed in to be kept encrypted, which every report names. */
async function handIn(): Promise<string> {
  const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#577' } })
    .jpeg()
    .toBuffer()
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await receiveFile(server, nurse, Readable.from([bytes]), sha256, { isSealed: true })
  return sha256
}

/** Ids of the rows of a table, in a fixed order. */
const idsOf = async (table: string, where = 'true') =>
  (
    await server.owner.query<{ id: string }>(
      `SELECT id FROM ${table} WHERE ${where} ORDER BY received_at, id`,
    )
  ).rows.map((row) => row.id)

async function tell({ what, nth, back, isSo }: Step): Promise<unknown> {
  const on = addDays(TODAY, -back)
  const record = randomUUID()
  const pick = async (table: string, where?: string) => {
    const ids = await idsOf(table, where)
    return ids[nth % Math.max(1, ids.length)] ?? randomUUID()
  }
  switch (what) {
    case 'open':
      return await server.act(
        police,
        'case.open',
        { receivedOn: on, concerns: 'sexual', specialSuspects: [], responsibleUnits: [] },
        { record },
      )
    case 'victim': {
      const matter = await pick('case_file')
      const part = nth % 5 === 0 ? 'witness' : 'victim'
      return await server.act(police, 'seal.add', { matter, part, name: '柳小鹿' }, { record })
    }
    case 'plan': {
      const person = await pick('sealed_person', "part = 'victim'")
      const { rows } = await server.owner.query<{ matter: string }>(
        'SELECT matter FROM sealed_person WHERE id = $1',
        [person],
      )
      const more = { helps: ['medical'], isAbandoned: isSo, situation: '救治', reviewBy: '2024-06-30' }
      return await server.act(
        office,
        'rescue.plan',
        { matter: rows[0]?.matter ?? record, person, ...more },
        { record },
      )
    }
    case 'care':
      return await server.act(
        office,
        'rescue-task.assign',
        {
          plan: await pick('rescue_plan', nth % 2 === 0 ? 'is_abandoned' : undefined),
          help: 'medical',
          toUnit: 'health',
          dueOn: '2024-05-30',
          ...(nth % 3 > 0 && { exposedAt: `${on}T${isSo ? '07' : '00'}:30:00+08:00` }),
        },
        { record },
      )
    case 'assess': {
      const task = await pick('rescue_task', 'exposed_at IS NOT NULL AND assessed_at IS NULL')
      const { rows } = await server.owner.query<{ at: Date }>(
        'SELECT exposed_at AS at FROM rescue_task WHERE id = $1',
        [task],
      )
      const assessedAt = new Date((rows[0]?.at.getTime() ?? 0) + nth * 3 * 3_600_000).toISOString()
      return await server.act(nurse, 'rescue-task.assess', { assessedAt }, { record: task })
    }
    case 'report': {
      const result = ['helped', 'arranged', 'not-needed'][nth % 3]
      const open = `state = 'assigned' AND (care_by IS NULL OR assessed_at IS NOT NULL)
        ${isSo ? 'AND plan IN (SELECT id FROM rescue_plan WHERE is_abandoned)' : ''}`
      const input = { doneOn: TODAY, result, photos: [photo] }
      return await server.act(nurse, 'rescue-task.report', input, { record: await pick('rescue_task', open) })
    }
    case 'stop':
      if (nth % 3 > 0) return undefined
      return await server.act(
        office,
        'rescue-task.stop',
        {},
        { record: await pick('rescue_task'), reason: '重复' },
      )
    case 'unfile':
      if (nth % 13 > 0) return undefined
      return await server.act(
        police,
        'case.advance',
        { to: 'ended', on: TODAY, ending: 'not-filed', endingReason: '没有犯罪事实' },
        { record: await pick('case_file') },
      )
    case 'leaveOut': {
      if (nth % 11 > 0) return undefined
      const matter = await pick(isSo ? 'case_file' : 'young_offender')
      return await server.act(police, 'matter.leave-out', { matter, village: 'lianhua' }, { reason: '回避' })
    }
    case 'offender':
      return await server.act(
        isSo ? justice : police,
        'offender.open',
        {
          ...(nth % 2 === 0
            ? { ground: 'special-school', returnedOn: addDays(on, -5) }
            : { ground: 'probation' }),
          openedOn: on,
          isInCorrection: nth % 3 > 0,
          correctionFrom: addDays(on, -10),
          ...(nth % 2 === 0 && { correctionTo: addDays(on, 30) }),
          name: '石小磊',
        },
        { record },
      )
    case 'take':
      return await server.act(justice, 'offender.take', {}, { record: await pick('young_offender') })
    case 'release': {
      if (nth % 3 > 0) return undefined
      const of = await pick('assignment', 'ended_on IS NULL')
      return await server.act(police, 'matter.release', {}, { record: of, reason: '调整' })
    }
    case 'meet': {
      const way = ['met', 'home', 'phone'][nth % 3]
      const input = { matter: await pick('young_offender'), metOn: on, way, progress: '表现平稳' }
      return await server.act(justice, 'offender.meet', input, { record })
    }
    case 'end':
      if (nth % 4 > 0) return undefined
      return await server.act(
        justice,
        'offender.close',
        { closedOn: addDays(TODAY, -(nth % 20)), outcome: 'settled' },
        { record: await pick('young_offender') },
      )
    case 'team':
      return await server.act(
        youth,
        'care-team.form',
        { name: '护蕾关爱队', formedOn: on, psychologists: isSo ? 2 : 0, volunteers: nth % 3 },
        { record },
      )
    case 'confirm':
      return await server.act(
        youth,
        'care-team.confirm',
        { confirmedOn: addDays(TODAY, -4 * back), psychologists: 1, volunteers: nth % 2 },
        { record: await pick('care_team') },
      )
    case 'endTeam':
      if (nth % 3 > 0) return undefined
      return await server.act(
        youth,
        'care-team.end',
        { endedOn: on },
        { record: await pick('care_team'), reason: '合并' },
      )
    case 'aid': {
      const plan = await pick('rescue_plan', 'closed_on IS NULL')
      if (isSo)
        return await server.act(
          office,
          'rescue.offer-legal-aid',
          { legalAidOn: on, legalAid: ['own', 'declined'][nth % 2], legalAidWhy: '家属自己有办法' },
          { record: plan },
        )
      const agreed = { by: 'guardian', form: 'written', isChildHeard: true, keptAt: '保密柜' }
      await server.act(
        office,
        'rescue.consent',
        { plan, helps: ['legal-aid'], ...agreed, givenOn: TODAY },
        { record: randomUUID() },
      )
      const asked = { plan, help: 'legal-aid', toUnit: 'justice', dueOn: '2024-05-30' }
      return await server.act(office, 'rescue-task.assign', asked, { record })
    }
    case 'helped': {
      const way = ['home', 'school', 'phone', 'elsewhere'][nth % 4]
      const input = {
        childName: '石小溪',
        visitedOn: on,
        helper: '王志愿',
        way,
        did: '陪读',
        inVillage: 'shiqiao',
      }
      return await server.act(youth, 'helper-visit.record', input, { record })
    }
    case 'amendHelp': {
      const of = await pick('helper_visit')
      const { rows } = await server.owner.query<{ version: string }>(
        'SELECT version FROM helper_visit WHERE id = $1',
        [of],
      )
      const more = { record: of, version: rows[0]?.version ?? of, reason: '日期写错' }
      return await server.act(youth, 'helper-visit.amend', isSo ? { visitedOn: on } : { way: 'phone' }, more)
    }
    case 'withdrawHelp':
      if (nth % 3 > 0) return undefined
      return await server.act(
        youth,
        'helper-visit.withdraw',
        {},
        { record: await pick('helper_visit'), reason: '重复' },
      )
  }
}

async function recordsNow(): Promise<Plain> {
  const tables = [
    'case_file',
    'sealed_person',
    'rescue_plan',
    'rescue_task',
    'young_offender',
    'offender_meeting',
    'assignment',
    'care_team',
    'helper_visit',
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
    .sort((one, other) => one.row.localeCompare(other.row))

async function heldInCounters(name: string, window: Window): Promise<Counted[]> {
  const { rows } = await server.owner.query<Counted>(
    `SELECT "row", unit, sum(due)::int AS due, sum(done)::int AS done, sum(late)::int AS late FROM duty_contribution
     WHERE measure = $1 AND window_key = $2 AND village IS NULL AND school IS NULL GROUP BY "row", unit`,
    [name, window.key],
  )
  return inOrder(rows)
}

test(`measures of rescue and their counters say what a plain count says (seed ${seed})`, async () => {
  photo = await handIn()
  const north = await server.townships.get('north')
  const { calendar } = north
  await server.scopes.derive('north', async (tx) => {
    for (const measure of supportMeasures)
      for (const window of months)
        await openWindow(tx, {
          measure,
          params: params(measure.name),
          windowKind: 'month',
          window,
          playbook: supportPlaybook,
          calendar,
          playbookVersion: 1,
          knownFrom: window.from,
        })
  })
  const tally = { done: 0, refused: 0, byMeasure: {} as Record<string, number> }
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
      await watchCare(server, north)
      const all = await recordsNow()
      for (const measure of supportMeasures) {
        const { name } = measure
        for (const window of months) {
          const expected = inOrder(countPlainly(name, all, window))
          const where = `${name} ${window.key}`
          const asked = {
            township: 'north',
            window,
            params: params(name),
            playbook: supportPlaybook,
            calendar,
          }
          const { rows } = await server.scopes.derive('north', async (tx) =>
            sql<Counted>`${measure.count(asked)}`.execute(tx.db),
          )
          expect({ where, rows: inOrder(rows) }).toEqual({ where, rows: expected })
          expect({ where, rows: await heldInCounters(name, window) }).toEqual({ where, rows: expected })
          tally.byMeasure[name] = (tally.byMeasure[name] ?? 0) + expected.filter((row) => row.done > 0).length
        }
      }
    }),
    { seed, numRuns: 3, endOnFailure: true },
  )
  // The story told something of each.
  expect(tally.done).toBeGreaterThan(tally.refused)
  for (const { name } of supportMeasures) expect(tally.byMeasure[name], name).toBeGreaterThan(2)
})

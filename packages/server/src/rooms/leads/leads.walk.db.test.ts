import { randomUUID } from 'node:crypto'
import { type Actor, addDays, civilWindowAt, type Day, dayOf, startOfDay } from '@hulei/core'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { publicActor } from '../../platform/acts/sealed-actor.ts'
import { Refusal } from '../../platform/errors.ts'
import { openWindow } from '../../platform/measures/counters.ts'
import { actorOf, startTestServer, type TestServer } from '../../platform/test-server.ts'
import { leadsMeasures, watchLeads } from './index.ts'
import { smallPlaybook } from './leads-fixture.ts'
import { countPlainly, inOrder, type LeadRow, type Plain } from './leads-oracle.ts'

/**
 * Random walks through the acts on leads, with the clock moved between them: over nights, month ends and holidays. After
 * each step every promise about leads is looked up in the database as its owner sees it.
 */

const RUNS = 10
const STEPS = 28
const seed = 20_240_430
const HOUR = 3_600_000
const START = startOfDay('2024-04-28') + 9 * HOUR
let now = START
let server: TestServer

beforeAll(async () => {
  const townships = Array.from({ length: RUNS + 1 }, (_, index) => `t${index}`)
  server = await startTestServer({ playbook: smallPlaybook, townships, realNow: () => now })
})
afterAll(() => server?.stop())

type People = Readonly<Record<(typeof names)[number], Actor>>
const names = [
  'police1',
  'police2',
  'civil',
  'edu',
  'office',
  'leader1',
  'leader2',
  'jiwei',
  'outside',
] as const
const seats = {
  police1: ['police', 'police'],
  police2: ['police', 'police'],
  civil: ['officer', 'civil'],
  edu: ['officer', 'edu'],
  office: ['office', 'pingan'],
  leader1: ['leader', 'party'],
  leader2: ['leader', 'party'],
  jiwei: ['discipline', 'party'],
  outside: ['outside', 'pingan'],
} as const

async function people(township: string): Promise<People> {
  const all = await Promise.all(
    names.map(async (name) => {
      const [role, unit] = seats[name]
      const [post, account] = [randomUUID(), randomUUID()]
      await server.owner.query(
        `INSERT INTO post (township, id, version, extra, received_at, account, holder, title, role, post_unit, villages, "from")
         VALUES ($1, $2, $2, '{}', now(), $3, $4, '岗位', $5, $6, '{}', '2024-01-01')`,
        [township, post, account, name, role, unit],
      )
      return [name, actorOf(role, { township, post, account, name, unit })] as const
    }),
  )
  return Object.fromEntries(all) as People
}

const who = fc.constantFrom(...names)
const nth = fc.nat(12)
const unit = fc.constantFrom('civil', 'edu', 'police', 'pingan', 'party')
/** One thing that somebody tries, or time that goes by. */
const step = fc.oneof(
  {
    weight: 7,
    arbitrary: fc.record({
      do: fc.constant('report' as const),
      by: fc.constantFrom('public', 'edu', 'civil'),
      insider: fc.constantFrom('', '', '', 'leader', 'police', 'name', 'unknown'),
      situation: fc.constantFrom(undefined, 'other'),
      knewHoursAgo: fc.constantFrom(undefined, 1, 30),
    }),
  },
  {
    weight: 22,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'lead.take',
        'lead.accept',
        'lead.refuse',
        'lead.close',
        'lead.transfer',
        'lead.merge',
        'lead.merge',
        'lead.merge',
        'lead.acknowledge',
        'lead.acknowledge',
        'matter.release',
        'matter.leave-out',
        'matter.assign',
      ),
      by: who,
      nth,
      other: nth,
      unit,
      whom: who,
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      hours: fc.constantFrom(0.1, 0.2, 5, 13, 30, 73),
    }),
  },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never
type Walk = { readonly township: string; readonly people: People; readonly leads: string[] }

async function attempt(walk: Walk, each: Step): Promise<'done' | 'refused'> {
  if (each.do === 'wait') {
    now += each.hours * HOUR
    return 'done'
  }
  const perform = async (actor: Actor, act: string, input: object, record?: string) => {
    try {
      await server.performer.perform(actor, {
        id: randomUUID(),
        act,
        reason: '步行测试的原因',
        ...(record && { record }),
        input,
      })
      return 'done' as const
    } catch (error) {
      if (error instanceof Refusal) return 'refused' as const
      throw error
    }
  }
  if (each.do === 'report') {
    const id = randomUUID()
    const actor =
      each.by === 'public'
        ? publicActor(walk.township, `anon.${randomUUID()}`)
        : walk.people[each.by as 'edu' | 'civil']
    const insider = {
      '': {},
      leader: { insiderIsLeader: true },
      police: { insiderUnit: 'police' },
      name: { isInsider: true, insiderName: 'civil' },
      unknown: { isInsider: true },
    }[each.insider]
    const done = await perform(
      actor,
      'lead.report',
      {
        story: '一句话',
        ...insider,
        ...(each.situation && { situation: each.situation }),
        ...(each.knewHoursAgo && { knewAt: new Date(now - each.knewHoursAgo * HOUR).toISOString() }),
      },
      id,
    )
    if (done === 'done') walk.leads.push(id)
    return done
  }
  const actor = walk.people[each.by]
  const lead = walk.leads[each.nth % Math.max(1, walk.leads.length)] ?? randomUUID()
  const other = walk.leads[each.other % Math.max(1, walk.leads.length)] ?? randomUUID()
  switch (each.do) {
    case 'lead.take':
      return await perform(actor, each.do, {}, lead)
    case 'lead.accept':
      return await perform(actor, each.do, { concerns: 'other' }, lead)
    case 'lead.refuse':
      return await perform(actor, each.do, { answer: '已核实' }, lead)
    case 'lead.close':
      return await perform(actor, each.do, { outcome: 'unfounded', decision: '核实', answer: '已办结' }, lead)
    case 'lead.transfer':
      return await perform(actor, each.do, { toUnit: each.unit }, lead)
    case 'lead.merge':
      return await perform(actor, each.do, { into: other }, lead)
    case 'lead.acknowledge':
      return await perform(actor, each.do, { matter: lead })
    case 'matter.leave-out':
      return await perform(actor, each.do, { matter: lead, post: walk.people[each.whom].post })
    case 'matter.assign':
      return await perform(
        actor,
        each.do,
        { matter: lead, post: walk.people[each.whom].post, part: 'second' },
        randomUUID(),
      )
    default: {
      const { rows } = await server.owner.query<{ id: string }>(
        `SELECT id FROM assignment WHERE township = $1 AND matter = $2 AND ended_on IS NULL ORDER BY id LIMIT 1`,
        [walk.township, lead],
      )
      return await perform(actor, 'matter.release', {}, rows[0]?.id ?? randomUUID())
    }
  }
}

const leadsOf = async (township: string): Promise<readonly LeadRow[]> =>
  (
    await server.owner.query<LeadRow>(
      `SELECT id, unit, state, source, reported_at::text AS "reportedAt", decide_by::text AS "decideBy",
         decided_at::text AS "decidedAt", acknowledged_at::text AS "acknowledgedAt", closed_on::text AS "closedOn",
         merged_into AS "mergedInto", answered_on IS NOT NULL AS "isAnswered", is_outside AS "isOutside"
       FROM lead WHERE township = $1 ORDER BY id`,
      [township],
    )
  ).rows
type Line = Record<'matter' | 'account' | 'role' | 'unit', string | null>

/** Who has a lead: people of its unit and those assigned, without those left out. */
async function ownerless(walk: Walk, leads: readonly LeadRow[]): Promise<readonly string[]> {
  const { rows: lines } = await server.owner.query<Line>(
    'SELECT matter, account, role, unit FROM matter_exclusion WHERE township = $1',
    [walk.township],
  )
  const { rows: assigned } = await server.owner.query<{ matter: string; account: string }>(
    'SELECT matter, account FROM assignment WHERE township = $1 AND ended_on IS NULL',
    [walk.township],
  )
  const all = Object.values(walk.people)
  return leads
    .filter((lead) => !lead.closedOn)
    .filter((lead) => {
      const isLeftOut = (actor: Actor) =>
        lines.some(
          (line) =>
            line.matter === lead.id &&
            (line.account === actor.account || line.role === actor.role || line.unit === actor.unit),
        )
      const has = (actor: Actor) =>
        actor.unit === lead.unit ||
        assigned.some((each) => each.matter === lead.id && each.account === actor.account)
      return !all.some((actor) => has(actor) && !isLeftOut(actor))
    })
    .map((lead) => lead.id)
}

const covers = async (township: string) =>
  new Map(
    (
      await server.owner.query<{ matter: string; covers: number }>(
        'SELECT matter, count(*)::int AS covers FROM sealed_person WHERE township = $1 GROUP BY 1',
        [township],
      )
    ).rows.map((row) => [row.matter, row.covers]),
  )

test(`no order of acts leaves a lead without an owner and a clock, and nothing of it is lost (seed ${seed})`, async () => {
  let run = 0
  const tally = { done: 0, refused: 0, alarms: 0, merged: 0, outside: 0 }
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: STEPS, maxLength: STEPS }), async (steps) => {
      now = START + run * HOUR
      const township = `t${run++}`
      const walk: Walk = { township, people: await people(township), leads: [] }
      await openMonths(township)
      let before = await covers(township)
      const clocks = new Map<string, number>()
      for (const each of steps) {
        tally[await attempt(walk, each)] += 1
        await watchLeads(server, await server.townships.get(township))
        const leads = await leadsOf(township)
        expect(await ownerless(walk, leads), `after ${JSON.stringify(each)}`).toEqual([])
        for (const lead of leads) {
          const limit = Date.parse(lead.decideBy)
          // A clock never starts anew: it runs from the report, or from an older one of the same thing.
          expect(limit).toBeLessThanOrEqual(clocks.get(lead.id) ?? Date.parse(lead.reportedAt) + 72 * HOUR)
          clocks.set(lead.id, limit)
          if (lead.closedOn && !lead.mergedInto) expect(lead.isAnswered).toBe(true)
          if (lead.state !== 'received') expect(lead.decidedAt).not.toBeNull()
        }
        for (const lead of leads.filter((each) => each.mergedInto)) {
          const into = rootOf(lead, leads)
          expect(lead.isAnswered || !into.closedOn, 'answered with the lead that it was merged into').toBe(
            true,
          )
        }
        const after = await covers(township)
        for (const [matter, count] of before) expect(after.get(matter)).toBeGreaterThanOrEqual(count)
        before = after
      }
      await alarmsAreRight(township)
      await countsAreRight(township)
      const leads = await leadsOf(township)
      tally.merged += leads.filter((lead) => lead.mergedInto).length
      tally.outside += leads.filter((lead) => lead.isOutside).length
      tally.alarms +=
        (await server.owner.query('SELECT FROM lead_alarm WHERE township = $1', [township])).rowCount ?? 0
    }),
    { seed, numRuns: RUNS, endOnFailure: true },
  )
  // Walks in which nothing happens would prove nothing.
  for (const [what, count] of Object.entries(tally)) expect(count, what).toBeGreaterThan(3)
})

function rootOf(lead: LeadRow, leads: readonly LeadRow[]): LeadRow {
  const into = leads.find((each) => each.id === lead.mergedInto)
  return into ? rootOf(into, leads) : lead
}

/** Every alarm once, none missing that is due, and nobody told twice of one. */
async function alarmsAreRight(township: string): Promise<void> {
  const { rows: twice } = await server.owner.query(
    'SELECT matter, alarm FROM lead_alarm WHERE township = $1 GROUP BY 1, 2 HAVING count(*) > 1',
    [township],
  )
  expect(twice).toEqual([])
  const { rows: missing } = await server.owner.query(
    `SELECT id FROM lead l WHERE township = $1 AND closed_on IS NULL AND decided_at IS NULL AND decide_by < $2
       AND NOT EXISTS (SELECT FROM lead_alarm a WHERE a.township = $1 AND a.matter = l.id AND a.alarm = 'overdue')`,
    [township, new Date(now).toISOString()],
  )
  expect(missing).toEqual([])
  const { rows: often } = await server.owner.query(
    `SELECT account, about_record FROM notification WHERE township = $1 AND template IN ('lead.overdue', 'lead.undecided', 'lead.arrived')
     GROUP BY account, about_record, template, act HAVING count(*) > 1`,
    [township],
  )
  expect(often).toEqual([])
  const { rows: told } = await server.owner.query(
    `SELECT n.account FROM notification n JOIN matter_record r ON r.township = n.township AND r.record = n.about_record
       JOIN matter_exclusion e ON e.township = n.township AND e.matter = r.matter AND (e.account = n.account OR e.role = n.role OR e.unit = n.unit)
     WHERE n.township = $1 AND n.created_at >= e.at`,
    [township],
  )
  expect(told, 'nobody who was left out is told').toEqual([])
}

const months = (['2024-04-01', '2024-05-01', '2024-06-01', '2024-07-01'] as const).map((day) =>
  civilWindowAt('month', day),
)

async function openMonths(township: string): Promise<void> {
  const { calendar } = await server.townships.get(township)
  await server.scopes.derive(township, async (tx) => {
    for (const measure of leadsMeasures)
      for (const window of months)
        await openWindow(tx, {
          measure,
          params: {},
          windowKind: window.kind,
          window,
          playbook: smallPlaybook,
          calendar,
          playbookVersion: 1,
          knownFrom: addDays(dayOf(START), -1) as Day,
        })
  })
}

/** Measures, and the counters that acts kept, against a plain count. */
async function countsAreRight(township: string): Promise<void> {
  const { calendar } = await server.townships.get(township)
  const read = async <T extends object>(text: string) => (await server.owner.query<T>(text, [township])).rows
  const plain: Plain = {
    leads: await leadsOf(township),
    leftOut: (
      await read<{ matter: string }>('SELECT DISTINCT matter FROM matter_exclusion WHERE township = $1')
    ).map((row) => row.matter),
    alarms: await read('SELECT matter, alarm FROM lead_alarm WHERE township = $1'),
    tellings: await read(
      'SELECT matter, part, told_at::text AS "toldAt", acknowledged_at::text AS "acknowledgedAt" FROM lead_telling WHERE township = $1',
    ),
    duties: await read(
      `SELECT id, matter, unit, school, is_mandatory AS "isMandatory", is_late AS "isLate", reported_on::text AS "reportedOn"
       FROM report_duty WHERE township = $1`,
    ),
  }
  for (const measure of leadsMeasures)
    for (const window of months) {
      const where = `${measure.name} ${window.key}`
      const expected = inOrder(countPlainly(measure.name, plain, window))
      const counted = await server.scopes.derive(township, async ({ db }) => {
        const question = measure.count({ township, window, params: {}, playbook: smallPlaybook, calendar })
        return (
          await sql<ReturnType<typeof countPlainly>[number]>`
            SELECT "row"::text, unit, due, done, late FROM (${question}) c`.execute(db)
        ).rows
      })
      expect({ where, rows: inOrder(counted) }).toEqual({ where, rows: expected })
      const { rows: held } = await server.owner.query(
        `SELECT "row"::text, unit, sum(due)::int AS due, sum(done)::int AS done, sum(late)::int AS late
         FROM duty_contribution WHERE township = $1 AND measure = $2 AND window_key = $3
         GROUP BY "row", unit HAVING (sum(due), sum(done), sum(late)) <> (0, 0, 0)`,
        [township, measure.name, window.key],
      )
      expect({ where, rows: inOrder(held) }).toEqual({ where, rows: expected })
    }
}

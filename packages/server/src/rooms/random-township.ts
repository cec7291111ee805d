import { type Actor, addDays, type Day, type Playbook } from '@hulei/core'
import fc from 'fast-check'
import { Refusal } from '../platform/errors.ts'
import { actorOf, type TestServer } from '../platform/test-server.ts'
import { endDueRecords } from './children/index.ts'
import { dutyPlaybook } from './duties/duties-fixture.ts'

/** A small township in which little happens, but all of it close together: where windows, ends and moves meet. */

/** The days on which the township stands in turn; what is done on one may be dated before it. */
export const stages: readonly Day[] = ['2024-04-12', '2024-05-20', '2024-06-03']

const photo = 'a'.repeat(64)

/** The playbook of the duty tests with three categories, a scheme of two roles and duties to attest. */
export const randomPlaybook = {
  ...dutyPlaybook,
  childCategories: [
    { id: 'left-behind', name: '留守', basis: 'statutory', inDifficulty: true, aliases: [] },
    { id: 'migrant', name: '流动', basis: 'statutory', inDifficulty: false, aliases: [] },
    { id: 'orphan', name: '孤儿', basis: 'statutory', inDifficulty: true, aliases: [] },
  ],
  helperSchemes: [
    {
      id: 'pair',
      name: '结对',
      roles: ['teacher', 'neighbour'].map((id) => ({ id, name: id })),
      aliases: [],
    },
    { id: 'one', name: '一对一', roles: [{ id: 'helper', name: '帮扶人' }], aliases: [] },
  ],
  duties: [
    attest('civil-1', 'civil'),
    attest('village-1', 'village'),
    ...dutyPlaybook.duties.filter((duty) => duty.unit === 'pingan'),
  ],
} as unknown as Playbook

function attest(id: string, unit: string) {
  const proves = [{ measure: 'duties.attested', target: 'attested' }]
  return { id, unit, no: 1, title: '报备', clause: '附', cadence: { every: 'month' }, proves }
}

const childIndex = fc.nat(5)
const dayBack = fc.integer({ min: 0, max: 75 })
const later = fc.option(fc.integer({ min: 0, max: 100 }), { freq: 2 })
const category = fc.constantFrom('left-behind', 'migrant', 'orphan')
const village = fc.constantFrom('shiqiao', 'lianhua')
const nth = fc.nat(30)

/** One thing that somebody does: an act's name and what it needs, days counted back from the day it is done on. */
const step = fc.oneof(
  {
    weight: 15,
    arbitrary: fc.record({ act: fc.constant('list' as const), childIndex, category, dayBack, later }),
  },
  { weight: 6, arbitrary: fc.record({ act: fc.constant('endListing' as const), nth, dayBack }) },
  { weight: 6, arbitrary: fc.record({ act: fc.constant('plan' as const), childIndex, dayBack }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('endPlan' as const), nth, dayBack }) },
  {
    weight: 6,
    arbitrary: fc.record({
      act: fc.constant('team' as const),
      childIndex,
      dayBack,
      scheme: fc.constantFrom('pair', 'one'),
      roles: fc.subarray(['teacher', 'neighbour', 'helper'], { minLength: 1 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('amendTeam' as const),
      nth,
      roles: fc.subarray(['teacher', 'neighbour', 'helper'], { minLength: 1 }),
      later,
    }),
  },
  { weight: 6, arbitrary: fc.record({ act: fc.constant('verify' as const), childIndex, dayBack }) },
  {
    weight: 24,
    arbitrary: fc.record({
      act: fc.constant('visit' as const),
      childIndex,
      isBoth: fc.boolean(),
      dayBack,
      outcome: fc.constantFrom('met', 'met', 'met', 'nobody-home'),
      proof: fc.constantFrom('form', 'form', 'paper', 'no-photo', 'no-form', 'refused'),
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      act: fc.constant('amendVisit' as const),
      nth,
      childIndex,
      dayBack,
      what: fc.constantFrom('day', 'outcome', 'child', 'photo'),
    }),
  },
  { weight: 6, arbitrary: fc.record({ act: fc.constant('withdrawVisit' as const), nth }) },
  { weight: 6, arbitrary: fc.record({ act: fc.constant('move' as const), childIndex, village }) },
  {
    weight: 9,
    arbitrary: fc.record({
      act: fc.constant('amendChild' as const),
      childIndex,
      what: fc.constantFrom('household', 'school', 'noSchool', 'elsewhere', 'born'),
      which: fc.nat(2),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('leave' as const), childIndex, dayBack }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('merge' as const), childIndex, other: childIndex }) },
  {
    weight: 6,
    arbitrary: fc.record({
      act: fc.constant('meeting' as const),
      dayBack,
      form: fc.constantFrom('dispatch', 'critique', 'quarter-result'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('amendMeeting' as const), nth, dayBack }) },
  {
    weight: 6,
    arbitrary: fc.record({
      act: fc.constant('attest' as const),
      by: fc.constantFrom('civil', 'shiqiao', 'lianhua'),
      month: fc.constantFrom('2024-03', '2024-04', '2024-05'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('returnAttestation' as const), nth }) },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

/** What is done on each of the stages. */
export const story = fc.noBias(
  fc.tuple(...stages.map(() => fc.array(step, { minLength: 15, maxLength: 30 }))),
) as fc.Arbitrary<readonly (readonly Step[])[]>

const visitOf = (childIndex: number) =>
  ({ act: 'visit', childIndex, isBoth: false, dayBack: 1, outcome: 'met', proof: 'form' }) as const
const intoHousehold = (childIndex: number, which: number) =>
  ({ act: 'amendChild', childIndex, what: 'household', which }) as const
const amendFirstVisit = (childIndex: number, what: 'child' | 'outcome') =>
  ({ act: 'amendVisit', nth: 0, childIndex, dayBack: 0, what }) as const

/** Stories in which a visited child changes households before the visit is taken back or corrected. */
export const awkwardStories: readonly (readonly (readonly Step[])[])[] = [
  [[visitOf(3), intoHousehold(3, 2), { act: 'withdrawVisit', nth: 0 }], [], []],
  [[visitOf(5), intoHousehold(5, 2), { act: 'withdrawVisit', nth: 0 }], [], []],
  [[visitOf(3), intoHousehold(3, 2), amendFirstVisit(3, 'outcome')], [], []],
  [[visitOf(3), intoHousehold(3, 2), amendFirstVisit(0, 'child')], [], []],
]

/** Whoever lives through a story: does its acts in one township and says how many the system took. */
export async function liveThrough(
  server: TestServer,
  township: string,
  told: readonly (readonly Step[])[],
  atEachStage: (day: Day) => Promise<void>,
): Promise<{ done: number; refused: number }> {
  const office = actorOf('office', { township })
  await server.owner.query(
    `INSERT INTO file (township, sha256, account, size, media_type, received_at)
     SELECT $1, $2, account, 1, 'image/jpeg', now() FROM unnest($3::text[]) account`,
    [township, photo, [office, actorOf('officer'), actorOf('village')].map((actor) => actor.account)],
  )
  const tally = { done: 0, refused: 0 }
  const act = async (actor: Actor, name: string, input: object, more: object = {}) => {
    try {
      const { record } = await server.act({ ...actor, township }, name, input, more)
      tally.done += 1
      return record
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      tally.refused += 1
      return undefined
    }
  }
  const standOn = async (day: Day) => {
    await server.owner.query('UPDATE township SET business_day = $2 WHERE code = $1', [township, day])
    await server.townships.reload()
    await endDueRecords(server, await server.townships.get(township))
    await atEachStage(day)
  }
  const made: Record<string, string[]> = {}
  const keep = (what: string, id: string | undefined) => {
    if (id) made[what] = [...(made[what] ?? []), id]
  }
  const pick = (what: string, index: number) => made[what]?.[index % (made[what]?.length || 1)]
  const versionOf = async (table: string, id: string) =>
    (await server.owner.query(`SELECT version FROM ${table} WHERE township = $1 AND id = $2`, [township, id]))
      .rows[0]?.version as string

  const [first = '2024-04-12'] = stages
  await standOn(first)
  for (const [name, where] of [
    ['石家', 'shiqiao'],
    ['连家', 'lianhua'],
    ['塘家', 'shiqiao'],
  ] as const)
    keep('household', await act(office, 'household.register', { village: where, headName: name, facts: [] }))
  // One turns 18 between the stages, one reaches 16 and one 6; the others are in between.
  const born = ['2006-05-10', '2008-05-31', '2018-05-15', '2014-02-28', '2014-03-05', '2012-02-29']
  for (const [index, bornOn] of born.entries()) {
    const own = index % 3
    keep(
      'child',
      await act(office, 'child.enrol', {
        name: `童${'甲乙丙丁戊己'[index]}`,
        sex: 'female',
        bornOn,
        village: own === 1 ? 'lianhua' : 'shiqiao',
        ...(index !== 5 && { household: pick('household', own) }),
        ...(index % 2 === 0 && { school: 'zhongxin' }),
      }),
    )
  }

  const perform = async (step: Step, today: Day): Promise<void> => {
    const child = 'childIndex' in step ? pick('child', step.childIndex) : undefined
    const on = addDays(today, 'dayBack' in step ? -step.dayBack : 0)
    switch (step.act) {
      case 'list': {
        const to = step.later === null ? {} : { to: addDays(on, step.later) }
        const input = { child, category: step.category, basis: 'statutory', from: on, ...to }
        return keep('listing', await act(office, 'listing.open', input))
      }
      case 'endListing':
        return void (await act(
          office,
          'listing.end',
          { to: on },
          { record: pick('listing', step.nth), reason: '好转' },
        ))
      case 'plan': {
        const words = { situation: '现状', measures: '措施', responsible: '石山' }
        return keep(
          'plan',
          await act(office, 'plan.make', { child, ...words, from: on, reviewOn: addDays(on, 90) }),
        )
      }
      case 'endPlan': {
        const record = pick('plan', step.nth)
        if (!record) return
        const version = await versionOf('child_plan', record)
        return void (await act(office, 'plan.amend', { to: on }, { record, version, reason: '完成' }))
      }
      case 'team': {
        const members = step.roles.map((role) => ({ role, name: '石山' }))
        return keep('team', await act(office, 'team.form', { child, scheme: step.scheme, members, from: on }))
      }
      case 'amendTeam': {
        const record = pick('team', step.nth)
        if (!record) return
        const version = await versionOf('responsibility_team', record)
        const members = step.roles.map((role) => ({ role, name: '石川' }))
        const to = step.later === null ? {} : { to: addDays(today, step.later - 40) }
        return void (await act(office, 'team.amend', { members, ...to }, { record, version, reason: '换人' }))
      }
      case 'verify':
        return void (await act(office, 'child.verify', { child, verifiedOn: on, verifiedWith: '祖母' }))
      case 'visit': {
        const sibling = step.isBoth ? pick('child', step.childIndex + 3) : undefined
        const isRefused = step.proof === 'refused'
        const input = {
          visitedOn: on,
          visitor: '石山',
          outcome: step.outcome,
          children: [child, sibling].flatMap((each) =>
            each ? [{ child: each, seen: true, alone: false }] : [],
          ),
          answers: step.proof === 'no-form' || step.proof === 'paper' ? {} : { living: 'good' },
          hazards: [],
          told: [],
          signature: isRefused ? 'refused' : 'signed',
          ...(isRefused && { signatureNote: '不愿签' }),
          signatureFile: isRefused ? [] : [photo],
          photos: step.proof === 'no-photo' ? [] : [photo],
          paperForm: step.proof === 'paper' ? [photo] : [],
        }
        return keep('visit', await act(office, 'visit.record', input))
      }
      case 'amendVisit': {
        const record = pick('visit', step.nth)
        if (!record) return
        const version = await versionOf('visit', record)
        const input = {
          day: { visitedOn: on },
          outcome: { outcome: 'nobody-home' },
          child: { children: [{ child, seen: true, alone: false }] },
          photo: { photos: [] },
        }[step.what]
        return void (await act(office, 'visit.amend', input, { record, version, reason: '更正' }))
      }
      case 'withdrawVisit':
        return void (await act(
          office,
          'visit.withdraw',
          {},
          { record: pick('visit', step.nth), reason: '重复' },
        ))
      case 'move':
        return void (await act(
          office,
          'child.move',
          { village: step.village, movedOn: today },
          { record: child, reason: '搬家' },
        ))
      case 'amendChild': {
        if (!child) return
        const version = await versionOf('child', child)
        const input = {
          household: { household: pick('household', step.which) },
          school: { school: 'dongxi' },
          noSchool: { school: null },
          elsewhere: { studiesElsewhere: step.which === 0 },
          born: { bornOn: addDays('2018-05-20', step.which * 10) },
        }[step.what]
        return void (await act(office, 'child.amend', input, { record: child, version, reason: '更正' }))
      }
      case 'leave':
        return void (await act(
          office,
          'child.leave',
          { leftOn: on, leftBecause: 'moved' },
          { record: child, reason: '迁出' },
        ))
      case 'merge':
        return void (await act(
          office,
          'child.merge',
          { duplicate: pick('child', step.other) },
          { record: child, reason: '重复' },
        ))
      case 'meeting': {
        const words = { chair: '石山', present: [], summary: '内容', decisions: [], minutes: [] }
        const input = { form: step.form, heldOn: on, ...words }
        return keep('meeting', await act(office, 'supervision.record-meeting', input))
      }
      case 'amendMeeting': {
        const record = pick('meeting', step.nth)
        if (!record) return
        const version = await versionOf('supervision_meeting', record)
        return void (await act(
          office,
          'supervision.amend-meeting',
          { heldOn: on },
          { record, version, reason: '更正' },
        ))
      }
      case 'attest': {
        const isCivil = step.by === 'civil'
        const actor = isCivil
          ? actorOf('officer', { unit: 'civil' })
          : actorOf('village', { unit: 'village', villages: [step.by] })
        const input = {
          duty: isCivil ? 'civil-1' : 'village-1',
          window: step.month,
          statement: '已办',
          evidence: [photo],
        }
        return keep('attestation', await act(actor, 'duty.attest', input))
      }
      case 'returnAttestation': {
        const record = pick('attestation', step.nth)
        return void (await act(office, 'duty.return', { returnReason: '没有佐证' }, { record }))
      }
    }
  }

  for (const [index, today] of stages.entries()) {
    if (index > 0) await standOn(today)
    for (const step of told[index] ?? []) await perform(step, today)
  }
  return tally
}

import { civilWindowAt } from '@hulei/core'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWindow } from '../../platform/measures/counters.ts'
import { rescuePlans } from './rescue.measures.ts'
import { deskOf, type SignedIn, startSupportApp, supportPlaybook, type TestApp } from './support-fixture.ts'

/** A child who is sealed in a lead and once more in the case that came of it is one child, in every figure. */

const window = civilWindowAt('month', '2024-05-10')
let app: TestApp
let at: ReturnType<typeof deskOf>
let police: SignedIn
let office: SignedIn
let teacher: SignedIn

beforeAll(async () => {
  app = await startSupportApp()
  at = deskOf(app)
  police = await app.signIn('police', { unit: 'police', holder: '闻警官' })
  office = await app.signIn('office')
  teacher = await app.signIn('school')
  const { calendar } = await app.townships.get('north')
  await app.scopes.derive('north', (tx) =>
    openWindow(tx, {
      measure: rescuePlans,
      params: {},
      windowKind: 'month',
      window,
      playbook: supportPlaybook,
      calendar,
      playbookVersion: 1,
      knownFrom: window.from,
    }),
  )
})
afterAll(() => app?.stop())

/** A lead and the case that came of it, with nobody sealed yet. */
async function leadAndCase() {
  const lead = await at.make(teacher, 'lead.report', { story: '放学后听到哭声' })
  await at.done(police, 'lead.accept', { concerns: 'sexual' }, { record: lead })
  const matter = await at.make(police, 'case.open', {
    receivedOn: '2024-05-10',
    concerns: 'sexual',
    specialSuspects: [],
    responsibleUnits: [],
    lead,
  })
  return { lead, matter }
}
const seal = (matter: string, more: object) =>
  at.make(police, 'seal.add', { matter, part: 'victim', ...more })
const plan = (matter: string, person: string) =>
  at.make(office, 'rescue.plan', {
    matter,
    person,
    helps: ['psychology'],
    isAbandoned: false,
    situation: '需要心理支持',
    reviewBy: '2024-06-20',
  })

type Counted = { due: number; done: number }
/** What the measure says of some covers, asked anew and as the counters hold it; both must agree. */
async function counted(...covers: readonly string[]): Promise<Counted> {
  const { calendar } = await app.townships.get('north')
  const asked = { township: 'north', window, params: {}, playbook: supportPlaybook, calendar }
  const sum = (rows: readonly (Counted & { row: string })[]) =>
    rows
      .filter(({ row }) => covers.includes(row))
      .reduce((all, { due, done }) => ({ due: all.due + due, done: all.done + done }), { due: 0, done: 0 })
  const fresh = await app.scopes.derive('north', (tx) =>
    sql<Counted & { row: string }>`${rescuePlans.count(asked)}`.execute(tx.db),
  )
  const { rows: held } = await app.owner.query<Counted & { row: string }>(
    `SELECT "row", sum(due)::int AS due, sum(done)::int AS done FROM duty_contribution
     WHERE measure = $1 AND window_key = $2 GROUP BY "row"`,
    [rescuePlans.name, window.key],
  )
  expect(sum(held)).toEqual(sum(fresh.rows))
  return sum(held)
}

describe('of a lead and its case, the plans that are due', () => {
  test('are one for one child, done by a plan under either cover', async () => {
    const of = await leadAndCase()
    const inLead = await seal(of.lead, { name: '柳小鹿' })
    expect(await counted(inLead)).toEqual({ due: 1, done: 0 })
    const inCase = await seal(of.matter, { name: '柳 小鹿', bornOn: '2012-03-05' })
    expect(await counted(inLead, inCase)).toEqual({ due: 1, done: 0 })
    await plan(of.matter, inCase)
    expect(await counted(inLead, inCase)).toEqual({ due: 1, done: 1 })
  })

  test('are one where the lead does not say who the child is, whichever was sealed first', async () => {
    const of = await leadAndCase()
    const inLead = await seal(of.lead, { story: '一个穿红衣服的小女孩' })
    const inCase = await seal(of.matter, { name: '安小舟' })
    await plan(of.lead, inLead)
    expect(await counted(inLead, inCase)).toEqual({ due: 1, done: 1 })
    const other = await seal(of.matter, { name: '童小满' })
    expect(await counted(inLead, inCase, other)).toEqual({ due: 2, done: 1 })
    const turned = await leadAndCase()
    const [later, first] = [await seal(turned.matter, { name: '安小舟' }), await seal(turned.lead, {})]
    expect(await counted(later, first)).toEqual({ due: 1, done: 0 })
  })

  test('are two for two children, and one again when a name was mistaken', async () => {
    const of = await leadAndCase()
    const inLead = await seal(of.lead, { name: '柳小鹿' })
    const inCase = await seal(of.matter, { name: '柳小路' })
    expect(await counted(inLead, inCase)).toEqual({ due: 2, done: 0 })
    await at.done(police, 'lead.take', {}, { record: of.lead })
    await at.make(police, 'seal.open', { file: inLead, purpose: 'check' })
    const { version } = await at.read<{ version: string }>(police, `/api/sealed/${inLead}`)
    const correction = { record: inLead, version, reason: '名字写错' }
    await at.done(police, 'seal.amend', { name: '柳小路' }, correction)
    expect(await counted(inLead, inCase)).toEqual({ due: 1, done: 0 })
  })

  test('are two of unrelated cases, though the name is one', async () => {
    const [one, other] = [await leadAndCase(), await leadAndCase()]
    const covers = [await seal(one.matter, { name: '柳小鹿' }), await seal(other.matter, { name: '柳小鹿' })]
    expect(await counted(...covers)).toEqual({ due: 2, done: 0 })
  })
})

test('that two covers are of one child is told to nobody', async () => {
  const of = await leadAndCase()
  const inLead = await seal(of.lead, { name: '童小满' })
  const answer = async (name: string) => {
    const reply = await at.send(
      police,
      'seal.add',
      { matter: of.matter, part: 'victim', name },
      { record: crypto.randomUUID() },
    )
    return { status: reply.statusCode, fields: Object.keys(reply.json() as object).sort() }
  }
  expect(await answer('童小满')).toEqual(await answer('另一个'))
  for (const who of [police, office]) {
    const body = (await at.get(who, `/api/matters/${of.matter}`)).body
    expect(body).not.toContain(inLead)
  }
  const { rows } = await app.owner.query(
    `SELECT count(*)::int AS n FROM pg_policies WHERE tablename = 'sealed_identity' AND permissive = 'PERMISSIVE'
       AND qual LIKE '%''system''%' AND with_check LIKE '%''system''%'`,
  )
  expect(rows).toEqual([{ n: 1 }])
})

import type { RescuePlan, RescueTask, SealedFile } from '@hulei/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deskOf, type SignedIn, startSupportApp, type TestApp } from './support-fixture.ts'

/** Somebody of the clinic or of a village who is asked by name to help a child, and is to know nothing of the case. */

const CHILD = '柳小鹿'
const planned = {
  helps: ['legal-aid', 'medical'],
  isAbandoned: false,
  situation: '需要医疗和法律援助',
  reviewBy: '2024-06-20',
}

let app: TestApp
let at: ReturnType<typeof deskOf>
let police: SignedIn
let office: SignedIn
let nurse: SignedIn
let teacher: SignedIn

beforeAll(async () => {
  app = await startSupportApp()
  at = deskOf(app)
  police = await app.signIn('police', { unit: 'police', holder: '闻警官' })
  office = await app.signIn('office')
  nurse = await app.signIn('officer', { unit: 'health', holder: '方医生' })
  teacher = await app.signIn('school')
  await app.signIn('officer', { unit: 'justice', holder: '司所长' })
})
afterAll(() => app?.stop())

type Own = {
  plans: RescuePlan[]
  tasks: RescueTask[]
  covers: { id: string; code: string; part: string }[]
  openToMe: { file: string }[]
  openings: { file: string; purpose: string }[]
}
const ownOf = (who: SignedIn) => at.read<Own>(who, '/api/rescues')

/** A case that came of a lead in which the victim is sealed, with a plan made in the case, and whatever else a case has. */
async function rescued() {
  const lead = await at.make(teacher, 'lead.report', { story: '放学后听到哭声' })
  await at.done(police, 'lead.accept', { concerns: 'sexual' }, { record: lead })
  const person = await at.make(police, 'seal.add', { matter: lead, part: 'victim', name: CHILD })
  const matter = await at.make(police, 'case.open', {
    receivedOn: '2024-05-10',
    concerns: 'sexual',
    specialSuspects: [],
    responsibleUnits: [],
    lead,
  })
  const witness = await at.make(police, 'seal.add', { matter, part: 'witness', name: '安小舟' })
  await at.make(police, 'interview.record', {
    matter,
    person: witness,
    heardOn: '2024-05-11',
    byUnit: 'police',
    isOneStop: true,
    hasAdult: true,
  })
  const plan = await at.make(office, 'rescue.plan', { matter, person, ...planned })
  return { lead, matter, person, witness, plan }
}
const assign = async (who: SignedIn, matter: string, part = 'care') =>
  await at.make(office, 'matter.assign', { matter, post: await at.postOf(who), part })
const release = (record: string) => at.done(office, 'matter.release', {}, { record, reason: '办完了' })

test('sees the plan and the child by code, opens her file for a purpose, and sees no more of the case', async () => {
  const of = await rescued()
  expect((await ownOf(nurse)).plans).toEqual([])
  const assigned = await assign(nurse, of.matter)
  const own = await ownOf(nurse)
  expect(own.plans.map((plan) => plan.id)).toEqual([of.plan])
  expect(own.covers).toMatchObject([{ id: of.person, part: 'victim' }])
  expect(JSON.stringify(own)).not.toContain(CHILD)

  expect((await at.get(nurse, `/api/sealed/${of.person}`)).statusCode).toBe(404)
  await at.make(nurse, 'seal.open', { file: of.person, purpose: 'protect' })
  expect((await at.read<SealedFile>(nurse, `/api/sealed/${of.person}`)).name).toBe(CHILD)
  const { rows: read } = await app.owner.query(
    `SELECT FROM read_log WHERE kind = 'sealedFile' AND record = $1 AND account = $2`,
    [of.person, nurse['test-account']],
  )
  expect(read).toHaveLength(1)
  expect((await ownOf(nurse)).openings).toMatchObject([{ file: of.person, purpose: 'protect' }])
  expect(await at.refusal(nurse, 'seal.open', { file: of.witness, purpose: 'protect' })).toMatch(/not-found/)
  expect(
    await at.refusal(nurse, 'seal.break', { file: of.person, purpose: 'protect' }, { reason: '着急' }),
  ).toBe('act.not-allowed')

  for (const url of [
    `/api/cases/${of.matter}`,
    `/api/leads/${of.lead}`,
    `/api/registers/caseFile/${of.matter}`,
    `/api/registers/sealedPerson/${of.witness}`,
  ])
    expect((await at.get(nurse, url)).statusCode, url).toBe(404)
  for (const kind of ['caseFile', 'lead', 'interview', 'caseStep', 'problem', 'recommendation']) {
    const answer = await at.get(nurse, `/api/registers/${kind}`)
    if (answer.statusCode === 200) expect((answer.json() as { rows: unknown[] }).rows, kind).toEqual([])
  }
  const { covers, assignments } = await at.read<{ covers: { id: string }[]; assignments: unknown[] }>(
    nurse,
    `/api/matters/${of.matter}`,
  )
  expect({ covers, assignments: assignments.length }).toEqual({ covers: [], assignments: 1 })

  await release(assigned)
  expect(await ownOf(nurse)).toMatchObject({ plans: [], covers: [] })
  expect(await at.refusal(nurse, 'seal.open', { file: of.person, purpose: 'protect' })).toMatch(/not-found/)
})

test('records consents and how it goes, but makes no plan, gives no task and ends nothing', async () => {
  const of = await rescued()
  await assign(nurse, of.matter)
  const consent = await at.make(nurse, 'rescue.consent', {
    plan: of.plan,
    by: 'guardian',
    form: 'written',
    helps: ['legal-aid'],
    isChildHeard: true,
    givenOn: '2024-05-18',
    keptAt: '卫生院保密柜',
  })
  await at.make(office, 'rescue-task.assign', {
    plan: of.plan,
    help: 'legal-aid',
    toUnit: 'justice',
    dueOn: '2024-05-30',
  })
  await at.make(nurse, 'rescue.review', {
    plan: of.plan,
    reviewedOn: '2024-05-20',
    finding: '睡眠好转',
    nextOn: '2024-06-19',
  })
  await at.done(
    nurse,
    'rescue.withdraw-consent',
    { withdrawnOn: '2024-05-20' },
    { record: consent, reason: '家长改变主意' },
  )
  const own = await ownOf(nurse)
  expect(own.plans.find((plan) => plan.id === of.plan)?.reviewBy).toBe('2024-06-19')
  expect(own.tasks.map((task) => task.state)).toEqual(['stopped'])
  const task = { plan: of.plan, help: 'medical', toUnit: 'health', dueOn: '2024-05-30' }
  expect(await at.refusal(nurse, 'rescue-task.assign', task)).toBe('act.not-allowed')
  const { matter } = of
  const other = await at.make(police, 'seal.add', { matter, part: 'victim', name: '童小满' })
  expect(await at.refusal(nurse, 'rescue.plan', { matter, person: other, ...planned })).toMatch(/not-found/)
  const record = of.plan
  const end = { outcome: 'settled', closeNote: '好了' }
  expect(await at.refusal(nurse, 'rescue.propose-closing', end, { record })).toMatch(/not-found/)
  const amended = { record, version: record, reason: '改一改' }
  expect(await at.refusal(nurse, 'rescue.amend', { situation: '改' }, amended)).toMatch(/not-found/)
})

test('is no owner of a lead, and comes to have the whole of a matter when given it', async () => {
  const of = await rescued()
  await assign(nurse, of.matter)
  const again = { matter: of.matter, post: await at.postOf(nurse), part: 'care' }
  expect(await at.refusal(office, 'matter.assign', again)).toBe('matters.already-assigned')
  await assign(nurse, of.matter, 'second')
  expect((await at.get(nurse, `/api/cases/${of.matter}`)).statusCode).toBe(200)
  expect((await ownOf(nurse)).plans.map((plan) => plan.id)).not.toContain(of.plan)
  expect(await at.refusal(office, 'matter.assign', again)).toBe('matters.already-assigned')
  const { rows } = await app.owner.query(
    'SELECT extent FROM assignment WHERE matter = $1 AND account = $2 AND ended_on IS NULL',
    [of.matter, nurse['test-account']],
  )
  expect(rows).toEqual([{ extent: 'whole' }])
})

test('is told that there is a rescue to look at, not that there is a case', async () => {
  const of = await rescued()
  const record = await assign(nurse, of.matter)
  const { messages } = await at.read<{ messages: { text: string; about: unknown }[] }>(nurse, '/api/messages')
  const told = JSON.stringify(messages)
  expect(told).toContain('请查看救助方案')
  expect(told).toContain(record)
  expect(told).not.toContain(of.matter)
})

import type { RescuePlan, RescueProof, RescueTask } from '@hulei/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deskOf, type SignedIn, startSupportApp, type TestApp } from './support-fixture.ts'
import { watchCare } from './watch-care.ts'

let app: TestApp
let at: ReturnType<typeof deskOf>
let police: SignedIn
let office: SignedIn
let nurse: SignedIn
let lawyer: SignedIn
let teacher: SignedIn

const CHILD = '柳小鹿'
type Rescue = {
  plans: RescuePlan[]
  tasks: RescueTask[]
  consents: { id: string }[]
  proofs: { id: string; task: string }[]
}

beforeAll(async () => {
  app = await startSupportApp()
  at = deskOf(app)
  police = await app.signIn('police', { unit: 'police', holder: '闻警官' })
  office = await app.signIn('office')
  nurse = await app.signIn('officer', { unit: 'health', holder: '方医生' })
  lawyer = await app.signIn('officer', { unit: 'justice', holder: '司所长' })
  teacher = await app.signIn('school')
})
afterAll(() => app?.stop())

async function victim(more: object = {}) {
  const matter = await at.make(police, 'case.open', {
    receivedOn: '2024-05-10',
    concerns: 'sexual',
    specialSuspects: [],
    responsibleUnits: [],
    ...more,
  })
  const person = await at.make(police, 'seal.add', { matter, part: 'victim', name: CHILD, ageBand: '12-13' })
  return { matter, person }
}
const planned = {
  helps: ['legal-aid', 'medical'],
  isAbandoned: false,
  situation: '需要医疗和法律援助',
  reviewBy: '2024-06-20',
}
async function plan(more: object = {}) {
  const of = await victim()
  const id = await at.make(office, 'rescue.plan', { ...of, ...planned, ...more })
  return { ...of, plan: id }
}
const agree = (of: string, helps = ['legal-aid']) =>
  at.make(office, 'rescue.consent', {
    plan: of,
    by: 'guardian',
    form: 'written',
    helps,
    isChildHeard: true,
    givenOn: '2024-05-18',
    keptAt: '平安办保密柜',
  })
const task = (of: string, help: string, toUnit: string, more: object = {}) =>
  at.make(office, 'rescue-task.assign', { plan: of, help, toUnit, dueOn: '2024-05-30', ...more })
const rescueOf = (who: SignedIn, matter: string) => at.read<Rescue>(who, `/api/matters/${matter}/rescue`)
const tasksOf = async (who: SignedIn) =>
  (await at.read<{ tasks: RescueTask[] }>(who, '/api/rescue-tasks')).tasks
const report = async (who: SignedIn, record: string, result = 'helped') =>
  await at.done(
    who,
    'rescue-task.report',
    { doneOn: '2024-05-20', result, story: `陪同${CHILD}就诊`, photos: [await at.handIn(who)] },
    { record },
  )

describe('a rescue plan', () => {
  test('is one for each victim, bears a code, and a unit sees its own task alone: neither the plan nor the child', async () => {
    const of = await plan()
    const id = await task(of.plan, 'medical', 'health')
    expect(
      await at.refusal(police, 'rescue.plan', { matter: of.matter, person: of.person, ...planned }),
    ).toBe('support.planned-already')
    const { plans, tasks } = await rescueOf(office, of.matter)
    expect(plans[0]?.code).toMatch(/^救助-[2-9A-HJ-NP-Z]{5}$/)
    expect(tasks.map((each) => each.id)).toEqual([id])
    const seen = await at.get(nurse, '/api/rescue-tasks')
    expect(seen.json()).toMatchObject({ tasks: [{ id, help: 'medical', state: 'assigned' }] })
    expect(seen.body).not.toContain(of.person)
    expect(await tasksOf(lawyer)).toEqual([])
    expect((await rescueOf(nurse, of.matter)).plans).toEqual([])
    expect((await at.get(nurse, `/api/registers/rescuePlan/${of.plan}`)).statusCode).toBe(404)
    expect((await at.get(nurse, `/api/cases/${of.matter}`)).statusCode).toBe(404)
    expect((await at.get(teacher, `/api/matters/${of.matter}/rescue`)).body).not.toContain(of.plan)
    for (const who of [office, police, nurse])
      expect((await at.get(who, `/api/matters/${of.matter}/rescue`)).body).not.toContain(CHILD)
  })

  test('is made for the victim of a case by the cover of the lead that the case came of', async () => {
    const lead = await at.make(teacher, 'lead.report', { story: '放学后听到哭声' })
    await at.done(police, 'lead.accept', { concerns: 'sexual' }, { record: lead })
    const person = await at.make(police, 'seal.add', { matter: lead, part: 'victim', name: CHILD })
    const { matter } = await victim({ lead })
    const id = await at.make(office, 'rescue.plan', { matter, person, ...planned })
    expect((await rescueOf(office, matter)).plans.map((each) => each.id)).toEqual([id])
    const other = await victim()
    expect(await at.refusal(office, 'rescue.plan', { matter: other.matter, person, ...planned })).toMatch(
      /not-found/,
    )
    const suspect = await at.make(police, 'seal.add', { matter, part: 'suspect', name: '某人' })
    expect(await at.refusal(office, 'rescue.plan', { matter, person: suspect, ...planned })).toBe(
      'support.not-a-victim',
    )
  })

  test('helps only with what was agreed to, but for medical care; a consent taken back stops what it covered', async () => {
    const of = await plan()
    const asked = { plan: of.plan, help: 'legal-aid', toUnit: 'justice', dueOn: '2024-05-30' }
    expect(await at.refusal(office, 'rescue-task.assign', asked)).toBe('support.no-consent')
    await task(of.plan, 'medical', 'health')
    const consent = await agree(of.plan)
    const id = await task(of.plan, 'legal-aid', 'justice')
    await at.done(
      office,
      'rescue.withdraw-consent',
      { withdrawnOn: '2024-05-20' },
      { record: consent, reason: '家长改变主意' },
    )
    const { tasks } = await rescueOf(office, of.matter)
    expect(tasks.find((each) => each.id === id)?.state).toBe('stopped')
    expect(tasks.find((each) => each.help === 'medical')?.state).toBe('assigned')
    const told = await at.read<{ messages: { text: string }[] }>(lawyer, '/api/messages')
    expect(JSON.stringify(told)).toContain('已停止')
  })

  test('keeps telephone and identity numbers out of what units read', async () => {
    const of = await plan()
    const asked = {
      plan: of.plan,
      help: 'medical',
      toUnit: 'health',
      dueOn: '2024-05-30',
      what: '打 138 0000 1111',
    }
    expect(await at.refusal(office, 'rescue-task.assign', asked)).toBe('input.invalid')
    expect(await at.refusal(office, 'rescue-task.assign', { ...asked, what: '看诊', toUnit: 'youth' })).toBe(
      'support.nobody-there',
    )
  })

  test('is looked at again on its day, and the next day stands in it', async () => {
    const of = await plan()
    await at.make(office, 'rescue.review', {
      plan: of.plan,
      reviewedOn: '2024-05-20',
      finding: '情绪稳定，继续心理支持',
      nextOn: '2024-07-20',
    })
    expect((await rescueOf(office, of.matter)).plans[0]?.reviewBy).toBe('2024-07-20')
  })
})

describe('what proves a task', () => {
  test('is seen by the unit that did it and by those assigned by name, and by nobody else', async () => {
    const of = await plan()
    const id = await task(of.plan, 'medical', 'health')
    const input = { doneOn: '2024-05-20', result: 'helped' }
    expect(await at.refusal(nurse, 'rescue-task.report', input, { record: id })).toBe('input.invalid')
    const open = await at.handIn(nurse, '#123', {})
    expect(
      await at.refusal(nurse, 'rescue-task.report', { ...input, photos: [open] }, { record: id }),
    ).toMatch(/^files\./)
    await report(nurse, id)
    const { proofs } = await at.read<{ proofs: { id: string; task: string }[] }>(nurse, '/api/rescue-tasks')
    const proof = proofs.find((each) => each.task === id)?.id ?? ''
    const whole = await at.read<RescueProof>(nurse, `/api/rescue-proofs/${proof}`)
    expect(whole.story).toContain(CHILD)
    const photo = `/api/files/${whole.photos[0]}`
    expect((await at.get(nurse, photo)).statusCode).toBe(200)
    for (const who of [office, police, lawyer, teacher]) {
      expect((await at.get(who, `/api/rescue-proofs/${proof}`)).statusCode).toBe(404)
      expect((await at.get(who, photo)).statusCode).toBe(404)
    }
    expect((await rescueOf(office, of.matter)).proofs).toEqual([])
    await at.make(office, 'matter.assign', {
      matter: of.matter,
      post: await at.postOf(lawyer),
      part: 'second',
    })
    expect((await rescueOf(lawyer, of.matter)).proofs.map((each) => each.id)).toEqual([proof])
    expect((await at.get(lawyer, photo)).statusCode).toBe(200)
    const { rows } = await app.owner.query('SELECT what FROM read_log WHERE kind = $1 AND record = $2', [
      'rescueProof',
      proof,
    ])
    expect(rows.length).toBeGreaterThan(0)
  })

  test('is in no register and no history that others read', async () => {
    expect((await at.get(nurse, '/api/registers/rescueProof')).statusCode).toBe(404)
    const [mine] = await tasksOf(nurse)
    expect((await at.get(office, `/api/registers/rescueTask/${mine?.id}/history`)).body).not.toContain(CHILD)
    expect((await at.get(office, '/api/audit/acts?limit=200')).body).not.toContain(CHILD)
  })
})

describe('the 72 hours of medical care', () => {
  const care = { exposedAt: '2024-05-17T20:00:00+08:00' }

  test('are told to the unit at once, and stop when the child was assessed', async () => {
    const of = await plan()
    const id = await task(of.plan, 'medical', 'health', care)
    const found = (await tasksOf(nurse)).find((each) => each.id === id)
    expect(found?.careBy && Date.parse(found.careBy)).toBe(Date.parse('2024-05-20T20:00:00+08:00'))
    const early = { assessedAt: '2024-05-17T19:00:00+08:00' }
    expect(await at.refusal(nurse, 'rescue-task.assess', early, { record: id })).toBe('input.invalid')
    const result = { doneOn: '2024-05-20', result: 'helped', photos: [await at.handIn(nurse)] }
    expect(await at.refusal(nurse, 'rescue-task.report', result, { record: id })).toBe('support.not-assessed')
    await at.done(nurse, 'rescue-task.assess', { assessedAt: '2024-05-18T09:00:00+08:00' }, { record: id })
    await at.done(nurse, 'rescue-task.report', result, { record: id })
    const told = await at.get(nurse, '/api/messages')
    expect(told.body).toContain('72小时')
  })

  test('that pass are said once, to the unit and the office', async () => {
    const of = await plan()
    const id = await task(of.plan, 'medical', 'health', { exposedAt: '2024-05-10T08:00:00+08:00' })
    const north = await app.townships.get('north')
    expect(await watchCare(app, north)).toBe(1)
    expect(await watchCare(app, north)).toBe(0)
    const [late] = (await tasksOf(nurse)).filter((each) => each.id === id)
    expect(late?.overdueAt).not.toBeNull()
    expect((await at.get(office, '/api/messages')).body).toContain('已经超过72小时')
  })
})

describe('a plan ends', () => {
  test('when every unit that helped agrees; one that does not goes on, and the plan with it', async () => {
    const of = await plan()
    await agree(of.plan)
    const [care, law] = [
      await task(of.plan, 'medical', 'health'),
      await task(of.plan, 'legal-aid', 'justice'),
    ]
    const closing = { outcome: 'settled' }
    const propose = () => at.done(office, 'rescue.propose-closing', closing, { record: of.plan })
    expect(await at.refusal(office, 'rescue.propose-closing', closing, { record: of.plan })).toBe(
      'support.tasks-open',
    )
    await report(nurse, care)
    await report(lawyer, law)
    await propose()
    await at.done(nurse, 'rescue-task.agree', { isAgreed: true }, { record: care })
    expect((await rescueOf(office, of.matter)).plans[0]?.state).toBe('closing')
    const no = { isAgreed: false, objection: '还要复诊', dueOn: '2024-06-10' }
    expect(await at.refusal(lawyer, 'rescue-task.agree', { isAgreed: false }, { record: law })).toBe(
      'input.invalid',
    )
    await at.done(lawyer, 'rescue-task.agree', no, { record: law })
    const reopened = await rescueOf(office, of.matter)
    expect(reopened.plans[0]?.state).toBe('open')
    expect(reopened.tasks.map((each) => each.state).sort()).toEqual(['assigned', 'done'])
    await report(lawyer, law)
    await propose()
    await at.done(lawyer, 'rescue-task.agree', { isAgreed: true }, { record: law })
    await at.done(nurse, 'rescue-task.agree', { isAgreed: true }, { record: care })
    expect((await rescueOf(office, of.matter)).plans[0]).toMatchObject({
      state: 'closed',
      closedOn: '2024-05-20',
    })
    expect(
      await at.refusal(office, 'rescue-task.assign', {
        plan: of.plan,
        help: 'medical',
        toUnit: 'health',
        dueOn: '2024-06-30',
      }),
    ).toBe('support.plan-closed')
  })
})

describe('whoever is left out of the case', () => {
  test('sees nothing of its rescue, and no task can be given to a unit that is left out', async () => {
    const of = await plan()
    const id = await task(of.plan, 'medical', 'health')
    await at.done(police, 'matter.leave-out', { matter: of.matter, unit: 'health' }, { reason: '有亲属关系' })
    expect((await tasksOf(nurse)).map((each) => each.id)).not.toContain(id)
    const asked = { plan: of.plan, help: 'medical', toUnit: 'health', dueOn: '2024-05-30' }
    expect(await at.refusal(office, 'rescue-task.assign', asked)).toBe('support.nobody-there')
    expect(
      await at.refusal(
        nurse,
        'rescue-task.assess',
        { assessedAt: '2024-05-19T09:00:00+08:00' },
        { record: id },
      ),
    ).toMatch(/not-found/)
  })
})

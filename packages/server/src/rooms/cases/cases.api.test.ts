import { randomUUID } from 'node:crypto'
import type { CaseFile } from '@hulei/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CaseRoom } from './case-room.reads.ts'
import { officeOf, type SignedIn, startCasesApp, type TestApp } from './cases-fixture.ts'

let app: TestApp
let at: ReturnType<typeof officeOf>
let police: SignedIn
let leader: SignedIn
let office: SignedIn
let teacher: SignedIn
let court: SignedIn

const CHILD = '柳小鹿'

beforeAll(async () => {
  app = await startCasesApp()
  at = officeOf(app)
  police = await app.signIn('police', { unit: 'police', holder: '闻警官' })
  leader = await app.signIn('leader', { holder: '庄镇长' })
  office = await app.signIn('office')
  teacher = await app.signIn('school', { holder: '苏老师' })
  court = await app.signIn('officer', { unit: 'court', holder: '简法官' })
})
afterAll(() => app?.stop())

const opening = { receivedOn: '2024-04-01', concerns: 'sexual', specialSuspects: [], responsibleUnits: [] }
const openCase = (more: object = {}) => at.make(police, 'case.open', { ...opening, ...more })
const acceptedLead = async (more: object = {}) => {
  const lead = await at.make(teacher, 'lead.report', { story: '放学后听到哭声', child: CHILD, ...more })
  return lead
}
const accept = (lead: string) => at.done(police, 'lead.accept', { concerns: 'sexual' }, { record: lead })
const roomOf = (who: SignedIn, id: string) => at.read<CaseRoom>(who, `/api/cases/${id}`)

describe('a case from a lead', () => {
  test('is opened once the lead is accepted, bears a drawn code, and each leads to the other', async () => {
    const lead = await acceptedLead()
    const early = await at.send(police, 'case.open', { ...opening, lead }, { record: randomUUID() })
    expect(early.json()).toMatchObject({ code: 'cases.lead-not-accepted' })
    await accept(lead)
    const id = await openCase({ lead })
    const room = await roomOf(office, id)
    expect(room.case.code).toMatch(/^案件-[2-9A-HJ-NP-Z]{5}$/)
    expect(room.lead?.id).toBe(lead)
    expect(await at.read(leader, `/api/leads/${lead}/cases`)).toMatchObject({ cases: [{ id }] })
    expect(JSON.stringify(room)).not.toContain(CHILD)
  })

  test('has the lead’s people: whoever took the lead works on the case by name', async () => {
    const lead = await acceptedLead()
    await accept(lead)
    await at.done(police, 'lead.take', {}, { record: lead })
    const id = await openCase({ lead })
    const { assignments } = await at.read<{ assignments: { account: string }[] }>(
      police,
      `/api/matters/${id}`,
    )
    expect(assignments.map(({ account }) => account)).toEqual([police['test-account']])
  })

  test('shows nothing to whoever is left out of the lead, before or afterwards, and there is no gap', async () => {
    const other = await app.signIn('leader', { unit: 'urban', holder: '江书记' })
    const lead = await acceptedLead({ isInsider: true, insiderName: '江书记' })
    await accept(lead)
    const id = await openCase({ lead })
    const seen = async (who: SignedIn) => (await at.get(who, `/api/cases/${id}`)).statusCode
    expect([await seen(leader), await seen(other)]).toEqual([200, 404])
    const late = await app.signIn('leader', { unit: 'urban', holder: '后知者' })
    expect(await seen(late)).toBe(404)
    const post = await at.postOf(leader)
    await at.done(police, 'matter.leave-out', { matter: lead, post }, { reason: '是当事人亲属' })
    expect(await seen(leader)).toBe(404)
    expect((await at.get(leader, '/api/audit/acts?limit=200')).body).not.toContain(id)
    const list = await at.read<{ rows: CaseFile[] }>(leader, '/api/registers/caseFile?state=all')
    expect(list.rows.map((row) => row.id)).not.toContain(id)
    leader = await app.signIn('leader', { holder: '新镇长' })
  })

  test('is opened outside by name where the lead concerns one of our own, and is marked so', async () => {
    const outside = await app.signIn('outside', { unit: 'pingan', holder: '检察官' })
    const lead = await acceptedLead({ isInsider: true })
    await at.done(outside, 'lead.accept', { concerns: 'sexual' }, { record: lead })
    const id = await at.make(outside, 'case.open', { ...opening, lead })
    expect((await roomOf(outside, id)).case.isOutside).toBe(true)
    for (const who of [police, leader, office])
      expect((await at.get(who, `/api/cases/${id}`)).statusCode).toBe(404)
    await at.advance(outside, id, ['filed', '2024-04-02'])
  })
})

describe('the stages of a case', () => {
  test('come in the order of the law, none before the last, none in the future', async () => {
    const id = await openCase()
    const codeOf = async (to: string, on: string, more: object = {}) =>
      (await at.send(police, 'case.advance', { to, on, ...more }, { record: id })).json() as { code?: string }
    expect(await codeOf('judged', '2024-04-02')).toMatchObject({ code: 'cases.out-of-order' })
    expect(await codeOf('filed', '2024-03-31')).toMatchObject({ code: 'cases.before-the-last' })
    expect(await codeOf('filed', '2024-05-21')).toMatchObject({ code: 'cases.in-the-future' })
    await at.advance(police, id, ['filed', '2024-04-02'], ['transferred', '2024-04-20'])
    expect(await codeOf('ended', '2024-04-21')).toMatchObject({ code: 'cases.no-ending' })
    const withdrawn = { ending: 'withdrawn', endingReason: '没有犯罪事实' }
    expect(await codeOf('ended', '2024-04-21', withdrawn)).toMatchObject({ code: 'cases.ending-not-here' })
    await at.advance(police, id, ['prosecuted', '2024-05-01'], ['judged', '2024-05-15'])
    expect(await codeOf('closed', '2024-05-16')).toMatchObject({ code: 'cases.no-review' })
  })

  test('keep their order when a day is put right, and no stage is reached by that', async () => {
    const id = await openCase()
    await at.advance(police, id, ['filed', '2024-04-02'])
    const { version } = (await roomOf(police, id)).case
    const amend = async (input: object) =>
      await at.send(police, 'case.amend', input, { record: id, version, reason: '日期写错' })
    expect((await amend({ filedOn: '2024-03-01' })).statusCode).toBe(422)
    expect((await amend({ arrestedOn: '2024-04-05' })).statusCode).toBe(422)
    expect((await amend({ filedOn: '2024-04-03', onVillage: 'lianhua' })).statusCode).toBe(200)
    expect((await roomOf(police, id)).case).toMatchObject({ filedOn: '2024-04-03', village: 'lianhua' })
  })

  test('are brought forward by the court only when it is assigned by name', async () => {
    const id = await openCase()
    await at.advance(police, id, ['filed', '2024-04-02'], ['transferred', '2024-04-20'])
    await at.advance(police, id, ['prosecuted', '2024-05-01'])
    const judge = async () =>
      await at.send(court, 'case.advance', { to: 'judged', on: '2024-05-10' }, { record: id })
    expect((await judge()).statusCode).toBe(404)
    await at.make(police, 'matter.assign', { matter: id, post: await at.postOf(court), part: 'second' })
    expect((await judge()).statusCode).toBe(200)
    await at.make(court, 'case-step.record', {
      matter: id,
      step: 'court-dates',
      doneOn: '2024-05-10',
      units: ['court'],
    })
    const { checklist } = await roomOf(court, id)
    expect(checklist.find((line) => line.step === 'court-dates')).toMatchObject({
      dueFrom: '2024-05-01',
      doneOn: '2024-05-10',
    })
    expect(checklist.find((line) => line.step === 'consultation')).toMatchObject({ doneOn: null })
  })
})

describe('an interview', () => {
  test('is held once, in the one-stop room; another time or another place needs a reason', async () => {
    const id = await openCase()
    const person = await at.make(police, 'seal.add', { matter: id, part: 'victim', name: CHILD })
    const heard = { matter: id, person, byUnit: 'police', hasAdult: true }
    const record = async (more: object) =>
      await at.send(police, 'interview.record', { ...heard, ...more }, { record: randomUUID() })
    expect((await record({ heardOn: '2024-04-02', isOneStop: false })).statusCode).toBe(422)
    expect((await record({ heardOn: '2024-04-02', isOneStop: true })).statusCode).toBe(200)
    const again = await record({ heardOn: '2024-04-09', isOneStop: true })
    expect(again.json()).toMatchObject({ faults: [{ path: 'input.whyAgain' }] })
    expect(
      (await record({ heardOn: '2024-04-09', isOneStop: true, whyAgain: '新发现嫌疑人需辨认' })).statusCode,
    ).toBe(200)
    const { interviews } = await roomOf(office, id)
    expect(interviews.map(({ time, part }) => [time, part])).toEqual([
      [1, 'victim'],
      [2, 'victim'],
    ])
    const elsewhere = await openCase()
    const stranger = { ...heard, matter: elsewhere, heardOn: '2024-04-02', isOneStop: true }
    expect((await at.send(police, 'interview.record', stranger, { record: randomUUID() })).statusCode).toBe(
      404,
    )
  })
})

describe('cases of one suspect', () => {
  test('bear one drawn number and show each other; whoever is left out of one is left out of all', async () => {
    const [one, two, three] = [await openCase(), await openCase(), await openCase()]
    const join = (record: string, other: string) =>
      at.done(police, 'case.join', { other }, { record, reason: '同一嫌疑人' })
    await join(one, two)
    await join(three, one)
    expect((await roomOf(office, three)).related.map(({ id }) => id).sort()).toEqual([one, two].sort())
    await at.done(police, 'matter.leave-out', { matter: two, role: 'office' }, { reason: '回避' })
    for (const id of [one, two, three])
      expect((await at.get(office, `/api/cases/${id}`)).statusCode).toBe(404)
    expect((await roomOf(leader, one)).related).toHaveLength(2)
    office = await app.signIn('office')
  })
})

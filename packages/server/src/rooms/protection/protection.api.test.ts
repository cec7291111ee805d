import { randomUUID } from 'node:crypto'
import type { Breach, Day, Playbook } from '@hulei/core'
import JSZip from 'jszip'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp } from '../../platform/test-app.ts'
import { casesPlaybook, officeOf, type SignedIn, type TestApp } from '../cases/cases-fixture.ts'
import type { Access } from './access.ts'

const playbook = {
  ...casesPlaybook,
  contacts: { ...casesPlaybook.contacts, helplines: [{ name: '青少年服务', phone: '12355' }] },
} as unknown as Playbook

let app: TestApp
let at: ReturnType<typeof officeOf>
let office: SignedIn
let leader: SignedIn
let police: SignedIn
let auditor: SignedIn
let worker: SignedIn

beforeAll(async () => {
  app = await startTestApp({ playbook, townships: ['north'] })
  at = officeOf(app)
  office = await app.signIn('office', { holder: '白干部' })
  leader = await app.signIn('leader', { holder: '江书记' })
  police = await app.signIn('police', { unit: 'police' })
  auditor = await app.signIn('auditor', { holder: '温审计' })
  worker = await app.signIn('village', { holder: '王村' })
})
afterAll(() => app?.stop())

const textOf = async (who: SignedIn, url: string): Promise<string> => {
  const file = await at.get(who, url)
  expect(file.statusCode, file.body).toBe(200)
  const zip = await JSZip.loadAsync(file.rawPayload)
  return (await zip.file('word/document.xml')?.async('string')) ?? ''
}
const code = async (answer: ReturnType<typeof at.send>) => ((await answer).json() as { code: string }).code
const today = '2024-05-20' as Day
const sections = async (who: SignedIn, year = '2024') =>
  Object.fromEntries(
    (
      await at.read<{ sections: { lines: [string, string][] }[] }>(who, `/api/privacy-audit?year=${year}`)
    ).sections.flatMap((section) => section.lines),
  )

describe('a breach', () => {
  const found = `${today}T00:10:00+08:00`
  const record = () =>
    at.make(office, 'breach.record', {
      foundAt: found,
      what: '一台工作手机遗失，里面有走访名单',
      data: ['register', 'visits'],
      people: 40,
    })
  const read = (id: string) => at.read<Breach>(leader, `/api/registers/breach/${id}`)

  test('has clocks from the moment it was found, and both heads hear of it', async () => {
    const id = await record()
    expect(await read(id)).toMatchObject({
      containBy: '2024-05-19T18:10:00.000Z',
      reportBy: '2024-05-19T20:10:00.000Z',
      tellBy: '2024-05-22T16:10:00.000Z',
    })
    const box = await at.get(leader, '/api/messages')
    expect(box.body).toContain('泄露事件')
  })

  test('is closed when it was contained, reported and told, in whatever order', async () => {
    const id = await record()
    expect(await code(at.send(office, 'breach.close', { learnt: '加密存储' }, { record: id }))).toBe(
      'breaches.steps-missing',
    )
    const done = `${today}T00:40:00+08:00`
    await at.done(office, 'breach.report', { reportedAt: done, reportedTo: '县网信办' }, { record: id })
    await at.done(office, 'breach.contain', { containedAt: done, measures: '远程抹除' }, { record: id })
    expect((await at.send(office, 'breach.tell', {}, { record: id })).statusCode).toBe(422)
    expect((await at.send(office, 'breach.tell', { needsNoTelling: true }, { record: id })).statusCode).toBe(
      422,
    )
    await at.done(office, 'breach.tell', { toldAt: done, toldHow: 'phone' }, { record: id })
    await at.done(office, 'breach.close', { learnt: '手机一律设口令' }, { record: id })
    expect(await read(id)).toMatchObject({ closedOn: today })
    expect(await code(at.send(office, 'breach.close', { learnt: '再次' }, { record: id }))).toBe(
      'breaches.closed',
    )
  })

  test('cannot be contained before it was found, nor found in the future', async () => {
    const id = await record()
    const early = { containedAt: '2024-05-19T20:00:00+08:00', measures: '远程抹除' }
    expect((await at.send(office, 'breach.contain', early, { record: id })).statusCode).toBe(422)
    const late = { foundAt: '2024-06-20T08:00:00+08:00', what: '遗失', data: ['photos'], people: 1 }
    expect((await at.send(office, 'breach.record', late, { record: randomUUID() })).statusCode).toBe(422)
    expect((await at.get(worker, `/api/registers/breach/${id}`)).statusCode).toBe(404)
  })
})

describe('the record of who may see minors’ data', () => {
  test('names every post in force, what it sees, where, and who approved it', async () => {
    await app.owner.query(`UPDATE post SET approved_by = '江书记' WHERE holder = '王村'`)
    const { access } = await at.read<{ access: Access[] }>(auditor, '/api/access-record')
    const of = (holder: string) => access.find((each) => each.holder === holder)
    expect(of('王村')).toMatchObject({ where: '石桥村', approvedBy: '江书记' })
    expect(of('王村')?.sees).toContain('台账和档案')
    expect(of('王村')?.sees).not.toContain('案件（代号）')
    expect(of('白干部')).toMatchObject({ where: '全镇', approvedBy: null })
    // Who sees no minors' data is not on it.
    expect(of('温审计')).toBeUndefined()
    const text = await textOf(office, '/api/access-record/document.docx')
    for (const shown of ['王村', '江书记', '未登记']) expect(text).toContain(shown)
    for (const who of [worker, police]) expect((await at.get(who, '/api/access-record')).statusCode).toBe(404)
  })
})

describe('the year’s audit', () => {
  test('counts readings, openings, broken seals, requests and breaches', async () => {
    const id = await at.make(police, 'case.open', {
      receivedOn: '2024-04-01',
      concerns: 'sexual',
      specialSuspects: [],
      responsibleUnits: [],
    })
    const cover = await at.make(police, 'seal.add', { matter: id, part: 'victim', name: '柳小鹿' })
    const before = await sections(office)
    const reason = { reason: '孩子今晚可能有危险' }
    await at.make(leader, 'seal.break', { file: cover, purpose: 'emergency' }, reason)
    expect((await at.get(leader, `/api/sealed/${cover}`)).body).toContain('柳小鹿')
    await app.readLog.flush()
    const after = await sections(office)
    expect(Number.parseInt(after.其中破封 ?? '', 10)).toBe(Number.parseInt(before.其中破封 ?? '', 10) + 1)
    // The log of readings stands on the real clock, wherever the business day stands.
    const now = String(new Date().getFullYear())
    expect((await sections(office, now)).读取内容).toBe('1次')
    expect(after.发生事件).toBe('3起')
    expect(await sections(auditor)).toEqual(after)
    for (const who of [worker, police])
      expect((await at.get(who, '/api/privacy-audit?year=2024')).statusCode).toBe(404)
  })

  test('does not count what happens in a matter that leaves somebody out, for anybody', async () => {
    const id = await at.make(police, 'case.open', {
      receivedOn: '2024-04-02',
      concerns: 'sexual',
      specialSuspects: [],
      responsibleUnits: [],
    })
    const cover = await at.make(police, 'seal.add', { matter: id, part: 'victim', name: '柳小鹿' })
    await at.done(police, 'matter.leave-out', { matter: id, village: 'shiqiao' }, { reason: '亲属' })
    await app.readLog.flush()
    const now = String(new Date().getFullYear())
    const before = [await sections(office), (await sections(office, now)).读取内容]
    const reason = { reason: '孩子今晚可能有危险' }
    await at.make(leader, 'seal.break', { file: cover, purpose: 'emergency' }, reason)
    await at.get(leader, `/api/sealed/${cover}`)
    await app.readLog.flush()
    expect([await sections(office), (await sections(office, now)).读取内容]).toEqual(before)
  })

  test('does not grow while somebody outside the township reads lists, which they do only for such a matter', async () => {
    const outside = await app.signIn('outside', { holder: '县里接报人' })
    await app.readLog.flush()
    const now = String(new Date().getFullYear())
    const before = await sections(leader, now)
    for (const kind of ['lead', 'caseFile', 'sealedPerson'])
      expect((await at.get(outside, `/api/registers/${kind}`)).statusCode).toBe(200)
    await app.readLog.flush()
    const { rows } = await app.owner.query(
      `SELECT FROM read_log WHERE role = 'outside' AND what = 'list' AND record IS NULL`,
    )
    expect(rows.length).toBeGreaterThan(0)
    expect(await sections(leader, now)).toEqual(before)
  })

  test('prints as a report with what must be put right', async () => {
    const text = await textOf(auditor, '/api/privacy-audit/document.docx?year=2024')
    for (const shown of ['2024年度', '破封未复核', '请平安办逐次复核']) expect(text).toContain(shown)
    expect(text).not.toContain('柳小鹿')
  })
})

test('the notice to families is read by anybody, says who answers, and carries no script', async () => {
  const answer = await app.app.inject({ method: 'GET', url: '/notice' })
  expect(answer.statusCode).toBe(200)
  for (const shown of ['云溪镇', '20个工作日', '12355', '110']) expect(answer.body).toContain(shown)
  expect(answer.body).not.toMatch(/<script/i)
  expect(answer.headers['set-cookie']).toBeUndefined()
  expect((await app.app.inject({ method: 'GET', url: '/notice/north' })).statusCode).toBe(200)
  expect((await app.app.inject({ method: 'GET', url: '/notice/nowhere' })).statusCode).toBe(404)
})

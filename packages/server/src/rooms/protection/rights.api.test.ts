import { randomUUID } from 'node:crypto'
import type { Playbook, RightsRequest } from '@hulei/core'
import JSZip from 'jszip'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp } from '../../platform/test-app.ts'
import { casesPlaybook, officeOf, type SignedIn, type TestApp } from '../cases/cases-fixture.ts'

const playbook = {
  ...casesPlaybook,
  contacts: { ...casesPlaybook.contacts, helplines: [{ name: '青少年服务', phone: '12355' }] },
} as unknown as Playbook

let app: TestApp
let at: ReturnType<typeof officeOf>
let office: SignedIn
let police: SignedIn
let father: SignedIn
let worker: SignedIn
let child: string

beforeAll(async () => {
  app = await startTestApp({ playbook })
  at = officeOf(app)
  office = await app.signIn('office', { holder: '白干部' })
  police = await app.signIn('police', { unit: 'police', holder: '闻警官' })
  father = await app.signIn('police', { unit: 'police', holder: '柳大山' })
  worker = await app.signIn('village')
  child = await at.make(office, 'child.enrol', {
    name: '柳小鹿',
    sex: 'female',
    bornOn: '2014-03-05',
    village: 'shiqiao',
    guardianName: '柳阿婆',
    guardianRelation: 'grandparent',
    guardianPhone: '13800000000',
  })
})
afterAll(() => app?.stop())

const receive = (more: object = {}) =>
  at.make(office, 'rights.receive', {
    asks: 'copy',
    child,
    relation: 'mother',
    askerName: '何秋月',
    identityBy: 'card-and-register',
    askedOn: '2024-05-20',
    ...more,
  })
type View = { request: RightsRequest; isAssigned: boolean; mayPrintCopy: boolean }
const view = (who: SignedIn, id: string) => at.read<View>(who, `/api/rights-requests/${id}`)
const code = async (answer: ReturnType<typeof at.send>) => ((await answer).json() as { code: string }).code
type Matter = { covers: { id: string; part: string; code: string }[] }
const openSubject = async (who: SignedIn, id: string) => {
  const { covers } = await at.read<Matter>(who, `/api/matters/${id}`)
  const file = covers.find((cover) => cover.part === 'subject')?.id
  await at.make(who, 'seal.open', { file, purpose: 'answer' })
}
const copy = (who: SignedIn, id: string) => at.get(who, `/api/rights-requests/${id}/copy.docx`)

describe('a family that asks for a copy of the file', () => {
  test('is answered within twenty working days, and stands there by codes alone', async () => {
    const id = await receive()
    const { request, isAssigned } = await view(office, id)
    expect(request).toMatchObject({ status: 'received', answerBy: '2024-06-18' })
    expect(isAssigned).toBe(true)
    const matter = await at.get(office, `/api/matters/${id}`)
    const list = await at.get(office, '/api/registers/rightsRequest?state=all&labels=true')
    for (const { body } of [matter, list]) {
      expect(body).toContain(body === list.body ? request.code : '申请人-')
      for (const name of ['柳小鹿', '何秋月', child]) expect(body).not.toContain(name)
    }
    expect((await at.get(worker, `/api/rights-requests/${id}`)).statusCode).toBe(404)
  })

  test('gets it once the police have looked and the file is opened: the register’s facts and nobody else’s', async () => {
    const id = await receive()
    expect(await code(at.send(office, 'rights.answer', { result: 'given' }, { record: id }))).toBe(
      'rights.not-reviewed',
    )
    expect((await copy(office, id)).statusCode).toBe(409)
    await at.done(police, 'rights.review', { mayGive: true }, { record: id })
    expect((await copy(office, id)).json()).toMatchObject({ code: 'sealing.not-open' })
    await openSubject(office, id)
    const file = await copy(office, id)
    expect(file.statusCode).toBe(200)
    const zip = await JSZip.loadAsync(file.rawPayload)
    const text = (await zip.file('word/document.xml')?.async('string')) ?? ''
    for (const shown of ['柳小鹿', '2014年3月5日', '石桥村']) expect(text).toContain(shown)
    for (const hidden of ['13800000000', '柳阿婆', '何秋月']) expect(text).not.toContain(hidden)
    // The police see names of the register only where they are cleared for it: they print no copy.
    expect((await copy(police, id)).statusCode).toBe(404)
    await at.done(office, 'rights.answer', { result: 'given' }, { record: id })
    expect((await view(office, id)).request).toMatchObject({ status: 'answered', closedOn: '2024-05-20' })
  })

  test('gets none who is suspected: the same words as in a quarrel over custody, and no sign of a case', async () => {
    const suspected = await receive({ relation: 'father', askerName: '柳强' })
    await at.done(police, 'rights.review', { mayGive: false }, { record: suspected })
    const quarrel = await receive()
    await at.done(police, 'rights.review', { mayGive: true }, { record: quarrel })
    await at.done(
      office,
      'rights.answer',
      { result: 'refused', ground: 'best-interest' },
      { record: quarrel },
    )
    const [one, other] = [(await view(office, suspected)).request, (await view(office, quarrel)).request]
    const shown = ({ status, result, ground, answer, answeredOn, reviewedOn }: RightsRequest) => ({
      status,
      result,
      ground,
      answer,
      answeredOn,
      reviewedOn,
    })
    expect(shown(one)).toEqual(shown(other))
    expect(one.answer).not.toMatch(/案|嫌疑|侦查/)
    await openSubject(office, suspected)
    expect((await copy(office, suspected)).statusCode).toBe(409)
  })

  test('and is an officer, does not see or judge the request', async () => {
    const id = await receive({ relation: 'father', askerName: '柳大山' })
    expect((await at.get(father, `/api/rights-requests/${id}`)).statusCode).toBe(404)
    expect(await code(at.send(father, 'rights.review', { mayGive: true }, { record: id }))).toBe(
      'record.not-found',
    )
    expect((await at.get(police, `/api/rights-requests/${id}`)).statusCode).toBe(200)
  })

  test('without papers is told so, and nothing is given', async () => {
    const id = await receive({ identityBy: 'not-shown', asks: 'correction' })
    expect(await code(at.send(office, 'rights.answer', { result: 'corrected' }, { record: id }))).toBe(
      'rights.identity-not-shown',
    )
    expect((await at.send(office, 'rights.answer', { result: 'refused' }, { record: id })).statusCode).toBe(
      422,
    )
    await at.done(office, 'rights.answer', { result: 'refused', ground: 'not-shown' }, { record: id })
    expect((await view(office, id)).request.answer).toContain('监护关系')
    expect(
      await code(at.send(office, 'rights.answer', { result: 'refused', ground: 'not-held' }, { record: id })),
    ).toBe('rights.answered')
  })

  test('is answered in words that stay as they were written', async () => {
    const hostile = `'); DROP TABLE rights_request; -- <script>alert(1)</script> {{7*7}} 𠮷野家🙂`
    const id = await receive({ asks: 'explanation', wanted: hostile, askerName: `何'; --` })
    await at.done(office, 'rights.answer', { result: 'explained', answer: hostile }, { record: id })
    expect((await view(office, id)).request.answer).toBe(hostile)
    const { covers } = await at.read<Matter>(office, `/api/matters/${id}`)
    const file = covers.find((cover) => cover.part === 'asker')?.id ?? ''
    await at.make(office, 'seal.open', { file, purpose: 'answer' })
    expect((await at.get(office, `/api/sealed/${file}`)).json()).toMatchObject({
      name: `何'; --`,
      story: hostile,
    })
  })

  test('about a child whom nobody knows here is refused before anything is kept', async () => {
    const answer = await at.send(
      office,
      'rights.receive',
      {
        asks: 'copy',
        child: randomUUID(),
        relation: 'mother',
        askerName: '何秋月',
        identityBy: 'card-and-register',
        askedOn: '2024-05-20',
      },
      { record: randomUUID() },
    )
    expect(answer.statusCode).toBe(404)
  })
})

import type { ImpactAssessment, ImpactDue, ProcessingEntry } from '@hulei/core'
import JSZip from 'jszip'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp } from '../../platform/test-app.ts'
import { casesPlaybook, officeOf, type SignedIn, type TestApp } from '../cases/cases-fixture.ts'

let app: TestApp
let at: ReturnType<typeof officeOf>
let office: SignedIn
let leader: SignedIn
let auditor: SignedIn
let worker: SignedIn

beforeAll(async () => {
  app = await startTestApp({ playbook: casesPlaybook, townships: ['north'] })
  at = officeOf(app)
  office = await app.signIn('office', { holder: '白干部' })
  leader = await app.signIn('leader', { holder: '江书记' })
  auditor = await app.signIn('auditor')
  worker = await app.signIn('village')
})
afterAll(() => app?.stop())

type View = {
  assessments: (Omit<ImpactAssessment, 'covers'> & { kinds: number })[]
  processing: ProcessingEntry[]
  changes: string[]
  due: ImpactDue
}
const view = (who = office) => at.read<View>(who, '/api/impact-assessments')
const words = {
  reason: 'first',
  purposes: '登记、走访、帮扶、线索处置',
  necessity: '未成年人保护法规定的职责',
  impact: '泄露会伤害孩子',
  risk: 'medium',
  measures: '分岗查看、加密、留痕',
}
const assess = (more: object = {}) =>
  at.make(office, 'impact.assess', { ...words, assessor: '白干部', assessedOn: '2024-05-20', ...more })
const refusal = async (who: SignedIn, act: string, input: object, more: object) =>
  ((await at.send(who, act, input, more)).json() as { code?: string }).code

describe('an impact assessment', () => {
  test('is missing at first, and lists what is processed of minors as the kinds declare it', async () => {
    const { due, processing, assessments } = await view()
    expect(due).toEqual({ state: 'none', on: null })
    expect(assessments).toEqual([])
    const of = (kind: string) => processing.find((entry) => entry.kind === kind)
    expect(of('child')).toMatchObject({ title: '未成年人', keep: '移出日期后3年', isSealed: false })
    expect(of('child')?.readers).toContain('本村村干部')
    expect(of('child')?.guarded).toContain('身份证号')
    expect(of('sealedFile')).toMatchObject({ isSealed: true, readers: ['打开密封档案的承办人'] })
    for (const kind of ['visit', 'lead', 'caseFile', 'rescuePlan', 'rightsRequest'])
      expect(of(kind), kind).toBeDefined()
    for (const kind of ['post', 'bulletin', 'breach', 'patrol']) expect(of(kind), kind).toBeUndefined()
  })

  test('is approved by a leader, stands from then on, and is due again within a year', async () => {
    const id = await assess()
    expect((await view()).due.state).toBe('none')
    expect(await refusal(office, 'impact.approve', {}, { record: id })).toBe('act.not-allowed')
    for (const reviewOn of ['2024-05-20', '2025-05-21'])
      expect(await refusal(leader, 'impact.approve', { reviewOn }, { record: id })).toBe('input.invalid')
    await at.done(leader, 'impact.approve', { opinion: '同意' }, { record: id })
    const { due, assessments, changes } = await view(auditor)
    expect(due).toEqual({ state: 'fine', on: '2025-05-20' })
    expect(changes).toEqual([])
    expect(assessments[0]).toMatchObject({ status: 'approved', approvedBy: '测试员' })
    const { version } = await at.read<ImpactAssessment>(office, `/api/registers/impactAssessment/${id}`)
    expect(
      await refusal(office, 'impact.amend', { risk: 'low' }, { record: id, version, reason: '修改' }),
    ).toBe('impact.approved')
  })

  test('is due anew when what is processed has changed, and the new one replaces the old', async () => {
    const [before] = (await view()).assessments
    await app.owner.query(
      `UPDATE impact_assessment SET covers = jsonb_path_query_array(covers, '$[*] ? (@.kind != "visit")')
       WHERE id = $1`,
      [before?.id],
    )
    expect(await view()).toMatchObject({ due: { state: 'changed' }, changes: ['新增“走访”'] })
    const id = await assess({ reason: 'change', risk: 'high' })
    await at.done(leader, 'impact.approve', { reviewOn: '2024-11-20' }, { record: id })
    const { due, assessments } = await view()
    expect(due).toEqual({ state: 'fine', on: '2024-11-20' })
    expect(assessments.find((each) => each.id === before?.id)).toMatchObject({
      status: 'replaced',
      replacedOn: '2024-05-20',
    })
  })

  test('speaks of nobody: a number of a person is refused, and who assessed does not approve', async () => {
    const more = { record: '0a0a0a0a-0000-4000-8000-000000000001' }
    const input = { ...words, impact: '家长13800000000来问过', assessor: '白干部', assessedOn: '2024-05-20' }
    expect(await refusal(office, 'impact.assess', input, more)).toBe('input.invalid')
    const own = await assess({ assessor: '测试员' })
    expect(await refusal(leader, 'impact.approve', {}, { record: own })).toBe('impact.own-approval')
    expect((await at.get(worker, '/api/impact-assessments')).statusCode).toBe(404)
  })

  test('prints as a report with what is processed and who approved it', async () => {
    const approved = (await view()).assessments.find(({ status }) => status === 'approved')
    const file = await at.get(auditor, `/api/impact-assessments/${approved?.id}/document.docx`)
    expect(file.statusCode, file.body).toBe(200)
    const zip = await JSZip.loadAsync(file.rawPayload)
    const text = (await zip.file('word/document.xml')?.async('string')) ?? ''
    for (const shown of [
      '影响评估报告',
      '测试员于',
      '2024年11月20日',
      '密封档案（密封）',
      '评定为“高”',
      '移出日期后3年',
    ])
      expect(text).toContain(shown)
  })
})

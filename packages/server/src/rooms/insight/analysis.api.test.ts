import { randomUUID } from 'node:crypto'
import type { AnalysisView, BulletinBlock, Day, Playbook } from '@hulei/core'
import JSZip from 'jszip'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemActor } from '../../platform/db/scope.ts'
import { startTestApp } from '../../platform/test-app.ts'
import { casesPlaybook, officeOf, type SignedIn, type TestApp } from '../cases/cases-fixture.ts'
import { analysisIssued } from './analysis.measure.ts'

const playbook = {
  ...casesPlaybook,
  plan: { from: '2024-01-01', to: '2024-12-31', documentNumber: '1' },
} as unknown as Playbook

let app: TestApp
let at: ReturnType<typeof officeOf>
let police: SignedIn
let office: SignedIn
let leader: SignedIn
let county: SignedIn
let civil: SignedIn

const standOn = async (day: Day) => {
  await app.owner.query('UPDATE township SET business_day = $1', [day])
  await app.townships.reload()
}

beforeAll(async () => {
  app = await startTestApp({ playbook })
  at = officeOf(app)
  police = await app.signIn('police', { unit: 'police', holder: '闻警官' })
  office = await app.signIn('office')
  leader = await app.signIn('leader', { holder: '庄镇长' })
  county = await app.signIn('county')
  civil = await app.signIn('officer', { unit: 'civil' })
  await standOn('2024-06-03')
})
afterAll(() => app?.stop())

/** A case with one victim of an age. */
async function openCase(receivedOn: Day, ageBand: string, concerns = 'sexual'): Promise<string> {
  const id = await at.make(police, 'case.open', {
    receivedOn,
    concerns,
    setting: 'home',
    specialSuspects: [],
    responsibleUnits: [],
  })
  await at.make(police, 'seal.add', { matter: id, part: 'victim', name: '柳小鹿', ageBand, sex: 'female' })
  return id
}
/** A lead that came in on a day. */
async function reportLead(day: Day, more: object = {}): Promise<string> {
  const id = await at.make(civil, 'lead.report', { story: '看见有人跟着孩子', concerns: 'sexual', ...more })
  await app.owner.query(
    `UPDATE lead SET reported_at = $2::timestamptz, decide_by = $2::timestamptz + interval '72 hours' WHERE id = $1`,
    [id, `${day}T09:00:00+08:00`],
  )
  return id
}
const draft = (month: string, who = police) => at.make(who, 'analysis.draft', { month })
const view = (id: string, who = police) => at.read<AnalysisView>(who, `/api/analyses/${id}`)
const tableOf = (blocks: readonly BulletinBlock[], id: string) => {
  const found = blocks.find((block) => block.type === 'table' && block.id === id)
  return found?.type === 'table' ? found.rows.map(([name, count]) => `${name} ${count}`) : undefined
}
const words = (blocks: readonly BulletinBlock[]) =>
  blocks.map((block) => (block.type === 'table' ? JSON.stringify(block.rows) : block.text)).join('\n')
const written = (blocks: readonly BulletinBlock[]): BulletinBlock[] =>
  blocks.map((block) =>
    block.type === 'paragraph' && block.auto === 'findings'
      ? { type: 'paragraph', text: '多发于放学以后无人照看的时段，建议延长护学岗。' }
      : block,
  )

describe('the analysis of a month', () => {
  test('says nothing of fewer than five, of May nor from May to June', async () => {
    for (const day of ['2024-05-06', '2024-05-09', '2024-05-13', '2024-05-16'] as const)
      await openCase(day, '12-13')
    const may = await view(await draft('2024-05'))
    expect(tableOf(may.analysis.blocks, 'ages')).toBeUndefined()
    expect(words(may.analysis.blocks)).toContain('案件数不足5起')
    // Three of one age more, one of another: the seven may be said only while the one cannot be worked out.
    await standOn('2024-07-02')
    for (const day of ['2024-06-03', '2024-06-04', '2024-06-05'] as const) await openCase(day, '12-13')
    await openCase('2024-06-20', '16-17')
    const june = (await view(await draft('2024-06'))).analysis.blocks
    expect(tableOf(june, 'ages')).toBeUndefined()
    expect(words(june)).toContain('计入案件8起')
    await standOn('2024-08-02')
    for (let more = 0; more < 5; more++) await openCase('2024-07-08', '16-17')
    const july = (await view(await draft('2024-07'))).analysis.blocks
    expect(tableOf(july, 'ages')).toEqual(['12至13周岁 7', '16至17周岁 6'])
    expect(tableOf(july, 'case-concerns')).toEqual(['性侵害、性骚扰 13'])
  })

  test('counts no matter that concerns one of us or leaves somebody out, whoever asks', async () => {
    await standOn('2024-08-02')
    const plain = await reportLead('2024-07-03')
    await reportLead('2024-07-04', { isInsider: true, insiderName: '庄镇长' })
    const left = await reportLead('2024-07-05')
    await at.done(police, 'matter.leave-out', { matter: left, village: 'lianhua' }, { reason: '亲属' })
    for (const who of [police, office]) {
      const { analysis } = await view(await draft('2024-07', who), who)
      expect(tableOf(analysis.blocks, 'months')?.at(-1)).toBe('2024年7月 1')
      expect(words(analysis.blocks)).not.toContain(plain)
    }
  })

  test('is edited in its words, not its figures; issued once, with findings, and then stays', async () => {
    const id = await draft('2024-07')
    const { analysis } = await view(id)
    const issue = { issuedOn: '2024-08-02', signedBy: '闻警官' }
    const code = async (answer: ReturnType<typeof at.send>) =>
      ((await answer).json() as { code: string }).code
    expect(await code(at.send(police, 'analysis.issue', issue, { record: id }))).toBe('analyses.no-findings')
    const changed = analysis.blocks.map((block) =>
      block.type === 'table' ? { ...block, rows: block.rows.map((row) => ['x', ...row.slice(1)]) } : block,
    )
    const edit = (blocks: readonly BulletinBlock[]) => {
      const more = { record: id, version: analysis.version, reason: '写研判' }
      return at.send(police, 'analysis.edit', { blocks }, more)
    }
    expect(await code(edit(changed))).toBe('analyses.figures-fixed')
    expect((await edit(written(analysis.blocks))).statusCode).toBe(200)
    await at.done(police, 'analysis.issue', issue, { record: id })
    expect(await view(id)).toMatchObject({ analysis: { status: 'issued' }, isIntact: true })
    expect(await code(at.send(police, 'analysis.refresh', {}, { record: id }))).toBe('analyses.frozen')
    expect(
      await code(at.send(office, 'analysis.draft', { month: '2024-07' }, { record: randomUUID() })),
    ).toBe('analyses.issued-already')
    await expect(app.owner.query(`UPDATE analysis SET title = 'x' WHERE id = $1`, [id])).rejects.toThrow(
      'never changes',
    )
    const { playbook: plan, calendar } = await app.townships.get('north')
    const window = { kind: 'month', key: '2024-08', from: '2024-08-01', to: '2024-08-31' } as const
    const { rows } = await app.scopes.read(systemActor('north'), (scope) =>
      analysisIssued
        .count({ township: 'north', window, params: {}, playbook: plan, calendar })
        .execute(scope.db),
    )
    expect(rows).toMatchObject([{ due: 0, done: 1, late: 0 }])
  })

  test('is not drafted for a month that goes on, and refuses a number of somebody', async () => {
    expect(
      (await at.send(police, 'analysis.draft', { month: '2024-08' }, { record: randomUUID() })).statusCode,
    ).toBe(422)
    const id = await draft('2024-06')
    const { analysis } = await view(id)
    const blocks = [...written(analysis.blocks), { type: 'paragraph', text: '联系人13800000000，详情见卷。' }]
    const more = { record: id, version: analysis.version, reason: '写研判' }
    await at.done(police, 'analysis.edit', { blocks }, more)
    const issue = await at.send(
      police,
      'analysis.issue',
      { issuedOn: '2024-08-02', signedBy: '闻警官' },
      { record: id },
    )
    expect(issue.json()).toMatchObject({ code: 'analyses.names-a-person' })
  })

  test('keeps words as they were written, whatever they mean to a database or a page', async () => {
    const id = await draft('2024-05')
    const { analysis } = await view(id)
    const hostile = `'); DROP TABLE analysis; -- <script>alert(1)</script> \${7*7} 𠮷野家🙂`
    const blocks = [...analysis.blocks, { type: 'paragraph', text: hostile }]
    const more = { record: id, version: analysis.version, reason: '写研判' }
    await at.done(police, 'analysis.edit', { title: hostile, blocks }, more)
    const kept = (await view(id)).analysis
    expect(kept.title).toBe(hostile)
    expect(kept.blocks.at(-1)).toEqual({ type: 'paragraph', text: hostile })
    expect((await at.get(police, `/api/analyses/${id}/document.docx`)).statusCode).toBe(200)
  })

  test('is seen by whom it is for; drafts by those who work on them, others not at all', async () => {
    const id = await draft('2024-05')
    expect((await at.get(leader, `/api/analyses/${id}`)).statusCode).toBe(200)
    for (const who of [county, civil]) expect((await at.get(who, `/api/analyses/${id}`)).statusCode).toBe(404)
    const issued = await app.owner.query<{ id: string }>(`SELECT id FROM analysis WHERE status = 'issued'`)
    const address = `/api/analyses/${issued.rows[0]?.id}`
    expect((await at.get(county, address)).statusCode).toBe(200)
    expect((await at.get(civil, address)).statusCode).toBe(404)
    expect(
      (await at.send(leader, 'analysis.draft', { month: '2024-05' }, { record: randomUUID() })).statusCode,
    ).toBe(403)
  })

  test('prints as a Word file with its figures and no name', async () => {
    const issued = await app.owner.query<{ id: string }>(`SELECT id FROM analysis WHERE status = 'issued'`)
    const file = await at.get(county, `/api/analyses/${issued.rows[0]?.id}/document.docx`)
    expect(file.headers['content-disposition']).toContain(encodeURIComponent('案件分析2024-07.docx'))
    const zip = await JSZip.loadAsync(file.rawPayload)
    const text = (await zip.file('word/document.xml')?.async('string')) ?? ''
    expect(text).toContain('12至13周岁')
    expect(text).not.toContain('柳小鹿')
  })
})

test('no scope sees the figures that are not given out', async () => {
  // The function is the only way: a reading as anybody finds no sealed age.
  const { rows } = await app.scopes.read(
    { ...systemActor('north'), account: 'x', role: 'police', unit: 'police' },
    (scope) => sql`SELECT FROM sealed_file`.execute(scope.db),
  )
  expect(rows).toEqual([])
})

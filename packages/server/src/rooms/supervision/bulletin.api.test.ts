import { randomUUID } from 'node:crypto'
import type { Bulletin, BulletinBlock } from '@hulei/core'
import JSZip from 'jszip'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SignedIn } from '../../platform/test-app.ts'
import { type DutyApp, startDutyApp, visitTo } from '../duties/duties-fixture.ts'

const NAME = '林小雨'
let app: DutyApp
let office: SignedIn
let worker: SignedIn
let child: string

const act = async (who: SignedIn, name: string, input: object, more: object = {}) =>
  await app.app.inject({
    method: 'POST',
    url: '/api/acts',
    headers: who,
    payload: { id: randomUUID(), act: name, record: randomUUID(), input, ...more },
  })
const done = async (...given: Parameters<typeof act>) => {
  const answer = await act(...given)
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return answer.json() as { record: string; act: string; issueNumber?: number }
}
const get = async (who: SignedIn, url: string) => await app.app.inject({ method: 'GET', url, headers: who })
const opened = async (id: string) =>
  (await get(office, `/api/registers/bulletin/${id}`)).json() as Bulletin & { version: string }
const words = (blocks: readonly BulletinBlock[]) =>
  blocks.map((block) => (block.type === 'table' ? JSON.stringify(block.rows) : block.text)).join('\n')
const draft = async (month: string, more: object = {}) =>
  (await done(office, 'bulletin.draft', { month, ...more })).record
const issue = (id: string, input: object = {}) =>
  act(office, 'bulletin.issue', { issuedOn: '2024-05-20', signedBy: '周启明', ...input }, { record: id })

beforeAll(async () => {
  app = await startDutyApp('2024-04-02')
  office = await app.signIn('office')
  worker = await app.signIn('village')
  child = (
    await done(office, 'child.enrol', { name: NAME, sex: 'female', bornOn: '2014-03-05', village: 'shiqiao' })
  ).record
  await done(office, 'listing.open', {
    child,
    category: 'left-behind',
    basis: 'statutory',
    from: '2024-03-01',
  })
  await app.standOn('2024-05-20')
})
afterAll(() => app?.stop())

describe('a bulletin', () => {
  test('writes itself from the month’s lights, and names no child', async () => {
    const found = await opened(await draft('2024-04'))
    const said = words(found.blocks)
    expect(found).toMatchObject({ status: 'draft', month: '2024-04', asOf: '2024-05-20' })
    expect(said).toContain('石桥村')
    expect(said).toContain('未全部完成，已0人次')
    expect(said).toContain('学区的职责尚未测算，不参加排名')
    expect(said).not.toContain(NAME)
  })

  test('lets words be edited and figures not', async () => {
    const id = await draft('2024-04')
    const { blocks, version } = await opened(id)
    const edited = blocks.map((block) =>
      block.type === 'paragraph' && block.auto === 'demands' ? { ...block, text: '请各村抓紧。' } : block,
    )
    await done(office, 'bulletin.edit', { blocks: edited }, { record: id, version, reason: '修改文字' })
    const after = await opened(id)
    expect(after.blocks).toContainEqual({ type: 'paragraph', text: '请各村抓紧。' })
    const forged = after.blocks.map((block) =>
      block.type === 'table' ? { ...block, rows: block.rows.map((row) => row.with(-1, '100%')) } : block,
    )
    const refused = await act(
      office,
      'bulletin.edit',
      { blocks: forged },
      { record: id, version: after.version, reason: '改数字' },
    )
    expect(refused.statusCode).toBe(409)
    expect(refused.json()).toMatchObject({ code: 'bulletins.figures-fixed' })
  })

  test('says what changed since it was drafted, and takes new figures while edited words stay', async () => {
    const id = await draft('2024-05')
    const { blocks, version } = await opened(id)
    const edited = blocks.map((block) =>
      block.type === 'paragraph' && block.auto === 'demands' ? { ...block, text: '照此办理。' } : block,
    )
    await done(office, 'bulletin.edit', { blocks: edited }, { record: id, version, reason: '修改文字' })
    const pictures = [await app.photo(worker, 11), await app.photo(worker, 190)]
    await done(worker, 'visit.record', visitTo(child, '2024-05-18', pictures))
    const changes = (await get(office, `/api/bulletins/${id}`)).json() as { changes: object[] }
    expect(changes.changes).toContainEqual({
      table: '各村履职情况',
      row: '石桥村',
      column: '走访（人次）',
      before: '0/—',
      after: '1/—',
    })
    await done(office, 'bulletin.refresh', {}, { record: id })
    const after = await opened(id)
    expect(words(after.blocks)).toContain('"1/—"')
    expect(words(after.blocks)).toContain('已 1 人次')
    expect(words(after.blocks)).toContain('照此办理。')
  })

  test('is not issued while its words name a registered child, or carry a number', async () => {
    for (const [words, said] of [
      [`表扬${NAME}的家长。`, NAME],
      ['请联系13812345678。', '13812345678'],
    ] as const) {
      const id = await draft('2024-04')
      const { blocks, version } = await opened(id)
      const edited = [...blocks, { type: 'paragraph', text: words }]
      await done(office, 'bulletin.edit', { blocks: edited }, { record: id, version, reason: '加一段' })
      expect((await get(office, `/api/bulletins/${id}`)).json()).toMatchObject({ persons: [said] })
      const refused = await issue(id)
      expect(refused.json()).toMatchObject({ status: 422, code: 'bulletins.names-a-person' })
      expect(refused.body).toContain(said)
    }
  })

  test('is numbered and frozen when issued; its hash holds and its number is not given again', async () => {
    const id = await draft('2024-04')
    expect((await issue(id)).json()).toMatchObject({ issueNumber: 1 })
    const found = await opened(id)
    expect(found).toMatchObject({ status: 'issued', issueNumber: 1, signedBy: '周启明' })
    expect(found.contentHash).toMatch(/^[0-9a-f]{64}$/)
    expect(found.logHead).toMatch(/^[0-9a-f]{64}$/)
    expect((await get(office, `/api/bulletins/${id}`)).json()).toMatchObject({ isIntact: true })
    for (const [name, input, more] of [
      ['bulletin.edit', { title: '改标题' }, { version: found.version, reason: '想改' }],
      ['bulletin.refresh', {}, {}],
      ['bulletin.issue', { issuedOn: '2024-05-20', signedBy: '周启明' }, {}],
    ] as const) {
      const refused = await act(office, name, input, { record: id, ...more })
      expect(refused.json(), name).toMatchObject({ status: 409, code: 'bulletins.frozen' })
    }
    const other = await draft('2024-04')
    expect((await issue(other, { issueNumber: 1 })).json()).toMatchObject({
      faults: [{ code: 'bulletins.number-taken' }],
    })
    expect((await issue(other)).json()).toMatchObject({ issueNumber: 2 })
  })

  test('that was issued with a mistake is replaced by another, and both stay', async () => {
    const first = await draft('2024-04')
    expect((await issue(first)).statusCode).toBe(200)
    const second = await draft('2024-04', { supersedes: first })
    expect((await issue(second)).statusCode).toBe(200)
    expect((await opened(first)).status).toBe('superseded')
    expect((await opened(second)).supersedes).toBe(first)
    const third = await act(office, 'bulletin.draft', { month: '2024-04', supersedes: first })
    expect(third.json()).toMatchObject({ code: 'bulletins.not-to-supersede' })
  })

  test('prints as the same Word file twice, in official layout, with number, hash and head of the log', async () => {
    const id = await draft('2024-04')
    const { issueNumber } = (await issue(id)).json() as { issueNumber: number }
    const url = `/api/bulletins/${id}/document.docx`
    const [one, two] = [await get(worker, url), await get(office, url)]
    expect(one.statusCode).toBe(200)
    expect(one.rawPayload.equals(two.rawPayload)).toBe(true)
    const zip = await JSZip.loadAsync(one.rawPayload)
    const xml = (await zip.file('word/document.xml')?.async('string')) ?? ''
    const { contentHash, logHead } = await opened(id)
    expect(xml).toContain(`〔2024〕第${issueNumber}期`)
    expect(xml).toContain(String(contentHash))
    expect(xml).toContain(String(logHead))
    expect(xml).toContain('w:eastAsia="仿宋_GB2312"')
    expect(xml).toContain('<w:pgSz w:w="11906" w:h="16838"')
    expect(xml).not.toContain(NAME)
    expect(xml.match(/<w:tblHeader\/>/g)?.length).toBeGreaterThanOrEqual(2)
  })

  test('as a draft is the office’s alone', async () => {
    const id = await draft('2024-04')
    expect((await get(worker, `/api/bulletins/${id}/document.docx`)).statusCode).toBe(404)
    expect((await act(worker, 'bulletin.draft', { month: '2024-04' })).statusCode).toBe(403)
    expect((await act(office, 'bulletin.draft', { month: '2024-13' })).statusCode).toBe(422)
    expect((await act(office, 'bulletin.draft', { month: '2024-06' })).statusCode).toBe(422)
  })
})

import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type SignedIn, smallPlaybook, startTestApp, type TestApp } from './leads-fixture.ts'

let app: TestApp
let police: SignedIn
let leader: SignedIn
let office: SignedIn
let teacher: SignedIn

const STORY = '放学后在小卖部后面听到孩子哭'
const CHILD = '柳小鹿'

beforeAll(async () => {
  app = await startTestApp({ playbook: smallPlaybook })
  police = await app.signIn('police', { unit: 'police', holder: '闻警官' })
  leader = await app.signIn('leader', { unit: 'party', holder: '庄镇长' })
  office = await app.signIn('office')
  teacher = await app.signIn('school', { holder: '苏老师' })
})
afterAll(() => app?.stop())

const send = async (who: SignedIn, act: string, input: object, more: object = {}) =>
  await app.app.inject({
    method: 'POST',
    url: '/api/acts',
    headers: who,
    payload: { id: randomUUID(), act, input, ...more },
  })
const get = async (who: SignedIn, url: string) => await app.app.inject({ method: 'GET', url, headers: who })

async function report(who: SignedIn, input: object = {}): Promise<string> {
  const answer = await send(
    who,
    'lead.report',
    { story: STORY, child: CHILD, ...input },
    { record: randomUUID() },
  )
  expect(answer.statusCode, answer.body).toBe(200)
  return (answer.json() as { record: string }).record
}
type Matter = {
  covers: { id: string; part: string; code: string }[]
  openings: { isBroken: boolean; until: string }[]
}
const matterOf = async (who: SignedIn, id: string) => (await get(who, `/api/matters/${id}`)).json() as Matter

describe('a report', () => {
  test('of a single sentence is a lead with a clock, and nobody sees in it who was meant or who told', async () => {
    const id = await report(teacher)
    for (const who of [police, leader, office]) {
      const answer = await get(who, `/api/registers/lead/${id}`)
      expect(answer.statusCode).toBe(200)
      expect(answer.json()).toMatchObject({ state: 'received', unit: 'police', source: 'school' })
      for (const hidden of [STORY, CHILD, '苏老师', teacher['test-account']])
        expect(answer.body).not.toContain(hidden)
    }
  })

  test('stands in the log without the reporter, and so in the whole database', async () => {
    const id = await report(teacher)
    const { rows } = await app.owner.query<{ account: string; actor_name: string; post: string | null }>(
      'SELECT account, actor_name, post FROM act_log WHERE record = $1',
      [id],
    )
    expect(rows).toEqual([{ account: expect.stringMatching(/^anon\./), actor_name: '举报人', post: null }])
    const { rows: receipts } = await app.owner.query(
      'SELECT account FROM act_receipt WHERE reply::text LIKE $1',
      [`%${id}%`],
    )
    expect(receipts).toEqual([{ account: expect.stringMatching(/^anon\./) }])
  })

  test('sent twice by the same person is one lead', async () => {
    const [envelope, record] = [randomUUID(), randomUUID()]
    const payload = { id: envelope, act: 'lead.report', record, input: { story: STORY } }
    const twice = await Promise.all(
      [1, 2].map(() => app.app.inject({ method: 'POST', url: '/api/acts', headers: teacher, payload })),
    )
    expect(twice.map((answer) => answer.json())).toEqual([twice[0]?.json(), twice[0]?.json()])
    expect((await app.owner.query('SELECT FROM lead WHERE id = $1', [record])).rowCount).toBe(1)
  })
})

describe('a sealed file', () => {
  test('opens to the officer who took the lead, for a purpose, with a line in the log before the answer', async () => {
    const id = await report(teacher)
    const { covers } = await matterOf(police, id)
    const story = covers.find((each) => each.part === 'account')
    expect(covers.map((each) => each.part).sort()).toEqual(['account', 'reporter'])
    expect((await get(police, `/api/sealed/${story?.id}`)).statusCode).toBe(404)
    const refused = await send(police, 'seal.open', { file: story?.id, purpose: 'check' })
    expect(refused.statusCode).toBe(403)
    expect((await send(police, 'lead.take', {}, { record: id })).statusCode).toBe(200)
    expect((await send(police, 'seal.open', { file: story?.id, purpose: 'check' })).statusCode).toBe(200)
    const opened = await get(police, `/api/sealed/${story?.id}`)
    expect(opened.json()).toMatchObject({ story: STORY, name: CHILD })
    const { rows } = await app.owner.query('SELECT what FROM read_log WHERE record = $1', [story?.id])
    expect(rows).toEqual([{ what: 'open' }])
    for (const who of [leader, office, teacher])
      expect((await get(who, `/api/sealed/${story?.id}`)).statusCode).toBe(404)
  })

  test('opens to a leader only by breaking the seal with a reason, for three hours, until the office reviews it', async () => {
    const id = await report(teacher)
    const story = (await matterOf(leader, id)).covers.find((each) => each.part === 'account')
    const without = await send(leader, 'seal.break', { file: story?.id, purpose: 'emergency' })
    expect(without.statusCode).toBe(422)
    const more = { reason: '孩子可能今晚仍有危险' }
    expect(
      (await send(leader, 'seal.break', { file: story?.id, purpose: 'emergency' }, more)).statusCode,
    ).toBe(200)
    expect((await get(leader, `/api/sealed/${story?.id}`)).json()).toMatchObject({ story: STORY })
    const [opening] = (await matterOf(office, id)).openings
    expect(opening?.isBroken).toBe(true)
    const minutes = (Date.parse(opening?.until ?? '') - Date.now()) / 60_000
    expect(minutes).toBeGreaterThan(170)
    expect(minutes).toBeLessThanOrEqual(180)
    await app.owner.query("UPDATE seal_opening SET until = now() - interval '1 second' WHERE matter = $1", [
      id,
    ])
    expect((await get(leader, `/api/sealed/${story?.id}`)).statusCode).toBe(404)
  })

  test('keeps the photos that came with a report, and nobody finds by a photo who sent it', async () => {
    const photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#577' } })
      .jpeg()
      .toBuffer()
    const sha256 = createHash('sha256').update(photo).digest('hex')
    const handed = await app.app.inject({
      method: 'POST',
      url: '/api/files',
      headers: { ...teacher, 'hulei-sealed': '1', 'hulei-sha256': sha256, 'content-type': 'image/jpeg' },
      payload: photo,
    })
    expect(handed.statusCode, handed.body).toBe(200)
    const id = await report(teacher, { photos: [sha256] })
    expect((await get(police, `/api/files/${sha256}`)).statusCode).toBe(404)
    await send(police, 'lead.take', {}, { record: id })
    const story = (await matterOf(police, id)).covers.find((each) => each.part === 'account')
    await send(police, 'seal.open', { file: story?.id, purpose: 'check' })
    expect((await get(police, `/api/files/${sha256}`)).statusCode).toBe(200)
    const { rows } = await app.owner.query('SELECT account FROM file WHERE sha256 = $1', [sha256])
    expect(rows).toEqual([{ account: expect.stringMatching(/^anon\./) }])
    for (const name of await readdir(app.filesDir, { recursive: true })) {
      const path = join(app.filesDir, name)
      if ((await stat(path)).isFile())
        expect((await readFile(path)).includes(photo.subarray(20, 60)), name).toBe(false)
    }
    // The same photo in a second report, though it was not sent again.
    const second = await report(teacher, { photos: [sha256] })
    await send(police, 'lead.take', {}, { record: second })
    const again = (await matterOf(police, second)).covers.find((each) => each.part === 'account')
    await send(police, 'seal.open', { file: again?.id, purpose: 'check' })
    await app.owner.query('DELETE FROM keyring.data_key WHERE owner = $1', [story?.id])
    expect((await get(police, `/api/files/${sha256}/display`)).statusCode).toBe(200)
  })

  test('is shown by no register, no history and no search', async () => {
    expect((await get(police, '/api/registers/sealedFile')).statusCode).toBe(404)
    const id = await report(teacher)
    const [cover] = (await matterOf(police, id)).covers
    expect((await get(police, `/api/registers/sealedFile/${cover?.id}`)).statusCode).toBe(404)
    expect((await get(police, `/api/registers/sealedFile/${cover?.id}/history`)).statusCode).toBe(404)
  })
})

describe('when the suspect is one of us', () => {
  test('the named leader sees no lead, no cover, no log line and no gap; the outside contact gets it by name', async () => {
    const other = await app.signIn('leader', { unit: 'urban', holder: '江书记' })
    const outside = await app.signIn('outside', { unit: 'pingan' })
    const before = (await get(leader, '/api/registers/lead?count=true')).json() as { total: number }
    const id = await report(teacher, { isInsider: true, insiderName: '庄镇长' })
    const after = (await get(leader, '/api/registers/lead?count=true')).json() as { total: number }
    expect(after.total).toBe(before.total)
    expect((await get(leader, `/api/registers/lead/${id}`)).statusCode).toBe(404)
    expect(await matterOf(leader, id)).toMatchObject({ covers: [], openings: [] })
    expect((await get(leader, '/api/audit/acts?limit=200')).body).not.toContain(id)
    expect((await get(other, `/api/registers/lead/${id}`)).statusCode).toBe(200)
    expect((await get(outside, `/api/registers/lead/${id}`)).json()).toMatchObject({ isOutside: true })
    const story = (await matterOf(outside, id)).covers.find((each) => each.part === 'account')
    expect((await send(outside, 'seal.open', { file: story?.id, purpose: 'check' })).statusCode).toBe(200)
    expect((await get(outside, `/api/sealed/${story?.id}`)).json()).toMatchObject({ name: CHILD })
  })

  test('and nobody can be named, nobody of the township sees it', async () => {
    const id = await report(teacher, { isInsider: true })
    for (const who of [police, leader, office, teacher])
      expect((await get(who, `/api/registers/lead/${id}`)).statusCode).toBe(404)
  })
})

describe('a lead', () => {
  test('is accepted once, closed only with an answer, and then at its end', async () => {
    const id = await report(teacher)
    expect(
      (
        await send(
          police,
          'lead.close',
          { outcome: 'case', decision: '立案', answer: '已立案' },
          { record: id },
        )
      ).statusCode,
    ).toBe(409)
    expect((await send(police, 'lead.accept', { concerns: 'sexual' }, { record: id })).statusCode).toBe(200)
    expect((await send(police, 'lead.accept', { concerns: 'sexual' }, { record: id })).statusCode).toBe(409)
    expect(
      (await send(police, 'lead.close', { outcome: 'case', decision: '立案' }, { record: id })).statusCode,
    ).toBe(422)
    const closed = await send(
      police,
      'lead.close',
      { outcome: 'case', decision: '立案', answer: '已立案' },
      { record: id },
    )
    expect(closed.statusCode).toBe(200)
  })

  test('is not handed to a unit without anybody, and the sentence says to whom it can be', async () => {
    const id = await report(teacher)
    const more = { record: id, reason: '属于民政职责' }
    const refused = await send(police, 'lead.transfer', { toUnit: 'civil' }, more)
    expect(refused.json()).toMatchObject({ code: 'leads.nobody-there' })
    expect((refused.json() as { title: string }).title).toContain('平安办')
    const officer = await app.signIn('officer', { unit: 'civil' })
    expect((await send(police, 'lead.transfer', { toUnit: 'civil' }, more)).statusCode).toBe(200)
    expect((await get(officer, `/api/registers/lead/${id}`)).json()).toMatchObject({ unit: 'civil' })
    // And back: the officer no longer sees what was handed away.
    expect((await send(officer, 'lead.transfer', { toUnit: 'police' }, more)).statusCode).toBe(200)
    expect((await get(officer, `/api/registers/lead/${id}`)).statusCode).toBe(404)
  })

  test('merged into another keeps its own files, and both stay readable', async () => {
    const [one, two] = [await report(teacher), await report(teacher)]
    const merged = await send(police, 'lead.merge', { into: two }, { record: one, reason: '同一件事' })
    expect(merged.statusCode, merged.body).toBe(200)
    expect((await matterOf(police, one)).covers).toHaveLength(2)
    expect((await matterOf(police, two)).covers).toHaveLength(2)
  })
})

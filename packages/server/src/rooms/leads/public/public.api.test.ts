import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type SignedIn, smallPlaybook, startTestApp, type TestApp } from '../leads-fixture.ts'
import { codeOn, freshAddress, photo, sendForm } from './public-fixture.ts'

let app: TestApp
let police: SignedIn
const STORY = '放学路上有个大人拉着一个孩子往山上走'

beforeAll(async () => {
  app = await startTestApp({ playbook: smallPlaybook, townships: ['north'] })
  police = await app.signIn('police', { unit: 'police', holder: '闻警官' })
})
afterAll(() => app?.stop())

const page = async (url: string) => (await app.app.inject({ method: 'GET', url })).body
const report = (words: Record<string, string> = {}, more: Parameters<typeof sendForm>[3] = {}) =>
  sendForm(app, '/report', { form: randomUUID(), story: STORY, ...words }, more)
const status = (code: string, from?: string) =>
  sendForm(app, '/report/status', { code }, from ? { from } : {})
const send = async (who: SignedIn, act: string, input: object, more: object = {}) =>
  await app.app.inject({
    method: 'POST',
    url: '/api/acts',
    headers: who,
    payload: { id: randomUUID(), act, input, ...more },
  })
const count = async () => Number((await app.owner.query('SELECT count(*) FROM lead')).rows[0].count)
const latest = async () =>
  (
    await app.owner.query<Record<string, unknown>>(
      'SELECT id, source, village, is_danger_now, is_outside, reported_by, happened_on::text FROM lead ORDER BY received_at DESC LIMIT 1',
    )
  ).rows[0] ?? {}

/** What a police officer reads who took the lead and opens the account, and the reporter's file. */
async function opened(id: unknown): Promise<Record<string, Record<string, unknown>>> {
  await send(police, 'lead.take', {}, { record: id })
  const matter = await app.app.inject({ method: 'GET', url: `/api/matters/${id}`, headers: police })
  const files: Record<string, Record<string, unknown>> = {}
  for (const cover of (matter.json() as { covers: { id: string; part: string }[] }).covers) {
    await send(police, 'seal.open', { file: cover.id, purpose: 'check' })
    const file = await app.app.inject({ method: 'GET', url: `/api/sealed/${cover.id}`, headers: police })
    files[cover.part] = file.json()
  }
  return files
}

describe('the page', () => {
  test('says 110 and the helplines before it asks anything, in at most 20 KB and without script', async () => {
    const body = await page('/report')
    expect(body.indexOf('tel:110')).toBeGreaterThan(0)
    expect(body.indexOf('tel:110')).toBeLessThan(body.indexOf('<form'))
    expect(body).not.toMatch(/<script|onclick|onload|javascript:|<link|<img/i)
    expect(Buffer.byteLength(body)).toBeLessThan(20 * 1024)
  })

  test('lets nothing into it, is kept nowhere, sets no cookie and tells nobody where one came from', async () => {
    const { headers } = await app.app.inject({ method: 'GET', url: '/report' })
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe')
    expect(headers['cache-control']).toBe('no-store')
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers['set-cookie']).toBeUndefined()
    expect(String(headers['content-type'])).toContain('text/html')
  })

  test('has a way out that needs no script, and a title that gives nobody away', async () => {
    const body = await page('/report')
    expect(body).toMatch(/<a class="leave" rel="noreferrer[^"]*" href="https:/)
    expect(body).toContain('<title>便民服务</title>')
  })
})

describe('a report', () => {
  test('of one sentence is a lead, under a pseudonym, with a code to look it up by', async () => {
    const sent = await report()
    expect(sent.status).toBe(200)
    expect(codeOn(sent.body)).toMatch(/^[0-9A-Z]{5}(-[0-9A-Z]{5}){2}$/)
    expect(await latest()).toMatchObject({
      source: 'public',
      is_outside: false,
      reported_by: expect.stringMatching(/^pub\./),
    })
  })

  test('keeps the code nowhere: no row of the database has it, nor the id of the form', async () => {
    const form = randomUUID()
    const code = codeOn((await report({ form })).body)
    const { rows: tables } = await app.owner.query<{ name: string }>(
      "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
    )
    for (const { name } of tables) {
      const { rows } = await app.owner.query(
        `SELECT FROM ${name} t WHERE t::text LIKE $1 OR t::text LIKE $2 OR t::text LIKE $3`,
        [`%${code}%`, `%${code.replaceAll('-', '')}%`, `%${form}%`],
      )
      expect(rows, name).toHaveLength(0)
    }
  })

  test('sent again on a bad line is one lead with the same code', async () => {
    const form = randomUUID()
    const before = await count()
    const answers = await Promise.all([report({ form }), report({ form }), report({ form })])
    expect(new Set(answers.map(({ body }) => codeOn(body))).size).toBe(1)
    expect(await count()).toBe(before + 1)
  })

  test('that was changed and sent again loses neither wording', async () => {
    const form = randomUUID()
    const first = await report({ form })
    const before = await count()
    const again = await report({ form, story: `${STORY}，穿红衣服` })
    expect(codeOn(again.body)).toBe(codeOn(first.body))
    expect(again.body).toContain('后来改的内容也收到了')
    expect(await count()).toBe(before)
    const { rows } = await app.owner.query(
      "SELECT FROM sealed_person WHERE part = 'account' AND matter = $1",
      [(await latest()).id],
    )
    expect(rows).toHaveLength(2)
  })

  test('carries place, time, child and danger to where each belongs', async () => {
    const sent = await report({
      isDangerNow: '1',
      onVillage: 'shiqiao',
      setting: 'road',
      when: 'yesterday',
      concerns: 'abduction',
      child: '穿蓝校服的女孩',
      where: '水塔下面',
    })
    expect(sent.body).toContain('请马上打110')
    const lead = await latest()
    expect(lead).toMatchObject({ village: 'shiqiao', is_danger_now: true, happened_on: '2024-05-19' })
    const { account } = await opened(lead.id)
    expect(account).toMatchObject({ story: STORY, name: '穿蓝校服的女孩', address: '水塔下面' })
  })

  test('without a word is not taken, and says what is missing with everything else still on the form', async () => {
    const sent = await report({ story: ' \n ', where: '小卖部后面', onVillage: 'lianhua' })
    expect(sent.status).toBe(422)
    expect(sent.body).toContain('请写一句话')
    expect(sent.body).toContain('value="小卖部后面"')
    expect(sent.body).toContain('<option value="lianhua" selected>')
  })

  test('that is too long is told so with all of its words on the form', async () => {
    const long = '长'.repeat(3001)
    const sent = await report({ story: long })
    expect(sent.status).toBe(422)
    expect(sent.body).toContain(long)
    expect(sent.body).toContain('3001')
  })

  test('keeps a wrong telephone number as typed, and marks it for whoever opens the file', async () => {
    const sent = await report({ reporterPhone: '1380013' })
    expect(sent.body).toContain('“1380013”不像电话号码')
    const { reporter } = await opened((await latest()).id)
    expect(reporter).toMatchObject({ phone: '1380013', story: expect.stringContaining('不是有效的电话号码') })
  })

  test('of somebody of the township goes outside, and the named unit sees nothing of it', async () => {
    await report({ insiderUnit: 'police', insiderName: '某人' })
    const lead = await latest()
    expect(lead.is_outside).toBe(true)
    const answer = await app.app.inject({
      method: 'GET',
      url: `/api/registers/lead/${lead.id}`,
      headers: police,
    })
    expect(answer.statusCode).toBe(404)
  })

  test('with choices that no list has, and words too long for their field, is taken all the same', async () => {
    const where = '很'.repeat(150)
    const sent = await report({ onVillage: 'nowhere', concerns: 'x', setting: '../..', where })
    expect(sent.status).toBe(200)
    const { account } = await opened((await latest()).id)
    expect(account?.story).toBe(`${STORY}\n再说具体一点：${where}`)
  })
})

describe('photos', () => {
  test('come with the report, are sealed with it, and are handed in by nobody but the pseudonym', async () => {
    const bytes = await photo('#577')
    await report({}, { files: [{ name: '现场.jpg', bytes }] })
    const { id, reported_by } = await latest()
    const { account } = await opened(id)
    expect(account?.photos).toHaveLength(1)
    const { rows } = await app.owner.query('SELECT account FROM file WHERE sha256 = $1', [
      [account?.photos].flat()[0],
    ])
    expect(rows).toEqual([{ account: reported_by }])
  })

  const tricks: [string, string, string, string][] = [
    ['a page of HTML called jpg', 'a.jpg', 'image/jpeg', '<html><script>alert(1)</script></html>'],
    [
      'a drawing with script',
      'a.svg',
      'image/svg+xml',
      '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    ],
    [
      'the head of a JPEG with a page behind it',
      'b.jpg',
      'image/jpeg',
      '\xff\xd8\xff\xe0<script>alert(1)</script>',
    ],
    ['a PDF', 'c.pdf', 'application/pdf', '%PDF-1.4\n%%EOF'],
    ['a program', 'd.png', 'image/png', 'MZ\x90\x00'],
    ['an empty file', 'e.jpg', 'image/jpeg', ''],
    ['a name that climbs out', '../../../../etc/passwd', 'image/jpeg', 'root:x:0:0'],
    ['a name that is a tag', '<img src=x onerror=alert(1)>.jpg', 'image/jpeg', 'nothing'],
  ]
  test.each(tricks)(
    '%s is refused in words, and the report is taken without it',
    async (_what, name, type, text) => {
      const before = await count()
      const sent = await report({}, { files: [{ name, type, bytes: Buffer.from(text, 'latin1') }] })
      expect(sent.status).toBe(200)
      expect(sent.body).toContain('有文件没有收下')
      expect(sent.body).not.toMatch(/<img|<script/)
      expect(await count()).toBe(before + 1)
      const { rows } = await app.owner.query(
        'SELECT photos FROM sealed_file f JOIN lead l ON l.id = f.matter ORDER BY l.received_at DESC LIMIT 1',
      )
      expect(rows).toEqual([{ photos: null }])
    },
  )

  test('that came while a word was missing need not be chosen again', async () => {
    const form = randomUUID()
    const files = [
      { name: 'a.jpg', bytes: await photo('#123') },
      { name: 'b.txt', bytes: Buffer.from('no photo') },
    ]
    const long = '长'.repeat(3001)
    const first = await sendForm(app, '/report', { form, story: long }, { files })
    const kept = /name="kept" value="([0-9a-f]{64})"/.exec(first.body)?.[1] ?? ''
    expect(first.body).toContain('已经收到1张照片')
    const second = await sendForm(app, '/report', { form, kept, story: STORY })
    expect(second.status).toBe(200)
    expect((await opened((await latest()).id)).account?.photos).toEqual([kept])
  })

  test('of somebody else cannot be claimed by their hash', async () => {
    const { rows } = await app.owner.query<{ sha256: string }>('SELECT sha256 FROM file LIMIT 1')
    const before = await count()
    const sent = await report({ kept: rows[0]?.sha256 ?? '' })
    expect(sent.status).toBe(422)
    expect(await count()).toBe(before)
  })
})

describe('what is typed', () => {
  const attacks = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' autofocus onfocus=alert(1) x='",
    '</textarea><script>alert(1)</script>',
    'javascript:alert(1)',
    '\u202e倒过来\u0000\u0007',
  ]
  test.each(attacks)('%j comes back as words in every field', async (attack) => {
    const names = ['form', 'at', 'where', 'when', 'child', 'insiderName', 'reporterName', 'reporterPhone']
    const words = Object.fromEntries(names.map((name) => [name, attack]))
    const sent = await sendForm(app, '/report', { ...words, isDangerNow: attack, story: attack.repeat(500) })
    for (const body of [sent.body, (await sendForm(app, '/report', { ...words, story: attack })).body]) {
      expect(body).not.toMatch(/<script|<img/i)
      if (/[<>"']/.test(attack)) expect(body).not.toContain(attack)
    }
  })

  test('and what is no form at all is answered in words, with a status that says whose fault it is', async () => {
    for (const [type, payload] of [
      ['application/json', '{"story":"x"}'],
      ['text/plain', 'x'],
      ['multipart/form-data', 'no boundary'],
      ['multipart/form-data; boundary=x', '--x\r\nbroken'],
      ['application/x-www-form-urlencoded', 'story=x'],
    ] as const) {
      const answer = await app.app.inject({
        method: 'POST',
        url: '/report',
        payload,
        remoteAddress: freshAddress(),
        headers: { 'content-type': type },
      })
      expect(answer.statusCode, type).toBeGreaterThanOrEqual(400)
      expect(answer.statusCode, type).toBeLessThan(500)
      expect(answer.body).toContain('没有')
      expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
    }
  })

  test('a field of a megabyte, or a thousand fields, costs nothing and is told', async () => {
    expect((await report({ story: 'x'.repeat(1024 * 1024) })).status).toBe(422)
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`f${n}`, 'x']))
    expect((await sendForm(app, '/report', many)).status).toBe(413)
  })

  test("another site's page cannot send a report in a visitor's name", async () => {
    const before = await count()
    const sent = await report(
      {},
      { headers: { 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example' } },
    )
    expect(sent.status).toBe(403)
    expect(await count()).toBe(before)
  })
})

describe('the code', () => {
  test('tells what became of it in plain words, up to the answer', async () => {
    const code = codeOn((await report()).body)
    const { id } = await latest()
    expect((await status(code)).body).toContain('正在看')
    await send(police, 'lead.accept', { concerns: 'violence' }, { record: id })
    expect((await status(code.toLowerCase().replaceAll('-', ' '))).body).toContain('正在查')
    const answer = '孩子已经安全，做错事的人受到了处罚'
    await send(police, 'lead.close', { outcome: 'penalty', decision: '内部意见', answer }, { record: id })
    const { body } = await status(code)
    expect(body).toContain(answer)
    for (const hidden of [STORY, '闻警官', '内部意见']) expect(body).not.toContain(hidden)
  })

  test('lets its holder add words and photos, once for each time of asking', async () => {
    const code = codeOn((await report()).body)
    const { id } = await latest()
    const form = randomUUID()
    const files = [{ name: 'a.jpg', bytes: await photo('#a40') }]
    for (let n = 0; n < 2; n++) {
      const sent = await sendForm(app, '/report/add', { code, form, story: '又看见一次' }, { files })
      expect(sent.body).toContain('补充收到了')
    }
    const { rows } = await app.owner.query('SELECT photos FROM sealed_file WHERE matter = $1', [id])
    expect(rows.filter(({ photos }) => photos !== null)).toHaveLength(1)
    expect(rows).toHaveLength(2)
  })

  test('that is wrong gets the same answer as one whose lead is gone, and keeps no file', async () => {
    const code = codeOn((await report()).body)
    const { id } = await latest()
    await app.owner.query('DELETE FROM lead WHERE id = $1', [id])
    const [gone, wrong, odd] = [await status(code), await status('ABCDE-ABCDE-ABCDE'), await status('0')]
    const { rows: before } = await app.owner.query('SELECT count(*) FROM file')
    expect(gone.status).toBe(404)
    expect(wrong.body).toBe(gone.body)
    expect(odd.body).toBe(gone.body)
    const files = [{ name: 'a.jpg', bytes: await photo('#0f0') }]
    expect((await sendForm(app, '/report/add', { code, story: 'x' }, { files })).status).toBe(404)
    expect((await app.owner.query('SELECT count(*) FROM file')).rows).toEqual(before)
  })
})

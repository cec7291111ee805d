import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actorOf } from '../../platform/test-server.ts'
import { findingsDue, watchLeads } from './index.ts'
import { type SignedIn, smallPlaybook, startTestApp, type TestApp } from './leads-fixture.ts'

let app: TestApp
let police: SignedIn
let heads: readonly SignedIn[]
let office: SignedIn
let teacher: SignedIn
let civil: SignedIn

const playbook = {
  ...smallPlaybook,
  leadingGroup: [
    { id: 'secretary', title: '书记', rank: 'head' },
    { id: 'mayor', title: '镇长', rank: 'head' },
    { id: 'deputies', title: '其他', rank: 'deputy' },
  ],
} as typeof smallPlaybook

beforeAll(async () => {
  app = await startTestApp({ playbook })
  police = await app.signIn('police', { unit: 'police', holder: '闻警官' })
  office = await app.signIn('office')
  teacher = await app.signIn('school', { holder: '苏老师' })
  civil = await app.signIn('officer', { unit: 'civil', holder: '卢专干' })
  await app.signIn('discipline', { unit: 'party', holder: '祝书记' })
  heads = [
    await app.signIn('leader', { unit: 'party', holder: '庄书记' }),
    await app.signIn('leader', { unit: 'party', holder: '江镇长' }),
  ]
  for (const [index, post] of ['secretary', 'mayor'].entries())
    await app.owner.query('UPDATE post SET leading_post = $1 WHERE account = $2', [
      post,
      heads[index]?.['test-account'],
    ])
  await app.signIn('leader', { unit: 'urban', holder: '联村领导' })
})
afterAll(() => app?.stop())

const act = async (who: SignedIn, name: string, input: object, more: object = {}) =>
  await app.app.inject({
    method: 'POST',
    url: '/api/acts',
    headers: who,
    payload: { id: randomUUID(), act: name, input, ...more },
  })
const get = async <T>(who: SignedIn, url: string) =>
  (await app.app.inject({ method: 'GET', url, headers: who })).json() as T
const report = async (input: object = {}, who = teacher) => {
  const record = randomUUID()
  const answer = await act(
    who,
    'lead.report',
    { story: '放学后看到孩子哭', child: '柳小鹿', ...input },
    { record },
  )
  expect(answer.statusCode, answer.body).toBe(200)
  return record
}
type Page = {
  tellings: { holder: string; part: string; isMine: boolean; acknowledgedAt: string | null }[]
  lead: { acknowledgedAt: string | null; state: string }
}
const templatesOf = async (about: string) =>
  (
    await app.owner.query<{ template: string; account: string }>(
      'SELECT template, account FROM notification WHERE about_record = $1 ORDER BY template, account',
      [about],
    )
  ).rows

describe('a lead that comes in', () => {
  test('reaches both heads of the leading group and the police, and no other leader, without a word of what it is', async () => {
    const id = await report()
    const { tellings } = await get<Page>(office, `/api/leads/${id}`)
    expect(tellings.map((each) => [each.part, each.holder]).sort()).toEqual([
      ['head', '庄书记'],
      ['head', '江镇长'],
      ['officer', '闻警官'],
    ])
    const told = await templatesOf(id)
    expect(told.map((each) => each.account).sort()).toEqual(
      [...heads, police].map((each) => each['test-account']).sort(),
    )
    const messages = await app.app.inject({
      method: 'GET',
      url: '/api/messages',
      headers: heads[0] as SignedIn,
    })
    expect(messages.body).toContain('收到一条线索')
    expect(messages.body).not.toMatch(/柳小鹿|苏老师|放学/)
  })

  test('is acknowledged on the lead or from the bell alike, with the time of the first', async () => {
    const id = await report()
    expect((await act(heads[0] as SignedIn, 'lead.acknowledge', { matter: id })).statusCode).toBe(200)
    const { rows } = await app.owner.query<{ id: string }>(
      'SELECT id FROM notification WHERE about_record = $1 AND account = $2',
      [id, heads[1]?.['test-account']],
    )
    const fromTheBell = await act(heads[1] as SignedIn, 'message.acknowledge', {
      messages: rows.map((row) => row.id),
    })
    expect(fromTheBell.statusCode, fromTheBell.body).toBe(200)
    const { tellings } = await get<Page>(office, `/api/leads/${id}`)
    expect(tellings.filter((each) => each.part === 'head').every((each) => each.acknowledgedAt)).toBe(true)
    const { rows: open } = await app.owner.query(
      `SELECT FROM notification WHERE about_record = $1 AND acknowledged_at IS NULL AND account <> $2`,
      [id, police['test-account']],
    )
    expect(open).toEqual([])
    // Who was not told has nothing to acknowledge.
    expect((await act(civil, 'lead.acknowledge', { matter: id })).statusCode).toBe(404)
  })

  test('by telephone is the office’s to write down, and not the office’s report', async () => {
    const id = await report({ isByHotline: true, reporterName: '来电人' }, office)
    const { rows } = await app.owner.query('SELECT source FROM lead WHERE id = $1', [id])
    expect(rows).toEqual([{ source: 'hotline' }])
    expect((await app.owner.query('SELECT FROM report_duty WHERE matter = $1', [id])).rowCount).toBe(0)
  })

  test('is late by the clock of whoever knew, in whatever zone it is written', async () => {
    const knew = new Date(Date.parse('2024-05-20T00:00:00+08:00') - 25 * 3_600_000)
    const inChina = `${new Date(knew.getTime() + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`
    const id = await report({ situation: 'other', knewAt: inChina })
    const { rows } = await app.owner.query(
      'SELECT is_late, is_mandatory FROM report_duty WHERE matter = $1',
      [id],
    )
    expect(rows).toEqual([{ is_late: true, is_mandatory: true }])
  })
})

describe('the inbox', () => {
  test('has one row a lead, the most urgent first, with who has it and no name of anybody reported', async () => {
    const [older, newer] = [await report({ onVillage: 'shiqiao' }), await report()]
    await app.owner.query(`UPDATE lead SET decide_by = decide_by - interval '5 days' WHERE id = $1`, [older])
    await act(police, 'lead.take', {}, { record: newer })
    const answer = await app.app.inject({ method: 'GET', url: '/api/leads', headers: heads[0] as SignedIn })
    expect(answer.body).not.toMatch(/柳小鹿|苏老师|放学|anon\./)
    const { rows } = answer.json() as {
      rows: { id: string; takers: { holder: string }[]; clock: { state: string } }[]
    }
    expect(rows[0]).toMatchObject({ id: older, clock: { state: 'over' } })
    expect(rows.find((row) => row.id === newer)?.takers).toMatchObject([{ holder: '测试员' }])
    const over = await get<{ rows: unknown[]; total: number }>(
      police,
      '/api/leads?state=over&village=shiqiao',
    )
    expect(over.total).toBe(1)
    const figures = await get<{ undecided: number; over: number }>(office, '/api/leads/figures')
    expect(figures.over).toBe(1)
    expect(figures.undecided).toBeGreaterThan(1)
  })

  test('is empty to a unit that has none, and shows a unit what was handed to it until it hands it on', async () => {
    expect((await get<{ total: number }>(civil, '/api/leads?state=all')).total).toBe(0)
    const id = await report()
    await act(police, 'lead.transfer', { toUnit: 'civil' }, { record: id, reason: '属于民政' })
    expect((await templatesOf(id)).filter((each) => each.template === 'lead.transferred')).toEqual([
      { template: 'lead.transferred', account: civil['test-account'] },
    ])
    expect((await act(civil, 'lead.take', {}, { record: id })).statusCode).toBe(200)
    expect((await get<{ total: number }>(civil, '/api/leads')).total).toBe(1)
    await act(civil, 'lead.transfer', { toUnit: 'police' }, { record: id, reason: '涉嫌犯罪' })
    expect((await get<{ total: number }>(civil, '/api/leads?state=all')).total).toBe(0)
    expect((await get<{ code: string }>(civil, `/api/leads/${id}`)).code).toBe('record.not-found')
  })
})

test('a late report and a lead undecided beyond twice its limit call for a finding, which the left out do not see', async () => {
  const late: string = await report({ situation: 'other', knewAt: '2024-05-01T08:00:00+08:00' })
  const idle: string = await report()
  await app.owner.query(
    `UPDATE lead SET reported_at = reported_at - interval '200 hours', decide_by = decide_by - interval '200 hours' WHERE id = $1`,
    [idle],
  )
  await watchLeads(app, await app.townships.get('north'))
  const due = async (unit: string) =>
    (await app.scopes.read(actorOf('discipline', { unit }), findingsDue)).filter(
      (each) => each.matter === late || each.matter === idle,
    )
  expect((await due('party')).map(({ ground, matter }) => ({ ground, matter }))).toEqual(
    expect.arrayContaining([
      { ground: 'late-report', matter: late },
      { ground: 'undecided-twice', matter: idle },
    ]),
  )
  await act(police, 'matter.leave-out', { matter: late, unit: 'party' }, { reason: '有亲属' })
  expect((await due('party')).map((each) => each.matter)).toEqual([idle])
})

describe('people of a matter', () => {
  test('are found by name, post or unit; whoever is left out is not found, nor can be assigned', async () => {
    const id = await report()
    const find = async (q: string) =>
      (
        await get<{ posts: { post: string; holder: string }[] }>(
          police,
          `/api/matters/${id}/posts?q=${encodeURIComponent(q)}`,
        )
      ).posts
    const [found] = await find('卢专干')
    expect((await find('民政')).map((each) => each.holder)).toEqual(['卢专干'])
    await act(police, 'matter.leave-out', { matter: id, post: found?.post }, { reason: '是亲属' })
    expect(await find('卢专干')).toEqual([])
    const refused = await act(
      police,
      'matter.assign',
      { matter: id, post: found?.post, part: 'second' },
      { record: randomUUID() },
    )
    expect(refused.json()).toMatchObject({ code: 'matters.no-such-post' })
    expect((await get<{ code: string }>(civil, `/api/matters/${id}/posts`)).code).toBeDefined()
  })

  test('hear of a broken seal at once: both heads and the discipline office, not whoever broke it; the office reviews it', async () => {
    const id = await report()
    const { covers } = await get<{ covers: { id: string; part: string }[] }>(office, `/api/matters/${id}`)
    const opening = randomUUID()
    const broken = await act(
      heads[0] as SignedIn,
      'seal.break',
      { file: covers[0]?.id, purpose: 'emergency' },
      { record: opening, reason: '今晚可能有危险' },
    )
    expect(broken.statusCode, broken.body).toBe(200)
    const told = (await templatesOf(opening)).map((each) => each.account)
    expect(told).toHaveLength(2)
    expect(told).toContain(heads[1]?.['test-account'])
    expect(told).not.toContain(heads[0]?.['test-account'])
    type List = { openings: { id: string; reason: string; matterKind: string }[] }
    const list = await get<List>(office, '/api/seals/to-review')
    expect(list.openings).toMatchObject([{ id: opening, reason: '今晚可能有危险', matterKind: 'lead' }])
    expect(
      (await act(office, 'seal.review', { reviewNote: '情况属实' }, { record: opening })).statusCode,
    ).toBe(200)
    expect((await get<List>(office, '/api/seals/to-review')).openings).toEqual([])
  })
})

import { randomUUID } from 'node:crypto'
import type { PackReply } from '@hulei/core'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type SignedIn, startTestApp, type TestApp } from '../../platform/test-app.ts'

type WithPhone = SignedIn & { 'hulei-phone': string }

let app: TestApp
let office: SignedIn
let worker: WithPhone
const children: Record<string, string> = {}

const act = async (who: SignedIn, name: string, input: object, more: object = {}) => {
  const answer = await app.app.inject({
    method: 'POST',
    url: '/api/acts',
    headers: who,
    payload: { id: randomUUID(), act: name, record: randomUUID(), input, ...more },
  })
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return answer.json() as { record: string; act: string }
}
const withPhone = async (who: SignedIn): Promise<WithPhone> => {
  const phone = randomUUID()
  await act(
    who,
    'phone.register',
    { label: 'Android · Chrome', registeredOn: '2024-05-20' },
    { record: phone },
  )
  return { ...who, 'hulei-phone': phone }
}
const packOf = async (who: SignedIn, have: Record<string, string> = {}) => {
  const answer = await app.app.inject({
    method: 'POST',
    url: '/api/field/pack',
    headers: who,
    payload: { have },
  })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json() as PackReply
}
const haveOf = (reply: PackReply) => Object.fromEntries(reply.items.map(({ key, hash }) => [key, hash]))
/** What is of this township's people; forms are those of the post, whoever lives here. */
const keys = (reply: PackReply) =>
  reply.items.flatMap(({ key }) => (key.startsWith('form/') ? [] : [key])).sort()
const formsIn = (reply: PackReply) => reply.items.filter(({ key }) => key.startsWith('form/')).length
let forms = 0
const bodyOf = (reply: PackReply, key: string) =>
  reply.items.find((item) => item.key === key)?.body as Record<string, unknown> | undefined
const enrol = async (name: string, more: object = {}) => {
  const { record } = await act(office, 'child.enrol', {
    name,
    sex: 'female',
    bornOn: '2014-03-05',
    village: 'shiqiao',
    guardianName: '林大山',
    guardianRelation: 'father',
    guardianPhone: '13800000001',
    ...more,
  })
  return record
}
const list = (child: string) =>
  act(office, 'listing.open', { child, category: 'left-behind', basis: 'statutory', from: '2024-03-01' })
const visit = (child: string, visitedOn: string) =>
  act(worker, 'visit.record', {
    visitedOn,
    visitor: '石山',
    outcome: 'met',
    children: [{ child, seen: true, alone: false }],
    answers: { living: 'good' },
    hazards: [],
    told: [],
    followUp: '看护栏装了没有',
    followUpOn: '2024-06-01',
    observation: '孩子有心事',
    signature: 'absent',
    signatureNote: '家里没有大人',
    signatureFile: [],
    photos: [],
    paperForm: [],
  })

beforeAll(async () => {
  app = await startTestApp()
  office = await app.signIn('office')
  worker = await withPhone(await app.signIn('village'))
  children.listed = await enrol('林小雨', { school: 'zhongxin', residentId: '110101201403050028' })
  children.plain = await enrol('周安')
  children.other = await enrol('何田', { village: 'lianhua' })
  await list(children.listed)
  await list(children.other)
  forms = formsIn(await packOf(worker))
  expect(forms).toBeGreaterThan(0)
})
afterAll(() => app?.stop())

test('a pack has the plan, the own village’s children and whom to visit, and nobody of another village', async () => {
  const pack = await packOf(worker)
  expect(keys(pack)).toEqual(
    ['plan/current', `child/${children.listed}`, `child/${children.plain}`, `due/${children.listed}`].sort(),
  )
  expect(pack).toMatchObject({
    today: '2024-05-20',
    gone: [],
    total: 4 + forms,
    post: expect.stringMatching(/-/),
  })
  expect(pack.items.every(({ hash }) => /^[\w-]{16}$/.test(hash))).toBe(true)
  expect(bodyOf(pack, `child/${children.listed}`)).toMatchObject({
    id: children.listed,
    name: '林小雨',
    tokens: expect.arrayContaining(['林小雨', 'linxiaoyu', 'lxy']),
    village: 'shiqiao',
    school: 'zhongxin',
    categories: ['left-behind'],
    guardianPhone: '13800000001',
  })
  expect(bodyOf(pack, `due/${children.listed}`)).toMatchObject({ due: 2, done: 0, lastVisitOn: null })
  expect(bodyOf(pack, 'plan/current')).toMatchObject({
    township: { code: 'north', isDemo: true },
    month: '2024-05',
    villages: [{ id: 'shiqiao', name: '石桥村' }],
    visitForm: { rows: [{ id: 'living' }], hazards: [{ id: 'pond' }], told: [{ id: 'drowning' }] },
    visitOutcomes: [{ id: 'met', counts: true }, { id: 'nobody-home' }],
    targets: { visitsPerChild: 2 },
  })
  const text = JSON.stringify(pack)
  expect(text).not.toContain('何田')
  expect(text).not.toContain('110101201403050028')
})

test('afterwards it gives changes only: a visit changes what is due and adds itself, without what was written in private', async () => {
  const have = haveOf(await packOf(worker))
  expect(await packOf(worker, have)).toMatchObject({ items: [], gone: [], total: 4 + forms })
  const { record, act: version } = await visit(children.listed ?? '', '2024-05-18')
  const changes = await packOf(worker, have)
  expect(keys(changes)).toEqual([`due/${children.listed}`, `visit/${record}`].sort())
  expect(changes.total).toBe(5 + forms)
  expect(bodyOf(changes, `due/${children.listed}`)).toMatchObject({
    lastVisitOn: '2024-05-18',
    followUp: '看护栏装了没有',
    followUpOn: '2024-06-01',
  })
  expect(bodyOf(changes, `visit/${record}`)).toEqual({
    id: record,
    version,
    visitedOn: '2024-05-18',
    children: [children.listed],
    outcome: 'met',
    visitor: '石山',
    recordedBy: '测试员',
    // An instant of that day in Shanghai, which begins at four in the afternoon of the day before.
    receivedAt: expect.stringMatching(/^2024-05-(19|20)T.*Z$/),
    values: expect.objectContaining({ answers: { living: 'good' }, followUp: '看护栏装了没有' }),
    extra: {},
  })
  expect(JSON.stringify(changes)).not.toContain('孩子有心事')
})

test('only who walks the village has visits whole, to amend them; for others they were made, and no more', async () => {
  const child = await enrol('毛夏')
  await list(child)
  const { record } = await visit(child, '2024-05-17')
  expect(bodyOf(await packOf(worker), `visit/${record}`)).toHaveProperty('values')
  const seen = bodyOf(await packOf(await withPhone(await app.signIn('office'))), `visit/${record}`)
  expect(seen).toMatchObject({ outcome: 'met' })
  expect(seen).not.toHaveProperty('values')
})

test('a visit of the month before last is not in it, and one that was taken back goes', async () => {
  const child = await enrol('许春')
  await list(child)
  const old = await visit(child, '2024-03-30')
  const fresh = await visit(child, '2024-04-02')
  const before = await packOf(worker)
  expect(keys(before)).toContain(`visit/${fresh.record}`)
  expect(keys(before)).not.toContain(`visit/${old.record}`)
  await act(worker, 'visit.withdraw', {}, { record: fresh.record, reason: '填错了人' })
  expect((await packOf(worker, haveOf(before))).gone).toEqual([`visit/${fresh.record}`])
})

test('a child that moves to another village leaves this phone and comes onto the other’s', async () => {
  const child = await enrol('吴双')
  await list(child)
  const { record: visited } = await visit(child, '2024-05-19')
  const other = await withPhone(await app.signIn('village', { villages: ['lianhua'] }))
  const [here, there] = [haveOf(await packOf(worker)), haveOf(await packOf(other))]
  await act(
    office,
    'child.move',
    { village: 'lianhua', movedOn: '2024-05-20' },
    { record: child, reason: '随父母搬家' },
  )
  const changes = await packOf(worker, here)
  expect(changes.gone).toEqual(expect.arrayContaining([`child/${child}`, `due/${child}`, `visit/${visited}`]))
  expect(JSON.stringify(changes.items)).not.toContain('吴双')
  expect(keys(await packOf(other, there))).toContain(`child/${child}`)
})

test('a child that leaves the register leaves the phone, with all that is due', async () => {
  const child = await enrol('孟秋')
  await list(child)
  const have = haveOf(await packOf(worker))
  expect(Object.keys(have)).toContain(`due/${child}`)
  await act(
    office,
    'child.leave',
    { leftOn: '2024-05-20', leftBecause: 'moved' },
    { record: child, reason: '迁出' },
  )
  expect([...(await packOf(worker, have)).gone].sort()).toEqual([`child/${child}`, `due/${child}`].sort())
})

test('who visits nobody has no child on the phone, whatever the register shows them', async () => {
  const posts = [
    app.signIn('school'),
    app.signIn('officer', { unit: 'civil' }),
    app.signIn('officer', { unit: 'edu' }),
    app.signIn('police'),
  ]
  for (const post of posts) {
    const pack = await packOf(await withPhone(await post))
    expect(keys(pack)).toEqual(['plan/current'])
    expect(JSON.stringify(pack)).not.toMatch(/林小雨|何田|13800000001/)
  }
})

test('the office, which may visit anywhere, has every village’s children and what is due of them', async () => {
  const pack = await packOf(await withPhone(await app.signIn('office')))
  expect(keys(pack)).toEqual(expect.arrayContaining([`child/${children.other}`, `due/${children.other}`]))
  expect(bodyOf(pack, 'plan/current')?.villages).toHaveLength(2)
})

test('whoever has no work in the field gets none', async () => {
  const answer = await app.app.inject({
    method: 'POST',
    url: '/api/field/pack',
    headers: await app.signIn('leader'),
    payload: {},
  })
  expect(answer).toMatchObject({ statusCode: 403 })
  expect(answer.json()).toMatchObject({ code: 'act.not-allowed' })
})

test('a pack is written to the read log as a list is; a contact that brings nothing is not', async () => {
  const who = await withPhone(await app.signIn('village'))
  const lines = async () => {
    await app.readLog.flush()
    const { rows } = await app.owner.query(
      'SELECT what, kind, rows FROM read_log WHERE account = $1 ORDER BY at',
      [who['test-account']],
    )
    return rows as { what: string; kind: string; rows: number }[]
  }
  const pack = await packOf(who)
  expect(await lines()).toEqual([{ what: 'list', kind: 'child', rows: pack.total - 1 - forms }])
  await packOf(who, haveOf(pack))
  expect(await lines()).toHaveLength(1)
})

test('a pack of five hundred children takes a few statements, none for each child, and less than a second', async () => {
  const other = await withPhone(await app.signIn('village', { township: 'south' }))
  const query = vi.spyOn(pg.Client.prototype, 'query')
  const counted = async () => {
    await app.readLog.flush()
    query.mockClear()
    const started = performance.now()
    const pack = await packOf(other)
    return { took: performance.now() - started, statements: query.mock.calls.length, pack }
  }
  expect((await counted()).pack.total).toBe(1 + forms)
  const enrolSouth = await app.signIn('office', { township: 'south' })
  const ids: string[] = []
  for (let n = 0; n < 500; n++) {
    const { record } = await act(enrolSouth, 'child.enrol', {
      name: `${'赵钱孙李周吴郑王冯陈'[n % 10]}${'春夏秋冬梅兰竹菊山水'[Math.floor(n / 10) % 10]}${'一二三四五'[Math.floor(n / 100)]}`,
      sex: n % 2 ? 'male' : 'female',
      bornOn: '2015-06-01',
      village: 'shiqiao',
      guardianName: '林大山',
      guardianPhone: '13800000001',
    })
    ids.push(record)
  }
  for (const child of ids.slice(0, 120)) {
    await act(enrolSouth, 'listing.open', {
      child,
      category: 'left-behind',
      basis: 'statutory',
      from: '2024-03-01',
    })
  }
  const { pack, took, statements } = await counted()
  expect(pack.total).toBe(621 + forms)
  expect(statements).toBeLessThan(25)
  console.log(
    `pack of 500 children: ${Math.round(took)} ms, ${JSON.stringify(pack).length} characters, ${statements} statements`,
  )
  expect(took).toBeLessThan(1000)
})

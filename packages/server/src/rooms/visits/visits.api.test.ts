import { createHash, randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type SignedIn, startTestApp, type TestApp } from '../../platform/test-app.ts'
import type { VisitList } from './index.ts'

let app: TestApp
let worker: SignedIn
let office: SignedIn
const children: Record<string, string> = {}

const post = async (who: SignedIn, act: string, input: object, more: object = {}) => {
  const answer = await app.app.inject({
    method: 'POST',
    url: '/api/acts',
    headers: who,
    payload: { id: randomUUID(), act, record: randomUUID(), input, ...more },
  })
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return answer.json() as { record: string }
}
const due = async (who: SignedIn, query = '') => {
  const answer = await app.app.inject({ method: 'GET', url: `/api/visits/due${query}`, headers: who })
  expect(answer.statusCode).toBe(200)
  return answer.json() as VisitList
}
const photo = async (who: SignedIn, shade: number) => {
  const bytes = await sharp({
    create: { width: 40, height: 30, channels: 3, background: { r: shade, g: shade, b: 90 } },
  })
    .jpeg()
    .toBuffer()
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const answer = await app.app.inject({
    method: 'POST',
    url: '/api/files',
    headers: { ...who, 'content-type': 'image/jpeg', 'hulei-sha256': sha256 },
    payload: bytes,
  })
  expect(answer.statusCode).toBe(200)
  return sha256
}

beforeAll(async () => {
  app = await startTestApp()
  office = await app.signIn('office')
  worker = await app.signIn('village')
  for (const [name, village] of [
    ['林小雨', 'shiqiao'],
    ['周安', 'shiqiao'],
    ['何田', 'lianhua'],
  ] as const) {
    const { record } = await post(office, 'child.enrol', {
      name,
      sex: 'female',
      bornOn: '2014-03-05',
      village,
    })
    children[name] = record
    await post(office, 'listing.open', {
      child: record,
      category: 'left-behind',
      basis: 'statutory',
      from: '2024-03-01',
    })
  }
})
afterAll(() => app?.stop())

/** A visit as it is sent, with what a test says of it. */
const visitOf = (child: string | undefined, more: object = {}) => ({
  visitedOn: '2024-05-16',
  visitor: '石山',
  outcome: 'met',
  children: [{ child, seen: true, alone: false }],
  answers: { living: 'good' },
  hazards: [],
  told: [],
  signature: 'refused',
  signatureNote: '老人不识字',
  signatureFile: [],
  photos: [],
  paperForm: [],
  ...more,
})

describe('photos of hazards', () => {
  const sent = async (input: object) => {
    const answer = await app.app.inject({
      method: 'POST',
      url: '/api/acts',
      headers: worker,
      payload: { id: randomUUID(), act: 'visit.record', record: randomUUID(), input },
    })
    return { status: answer.statusCode, body: answer.json() as { faults?: { code: string }[] } }
  }
  test('stand beside the hazard that they show, and are photos of the visit', async () => {
    const pond = await photo(worker, 71)
    const { record } = await post(
      worker,
      'visit.record',
      visitOf(children.周安, { hazards: ['pond'], photos: [pond], hazardPhotos: { pond: [pond] } }),
    )
    const read = await app.app.inject({
      method: 'GET',
      url: `/api/registers/visit/${record}`,
      headers: office,
    })
    expect(read.json()).toMatchObject({ hazards: ['pond'], photos: [pond], hazardPhotos: { pond: [pond] } })
    const file = await app.app.inject({ method: 'GET', url: `/api/files/${pond}`, headers: office })
    expect(file.statusCode).toBe(200)
    await post(worker, 'visit.withdraw', {}, { record, reason: '试填' })
  })
  test('are refused for a hazard that nobody ticked, and where the visit does not name them', async () => {
    const pond = await photo(worker, 72)
    const unticked = await sent(visitOf(children.周安, { photos: [pond], hazardPhotos: { pond: [pond] } }))
    expect(unticked.body.faults?.map((fault) => fault.code)).toEqual(['visits.hazard-not-ticked'])
    const unnamed = await sent(
      visitOf(children.周安, { hazards: ['pond'], hazardPhotos: { pond: [pond] }, photos: [] }),
    )
    expect(unnamed.body.faults?.map((fault) => fault.code)).toEqual(['visits.hazard-photo-missing'])
  })
})

test('a scan of the paper form needs neither answers nor a signature on glass, and counts with a photo', async () => {
  const [page, house] = [await photo(worker, 73), await photo(worker, 74)]
  const onPaper = { answers: {}, signature: 'signed', signatureNote: undefined, paperForm: [page] }
  const before = (await due(worker)).done
  const { record } = await post(
    worker,
    'visit.record',
    visitOf(children.周安, { ...onPaper, photos: [house] }),
  )
  expect((await due(worker)).done).toBe(before + 1)
  await post(worker, 'visit.withdraw', {}, { record, reason: '试填' })
})

describe('the visit list of a month', () => {
  test('names the own village’s listed children, twice each, and no other village’s', async () => {
    const list = await due(worker)
    expect(list).toMatchObject({ month: '2024-05', due: 4, done: 0 })
    expect(list.children.map((each) => each.name).sort()).toEqual(['周安', '林小雨'])
    expect((await due(office)).children).toHaveLength(3)
    expect((await due(office, '?village=lianhua')).children.map((each) => each.name)).toEqual(['何田'])
  })

  test('counts a visit that proves itself, puts the child behind the unseen, and says what to follow up', async () => {
    await post(worker, 'visit.record', {
      visitedOn: '2024-05-18',
      visitor: '石山',
      outcome: 'met',
      children: [{ child: children.林小雨, seen: true, alone: false }],
      answers: { living: 'good' },
      hazards: [],
      told: ['drowning'],
      followUp: '下次看作业',
      followUpOn: '2024-06-02',
      signature: 'signed',
      signer: '林大山',
      signatureFile: [await photo(worker, 10)],
      photos: [await photo(worker, 200)],
      paperForm: [],
    })
    const list = await due(worker)
    expect(list).toMatchObject({ due: 4, done: 1 })
    expect(list.children.map((each) => each.name)).toEqual(['周安', '林小雨'])
    expect(list.children[1]).toMatchObject({
      done: 1,
      lastVisitOn: '2024-05-18',
      followUp: '下次看作业',
      followUpOn: '2024-06-02',
    })
    expect(await due(worker, '?month=2024-04')).toMatchObject({ due: 4, done: 0 })
  })

  test('puts first whose follow-up is due, even before who was never seen', async () => {
    await post(worker, 'visit.record', {
      visitedOn: '2024-04-10',
      visitor: '石山',
      outcome: 'met',
      children: [{ child: children.林小雨, seen: true, alone: false }],
      answers: { living: 'good' },
      hazards: [],
      told: [],
      followUp: '看护栏装了没有',
      followUpOn: '2024-05-02',
      signature: 'signed',
      signatureFile: [await photo(worker, 11)],
      photos: [await photo(worker, 201)],
      paperForm: [],
    })
    const names = async (month: string) =>
      (await due(worker, `?month=${month}`)).children.map((each) => each.name)
    // The visit of 18 May stands after that of 10 April: its own follow-up, in June, is what counts now.
    expect(await names('2024-05')).toEqual(['周安', '林小雨'])
    const { record } = await post(worker, 'visit.record', {
      visitedOn: '2024-05-19',
      visitor: '石山',
      outcome: 'met',
      children: [{ child: children.林小雨, seen: true, alone: false }],
      answers: {},
      hazards: [],
      told: [],
      followUp: '明天再去',
      followUpOn: '2024-05-20',
      signature: 'absent',
      signatureNote: '家里没有大人',
      signatureFile: [],
      photos: [],
      paperForm: [],
    })
    expect(await names('2024-05')).toEqual(['林小雨', '周安'])
    const opened = await app.app.inject({
      method: 'GET',
      url: `/api/registers/visit/${record}`,
      headers: worker,
    })
    const { version } = opened.json() as { version: string }
    await post(worker, 'visit.withdraw', {}, { record, version, reason: '登记错了日期' })
    expect(await names('2024-05')).toEqual(['周安', '林小雨'])
  })

  test('shows phones to those who visit, and masked to those who only oversee', async () => {
    const phone = '15400001234'
    const opened = await app.app.inject({
      method: 'GET',
      url: `/api/registers/child/${children.周安}`,
      headers: office,
    })
    const { version } = opened.json() as { version: string }
    await post(
      office,
      'child.amend',
      { guardianPhone: phone },
      { record: children.周安, version, reason: '补填电话' },
    )
    const phoneFor = async (who: SignedIn) =>
      (await due(who)).children.find((each) => each.child === children.周安)?.guardianPhone
    expect(await phoneFor(worker)).toBe(phone)
    const masked = await phoneFor(await app.signIn('leader'))
    expect(masked).toContain('*')
    expect(masked).not.toContain('0000')
  })

  test('has nothing for a village that is not the actor’s own', async () => {
    expect(await due(worker, '?village=lianhua')).toMatchObject({ due: 0, done: 0, children: [] })
  })

  test('is for those who may see visits', async () => {
    for (const role of ['school', 'county', 'auditor', 'administrator'] as const) {
      const who = await app.signIn(role)
      const answer = await app.app.inject({ method: 'GET', url: '/api/visits/due', headers: who })
      expect(answer.statusCode).toBe(403)
    }
  })

  test('says what a month looks like when it is written otherwise', async () => {
    const answer = await app.app.inject({ method: 'GET', url: '/api/visits/due?month=5', headers: worker })
    expect(answer.statusCode).toBe(400)
    expect(answer.body).toContain('月份应写作 2024-05')
  })
})

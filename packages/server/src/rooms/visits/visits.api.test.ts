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

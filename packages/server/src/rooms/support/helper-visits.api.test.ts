import { afterAll, beforeAll, expect, test } from 'vitest'
import { deskOf, type SignedIn, startSupportApp, type TestApp } from './support-fixture.ts'

let app: TestApp
let at: ReturnType<typeof deskOf>
let youth: SignedIn
let office: SignedIn
let police: SignedIn
const CHILD = '石小溪'
const visit = {
  childName: CHILD,
  visitedOn: '2024-05-16',
  helper: '王志愿',
  way: 'home',
  did: '陪做作业',
  inVillage: 'shiqiao',
}

beforeAll(async () => {
  app = await startSupportApp()
  at = deskOf(app)
  youth = await app.signIn('officer', { unit: 'youth', holder: '团委干事' })
  office = await app.signIn('office')
  police = await app.signIn('police', { unit: 'police', holder: '闻警官' })
})
afterAll(() => app?.stop())

test('a visit of a helper is read by its unit, the office and the village of the child, and by no other unit or village', async () => {
  const id = await at.make(youth, 'helper-visit.record', visit)
  const village = await app.signIn('village', { villages: ['shiqiao'] })
  const elsewhere = await app.signIn('village', { villages: ['lianhua'] })
  const nurse = await app.signIn('officer', { unit: 'health' })
  for (const who of [youth, office, village])
    expect((await at.get(who, `/api/registers/helperVisit/${id}`)).body).toContain(CHILD)
  for (const who of [elsewhere, nurse, police])
    expect((await at.get(who, `/api/registers/helperVisit/${id}`)).statusCode).toBe(404)
})

test('it is written by a unit for itself, by the office for any, and for no day to come', async () => {
  expect(await at.refusal(youth, 'helper-visit.record', { ...visit, onUnit: 'health' })).toBe('input.invalid')
  const id = await at.make(office, 'helper-visit.record', { ...visit, onUnit: 'youth' })
  expect((await at.get(youth, `/api/registers/helperVisit/${id}`)).statusCode).toBe(200)
  expect(await at.refusal(youth, 'helper-visit.record', { ...visit, visitedOn: '2024-05-21' })).toBe(
    'input.invalid',
  )
  await at.done(youth, 'helper-visit.withdraw', {}, { record: id, reason: '登记重复' })
  expect(await at.refusal(youth, 'helper-visit.withdraw', {}, { record: id, reason: '再来' })).toBe(
    'support.visit-withdrawn',
  )
})

test('legal aid that the family does not want is written down with the reason, once for a plan that runs', async () => {
  const matter = await at.make(police, 'case.open', {
    receivedOn: '2024-05-10',
    concerns: 'sexual',
    specialSuspects: [],
    responsibleUnits: [],
  })
  const person = await at.make(police, 'seal.add', { matter, part: 'victim', name: '柳小鹿' })
  const record = await at.make(office, 'rescue.plan', {
    matter,
    person,
    helps: ['psychology'],
    isAbandoned: false,
    situation: '需要心理支持',
    reviewBy: '2024-06-20',
  })
  const offer = { legalAidOn: '2024-05-18', legalAid: 'declined' }
  expect(await at.refusal(office, 'rescue.offer-legal-aid', offer, { record })).toBe('input.invalid')
  const why = { ...offer, legalAidWhy: '家属想先看心理医生' }
  await at.done(office, 'rescue.offer-legal-aid', why, { record })
  const { plans } = await at.read<{ plans: object[] }>(office, `/api/matters/${matter}/rescue`)
  expect(plans).toMatchObject([why])
})

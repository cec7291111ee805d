import type { GuardianshipOrder, OrderFollowUp } from '@hulei/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deskOf, type SignedIn, startSupportApp, type TestApp } from '../support/support-fixture.ts'

let app: TestApp
let at: ReturnType<typeof deskOf>
let police: SignedIn
let office: SignedIn
let court: SignedIn

type Room = { orders: GuardianshipOrder[]; followUps: OrderFollowUp[] }
const roomOf = (who: SignedIn, id: string) => at.read<Room>(who, `/api/cases/${id}`)

beforeAll(async () => {
  app = await startSupportApp()
  at = deskOf(app)
  police = await app.signIn('police', { unit: 'police' })
  office = await app.signIn('office')
  court = await app.signIn('officer', { unit: 'justice', holder: '书记员' })
})
afterAll(() => app?.stop())

const openCase = () =>
  at.make(police, 'case.open', {
    receivedOn: '2024-04-10',
    concerns: 'neglect',
    specialSuspects: [],
    responsibleUnits: [],
  })
const order = (matter: string) => ({
  matter,
  form: 'family-education',
  number: '家教令3号',
  issuer: 'court',
  issuedOn: '2024-04-15',
})
const found = { followedOn: '2024-05-12', way: 'home', finding: '家长到场' }

test('an order is followed up within thirty days, and again until it is carried out', async () => {
  const matter = await openCase()
  await at.make(police, 'order.record', order(matter))
  const [first] = (await roomOf(office, matter)).followUps
  expect(first).toMatchObject({ dueOn: '2024-05-15', followedOn: null })
  const record = first?.id ?? ''
  const partly = { ...found, state: 'partly' }
  expect(await at.refusal(office, 'order.follow-up', partly, { record })).toBe('input.invalid')
  await at.done(office, 'order.follow-up', { ...partly, nextBy: '2024-06-12' }, { record })
  expect(await at.refusal(office, 'order.follow-up', partly, { record })).toBe('orders.followed-up')
  const next = (await roomOf(police, matter)).followUps.find((each) => each.followedOn === null)
  expect(next?.dueOn).toBe('2024-06-12')
  const done = { ...found, followedOn: '2024-05-20', state: 'carried-out' }
  await at.done(police, 'order.follow-up', done, { record: next?.id ?? '' })
  expect((await roomOf(police, matter)).followUps.filter((each) => each.followedOn === null)).toEqual([])
})

test('somebody who is not assigned to the case sees no order, and whoever is left out of it none either', async () => {
  const matter = await openCase()
  const id = await at.make(police, 'order.record', order(matter))
  for (const kind of ['guardianshipOrder', 'orderFollowUp'])
    expect((await at.get(court, `/api/registers/${kind}?state=all`)).body).not.toContain(matter)
  expect(await at.refusal(court, 'order.record', order(matter))).toBe('record.not-found')
  await at.done(police, 'matter.assign', { matter, post: await at.postOf(court), part: 'second' })
  expect((await roomOf(court, matter)).orders).toMatchObject([{ id, number: '家教令3号' }])
  await at.done(police, 'matter.leave-out', { matter, unit: 'justice' }, { reason: '有亲属关系' })
  expect((await at.get(court, `/api/registers/guardianshipOrder/${id}`)).statusCode).toBe(404)
})

test('an identity number has no place in what was found', async () => {
  const matter = await openCase()
  await at.make(police, 'order.record', order(matter))
  const record = (await roomOf(police, matter)).followUps[0]?.id ?? ''
  const input = { ...found, finding: '父亲430699198803052211到场', state: 'carried-out' }
  expect((await at.send(police, 'order.follow-up', input, { record })).statusCode).toBe(422)
})

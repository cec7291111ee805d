import type { EmotionalCount } from '@hulei/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../platform/test-app.ts'
import { preventionPlaybook } from './prevention-fixture.ts'
import { deskOf, type SignedIn } from './support/support-fixture.ts'

let app: TestApp
let at: ReturnType<typeof deskOf>
let school: SignedIn
let elsewhere: SignedIn
let office: SignedIn
let edu: SignedIn

beforeAll(async () => {
  app = await startTestApp({ playbook: preventionPlaybook })
  at = deskOf(app)
  school = await app.signIn('school', { unit: 'edu', school: 'zhongxin' })
  elsewhere = await app.signIn('school', { unit: 'edu', school: 'dongxi' })
  office = await app.signIn('office')
  edu = await app.signIn('officer', { unit: 'edu' })
})
afterAll(() => app?.stop())

const recordOf = (who: SignedIn, id: string) =>
  at.read<EmotionalCount>(who, `/api/registers/emotionalCount/${id}`)

test('the office learns of fewer than five that they are fewer than five, and from five on how many', async () => {
  // A number that no other number of these answers could be.
  const few = await at.make(school, 'emotional.report', { month: '2024-03', number: 4 })
  const many = await at.make(school, 'emotional.report', { month: '2024-04', number: 17 })
  const none = await at.make(school, 'emotional.report', { number: 0 })
  for (const who of [office, edu]) {
    expect(await recordOf(who, few)).toMatchObject({ number: null, band: 'few', told: null })
    expect(await recordOf(who, many)).toMatchObject({ number: null, band: 'many', told: 17 })
    expect(await recordOf(who, none)).toMatchObject({
      number: null,
      band: 'none',
      told: null,
      month: '2024-05',
    })
  }
  expect(await recordOf(school, few)).toMatchObject({ number: 4, band: 'few' })
  expect((await at.get(elsewhere, `/api/registers/emotionalCount/${few}`)).statusCode).toBe(404)
})

test('neither the history nor a list asked for the number, nor putting them in its order, tells the office', async () => {
  const id = await at.make(elsewhere, 'emotional.report', { month: '2024-04', number: 3 })
  const version = (await recordOf(elsewhere, id)).version
  await at.done(elsewhere, 'emotional.amend', { number: 2 }, { record: id, version, reason: '一人转学' })
  const own = await at.get(elsewhere, `/api/registers/emotionalCount/${id}/history`)
  expect(own.body).toContain('"before":3,"after":2')
  for (const url of [
    `/api/registers/emotionalCount/${id}/history`,
    '/api/registers/emotionalCount?state=all&fields=number,band',
  ]) {
    const { body } = await at.get(office, url)
    expect(body).toContain('few')
    expect(body).not.toMatch(/"(number|before|after)":[234]\b/)
    expect(body).not.toContain('一人转学')
  }
  expect((await at.get(office, '/api/registers/emotionalCount?sort=number')).statusCode).toBe(400)
  expect((await at.get(office, '/api/registers/emotionalCount?number=2')).statusCode).toBe(400)
})

test('a month is reported once, and by the school alone', async () => {
  expect(await at.refusal(school, 'emotional.report', { month: '2024-03', number: 1 })).toBe(
    'emotional.reported',
  )
  expect(await at.refusal(school, 'emotional.report', { month: '2024-06', number: 1 })).toBe('input.invalid')
  for (const who of [office, edu])
    expect(await at.refusal(who, 'emotional.report', { number: 1 })).toBe('act.not-allowed')
})

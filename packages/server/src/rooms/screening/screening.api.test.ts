import type { ScreeningRequest } from '@hulei/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../platform/test-app.ts'
import { preventionPlaybook } from '../prevention-fixture.ts'
import { deskOf, type SignedIn } from '../support/support-fixture.ts'

let app: TestApp
let at: ReturnType<typeof deskOf>
let police: SignedIn
let school: SignedIn
let edu: SignedIn
let others: readonly SignedIn[]

const NAME = '苏见山'
const NUMBER = '430699199001011237'
const asked = {
  employer: '中心小学',
  sector: 'education',
  occasion: 'hire',
  name: NAME,
  residentId: NUMBER,
  position: '代课教师',
  isTold: true,
}

beforeAll(async () => {
  app = await startTestApp({ playbook: preventionPlaybook })
  at = deskOf(app)
  police = await app.signIn('police', { unit: 'police' })
  school = await app.signIn('school', { unit: 'edu', school: 'zhongxin' })
  edu = await app.signIn('officer', { unit: 'edu' })
  others = await Promise.all([
    app.signIn('office'),
    app.signIn('school', { unit: 'edu', school: 'dongxi' }),
    app.signIn('leader', { unit: 'edu' }),
    app.signIn('village', { unit: 'edu' }),
    app.signIn('officer', { unit: 'market' }),
    app.signIn('discipline'),
    app.signIn('auditor'),
    app.signIn('county'),
  ])
})
afterAll(() => app?.stop())

const recordOf = (who: SignedIn, id: string) =>
  at.read<ScreeningRequest>(who, `/api/registers/screeningRequest/${id}`)

test('who is asked about is read by the police and by whoever asked, and by nobody else, under the same unit least of all', async () => {
  const other = {
    ...asked,
    employer: '启明培训学校',
    name: '柳听泉',
    residentId: '430699198803052211',
    position: '授课教师',
  }
  const bySchool = await at.make(school, 'screening.request', asked)
  const byUnit = await at.make(edu, 'screening.request', other)
  for (const [who, id, is] of [
    [police, bySchool, asked],
    [police, byUnit, other],
    [school, bySchool, asked],
    [edu, byUnit, other],
  ] as const)
    expect(await recordOf(who, id)).toMatchObject({ ...is, answeredOn: null })
  for (const [who, id, is] of [
    [edu, bySchool, asked],
    [school, byUnit, other],
    ...others.flatMap((each) => [[each, bySchool, asked] as const, [each, byUnit, other] as const]),
  ] as const) {
    for (const url of [
      `/api/registers/screeningRequest/${id}`,
      `/api/registers/screeningRequest/${id}/history`,
      '/api/registers/screeningRequest?state=all&fields=name,residentId,employer,position&labels=true',
      `/api/registers/screeningRequest?state=all&q=${is.residentId}`,
      '/api/audit/acts?limit=200',
    ]) {
      const { body } = await at.get(who, url)
      for (const word of [is.name, is.residentId, is.employer, is.position]) expect(body).not.toContain(word)
    }
  }
})

test('the database holds neither name nor number in clear', async () => {
  const { rows } = await app.owner.query('SELECT s::text AS row FROM screening_request s')
  expect(rows.length).toBeGreaterThan(0)
  for (const { row } of rows) {
    expect(row).not.toContain(NAME)
    expect(row).not.toContain(NUMBER)
  }
})

test('it is answered by the police within the days of the plan, with yes or no and a number', async () => {
  const id = await at.make(school, 'screening.request', asked)
  // Monday 20 May and two working days.
  expect(await recordOf(school, id)).toMatchObject({ requestedOn: '2024-05-20', answerBy: '2024-05-22' })
  const answer = { answer: 'none', reference: '查2024-12' }
  expect(await at.refusal(school, 'screening.answer', answer, { record: id })).toBe('act.not-allowed')
  await at.done(police, 'screening.answer', answer, { record: id })
  expect(await recordOf(school, id)).toMatchObject({
    ...answer,
    answeredOn: '2024-05-20',
    endedOn: '2024-05-20',
  })
  const settled = { outcome: 'dismissed', outcomeOn: '2024-05-20' }
  expect(await at.refusal(school, 'screening.settle', settled, { record: id })).toBe('screening.ended')
})

test('somebody with a record stays open until the employer has said that they are out', async () => {
  const id = await at.make(school, 'screening.request', { ...asked, occasion: 'yearly' })
  await at.done(police, 'screening.answer', { answer: 'found', reference: '查2024-13' }, { record: id })
  expect(await at.refusal(school, 'screening.withdraw', {}, { record: id, reason: '填错了' })).toBe(
    'screening.found',
  )
  const outcomeOn = '2024-05-20'
  await at.done(school, 'screening.settle', { outcome: 'suspended', outcomeOn }, { record: id })
  expect((await recordOf(school, id)).endedOn).toBeNull()
  await at.done(school, 'screening.settle', { outcome: 'dismissed', outcomeOn }, { record: id })
  expect((await recordOf(school, id)).endedOn).toBe('2024-05-20')
})

test('nobody is asked about without being told', async () => {
  expect(await at.refusal(school, 'screening.request', { ...asked, isTold: false })).toBe('input.invalid')
})

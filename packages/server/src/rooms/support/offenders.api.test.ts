import type { OffenderMeeting, YoungOffender } from '@hulei/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deskOf, type SignedIn, startSupportApp, type TestApp } from './support-fixture.ts'

let app: TestApp
let at: ReturnType<typeof deskOf>
let police: SignedIn
let justice: SignedIn
let office: SignedIn
let others: readonly SignedIn[]

const NAME = '石小磊'
type File = { offender: YoungOffender; meetings: OffenderMeeting[]; isAssigned: boolean }

beforeAll(async () => {
  app = await startSupportApp()
  at = deskOf(app)
  police = await app.signIn('police', { unit: 'police' })
  justice = await app.signIn('officer', { unit: 'justice', holder: '司所长' })
  office = await app.signIn('office')
  others = await Promise.all([
    app.signIn('village'),
    app.signIn('school'),
    app.signIn('officer', { unit: 'youth' }),
    app.signIn('county'),
  ])
})
afterAll(() => app?.stop())

const filed = {
  ground: 'probation',
  openedOn: '2024-05-02',
  isInCorrection: true,
  correctionFrom: '2024-04-15',
  name: NAME,
}
const fileOf = (who: SignedIn, id: string) => at.read<File>(who, `/api/young-offenders/${id}`)

test('the file of a young offender shows a code; who it is, only somebody assigned by name opens', async () => {
  const id = await at.make(police, 'offender.open', filed)
  expect((await fileOf(justice, id)).offender.code).toMatch(/^帮教-[2-9A-HJ-NP-Z]{5}$/)
  const matter = await at.read<{ covers: { id: string; part: string }[] }>(office, `/api/matters/${id}`)
  const [cover] = matter.covers
  expect(cover?.part).toBe('offender')
  const opening = { file: cover?.id, purpose: 'protect' }
  expect((await at.send(justice, 'seal.open', opening)).statusCode).toBeGreaterThanOrEqual(400)
  await at.done(justice, 'offender.take', {}, { record: id })
  expect((await fileOf(justice, id)).isAssigned).toBe(true)
  await at.make(justice, 'seal.open', opening)
  expect((await at.get(justice, `/api/sealed/${cover?.id}`)).body).toContain(NAME)
  for (const url of [
    `/api/young-offenders/${id}`,
    '/api/registers/youngOffender?state=all',
    '/api/audit/acts?limit=200',
  ])
    for (const who of [office, police, justice, ...others])
      expect((await at.get(who, url)).body).not.toContain(NAME)
  for (const who of others) expect((await at.get(who, `/api/young-offenders/${id}`)).body).not.toContain(id)
})

test('an officer of justice who opens a file answers for it, writes down each meeting, and ends it', async () => {
  const id = await at.make(justice, 'offender.open', filed)
  expect((await fileOf(justice, id)).isAssigned).toBe(true)
  await at.make(justice, 'offender.meet', {
    matter: id,
    metOn: '2024-05-10',
    way: 'met',
    progress: '在学修车',
  })
  expect((await fileOf(justice, id)).meetings).toMatchObject([{ way: 'met', progress: '在学修车' }])
  // The office sees that there is a file, and nothing of what was said.
  expect((await fileOf(office, id)).meetings).toEqual([])
  await at.done(justice, 'offender.close', { closedOn: '2024-05-20', outcome: 'settled' }, { record: id })
  const late = { matter: id, metOn: '2024-05-20', way: 'met', progress: '又见一次' }
  expect(await at.refusal(justice, 'offender.meet', late)).toBe('support.offender-closed')
})

test('a file needs a name, and of correction its beginning', async () => {
  const { name: _name, ...unnamed } = filed
  expect(await at.refusal(justice, 'offender.open', unnamed)).toBe('input.invalid')
  const { correctionFrom: _from, ...undated } = filed
  expect(await at.refusal(justice, 'offender.open', undated)).toBe('input.invalid')
})

test('somebody back from a special school is sealed as its pupil, with the day on which they came back', async () => {
  const { correctionFrom: _from, ...returned } = { ...filed, ground: 'special-school', isInCorrection: false }
  expect(await at.refusal(police, 'offender.open', returned)).toBe('input.invalid')
  expect(await at.refusal(police, 'offender.open', { ...filed, returnedOn: '2024-05-01' })).toBe(
    'input.invalid',
  )
  const id = await at.make(police, 'offender.open', { ...returned, returnedOn: '2024-05-01' })
  expect((await fileOf(justice, id)).offender).toMatchObject({ returnedOn: '2024-05-01' })
  const { covers } = await at.read<{ covers: { part: string; code: string }[] }>(office, `/api/matters/${id}`)
  expect(covers).toMatchObject([{ part: 'pupil', code: expect.stringMatching(/^某丁-/) }])
})

test('whoever is left out of the case is left out of the file that comes of it', async () => {
  const fromCase = await at.make(police, 'case.open', {
    receivedOn: '2024-05-10',
    concerns: 'bullying',
    specialSuspects: [],
    responsibleUnits: [],
  })
  await at.done(police, 'matter.leave-out', { matter: fromCase, unit: 'justice' }, { reason: '有亲属关系' })
  const id = await at.make(police, 'offender.open', { ...filed, fromCase })
  expect((await at.get(justice, `/api/young-offenders/${id}`)).statusCode).toBe(404)
  expect((await fileOf(police, id)).offender.isOutside).toBe(true)
})

import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DutyLight } from '@hulei/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { adoptedPlaybook } from '../platform/playbook-file.ts'
import { type SignedIn, startTestApp, type TestApp } from '../platform/test-app.ts'
import { openDueWindows } from './duties/index.ts'
import { measures } from './index.ts'
import type { VisitList } from './visits/index.ts'

/** Another county's plan on the same program: other units, categories, form, cadences and fields of its own. */
const file = join(import.meta.dirname, '../../../../playbooks/yunxi-2025.yaml')
const playbook = adoptedPlaybook(readFileSync(file, 'utf8'))
const photo = 'b'.repeat(64)

let app: TestApp
let office: SignedIn
let worker: SignedIn
let hospital: SignedIn
let child = ''

const send = async (who: SignedIn, act: string, input: object, more: object = {}) =>
  await app.app.inject({
    method: 'POST',
    url: '/api/acts',
    headers: who,
    payload: { id: randomUUID(), act, input, ...more },
  })
const act = async (who: SignedIn, name: string, input: object, more: object = {}) => {
  const answer = await send(who, name, input, more)
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return answer.json() as { record: string }
}
const read = async <T>(who: SignedIn, url: string): Promise<T> => {
  const answer = await app.app.inject({ method: 'GET', url: `/api/${url}`, headers: who })
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return answer.json() as T
}
const lightsOf = async (who: SignedIn, duty: string) =>
  (await read<{ lights: DutyLight[] }>(who, 'duties/lights')).lights.filter((light) => light.duty === duty)

beforeAll(async () => {
  app = await startTestApp({ today: '2025-05-21', playbook })
  office = await app.signIn('office', { unit: 'zhibao' })
  worker = await app.signIn('village', { unit: 'cun', villages: ['hefeng'] })
  hospital = await app.signIn('officer', { unit: 'weisheng' })
  await app.owner.query(
    `INSERT INTO file (township, sha256, account, size, media_type, received_at)
     SELECT 'north', $1, account, 1, 'image/jpeg', now() FROM unnest($2::text[]) account`,
    [photo, [worker['test-account'], hospital['test-account']]],
  )
  const { record: household } = await act(worker, 'household.register', {
    village: 'hefeng',
    headName: '荷大爷',
    facts: ['grandparents-only'],
  })
  child = (
    await act(
      worker,
      'child.enrol',
      {
        name: '荷小满',
        sex: 'female',
        bornOn: '2015-06-01',
        village: 'hefeng',
        school: 'hefeng-dian',
        household,
      },
      { extra: { bedroom: 'shared', walkMinutes: 25 } },
    )
  ).record
  await act(worker, 'listing.open', {
    child,
    category: 'guardian-away',
    basis: 'statutory',
    from: '2025-03-01',
  })
  for (const township of app.townships.all()) await openDueWindows(app.scopes, township, measures)
})
afterAll(() => app?.stop())

const visitOn = (visitedOn: string, outcome: string) => ({
  visitedOn,
  visitor: '石山',
  outcome,
  children: [{ child, seen: true, alone: false }],
  answers: { meals: 'regular', sleep: 'late', company: 'often' },
  hazards: ['stairs'],
  told: ['swim'],
  signature: 'refused',
  signatureNote: '老人不识字',
  signatureFile: [],
  photos: [photo],
  paperForm: [],
})

describe('a second township with a plan of its own', () => {
  test('keeps its own fields on a child, and refuses values that its lists do not have', async () => {
    const { rows } = await read<{ rows: { extra: object }[] }>(worker, 'registers/child')
    expect(rows.map((row) => row.extra)).toEqual([{ bedroom: 'shared', walkMinutes: 25 }])
    const wrong = await send(
      worker,
      'child.enrol',
      { name: '荷小雪', sex: 'female', bornOn: '2016-06-01', village: 'hefeng' },
      { extra: { bedroom: 'attic', pets: 2 } },
    )
    expect(wrong.statusCode).toBe(422)
    expect(wrong.json()).toMatchObject({
      faults: expect.arrayContaining([
        expect.objectContaining({ path: 'extra.pets', message: '没有“pets”这个栏目' }),
        expect.objectContaining({ path: 'extra.bedroom', message: '住房间填写不对' }),
      ]),
    })
  })

  test('knows nothing of another plan’s categories and answers', async () => {
    const listing = { child, category: 'left-behind', basis: 'statutory', from: '2025-03-01' }
    expect((await send(worker, 'listing.open', listing)).statusCode).toBe(422)
    const visit = { ...visitOn('2025-05-20', 'seen'), answers: { living: 'good' } }
    expect((await send(worker, 'visit.record', visit)).body).toContain('走访表的栏目或选项不对')
  })

  test('lights its weekly duty by the week, counting the outcomes that its plan counts', async () => {
    const week = async () =>
      (await lightsOf(worker, 'home-visits')).find((light) => light.window.key === '2025-W21')?.parts[0]
    expect(await week()).toMatchObject({ due: 1, done: 0 })
    await act(worker, 'visit.record', visitOn('2025-05-20', 'adult-only'))
    expect(await week()).toMatchObject({ due: 1, done: 0 })
    await act(worker, 'visit.record', visitOn('2025-05-20', 'video'), { extra: { sawBedroom: true } })
    expect(await week()).toMatchObject({ due: 1, done: 1 })
  })

  test('lists a month’s visits by the monthly target, not the weekly one', async () => {
    expect(await read<VisitList>(worker, 'visits/due')).toMatchObject({ month: '2025-05', due: 4, done: 1 })
  })

  test('counts households and attestations by halves of a term', async () => {
    const [every] = await lightsOf(worker, 'every-home')
    expect(every?.window).toMatchObject({ kind: 'half-term', key: '2025-spring-H2', from: '2025-04-27' })
    expect(every?.parts[0]).toMatchObject({ due: 1, done: 1 })
    const statement = { duty: 'check-ups', statement: '已随访', evidence: [photo] }
    expect((await send(hospital, 'duty.attest', { ...statement, window: '2025-05' })).statusCode).toBe(422)
    await act(hospital, 'duty.attest', { ...statement, window: '2025-spring-H2' })
    expect((await lightsOf(hospital, 'check-ups'))[0]?.parts[0]).toMatchObject({ done: 1 })
  })

  test('is dispatched weekly and reports by the 10th of the month', async () => {
    const keys = (await lightsOf(office, 'weekly-call')).map((light) => light.window.key)
    expect(keys).toContain('2025-W21')
    const [bulletin] = await lightsOf(office, 'monthly-bulletin')
    expect(bulletin?.window.key).toBe('2025-05')
    const { record } = await act(office, 'bulletin.draft', { month: '2025-04' })
    expect(record).toMatch(/^[0-9a-f-]{36}$/)
  })
})

import { randomUUID } from 'node:crypto'
import type { Sign } from '@hulei/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type SignedIn, smallPlaybook, startTestApp, type TestApp } from './leads-fixture.ts'
import { codeOn, sendForm } from './public/public-fixture.ts'
import { venueSecretOf } from './signs.ts'

let app: TestApp
let office: SignedIn
let police: SignedIn
let outside: SignedIn
const venueId = randomUUID()

beforeAll(async () => {
  const lists = { ...smallPlaybook.lists, venueTypes: [{ id: 'ktv', name: '歌厅' }] }
  app = await startTestApp({ playbook: { ...smallPlaybook, lists }, townships: ['north'] })
  office = await app.signIn('office')
  police = await app.signIn('police', { unit: 'police', holder: '闻警官' })
  outside = await app.signIn('outside', { unit: 'elsewhere', holder: '温检察官' })
  const described = {
    name: '星光旅馆',
    village: 'shiqiao',
    type: 'ktv',
    licence: 'licensed',
    hasCamera: true,
    hasHotline: true,
    noMinorsSign: 'not-required',
    noSaleSign: 'not-required',
  }
  const answer = await send(police, 'venue.register', described, { record: venueId })
  expect(answer.statusCode, answer.body).toBe(200)
})
afterAll(() => app?.stop())

const send = async (who: SignedIn, act: string, input: object, more: object = {}) =>
  await app.app.inject({
    method: 'POST',
    url: '/api/acts',
    headers: who,
    payload: { id: randomUUID(), act, input, ...more },
  })
const wanted = { onVillage: 'shiqiao', place: '星光旅馆前台', setting: 'venue', isVenue: true }
async function putUp(more: object = {}): Promise<Sign> {
  const record = randomUUID()
  const answer = await send(office, 'sign.put-up', { ...wanted, ...more }, { record })
  expect(answer.statusCode, answer.body).toBe(200)
  const { rows } = await app.owner.query('SELECT id, token, issue, version FROM sign WHERE id = $1', [record])
  return rows[0]
}
/** The lead of a report that the public sends by a sign's code. */
async function scanned(token: string, more: Record<string, string> = {}) {
  const words = { form: randomUUID(), at: token, story: '半夜有孩子进出', ...more }
  const sent = await sendForm(app, '/report', words)
  expect(codeOn(sent.body)).not.toBe('')
  return await latest()
}
const latest = async () =>
  (
    await app.owner.query<Record<'id' | 'source' | 'venue' | 'school', string | null>>(
      'SELECT id, source, venue, school FROM lead ORDER BY received_at DESC LIMIT 1',
    )
  ).rows[0]
const pageOf = async (who: SignedIn, id: string) =>
  (await app.app.inject({ method: 'GET', url: `/api/leads/${id}`, headers: who })).json() as {
    venue: { id: string; name: string } | null
  }

describe('a sign in a registered venue', () => {
  test('brings the venue with what the public reports by its code', async () => {
    const { token } = await putUp({ venue: venueId })
    const lead = await scanned(token)
    expect(lead).toMatchObject({ source: 'sign', venue: venueId })
    expect((await pageOf(police, lead?.id ?? '')).venue).toEqual({ id: venueId, name: '星光旅馆' })
  })

  test('shows the venue to none but those who see venues', async () => {
    const { token } = await putUp({ venue: venueId })
    const lead = await scanned(token, { isInsider: '1', insiderUnit: 'civil' })
    const seen = await app.app.inject({ method: 'GET', url: `/api/leads/${lead?.id}`, headers: outside })
    expect(seen.statusCode).toBe(200)
    expect(seen.json().venue).toBeNull()
    expect(seen.body).not.toContain('星光旅馆')
  })

  test('says nothing of the venue where its owner reports: that would be who reported', async () => {
    const sign = await putUp({ venue: venueId })
    const secret = venueSecretOf(app.keyring, 'north', sign)
    const sent = await sendForm(app, `/venue/north/${sign.token}.${secret}`, {
      form: randomUUID(),
      what: 'minors',
    })
    expect(sent.body).toContain('报出去了')
    expect(await latest()).toMatchObject({ source: 'venue', venue: null })
  })

  test('may be given its venue later; one that stands elsewhere, or is gone, is refused in words', async () => {
    const { id, version, token } = await putUp()
    expect(await scanned(token)).toMatchObject({ source: 'sign', venue: null })
    const amended = await send(
      office,
      'sign.amend',
      { venue: venueId },
      { record: id, version, reason: '补选场所' },
    )
    expect(amended.statusCode, amended.body).toBe(200)
    expect(await scanned(token)).toMatchObject({ venue: venueId })

    const elsewhere = await send(
      office,
      'sign.put-up',
      { ...wanted, onVillage: 'lianhua', venue: venueId },
      { record: randomUUID() },
    )
    expect([elsewhere.statusCode, elsewhere.json().faults?.[0]]).toMatchObject([
      422,
      { path: 'input.venue', message: '这个场所不在所选的村，请核对' },
    ])
    const unknown = await send(
      office,
      'sign.put-up',
      { ...wanted, venue: randomUUID() },
      { record: randomUUID() },
    )
    expect(unknown.statusCode).toBe(422)
    await app.owner.query("UPDATE venue SET closed_on = '2024-05-01' WHERE id = $1", [venueId])
    const gone = await send(office, 'sign.put-up', { ...wanted, venue: venueId }, { record: randomUUID() })
    expect(gone.json().faults?.[0]?.message).toBe('这个场所已经销号')
  })

  test('at a school brings the school', async () => {
    const { token } = await putUp({
      place: '中心小学门口',
      isVenue: false,
      setting: 'school',
      onSchool: 'zhongxin',
    })
    expect(await scanned(token)).toMatchObject({ source: 'sign', school: 'zhongxin', venue: null })
  })
})

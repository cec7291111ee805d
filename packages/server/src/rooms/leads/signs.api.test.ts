import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type SignedIn, smallPlaybook, startTestApp, type TestApp } from './leads-fixture.ts'
import { codeOn, freshAddress, photo, sendForm } from './public/public-fixture.ts'

let app: TestApp
let office: SignedIn
let police: SignedIn

beforeAll(async () => {
  app = await startTestApp({ playbook: smallPlaybook, townships: ['north'] })
  office = await app.signIn('office')
  police = await app.signIn('police', { unit: 'police', holder: '闻警官' })
})
afterAll(() => app?.stop())

const send = async (who: SignedIn, act: string, input: object, more: object = {}) =>
  await app.app.inject({
    method: 'POST',
    url: '/api/acts',
    headers: who,
    payload: { id: randomUUID(), act, input, ...more },
  })
const get = (url: string, headers: object = {}) =>
  app.app.inject({ method: 'GET', url, headers: { ...headers }, remoteAddress: freshAddress() })

async function putUp(more: object = {}) {
  const record = randomUUID()
  const input = { onVillage: 'shiqiao', place: '老街"便民"点<b>', setting: 'road', isVenue: false, ...more }
  const answer = await send(office, 'sign.put-up', input, { record })
  expect(answer.statusCode, answer.body).toBe(200)
  const { rows } = await app.owner.query<{ token: string }>('SELECT token FROM sign WHERE id = $1', [record])
  return { id: record, token: rows[0]?.token ?? '' }
}
const latest = async () =>
  (
    await app.owner.query<Record<string, string>>(
      'SELECT id, source, village, setting, concerns FROM lead ORDER BY received_at DESC LIMIT 1',
    )
  ).rows[0] ?? {}
/** The owner's address, as a code reader reads it from the printed card: made from what the page itself is given. */
async function venueAddress({ id, token }: { id: string; token: string }): Promise<string> {
  const { venueSecretOf } = await import('./signs.ts')
  const { rows } = await app.owner.query('SELECT id, issue FROM sign WHERE id = $1', [id])
  return `/venue/north/${token}.${venueSecretOf(app.keyring, 'north', rows[0])}`
}

describe('a sign', () => {
  test('names its place, so that whoever scans it need not', async () => {
    const { token } = await putUp()
    const page = (await get(`/report?at=${token}`)).body
    expect(page).toContain('老街&quot;便民&quot;点&lt;b&gt;')
    const sent = await sendForm(app, '/report', { form: randomUUID(), at: token, story: '有人打孩子' })
    expect(codeOn(sent.body)).not.toBe('')
    const lead = await latest()
    expect(lead).toMatchObject({ source: 'sign', village: 'shiqiao', setting: 'road' })
  })

  test('that was taken down or never stood is as if none was scanned, and the report is taken', async () => {
    const { id, token } = await putUp()
    await send(office, 'sign.take-down', {}, { record: id, reason: '拆除重装' })
    for (const at of [token, 'zzzzzzzz', "'; DROP TABLE sign", '../../x']) {
      expect((await get(`/report?at=${encodeURIComponent(at)}`)).statusCode).toBe(200)
      const sent = await sendForm(app, '/report', { form: randomUUID(), at, story: '一句话' })
      expect(sent.status).toBe(200)
      expect((await latest()).source).toBe('public')
    }
  })

  test('prints as a page with its code, for those who may see it, without script', async () => {
    const { id } = await putUp()
    for (const size of ['a4', 'a6']) {
      const answer = await get(`/api/signs/${id}/print?size=${size}`, office)
      expect(answer.statusCode, answer.body).toBe(200)
      expect(answer.body).toContain('<svg')
      expect(answer.body).toContain('110')
      expect(answer.body).not.toMatch(/<script|<b>/)
      expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
    }
    const teacher = await app.signIn('school')
    expect((await get(`/api/signs/${id}/print`, teacher)).statusCode).toBe(404)
    expect((await get(`/api/signs/${id}/print?for=venue`, office)).statusCode).toBe(409)
    expect((await get(`/api/signs/${id}/print`)).statusCode).toBe(401)
  })
})

describe("a venue's code", () => {
  test('reports with one touch to the officer that the sign names, with a note and a photo', async () => {
    const at = await putUp({ place: '星光旅馆', setting: 'venue', isVenue: true, officer: '闻警官' })
    const address = await venueAddress(at)
    const page = (await get(address)).body
    expect(page).toContain('有未成年人来住、来玩')
    expect(page).toContain('闻警官')
    const form = /name="form" value="([^"]+)"/.exec(page)?.[1] ?? ''
    const files = [{ name: 'a.jpg', bytes: await photo('#333') }]
    const words = { form, what: 'minors', story: '两个孩子没有大人' }
    const sent = await sendForm(app, address, words, { files })
    expect(sent.body).toContain('报出去了')
    expect(sent.body).toContain('等民警签收')
    const lead = await latest()
    expect(lead).toMatchObject({ source: 'venue', village: 'shiqiao', concerns: 'venue' })
    const matter = await app.app.inject({ method: 'GET', url: `/api/matters/${lead.id}`, headers: police })
    expect(matter.json()).toMatchObject({ assignments: [{ account: police['test-account'], part: 'lead' }] })
    // Touched twice on a bad line it is one report.
    await sendForm(app, address, words, { files })
    expect((await app.owner.query("SELECT FROM lead WHERE source = 'venue'")).rowCount).toBe(1)
    await send(police, 'lead.accept', { concerns: 'venue' }, { record: lead.id })
    expect((await get(address)).body).toContain('民警已签收')
  })

  test('that was renewed, belongs to a sign without one, or was guessed opens nothing', async () => {
    const at = await putUp({ isVenue: true })
    const address = await venueAddress(at)
    expect((await get(address)).statusCode).toBe(200)
    await send(office, 'sign.renew', {}, { record: at.id, reason: '码被转发' })
    const plain = await putUp()
    for (const wrong of [
      address,
      await venueAddress(plain),
      `/venue/north/${at.token}.`,
      `/venue/north/${at.token}`,
      `/venue/south/${at.token}.x`,
      '/venue/north/%00',
    ]) {
      expect((await get(wrong)).statusCode, wrong).toBe(404)
      expect((await sendForm(app, wrong, { what: 'minors' })).status).toBe(404)
    }
    expect((await get(await venueAddress(at))).statusCode).toBe(200)
  })

  test('is printed for the office and the police alone', async () => {
    const { id } = await putUp({ isVenue: true })
    const village = await app.signIn('village')
    expect((await get(`/api/signs/${id}/print`, village)).statusCode).toBe(200)
    expect((await get(`/api/signs/${id}/print?for=venue`, village)).statusCode).toBe(403)
    expect((await get(`/api/signs/${id}/print?for=venue`, police)).statusCode).toBe(200)
  })

  test('cannot be feigned by somebody who signs in', async () => {
    const { id } = await putUp({ isVenue: true, officer: '闻警官' })
    await send(
      await app.signIn('village'),
      'lead.report',
      { story: '一句话', sign: id },
      { record: randomUUID() },
    )
    expect((await latest()).source).toBe('village')
  })
})

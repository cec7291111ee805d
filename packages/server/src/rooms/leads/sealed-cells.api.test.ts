import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { queueSealedCells } from '../children/index.ts'
import { type SignedIn, smallPlaybook, startTestApp, type TestApp } from './leads-fixture.ts'

/** What a ledger held of who was harmed: the police take it up into a matter, and until then nobody reads it. */

let app: TestApp
let police: SignedIn
let office: SignedIn
let child: string
let lead: string
const run = randomUUID()
const NAME = '柳小鹿'
const WORDS = '留守、去年被邻居侵害'

beforeAll(async () => {
  app = await startTestApp({ playbook: smallPlaybook, townships: ['north'] })
  police = await app.signIn('police', { unit: 'police', holder: '闻警官' })
  office = await app.signIn('office')
  child = await done(office, 'child.enrol', {
    village: 'shiqiao',
    name: NAME,
    sex: 'female',
    bornOn: '2014-03-05',
    guardianPhone: '13800007788',
  })
  lead = await done(await app.signIn('school'), 'lead.report', { story: '老师反映' })
  await app.scopes.derive('north', (tx) =>
    queueSealedCells(
      tx,
      app.keyring,
      run,
      { ordinal: 1, line: 12, child, receivedAt: '2024-05-20T01:00:00Z' },
      [{ column: '类别', text: WORDS }],
    ),
  )
})
afterAll(() => app?.stop())

const send = async (who: SignedIn, act: string, input: object, more: object = {}) =>
  await app.app.inject({
    method: 'POST',
    url: '/api/acts',
    headers: who,
    payload: { id: randomUUID(), act, record: randomUUID(), input, ...more },
  })
const done = async (who: SignedIn, act: string, input: object, more: object = {}) => {
  const answer = await send(who, act, input, more)
  expect(answer.statusCode, answer.body).toBe(200)
  return (answer.json() as { record: string }).record
}
const get = async (who: SignedIn, url: string) => await app.app.inject({ method: 'GET', url, headers: who })
type Ledgers = { ledgers: { run: string; cells: { id: string; line: number }[] }[] }
const waiting = async () => ((await get(police, '/api/sealed-cells')).json() as Ledgers).ledgers

describe('cells of a ledger that would show who was harmed', () => {
  test('are listed to the police by ledger and line, and say nothing of whom', async () => {
    const answer = await get(police, '/api/sealed-cells')
    expect(await waiting()).toMatchObject([{ run, cells: [{ line: 12 }] }])
    expect(answer.body).not.toMatch(new RegExp(`${NAME}|侵害|${child}`))
    for (const role of ['office', 'leader', 'discipline', 'village', 'school', 'officer', 'auditor'] as const)
      expect((await get(await app.signIn(role), '/api/sealed-cells')).statusCode).toBe(403)
  })

  test('are taken up only into a matter that one has taken oneself, with a purpose', async () => {
    const cell = (await waiting())[0]?.cells[0]?.id
    const input = { cell, matter: lead, part: 'victim', purpose: 'check' }
    expect((await send(office, 'seal.take-up-cell', input)).statusCode).toBe(403)
    expect((await send(police, 'seal.take-up-cell', input)).json()).toMatchObject({ code: 'leads.not-taken' })
    expect((await send(police, 'seal.take-up-cell', { ...input, purpose: undefined })).statusCode).toBe(422)
    expect(await waiting()).toHaveLength(1)
  })

  test('become a sealed person whose file is open to whoever took it up, once, and leave nothing behind', async () => {
    const cell = (await waiting())[0]?.cells[0]?.id
    await done(police, 'lead.take', {}, { record: lead })
    const input = { cell, matter: lead, part: 'victim', purpose: 'check' }
    const answer = await send(police, 'seal.take-up-cell', input)
    expect(answer.statusCode, answer.body).toBe(200)
    expect(answer.body).not.toMatch(new RegExp(`${NAME}|侵害|${child}`))
    const { record } = answer.json() as { record: string }
    const file = await get(police, `/api/sealed/${record}`)
    expect(file.json()).toMatchObject({ name: NAME, phone: '13800007788', story: `类别：${WORDS}`, child })
    expect((await get(office, `/api/sealed/${record}`)).statusCode).toBe(404)
    expect(await waiting()).toEqual([])
    expect((await send(police, 'seal.take-up-cell', input)).statusCode).toBe(404)
    const { rows } = await app.owner.query('SELECT length(content) AS left FROM sealed_cell')
    expect(rows).toEqual([{ left: 0 }])
    const openings = await app.owner.query('SELECT purpose FROM seal_opening WHERE file = $1', [record])
    expect(openings.rows).toEqual([{ purpose: 'check' }])
    const history = await get(office, `/api/registers/child/${child}/history`)
    expect(history.body).not.toContain('seal')
  })
})

import type { Breach } from '@hulei/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp } from '../../platform/test-app.ts'
import { casesPlaybook, officeOf, type SignedIn, type TestApp } from '../cases/cases-fixture.ts'
import { watchBreaches } from './watch-breaches.ts'

let app: TestApp
let at: ReturnType<typeof officeOf>
let office: SignedIn
let leader: SignedIn
let worker: SignedIn
let police: SignedIn

/** The eve of National Day, half an hour before seven days on which no office is open. */
const eve = Date.parse('2024-09-30T23:30:00+08:00')
const HOUR = 3_600_000
let now = eve

beforeAll(async () => {
  app = await startTestApp({ playbook: casesPlaybook, townships: ['north'], realNow: () => now })
  at = officeOf(app)
  office = await app.signIn('office', { holder: '白干部' })
  leader = await app.signIn('leader', { holder: '江书记' })
  worker = await app.signIn('village')
  police = await app.signIn('police', { unit: 'police' })
})
afterAll(() => app?.stop())

const look = async () => await watchBreaches(app, await app.townships.get('north'))
const record = () =>
  at.make(office, 'breach.record', {
    foundAt: new Date(now).toISOString(),
    what: '柳小鹿家的走访表被发到了微信群',
    data: ['visits'],
    people: 40,
  })
const told = async (who: SignedIn, step: string) =>
  (await at.get(who, '/api/messages?state=all')).body.split(`“${step}”已经超过时限`).length - 1
const told3 = (who: SignedIn) =>
  Promise.all(['控制', '报告主管部门', '告知本人和监护人'].map((step) => told(who, step)))

describe('the clocks of a breach', () => {
  test('call each step once, at night and through the holidays, to the office and the heads', async () => {
    now = eve
    await record()
    now = eve + 2 * HOUR
    expect(await look(), 'the very end of the time is in time').toBe(0)
    now = eve + 2 * HOUR + 1000
    expect(await look()).toBe(1)
    expect(await look()).toBe(0)
    expect(await told3(office)).toEqual([1, 0, 0])
    expect(await told3(leader)).toEqual([1, 0, 0])
    now = eve + 5 * HOUR
    expect(await look()).toBe(1)
    // A clock that was set back and forth calls nobody again.
    now = eve
    expect(await look()).toBe(0)
    now = Date.parse('2024-10-03T23:31:00+08:00')
    expect(await look(), '72 hours, though no day of them was a working day').toBe(1)
    now = Date.parse('2024-10-20T08:00:00+08:00')
    expect(await look()).toBe(0)
    for (const who of [office, leader]) expect(await told3(who)).toEqual([1, 1, 1])
    for (const who of [worker, police]) expect(await told3(who)).toEqual([0, 0, 0])
  })

  test('say nothing of what happened or to whom', async () => {
    const { rows } = await app.owner.query(
      `SELECT params::text, about_kind FROM notification WHERE template = 'breach.overdue'`,
    )
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) {
      expect(row.about_kind).toBe('breach')
      expect(Object.keys(JSON.parse(row.params))).toEqual(['step'])
    }
    const box = await at.get(leader, '/api/messages?state=all')
    for (const said of ['柳小鹿', '微信群']) expect(box.body).not.toContain(said)
  })

  test('stop where a step was done, need not be done, or was done late before anybody looked', async () => {
    now = Date.parse('2024-11-01T10:00:00+08:00')
    const id = await record()
    now += HOUR
    const done = new Date(now).toISOString()
    await at.done(office, 'breach.contain', { containedAt: done, measures: '撤回' }, { record: id })
    await at.done(office, 'breach.tell', { needsNoTelling: true, whyNoTelling: '只有空白表' }, { record: id })
    now += 4 * HOUR
    const late = new Date(now).toISOString()
    await at.done(office, 'breach.report', { reportedAt: late, reportedTo: '县网信办' }, { record: id })
    now += 100 * HOUR
    expect(await look()).toBe(0)
    const kept = await at.read<Breach>(leader, `/api/registers/breach/${id}`)
    expect(Date.parse(kept.reportedAt ?? '')).toBeGreaterThan(Date.parse(kept.reportBy))
  })

  test('are called by no person', async () => {
    now = Date.parse('2024-12-02T10:00:00+08:00')
    const id = await record()
    now += 3 * HOUR
    const answer = await at.send(office, 'breach.alarm', { breach: id, step: 'contain' }, { record: id })
    expect(answer.statusCode).toBe(403)
    expect(await look()).toBe(1)
  })
})

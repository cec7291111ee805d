import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../test-server.ts'
import { escalateSilence, roles } from './index.ts'
import { givePost, writeNotice } from './notify-fixture.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.stop())
beforeEach(async () => {
  await server.owner.query(
    'TRUNCATE notification, notification_escalation, notification_delivery, notification_try',
  )
  await server.owner.query('DELETE FROM post')
  await standOn('2024-05-20')
})

const MINUTE = 60_000
const T0 = Date.parse('2026-03-02T09:00:00+08:00')

const standOn = async (day: string) => {
  await server.owner.query('UPDATE township SET business_day = $1', [day])
  await server.townships.reload()
}
const look = async (realNow: number) =>
  escalateSilence(server.scopes, await server.townships.get('north'), realNow)
const steps = async () =>
  (
    await server.owner.query<{ step: number; told: number; role: string; template: string }>(
      `SELECT e.step, e.told, n.role, n.template FROM notification_escalation e
       JOIN notification n ON n.id = e.notification ORDER BY n.template, n.role, e.step`,
    )
  ).rows
const told = async () =>
  (
    await server.owner.query<{ account: string }>(
      `SELECT account FROM notification WHERE template = 'notice.silence' ORDER BY created_real_at, account`,
    )
  ).rows.map((row) => row.account)
const acknowledge = (account: string) =>
  server.owner.query(
    'UPDATE notification SET acknowledged_at = now(), acknowledged_real_at = now() WHERE account = $1 AND acknowledged_at IS NULL',
    [account],
  )

describe('a leader’s silence about a lead', () => {
  test('is passed on after ten minutes of the real clock, then to the discipline office after an hour', async () => {
    const leader = await givePost(server, 'leader')
    const office = await givePost(server, 'office')
    const discipline = await givePost(server, 'discipline')
    await writeNotice(server, { template: 'lead.arrived', params: {}, to: roles('leader') }, T0)
    // A demonstration's day may be moved as one likes: this clock does not care.
    await standOn('2025-12-31')
    expect(await look(T0 + 10 * MINUTE)).toBe(0)
    expect(await look(T0 + 10 * MINUTE + 1)).toBe(1)
    expect(await look(T0 + 11 * MINUTE)).toBe(0)
    expect(await told()).toEqual([office.account])
    expect(await look(T0 + 61 * MINUTE)).toBe(1)
    expect(await told()).toEqual([office.account, discipline.account])
    expect(await look(T0 + 9_000 * MINUTE)).toBe(0)
    expect(await told()).not.toContain(leader.account)
  })

  test('is nobody’s business once it is acknowledged', async () => {
    const leader = await givePost(server, 'leader')
    const other = await givePost(server, 'leader')
    await givePost(server, 'office')
    await writeNotice(server, { template: 'lead.arrived', params: {}, to: roles('leader') }, T0)
    await acknowledge(leader.account)
    expect(await look(T0 + 30 * MINUTE)).toBe(1)
    await acknowledge(other.account)
    expect(await look(T0 + 90 * MINUTE)).toBe(0)
  })

  test('is passed on to the next step in time even where nobody holds the post of the first', async () => {
    await givePost(server, 'leader')
    const discipline = await givePost(server, 'discipline')
    await writeNotice(server, { template: 'lead.arrived', params: {}, to: roles('leader') }, T0)
    expect(await look(T0 + 20 * MINUTE)).toBe(1)
    expect(await look(T0 + 70 * MINUTE)).toBe(1)
    expect(await steps()).toMatchObject([{ told: 0 }, { told: 1 }])
    expect(await told()).toEqual([discipline.account])
  })
})

test('a request’s silence runs in working days of the business clock, over a weekend and whatever the real clock says', async () => {
  await givePost(server, 'officer', { unit: 'civil' })
  await givePost(server, 'office')
  await standOn('2024-05-17')
  await writeNotice(
    server,
    { template: 'request.asked', params: { dueOn: '2024-05-31' }, to: [{ unit: 'civil' }] },
    T0,
  )
  for (const day of ['2024-05-18', '2024-05-19', '2024-05-20', '2024-05-21']) {
    await standOn(day)
    expect(await look(T0 + 100_000 * MINUTE), day).toBe(0)
  }
  await standOn('2024-05-22')
  expect(await look(T0)).toBe(1)
})

test('every step of every message is taken exactly once, by whatever clocks, servers and receipts', async () => {
  // In force on whichever day the business clock is set to.
  const long = { from: '2000-01-01' }
  const leaders = [await givePost(server, 'leader', long), await givePost(server, 'leader', long)]
  await givePost(server, 'discipline', long)
  const move = fc.oneof(
    fc.record({ look: fc.integer({ min: -30, max: 120 }), servers: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ acknowledge: fc.integer({ min: 0, max: 1 }) }),
    fc.record({ stand: fc.constantFrom('2023-01-01', '2024-05-20', '2024-05-24', '2025-06-01') }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 3, maxLength: 12 }), async (moves) => {
      await server.owner.query(
        'TRUNCATE notification, notification_escalation, notification_delivery, notification_try',
      )
      await writeNotice(server, { template: 'lead.arrived', params: {}, to: roles('leader') }, T0)
      /** What should be so: the steps taken for each leader, written down as plainly as can be. */
      const expected = leaders.map(() => ({ taken: 0, isOpen: true }))
      let minutes = 0
      for (const each of moves) {
        if ('look' in each) {
          minutes += each.look
          await Promise.all(Array.from({ length: each.servers }, () => look(T0 + minutes * MINUTE)))
          for (const one of expected)
            if (one.isOpen && one.taken < 2 && minutes > (one.taken === 0 ? 10 : 60)) one.taken += 1
          // Two servers that look one after the other may take both steps that are due: so may one that looks twice.
          const seen = await takenBy()
          for (const [index, one] of expected.entries()) {
            const most = one.isOpen ? (minutes > 60 ? 2 : minutes > 10 ? 1 : 0) : one.taken
            const taken = seen[index] ?? 0
            expect(taken).toBeGreaterThanOrEqual(one.taken)
            expect(taken).toBeLessThanOrEqual(Math.max(most, one.taken))
            one.taken = taken
          }
        } else if ('acknowledge' in each) {
          const leader = leaders[each.acknowledge]
          const one = expected[each.acknowledge]
          if (!leader || !one) continue
          await acknowledge(leader.account)
          one.isOpen = false
        } else await standOn(each.stand)
      }
      const seen = await takenBy()
      expect(seen).toEqual(expected.map((one) => one.taken))
      // And each step told the discipline office, or nobody, once.
      const { rows } = await server.owner.query<{ count: string }>(
        `SELECT count(*) FROM notification WHERE template = 'notice.silence' AND role = 'discipline'`,
      )
      const second = seen.filter((taken) => taken === 2).length
      expect(Number(rows[0]?.count)).toBe(second)
    }),
    { numRuns: 25, seed: 20240520 },
  )

  async function takenBy() {
    const { rows } = await server.owner.query<{ account: string; taken: string }>(
      `SELECT n.account, count(e.step) AS taken FROM notification n
       LEFT JOIN notification_escalation e ON e.notification = n.id
       WHERE n.template = 'lead.arrived' GROUP BY n.account`,
    )
    return leaders.map(({ account }) => Number(rows.find((row) => row.account === account)?.taken ?? 0))
  }
})

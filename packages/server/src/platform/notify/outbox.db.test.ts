import { randomUUID } from 'node:crypto'
import { child, enrolChild, type NoticeValues, post } from '@hulei/core'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { on } from '../acts/handler.ts'
import { actorOf, startTestServer, type TestServer } from '../test-server.ts'
import { listMessages, roles } from './index.ts'
import { givePost, writeNotice } from './notify-fixture.ts'

let server: TestServer
const office = actorOf('office')
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.stop())
beforeEach(async () => {
  await server.owner.query(
    'TRUNCATE notification, notification_escalation, notification_delivery, notification_try',
  )
  await server.owner.query('DELETE FROM post')
})

const messagesOf = (account: string, role: 'leader' | 'village' | 'office' = 'leader') =>
  server.scopes.read(actorOf(role, { account }), async (scope) =>
    listMessages(scope, (await server.townships.get('north')).lists, { state: 'all' }),
  )
const stored = async () =>
  (await server.owner.query<{ account: string; act: string | null }>('SELECT account, act FROM notification'))
    .rows

describe('a message', () => {
  test('reaches every post in force of a role, a unit, a village and a school, each account once', async () => {
    const leader = await givePost(server, 'leader')
    await givePost(server, 'leader', { to: '2024-05-19' })
    await givePost(server, 'leader', { from: '2024-05-21' })
    const worker = await givePost(server, 'village', { unit: 'village', villages: ['shiqiao', 'lianhua'] })
    await givePost(server, 'village', { unit: 'village', villages: ['lianhua'] })
    const officer = await givePost(server, 'officer', { unit: 'civil' })
    await givePost(server, 'administrator', { unit: 'civil' })
    const teacher = await givePost(server, 'school', { unit: 'edu', school: 'zhongxin' })
    await givePost(server, 'school', { unit: 'edu', school: 'zhongxin', account: teacher.account })
    const told = await writeNotice(server, {
      template: 'lead.arrived',
      params: {},
      to: [{ role: 'leader' }, { village: 'shiqiao' }, { unit: 'civil' }, { school: 'zhongxin' }],
    })
    expect(told).toBe(4)
    expect((await stored()).map((row) => row.account).sort()).toEqual(
      [leader, worker, officer, teacher].map((each) => each.account).sort(),
    )
  })

  test('is its recipient’s alone: neither the office nor the auditor nor another leader reads it', async () => {
    const leader = await givePost(server, 'leader')
    await writeNotice(server, { template: 'lead.arrived', params: {}, to: roles('leader') })
    expect(await messagesOf(leader.account)).toMatchObject([
      {
        title: '新线索',
        text: '收到一条线索，请立即签收并安排处置。',
        needsReceipt: true,
        acknowledgedAt: null,
      },
    ])
    for (const role of ['office', 'auditor', 'administrator', 'discipline', 'leader', 'county'] as const) {
      const seen = await server.scopes.read(actorOf(role), (scope) =>
        sql`SELECT FROM notification`.execute(scope.db),
      )
      expect(seen.rows, role).toEqual([])
    }
    const elsewhere = actorOf('leader', { township: 'south', account: leader.account })
    const seen = await server.scopes.read(elsewhere, (scope) =>
      sql`SELECT FROM notification`.execute(scope.db),
    )
    expect(seen.rows).toEqual([])
  })

  test('cannot be written, changed or deleted by a person, past the application either', async () => {
    const leader = await givePost(server, 'leader')
    await writeNotice(server, { template: 'lead.arrived', params: {}, to: roles('leader') })
    const tried = (statement: string) =>
      server.scopes
        .write(actorOf('leader', { account: leader.account }), (tx) => sql.raw(statement).execute(tx.db))
        .then(
          (done) => Number(done.numAffectedRows ?? 0n),
          (error: { code?: string }) => error.code,
        )
    expect(await tried(`UPDATE notification SET params = '{"count": 1}'`)).toBe('42501')
    expect(await tried(`UPDATE notification SET account = 'x'`)).toBe('42501')
    expect(await tried('DELETE FROM notification')).toBe('42501')
    expect(
      await tried(`INSERT INTO notification (township, id, batch, account, post, role, unit, template, created_at,
        created_real_at, needs_receipt) VALUES ('north', gen_random_uuid(), gen_random_uuid(), '${leader.account}',
        gen_random_uuid(), 'leader', 'x', 'lead.arrived', now(), now(), false)`),
    ).toBe('42501')
  })

  test('cannot carry a name: the outbox refuses it, and the table does once more', async () => {
    await givePost(server, 'leader')
    for (const params of [{ count: '林小雨' }, { count: 1, name: '林小雨' }, { count: 1, note: 'x' }])
      await expect(
        writeNotice(server, {
          template: 'request.overdue',
          params: params as unknown as NoticeValues<'request.overdue'>,
          to: roles('leader'),
        }),
      ).rejects.toThrow(/carries/)
    expect(await stored()).toEqual([])
    await writeNotice(server, { template: 'request.overdue', params: { count: 1 }, to: roles('leader') })
    await expect(
      server.owner.query(`UPDATE notification SET params = '{"count": "林小雨"}'`),
    ).rejects.toThrow(/params_carry_no_words/)
  })

  test('of a reminder reaches nobody twice, however often its job runs', async () => {
    await givePost(server, 'leader')
    const remind = () =>
      writeNotice(server, {
        template: 'request.overdue',
        params: { count: 2 },
        to: roles('leader'),
        onceKey: 'overdue 2024-05-20',
      })
    expect(await Promise.all([remind(), remind(), remind()]).then((told) => told.toSorted())).toEqual([
      0, 0, 1,
    ])
    expect(await remind()).toBe(0)
    expect(await stored()).toHaveLength(1)
  })
})

describe('a message about a record that leaves people out', () => {
  const leaveOut = async (record: string, column: string, word: string) => {
    await server.owner.query(
      `INSERT INTO matter_record (township, record, matter, kind) VALUES ('north', $1, $1, 'lead')`,
      [record],
    )
    await server.owner.query(
      `INSERT INTO matter_exclusion (township, id, matter, ${column}) VALUES ('north', gen_random_uuid(), $1, $2)`,
      [record, word],
    )
  }

  test.each([
    ['account', (of: { account: string }) => of.account],
    ['unit', () => 'civil'],
    ['village', () => 'lianhua'],
    ['school', () => 'dongxi'],
    ['role', () => 'officer'],
  ] as const)('leaves them out by %s, and tells no group', async (column, wordOf) => {
    const leader = await givePost(server, 'leader')
    const suspect = await givePost(server, 'officer', {
      unit: 'civil',
      villages: ['lianhua'],
      school: 'dongxi',
    })
    const record = randomUUID()
    await leaveOut(record, column, wordOf(suspect))
    const to = roles('leader', 'officer')
    const told = await writeNotice(server, {
      template: 'lead.arrived',
      params: {},
      to,
      about: { kind: child, record },
    })
    expect(told).toBe(1)
    const { rows } = await server.owner.query('SELECT account, is_discreet FROM notification')
    expect(rows).toEqual([{ account: leader.account, is_discreet: true }])
    const other = { kind: child, record: randomUUID() }
    expect(await writeNotice(server, { template: 'lead.arrived', params: {}, to, about: other })).toBe(2)
  })

  test('is gone for whoever is left out after it was written, and for nobody else', async () => {
    const [suspect, other] = [await givePost(server, 'leader'), await givePost(server, 'leader')]
    const about = { kind: child, record: randomUUID() }
    await writeNotice(server, { template: 'lead.arrived', params: {}, to: roles('leader'), about })
    await leaveOut(about.record, 'account', suspect.account)
    expect(await messagesOf(suspect.account)).toEqual([])
    expect(await messagesOf(other.account)).toHaveLength(1)
  })
})

describe('an act that writes a message', () => {
  const tells = (fails: boolean) =>
    on(enrolChild, async (context, { id, input }) => {
      const { village, ...values } = input
      await context.insert(child, id, { village }, values)
      await context.notify({ template: 'request.overdue', params: { count: 1 }, to: roles('leader') })
      if (fails) throw new Error('undone')
      return undefined
    })
  const enrol = async (fails: boolean, id = randomUUID()) => {
    const own = await startTestServerWith(tells(fails))
    try {
      await givePost(own, 'leader')
      const body = {
        id,
        act: 'child.enrol',
        record: randomUUID(),
        input: { village: 'shiqiao', name: '林小雨', sex: 'female', bornOn: '2014-03-05' },
      }
      await own.performer.perform(office, body).catch(() => {})
      await own.performer.perform(office, body).catch(() => {})
      return (await own.owner.query<{ act: string }>('SELECT act FROM notification')).rows
    } finally {
      await own.stop()
    }
  }

  test('writes it in its own transaction, once however often it is sent', async () => {
    const id = randomUUID()
    expect(await enrol(false, id)).toEqual([{ act: id }])
  })

  test('says nothing to anybody when it is undone', async () => {
    expect(await enrol(true)).toEqual([])
  })
})

describe('a receipt', () => {
  test('keeps both clocks, and the first time counts', async () => {
    const { account } = await givePost(server, 'leader')
    await writeNotice(server, { template: 'lead.arrived', params: {}, to: roles('leader') })
    const leader = actorOf('leader', { account })
    const [message] = await messagesOf(account)
    const acknowledge = () => server.act(leader, 'message.acknowledge', { messages: [message?.id] })
    expect(await acknowledge()).toMatchObject({ acknowledged: 1 })
    const times = async () =>
      (
        await server.owner.query<{ business: string; real: Date }>(
          `SELECT (acknowledged_at AT TIME ZONE 'Asia/Shanghai')::date::text AS business, acknowledged_real_at AS real
           FROM notification`,
        )
      ).rows[0]
    const first = await times()
    expect(first?.business).toBe('2024-05-20')
    expect(Math.abs(Date.now() - Number(first?.real))).toBeLessThan(20_000)
    expect(await acknowledge()).toMatchObject({ acknowledged: 0 })
    expect(await times()).toEqual(first)
  })

  test('of another’s message is refused as if there were none', async () => {
    const { account } = await givePost(server, 'leader')
    await writeNotice(server, { template: 'lead.arrived', params: {}, to: roles('leader') })
    const [message] = await messagesOf(account)
    const other = server.act(office, 'message.acknowledge', { messages: [message?.id] })
    await expect(other).rejects.toMatchObject({ code: 'record.not-found' })
    const none = server.act(office, 'message.acknowledge', { messages: [randomUUID()] })
    await expect(none).rejects.toMatchObject({ code: 'record.not-found' })
    expect(await messagesOf(account)).toMatchObject([{ acknowledgedAt: null }])
  })
})

test('a post’s telephone is stored encrypted, and is in no clear text of the log', async () => {
  const administrator = actorOf('administrator')
  const { record } = await server.act(administrator, 'post.assign', {
    account: 'a-leader',
    holder: '王主任',
    title: '镇领导',
    role: 'leader',
    postUnit: 'pingan',
    villages: [],
    from: '2024-01-01',
    approvedBy: '李书记',
    noticePhone: '13900000001',
  })
  const { rows } = await server.owner.query<{ all: string }>(
    `SELECT (SELECT string_agg(p::text, ' ') FROM post p) || (SELECT string_agg(encode(body, 'escape'), ' ') FROM act_change) AS all`,
  )
  expect(rows[0]?.all).not.toContain('13900000001')
  const read = await server.scopes.read(administrator, (scope) =>
    import('../db/records.ts').then(({ findRecord }) => findRecord(scope, server.keyring, post, record)),
  )
  expect(read?.noticePhone).toBe('13900000001')
})

/** A server on which enrolling a child does something else. */
async function startTestServerWith(handler: ReturnType<typeof on<typeof enrolChild>>) {
  return await startTestServer({ handlers: [handler] })
}

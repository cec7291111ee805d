import { createHmac, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { actorOf, startTestServer, type TestServer } from '../test-server.ts'
import type { Channels } from './channels/channel.ts'
import { dingtalkRobot, wecomRobot } from './channels/robots.ts'
import { textGateway } from './channels/texts.ts'
import { LEFT_AFTER_MS, STALE_AFTER_MS, WAITS_MS } from './deliver.ts'
import { deliverDue, roles } from './index.ts'
import { givePost, writeNotice } from './notify-fixture.ts'

/** The world outside, on this machine: it answers as a test says and keeps every byte that it got. */
type Got = { path: string; headers: IncomingMessage['headers']; body: string }
const got: Got[] = []
let answer: (response: ServerResponse, request: Got) => void
const ok = (response: ServerResponse) => void response.end('{"errcode":0,"errmsg":"ok"}')
const outside = createServer((request, response) => {
  const parts: Buffer[] = []
  request.on('data', (part) => parts.push(part))
  request.on('end', () => {
    const seen = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(parts).toString() }
    got.push(seen)
    answer(response, seen)
  })
})

/** What goes wrong, how the other side does it, and what is kept of the try. */
type Failure = [string, (response: ServerResponse) => void, string]

let server: TestServer
let base: string
let leader: { post: string; account: string }
let now = Date.parse('2026-03-02T09:00:00+08:00')
const SECRET = 'SEC-of-a-test'

beforeAll(async () => {
  server = await startTestServer()
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`
})
afterAll(async () => {
  outside.closeAllConnections()
  outside.close()
  await server?.stop()
})
beforeEach(async () => {
  await server.owner.query(
    'TRUNCATE notification, notification_escalation, notification_delivery, notification_try',
  )
  await server.owner.query('DELETE FROM post')
  const { record } = await server.act(actorOf('administrator'), 'post.assign', {
    account: randomUUID(),
    holder: '王主任',
    title: '镇领导',
    role: 'leader',
    postUnit: 'pingan',
    villages: [],
    from: '2024-01-01',
    approvedBy: '李书记',
    noticePhone: '13900000001',
  })
  const { rows } = await server.owner.query('SELECT account FROM post WHERE id = $1', [record])
  leader = { post: record, account: rows[0].account }
  got.length = 0
  answer = ok
})

const all = { townships: [], roles: [] }
const wecom = (more: object = {}) =>
  wecomRobot({ name: 'leaders', url: `${base}/cgi-bin/webhook/send?key=k`, timeoutMs: 300, ...all, ...more })
const dingtalk = () =>
  dingtalkRobot(
    { name: 'office', url: `${base}/robot/send?access_token=t`, secret: SECRET, timeoutMs: 300, ...all },
    () => now,
  )
const texts = () =>
  textGateway({ url: `${base}/sms`, key: 'a-key', templates: { urgent: 'SMS_1' }, roles: [], timeoutMs: 300 })
const only = (...groups: Channels['groups']): Channels => ({ groups, texts: undefined })

const deliver = async (channels: Channels, at = now) =>
  deliverDue(
    { scopes: server.scopes, keyring: server.keyring, channels },
    await server.townships.get('north'),
    () => at,
  )
const lead = (at = now) =>
  writeNotice(server, { template: 'lead.arrived', params: {}, to: roles('leader') }, at)
const deliveries = async () =>
  (
    await server.owner.query<{ channel: string; state: string; tries: number }>(
      'SELECT channel, state, tries FROM notification_delivery ORDER BY channel',
    )
  ).rows
const tries = async () =>
  (
    await server.owner.query<{ number: number; result: string; detail: string }>(
      'SELECT number, result, detail FROM notification_try ORDER BY number',
    )
  ).rows

describe('a message goes out', () => {
  test('to each group once, however many people it is for, and to each telephone', async () => {
    await givePost(server, 'leader')
    await givePost(server, 'leader')
    expect(await lead()).toBe(3)
    const channels = { groups: [wecom(), dingtalk()], texts: texts() }
    expect(await deliver(channels)).toBe(5)
    expect(await deliver(channels)).toBe(0)
    expect(got.map((each) => each.path.split('?')[0]).toSorted()).toEqual([
      '/cgi-bin/webhook/send',
      '/robot/send',
      '/sms',
    ])
    // Two of the three have no telephone, which is said where tries are kept.
    expect((await deliveries()).map((each) => each.state).toSorted()).toEqual([
      'refused',
      'refused',
      'sent',
      'sent',
      'sent',
    ])
  })

  test('in the words of the catalogue, with no byte of an identity, to the address and with the key of the settings', async () => {
    await lead()
    await deliver({ groups: [wecom(), dingtalk()], texts: texts() })
    const text = '护蕾：您有一条紧急事项需要立即签收，请登录查看。'
    const [robot, signed, sms] = got.toSorted((one, two) => one.path.localeCompare(two.path))
    for (const each of [robot, signed])
      expect(JSON.parse(each?.body ?? '')).toEqual({ msgtype: 'text', text: { content: text } })
    expect(JSON.parse(sms?.body ?? '')).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      phone: '13900000001',
      template: 'SMS_1',
      params: {},
      text,
    })
    expect(sms?.headers.authorization).toBe('Bearer a-key')
    const bytes = JSON.stringify(got)
    for (const word of ['王主任', '测试员', leader.account, leader.post, 'north', '线索', 'lead'])
      expect(bytes, word).not.toContain(word)
    // A telephone goes to the gateway that must ring it, and nowhere else.
    expect(JSON.stringify([robot, signed])).not.toContain('13900000001')
  })

  test('to DingTalk signed by time and secret, as its manual has it', async () => {
    await lead()
    await deliver(only(dingtalk()))
    const query = new URL(base + got[0]?.path).searchParams
    const expected = createHmac('sha256', SECRET).update(`${now}\n${SECRET}`).digest('base64')
    expect(query.get('timestamp')).toBe(String(now))
    expect(query.get('sign')).toBe(expected)
    expect(query.get('access_token')).toBe('t')
  })

  test('to those groups only whose roles and townships it is for', async () => {
    await lead()
    await deliver(
      only(
        wecom({ roles: ['village'] }),
        wecom({ townships: ['south'] }),
        wecom({ name: 'mine', roles: ['leader'], townships: ['north'] }),
      ),
    )
    expect(got).toHaveLength(1)
  })

  test('to no group when somebody was left out of its recipients', async () => {
    await lead()
    await server.owner.query('UPDATE notification SET is_discreet = true')
    await deliver({ groups: [wecom(), dingtalk()], texts: texts() })
    expect(got.map((each) => each.path)).toEqual(['/sms'])
  })

  test('not at all once it is acknowledged, nor a day after it was written', async () => {
    await lead()
    await server.owner.query('UPDATE notification SET acknowledged_at = now(), acknowledged_real_at = now()')
    await deliver({ groups: [wecom()], texts: texts() })
    expect(got).toEqual([])
    expect((await deliveries()).map((each) => each.state)).toEqual(['needless', 'needless'])
    await lead(now - STALE_AFTER_MS - 1)
    expect(await deliver(only(wecom()))).toBe(0)
    expect(got).toEqual([])
  })
})

describe('the world outside that fails', () => {
  test.each<Failure>([
    [
      'an error of its own',
      (response: ServerResponse) => void response.writeHead(500).end('boom'),
      'http 500',
    ],
    ['too much at once', (response: ServerResponse) => void response.writeHead(429).end(), 'http 429'],
    ['no answer in time', () => {}, 'timeout'],
    ['an answer that never ends', (response: ServerResponse) => void response.write('{'), 'timeout'],
    ['a cut line', (response: ServerResponse) => void response.destroy(), 'UND_ERR_SOCKET'],
    [
      'an answer that is none',
      (response: ServerResponse) => void response.end('<html>登录网络</html>'),
      'no errcode',
    ],
    ['its own limit', (response: ServerResponse) => void response.end('{"errcode":45009}'), 'errcode 45009'],
  ])('by %s is tried again later, and told once when it is back', async (_what, fails, detail) => {
    answer = fails
    await lead()
    expect(await deliver(only(wecom()))).toBe(1)
    expect(await deliver(only(wecom()))).toBe(0)
    expect(await deliver(only(wecom()), now + (WAITS_MS[0] ?? 0) - 1)).toBe(0)
    answer = ok
    expect(await deliver(only(wecom()), now + (WAITS_MS[0] ?? 0))).toBe(1)
    expect(await deliveries()).toEqual([{ channel: 'wecom', state: 'sent', tries: 2 }])
    expect(await tries()).toEqual([
      { number: 1, result: 'failed', detail },
      { number: 2, result: 'sent', detail: 'errcode 0' },
    ])
  })

  test.each<Failure>([
    [
      'sends us elsewhere',
      (response: ServerResponse) => void response.writeHead(307, { location: `${base}/elsewhere` }).end(),
      'http 307 redirect',
    ],
    [
      'does not know our key',
      (response: ServerResponse) => void response.end('{"errcode":93000,"errmsg":"invalid webhook url"}'),
      'errcode 93000',
    ],
    ['refuses what we send', (response: ServerResponse) => void response.writeHead(403).end(), 'http 403'],
  ])('for good because it %s is not asked again', async (_what, fails, detail) => {
    answer = fails
    await lead()
    await deliver(only(wecom()))
    await deliver(only(wecom()), now + 48 * 60 * 60_000)
    expect(got).toHaveLength(1)
    expect(await tries()).toEqual([{ number: 1, result: 'refused', detail }])
  })

  test('for hours is given up after the last try, and the message still stands in the app', async () => {
    answer = (response) => void response.writeHead(503).end()
    await lead()
    let at = now
    for (const wait of [0, ...WAITS_MS, 24 * 60 * 60_000]) {
      at += wait
      await deliver(only(wecom()), at)
    }
    expect(await deliveries()).toEqual([{ channel: 'wecom', state: 'given-up', tries: WAITS_MS.length + 1 }])
    expect(got).toHaveLength(WAITS_MS.length + 1)
    const { rows } = await server.owner.query('SELECT acknowledged_at FROM notification')
    expect(rows).toEqual([{ acknowledged_at: null }])
  })

  test('answering with megabytes fills no memory', async () => {
    answer = (response) => void response.end('x'.repeat(3 * 1024 * 1024))
    await lead()
    await deliver(only(wecom()))
    expect(await tries()).toMatchObject([{ result: 'failed', detail: 'no errcode' }])
  })
})

describe('several servers, and one that died', () => {
  test('send each message once between them', async () => {
    for (let index = 0; index < 30; index += 1) await lead()
    await Promise.all([1, 2, 3].map(() => deliver(only(wecom()))))
    expect(got).toHaveLength(30)
    expect(await deliveries().then((all) => all.filter((each) => each.state !== 'sent'))).toEqual([])
  })

  test('lose nothing: what was being sent is sent again by the next, under the same id', async () => {
    await lead()
    let id = ''
    answer = (response, { body }) => {
      id = (JSON.parse(body) as { id: string }).id
      response.end('{}')
    }
    const channels = { groups: [], texts: texts() }
    await deliver(channels)
    await server.owner.query(`UPDATE notification_delivery SET state = 'sending', claimed_at = $1`, [
      new Date(now),
    ])
    expect(await deliver(channels, now + LEFT_AFTER_MS)).toBe(0)
    const first = id
    expect(await deliver(channels, now + LEFT_AFTER_MS + 1)).toBe(1)
    expect(id).toBe(first)
    expect(await deliveries()).toEqual([{ channel: 'sms', state: 'sent', tries: 2 }])
  })
})

test('what is kept of a try quotes neither address nor key nor answer', async () => {
  answer = (response) => void response.writeHead(500).end('k access_token 13900000001')
  await lead()
  now += 1
  await deliver({ groups: [wecom(), dingtalk()], texts: texts() })
  const { rows } = await server.owner.query(`SELECT string_agg(t::text, ' ') AS all FROM notification_try t`)
  expect(rows[0].all).not.toMatch(/key|token|139|127\.0/)
})

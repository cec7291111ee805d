import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type SignedIn, startTestApp, type TestApp } from '../test-app.ts'
import { clockOffsetOf } from './acts.routes.ts'

/** What a phone without a signal recorded under a post that has ended since, and phones whose clocks are wrong. */

let app: TestApp
let administrator: SignedIn
let worker: SignedIn
let post: string

const send = (who: SignedIn, act: string, input: object, more: object = {}, headers: object = {}) =>
  app.app.inject({
    method: 'POST',
    url: '/api/acts',
    headers: { ...who, ...headers },
    payload: { id: randomUUID(), act, record: randomUUID(), input, ...more },
  })
const enrol = (recordedAt: string | undefined, headers: object = { 'hulei-post': post }, more: object = {}) =>
  send(
    worker,
    'child.enrol',
    { name: '林小雨', sex: 'female', bornOn: '2014-03-05', village: 'shiqiao', ...more },
    recordedAt ? { recordedAt } : {},
    headers,
  )
const endPost = async (to: string) => {
  const answer = await send(administrator, 'post.end', { to }, { record: post, reason: '换届离任' })
  expect(answer.statusCode, answer.body).toBe(200)
}
const codeOf = (answer: { json(): unknown }) => (answer.json() as { code?: string }).code

beforeAll(async () => {
  // Business days stand on 20 May 2024; posts of tests begin on 1 January.
  app = await startTestApp()
  administrator = await app.signIn('administrator')
})
beforeEach(async () => {
  worker = await app.signIn('village')
  const { rows } = await app.owner.query<{ id: string }>('SELECT id FROM post WHERE account = $1', [
    worker['test-account'],
  ])
  post = rows[0]?.id ?? ''
})
afterAll(() => app?.stop())

describe('an act recorded under a post that has ended since', () => {
  test('is accepted when the post was in force on that day, up to its last', async () => {
    await endPost('2024-05-10')
    const answers = [
      await enrol('2024-05-09T15:00:00+08:00'),
      await enrol('2024-05-10T23:59:59+08:00'),
      await enrol('2024-01-01T00:00:00+08:00'),
    ]
    expect(answers.map((answer) => answer.statusCode)).toEqual([200, 200, 200])
    const { rows } = await app.owner.query('SELECT DISTINCT post, account FROM act_log WHERE post = $1', [
      post,
    ])
    expect(rows).toEqual([{ post, account: worker['test-account'] }])
  })

  test('is refused when it was recorded after the post’s last day or before its first', async () => {
    await endPost('2024-05-10')
    const answers = [await enrol('2024-05-11T00:00:00+08:00'), await enrol('2023-12-31T23:00:00+08:00')]
    expect(answers.map((answer) => [answer.statusCode, codeOf(answer)])).toEqual([
      [403, 'posts.ended'],
      [403, 'posts.ended'],
    ])
  })

  test.each([
    ['2024-04-20', 200],
    ['2024-04-19', 403],
  ] as const)('counts thirty days from the post’s end: ended on %s, %i', async (to, status) => {
    await endPost(to)
    expect((await enrol('2024-04-01T09:00:00+08:00')).statusCode).toBe(status)
  })

  test('needs the post to be named, the recording to be said, and stays within what the post could do', async () => {
    await endPost('2024-05-10')
    expect(codeOf(await enrol('2024-05-09T15:00:00+08:00', {}))).toBe('posts.none')
    expect(codeOf(await enrol(undefined))).toBe('posts.none')
    expect(codeOf(await enrol('yesterday'))).toBe('posts.none')
    expect(codeOf(await enrol('2024-05-09T15:00:00+08:00', undefined, { village: 'lianhua' }))).toBe(
      'record.out-of-scope',
    )
    const another = await app.signIn('village')
    const { rows } = await app.owner.query<{ id: string }>('SELECT id FROM post WHERE account = $1', [
      another['test-account'],
    ])
    expect(codeOf(await enrol('2024-05-09T15:00:00+08:00', { 'hulei-post': rows[0]?.id }))).toBe('posts.none')
  })

  test('reads nothing: the post has ended', async () => {
    await endPost('2024-05-10')
    for (const url of ['/api/registers/child', '/api/visits/due', '/api/me/post']) {
      const answer = await app.app.inject({ method: 'GET', url, headers: { ...worker, 'hulei-post': post } })
      expect([answer.statusCode, codeOf(answer)]).toEqual([403, 'posts.none'])
    }
    const pack = await app.app.inject({
      method: 'POST',
      url: '/api/field/pack',
      headers: { ...worker, 'hulei-post': post },
      payload: {},
    })
    expect(codeOf(pack)).toBe('posts.none')
  })

  test('is no back door for an administrator, who has no work pack', async () => {
    worker = await app.signIn('administrator')
    const { rows } = await app.owner.query<{ id: string }>('SELECT id FROM post WHERE account = $1', [
      worker['test-account'],
    ])
    post = rows[0]?.id ?? ''
    await endPost('2024-05-10')
    const answer = await send(
      worker,
      'account.disable',
      {},
      { recordedAt: '2024-05-09T15:00:00+08:00' },
      { 'hulei-post': post },
    )
    expect(codeOf(answer)).toBe('posts.ended')
  })

  test('is what it was when it is sent again', async () => {
    const payload = {
      id: randomUUID(),
      act: 'child.enrol',
      record: randomUUID(),
      recordedAt: '2024-05-09T15:00:00+08:00',
      input: { name: '周安', sex: 'male', bornOn: '2014-03-05', village: 'shiqiao' },
    }
    const headers = { ...worker, 'hulei-post': post }
    const first = await app.app.inject({ method: 'POST', url: '/api/acts', headers, payload })
    await endPost('2024-05-10')
    const again = await app.app.inject({ method: 'POST', url: '/api/acts', headers, payload })
    expect([again.statusCode, again.body]).toEqual([200, first.body])
  })
})

describe('the clock of a phone', () => {
  const shifted = (seconds: number) => ({
    'hulei-phone-clock': new Date(Date.now() + seconds * 1000).toISOString(),
  })
  const offsets = async (who: SignedIn, record: string) => {
    const answer = await app.app.inject({
      method: 'GET',
      url: `/api/registers/child/${record}/history`,
      headers: who,
    })
    const { entries } = answer.json() as { entries: { clockOffsetSeconds: number | null }[] }
    return entries.map((entry) => entry.clockOffsetSeconds)
  }

  test.each([
    ['right', 20, null],
    ['five minutes behind, which is right enough', -290, null],
    ['three days ahead', 3 * 86_400, 3 * 86_400],
    ['an hour behind', -3600, -3600],
  ])('that is %s: the history of the record says so to whoever reads it', async (_name, shift, said) => {
    const answer = await enrol(undefined, shifted(shift))
    expect(answer.statusCode, answer.body).toBe(200)
    const { record } = answer.json() as { record: string }
    for (const who of [worker, await app.signIn('office'), await app.signIn('village')]) {
      const [offset] = await offsets(who, record)
      if (said === null) expect(offset).toBeNull()
      else expect(Math.abs((offset ?? 0) - said)).toBeLessThan(30)
    }
  })

  test('that says nothing, or nonsense, holds nothing up', async () => {
    for (const headers of [{}, { 'hulei-phone-clock': 'noon' }]) {
      const answer = await enrol(undefined, headers)
      expect(answer.statusCode).toBe(200)
      expect(await offsets(worker, (answer.json() as { record: string }).record)).toEqual([null])
    }
  })

  test('shows a receipt of another to nobody who cannot see the act', async () => {
    const answer = await enrol(undefined, shifted(9000))
    const { act } = answer.json() as { act: string }
    const elsewhere = await app.signIn('village', { villages: ['lianhua'] })
    const actor = {
      township: 'north',
      account: elsewhere['test-account'],
      post: '',
      name: '',
      role: 'village',
      unit: 'village',
      villages: ['lianhua'],
      school: null,
      remits: [],
    } as const
    const seen = (villages: readonly string[]) =>
      app.scopes.read({ ...actor, villages }, (scope) =>
        scope.db.selectFrom('act_receipt').select('id').where('id', '=', act).execute(),
      )
    expect(await seen(['lianhua'])).toEqual([])
    expect(await seen(['shiqiao'])).toEqual([{ id: act }])
  })

  test.each([
    ['1970-01-01T00:00:00Z', Date.parse('2100-01-01T00:00:00Z'), -2_147_483_647],
    ['9999-12-31T23:59:59Z', 0, 2_147_483_647],
    ['2024-05-20T08:05:00+08:00', Date.parse('2024-05-20T00:00:00Z'), undefined],
    ['2024-05-20T08:05:01+08:00', Date.parse('2024-05-20T00:00:00Z'), 301],
    [undefined, 0, undefined],
  ])('%s is off by so much that the database can hold it', (header, now, seconds) => {
    expect(clockOffsetOf(header, now)).toBe(seconds)
  })
})

import { describe, expect, test } from 'vitest'
import { outcomeOf } from './contact.ts'

const isReply = (body: unknown): body is { act: string } =>
  (body as { act?: string } | undefined)?.act === 'a1'
const read = (status: number, contentType: string, text: string) =>
  outcomeOf(status, contentType, text, isReply)
const problem = (code: string, status: number) =>
  JSON.stringify({ type: `urn:hulei:problem:${code}`, title: '一句话', status, code })

describe('a reply', () => {
  test('is an answer only where it is the answer to this question', () => {
    expect(read(200, 'application/json; charset=utf-8', '{"act":"a1"}')).toEqual({
      is: 'answered',
      body: { act: 'a1' },
    })
    expect(read(200, 'application/json', '{"act":"a2"}').is).toBe('later')
    expect(read(200, 'application/json', '{}').is).toBe('later')
  })

  test('of a captive portal is never taken for one', () => {
    const page = '<html><body>请先登录校园网</body></html>'
    for (const [status, type] of [
      [200, 'text/html'],
      [200, 'application/json'],
      [302, 'text/html'],
      [403, 'text/html'],
      [404, 'application/json'],
      [511, 'text/html'],
    ] as const) {
      expect([status, type, read(status, type, page).is]).toEqual([status, type, 'later'])
    }
    expect(read(400, 'application/problem+json', '{"type":"about:blank","title":"Bad","code":"x"}').is).toBe(
      'later',
    )
  })

  test('that the server is busy, or behind a broken gateway, asks for patience', () => {
    for (const status of [408, 425, 429, 500, 502, 503, 504, 507]) {
      expect(read(status, 'application/problem+json', problem('database.unavailable', status)).is).toBe(
        'later',
      )
    }
  })

  test('that an upload lost its place is no refusal of the photo', () => {
    for (const [code, status] of [
      ['uploads.offset', 409],
      ['uploads.not-found', 404],
      ['files.interrupted', 400],
    ] as const) {
      expect(read(status, 'application/problem+json', problem(code, status)).is).toBe('later')
    }
    expect(read(422, 'application/problem+json', problem('files.not-a-picture', 422)).is).toBe('refused')
  })

  test('is a refusal only with the server’s own code; a lost session is none', () => {
    expect(read(422, 'application/problem+json', problem('input.invalid', 422)).is).toBe('refused')
    expect(read(404, 'application/problem+json', problem('record.not-found', 404)).is).toBe('refused')
    expect(read(409, 'application/problem+json', problem('record.conflict', 409)).is).toBe('refused')
    expect(read(401, 'application/problem+json', problem('identity.signed-out', 401)).is).toBe('sign-in')
    expect(read(403, 'application/problem+json', problem('identity.second-factor-needed', 403)).is).toBe(
      'sign-in',
    )
    expect(read(403, 'application/problem+json', problem('phone.revoked', 403)).is).toBe('revoked')
  })
})

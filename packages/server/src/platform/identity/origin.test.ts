import type { FastifyRequest } from 'fastify'
import { describe, expect, test } from 'vitest'
import { createOriginCheck } from './origin.ts'

const posted = (headers: Record<string, string>): FastifyRequest =>
  ({ method: 'POST', headers }) as unknown as FastifyRequest
const isLetIn = (check: (request: FastifyRequest) => void, headers: Record<string, string>) => {
  try {
    check(posted(headers))
    return true
  } catch {
    return false
  }
}

describe('a page that changes something', () => {
  test('is the server’s own, under each of its names on the machine itself, and no other site’s', () => {
    const { check } = createOriginCheck('http://127.0.0.1:8080')
    for (const host of ['localhost', '127.0.0.1', '[::1]'])
      expect(isLetIn(check, { origin: `http://${host}:8080` }), host).toBe(true)
    expect(isLetIn(check, { origin: 'http://localhost:8081' })).toBe(false)
    expect(isLetIn(check, { origin: 'http://localhost:8080', 'sec-fetch-site': 'cross-site' })).toBe(false)
    expect(isLetIn(check, { cookie: 'hulei.session=x' })).toBe(false)
  })

  test('is let in at the port that the system chose, once the server says which it is', () => {
    const { check, trust } = createOriginCheck('http://127.0.0.1:0')
    expect(isLetIn(check, { origin: 'http://localhost:40123' })).toBe(false)
    trust('http://127.0.0.1:40123')
    expect(isLetIn(check, { origin: 'http://localhost:40123' })).toBe(true)
    expect(isLetIn(check, { origin: 'http://localhost:40124' })).toBe(false)
  })
})

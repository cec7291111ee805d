import { randomUUID } from 'node:crypto'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Performer } from '../../../platform/acts/perform.ts'
import { smallPlaybook, startTestApp, type TestApp } from '../leads-fixture.ts'
import { publicRoutes } from './public.routes.ts'
import { codeOn, formBody } from './public-fixture.ts'

/**
 * A flood in small, in an order that is always the same: one report is worked on and none may wait, and a sender who is told
 * to come again because of others comes again more often than one address may report.
 */
const MOST = 2
let app: TestApp
let pages: FastifyInstance
/** The gate behind which the first report is worked on; whoever calls it lets the report through. */
let letThrough = () => {}
let isBegun = Promise.resolve()

beforeAll(async () => {
  app = await startTestApp({ playbook: smallPlaybook, townships: ['north'] })
  let begun = () => {}
  isBegun = new Promise<void>((resolve) => {
    begun = resolve
  })
  const gate = new Promise<void>((resolve) => {
    letThrough = resolve
  })
  const performer: Performer = {
    async perform(...given) {
      begun()
      await gate
      return await app.performer.perform(...given)
    },
  }
  pages = Fastify()
  const limits = {
    reports: { most: MOST, everyMs: 3_600_000 },
    looks: { most: MOST, everyMs: 3_600_000 },
    turns: { atOnce: 1, waiting: 0 },
  }
  await pages.register(publicRoutes({ ...app, performer } as never, limits))
})
afterAll(async () => {
  await pages?.close()
  await app?.stop()
})

const send = async (form: string, from: string) => {
  const { payload, contentType } = formBody({ form, story: '有人打孩子' })
  return await pages.inject({
    method: 'POST',
    url: '/report',
    payload,
    remoteAddress: from,
    headers: { 'content-type': contentType },
  })
}

test('being told to come again because of others costs a sender none of their turns, and they come in at last', async () => {
  const first = send(randomUUID(), '10.0.0.1')
  await isBegun
  const form = randomUUID()
  for (let time = 0; time < MOST * 3; time++) {
    const answer = await send(form, '10.0.0.2')
    expect(answer.statusCode, `time ${time}`).toBe(503)
    expect(answer.body).toContain('有人打孩子')
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  }
  letThrough()
  expect((await first).statusCode).toBe(200)
  const taken = await send(form, '10.0.0.2')
  expect(taken.statusCode, taken.body).toBe(200)
  expect(codeOn(taken.body)).not.toBe('')
  // A flooder is still slowed: what was taken counts.
  expect((await send(randomUUID(), '10.0.0.2')).statusCode).toBe(200)
  expect((await send(randomUUID(), '10.0.0.2')).statusCode).toBe(429)
})

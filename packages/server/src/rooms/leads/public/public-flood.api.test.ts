import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { createConnection } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { smallPlaybook, startTestApp, type TestApp } from '../leads-fixture.ts'
import { codeOn, freshAddress, sendForm } from './public-fixture.ts'

/** HULEI_FLOOD=10000 sends the burst of the issue; the usual run a smaller one of the same shape. */
const REPORTS = Number(process.env.HULEI_FLOOD ?? 600)
let app: TestApp

beforeAll(async () => {
  app = await startTestApp({ playbook: smallPlaybook, townships: ['north'] })
})
afterAll(() => app?.stop())

test(`of ${REPORTS} reports at once, nine of ten from one address, every real one comes in and every other is told to wait`, async () => {
  const flooder = freshAddress()
  const isReal = (n: number) => n % 10 === 0
  const started = performance.now()
  const answers: { isReal: boolean; status: number; body: string; headers: Record<string, unknown> }[] = []
  // Each sender comes again when asked to, as people do.
  const sendUntilTaken = async (n: number) => {
    const words = { form: randomUUID(), story: `第${n}份` }
    const from = isReal(n) ? freshAddress() : flooder
    for (;;) {
      const sent = await sendForm(app, '/report', words, { from })
      answers.push({ isReal: isReal(n), ...sent })
      if (sent.status !== 503) return
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
  }
  const numbers = Array.from({ length: REPORTS }, (_, n) => n)
  await Promise.all(
    Array.from({ length: 500 }, async () => {
      for (let n = numbers.shift(); n !== undefined; n = numbers.shift()) await sendUntilTaken(n)
    }),
  )
  const seconds = (performance.now() - started) / 1000
  const taken = answers.filter(({ status }) => status === 200)
  const real = taken.filter(({ isReal }) => isReal)
  expect(real).toHaveLength(REPORTS / 10)
  const slowed = answers.filter(({ status }) => status === 429)
  for (const { body, headers } of slowed) {
    expect(body).toMatch(/第\d+份<\/textarea>/)
    expect(body).toMatch(/请过\d+秒再按/)
    expect(Number(headers['retry-after'])).toBeGreaterThan(0)
  }
  expect(answers.every(({ status }) => [200, 429, 503].includes(status))).toBe(true)
  const { rows } = await app.owner.query('SELECT count(*)::int AS leads FROM lead')
  expect(rows).toEqual([{ leads: taken.length }])
  expect(new Set(taken.map(({ body }) => codeOn(body))).size).toBe(taken.length)
  // What the flooder gets in is what the bucket lets in, however long the burst lasts.
  expect(taken.length - real.length).toBeLessThanOrEqual(20 + Math.ceil(seconds / 6) + 1)
  console.log(`${REPORTS} in ${seconds.toFixed(1)} s: ${taken.length} taken, ${slowed.length} slowed`)
}, 600_000)

test('guessing codes from one address is stopped, and the right code does not get through either', async () => {
  const code = codeOn((await sendForm(app, '/report', { form: randomUUID(), story: '一句话' })).body)
  const from = freshAddress()
  const guess = (typed: string) => sendForm(app, '/report/status', { code: typed }, { from })
  const statuses: number[] = []
  for (let n = 0; n < 15; n++) statuses.push((await guess('22222-22222-22222')).status)
  expect(statuses.slice(0, 12)).toEqual(Array(12).fill(404))
  expect(statuses.slice(12)).toEqual([429, 429, 429])
  const locked = await guess(code)
  expect(locked.status).toBe(429)
  expect(Number(locked.headers['retry-after'])).toBeGreaterThan(0)
  const byAdding = await sendForm(app, '/report/add', { code: '33333-33333-33333', story: 'x' }, { from })
  expect(byAdding.status).toBe(429)
  expect((await sendForm(app, '/report/status', { code })).status).toBe(200)
})

test('a wrong code takes as long as one whose lead is gone', async () => {
  const code = codeOn((await sendForm(app, '/report', { form: randomUUID(), story: '一句话' })).body)
  await app.owner.query('DELETE FROM lead')
  const time = async (typed: string) => {
    const started = performance.now()
    await sendForm(app, '/report/status', { code: typed })
    return performance.now() - started
  }
  const gone: number[] = []
  const wrong: number[] = []
  for (let n = 0; n < 20; n++) {
    gone.push(await time(code))
    wrong.push(await time('22222-22222-22222'))
  }
  const median = (all: number[]) => all.sort((a, b) => a - b)[10] ?? 0
  expect(Math.abs(median(gone) - median(wrong))).toBeLessThan(0.5 * Math.max(median(gone), median(wrong)) + 5)
})

test('a sender that dribbles its form does not keep others out', async () => {
  await app.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.app.server.address() as AddressInfo
  const slow = Array.from({ length: 200 }, () => {
    const socket = createConnection(port, '127.0.0.1')
    socket.on('error', () => {})
    socket.write(
      'POST /report HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 100000\r\n\r\n--x\r\n',
    )
    return socket
  })
  await new Promise((resolve) => setTimeout(resolve, 300))
  const answer = await fetch(`http://127.0.0.1:${port}/report`)
  expect(answer.status).toBe(200)
  expect(app.app.server.requestTimeout).toBeLessThanOrEqual(120_000)
  expect(app.app.server.headersTimeout).toBeLessThanOrEqual(120_000)
  for (const socket of slow) socket.destroy()
})

import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../test-server.ts'
import { type Jobs, runFor, startJobs } from './index.ts'

let server: TestServer
let jobs: Jobs
const seen: string[] = []
const errors: unknown[] = []

beforeAll(async () => {
  server = await startTestServer()
  jobs = await startJobs({
    ownerUrl: server.database.ownerUrl,
    townships: server.townships,
    daily: [{ name: 'look-round', run: async ({ code }) => void seen.push(code) }],
    onError: (error) => void errors.push(error),
  })
})
afterAll(async () => {
  await jobs?.stop()
  await server?.stop()
})

test('a job that is asked for runs for every township', async () => {
  await jobs.now('look-round')
  await expect.poll(() => seen, { timeout: 15_000, interval: 100 }).toEqual(['north', 'south'])
  expect(errors).toEqual([])
})

test('daily jobs are due a minute past midnight in China', async () => {
  const client = new pg.Client({ connectionString: server.database.ownerUrl })
  await client.connect()
  const { rows } = await client.query('SELECT name, cron, timezone FROM jobs.schedule')
  await client.end()
  expect(rows).toEqual([{ name: 'look-round', cron: '1 0 * * *', timezone: 'Asia/Shanghai' }])
})

test('a township whose job fails does not keep the next one waiting, and the job counts as failed', async () => {
  const done: string[] = []
  const told: unknown[] = []
  const run = runFor(
    server.townships,
    {
      name: 'stumbles',
      run: async ({ code }) => {
        if (code === 'north') throw new Error('north stumbles')
        done.push(code)
      },
    },
    (error) => void told.push(error),
  )
  await expect(run).rejects.toThrow('north stumbles')
  expect(done).toEqual(['south'])
  expect(told).toHaveLength(1)
})

test('the application’s role cannot reach the queues', async () => {
  const client = new pg.Client({ connectionString: server.database.appUrl })
  await client.connect()
  await expect(client.query('SELECT * FROM jobs.job')).rejects.toThrow(/permission denied/)
  await client.end()
})

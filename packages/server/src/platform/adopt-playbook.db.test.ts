import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { adoptPlaybook } from './adopt-playbook.ts'
import { surviveBreaks } from './db/pool.ts'
import { createTestDatabase, type TestDatabase } from './db/test-database.ts'
import { adoptedPlaybook } from './playbook-file.ts'
import { loadTownships } from './townships.ts'

const source = readFileSync(join(import.meta.dirname, '../../../../playbooks/fushoushan-2024.yaml'), 'utf8')
const given = { township: 'north', name: '北乡', source }
let database: TestDatabase
let owner: pg.Pool

beforeAll(async () => {
  database = await createTestDatabase(inject('serverUrl'))
  owner = surviveBreaks(new pg.Pool({ connectionString: database.ownerUrl, max: 4 }))
  owner.on('connect', (client) => void client.on('error', () => {}))
})

afterAll(async () => {
  await owner.end()
  await database.drop()
})

const stored = async () =>
  (
    await owner.query(`SELECT t.code, t.name, t.business_day::text AS day, h.seq::int AS seq,
      (SELECT count(*)::int FROM playbook_version v WHERE v.township = t.code) AS versions
      FROM township t JOIN chain_head h ON h.township = t.code ORDER BY 1`)
  ).rows

test('a plan with mistakes founds nothing and names each line', async () => {
  const faulty = { ...given, source: source.replace('id: pingan-2\n', 'id: pingan-1\n') }
  await expect(adoptPlaybook(owner, faulty)).rejects.toMatchObject({
    code: 'playbook.mistakes',
    status: 422,
    faults: [{ path: 'duties[1].id', message: expect.stringMatching(/^第\d+行 duties\[1\]\.id：/) }],
  })
  expect(await stored()).toEqual([])
})

test('two adoptions at once found one township with one version', async () => {
  const both = await Promise.all([adoptPlaybook(owner, given), adoptPlaybook(owner, given)])
  expect(both.map(({ version }) => version)).toEqual([1, 1])
  expect(both.filter(({ isNew }) => isNew)).toHaveLength(1)
  expect(await stored()).toEqual([{ code: 'north', name: '北乡', day: null, seq: 0, versions: 1 }])
})

test('a changed text becomes the next version, and the newest is in force', async () => {
  const changed = source.replace('dueSoonDays: 5', 'dueSoonDays: 6')
  expect(await adoptPlaybook(owner, { ...given, source: changed })).toEqual({
    township: 'north',
    version: 2,
    isNew: true,
  })
  const townships = await loadTownships(owner, adoptedPlaybook, Date.now)
  const north = await townships.get('north')
  expect([north.playbookVersion, north.playbook.limits.dueSoonDays]).toEqual([2, 6])
  expect(await adoptPlaybook(owner, given)).toEqual({ township: 'north', version: 3, isNew: true })
})

test('a demonstration stands on its day; a township that exists keeps its clock', async () => {
  await adoptPlaybook(owner, { ...given, township: 'demo', businessDay: '2024-05-20' })
  await adoptPlaybook(owner, { ...given, businessDay: '2024-05-20' })
  expect((await stored()).map(({ code, day }) => [code, day])).toEqual([
    ['demo', '2024-05-20'],
    ['north', null],
  ])
})

import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { erasure, lead, sealedFile } from '@hulei/core'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { historyOf } from '../../platform/acts/history.ts'
import { verifyChain } from '../../platform/acts/verify.ts'
import { agreeOnErasures } from '../../platform/crypto/erasures.ts'
import { findRecord } from '../../platform/db/records.ts'
import { systemActor } from '../../platform/db/scope.ts'
import { actorOf, startTestServer, type TestServer } from '../../platform/test-server.ts'
import { eraseDueMatters } from '../sealing/index.ts'
import { smallPlaybook } from './leads-fixture.ts'

let server: TestServer
const police = actorOf('police')
const NAME = '柳小鹿'
let matter: string
let victim: string

beforeAll(async () => {
  server = await startTestServer({ playbook: smallPlaybook, today: '2040-06-01', townships: ['north'] })
})
afterAll(() => server?.stop())

/** A lead that was closed long ago, with a victim of a day of birth. */
beforeEach(async () => {
  matter = (
    await server.act(actorOf('school'), 'lead.report', { story: `听说${NAME}被打` }, { record: randomUUID() })
  ).record
  const input = { matter, part: 'victim', name: NAME, bornOn: '2010-05-01' }
  victim = (await server.act(police, 'seal.add', input, { record: randomUUID() })).record
  await server.act(
    police,
    'lead.accept',
    { concerns: 'violence', decision: `${NAME}的事` },
    { record: matter },
  )
  await server.act(
    police,
    'lead.close',
    { outcome: 'penalty', decision: '已处罚', answer: '已处理' },
    { record: matter },
  )
  await server.owner.query(`UPDATE lead SET closed_on = '2030-01-01' WHERE id = $1`, [matter])
})

const erase = async () => await eraseDueMatters(server, await server.townships.get('north'))
const asSystem = <T>(run: Parameters<TestServer['scopes']['read']>[1]) =>
  server.scopes.read(systemActor('north'), run) as Promise<T>
const keysLeft = async () =>
  (await server.owner.query('SELECT FROM keyring.data_key WHERE owner = ANY($1)', [[matter, victim]]))
    .rowCount

describe('a matter whose time is over', () => {
  test('loses every name and every key, keeps its codes as counts, and the log still verifies', async () => {
    expect(await erase()).toBeGreaterThan(0)
    expect(await keysLeft()).toBe(0)
    const file = await asSystem<Record<string, unknown>>((scope) =>
      findRecord(scope, server.keyring, sealedFile, victim),
    )
    expect(file).toMatchObject({ name: null, bornOn: null, story: null, ageBand: null })
    const left = await asSystem<Record<string, unknown>>((scope) =>
      findRecord(scope, server.keyring, lead, matter),
    )
    expect(left).toMatchObject({ concerns: 'violence', outcome: 'penalty', decision: null, village: null })
    const history = await asSystem<readonly { isErased: boolean }[]>((scope) =>
      historyOf(scope, server.keyring, lead, [matter]),
    )
    expect(history.every((entry) => entry.isErased)).toBe(true)
    expect(await verifyChain(server.owner, 'north')).toMatchObject({ ok: true })
  })

  test('leaves a certificate that says in numbers what was removed, and nothing of whom', async () => {
    await erase()
    const { rows } = await server.owner.query('SELECT * FROM erasure WHERE matter = $1', [matter])
    // What was told, who told it, and the victim.
    expect(rows).toEqual([expect.objectContaining({ what: '线索', people: 3, keys: 4 })])
    expect(JSON.stringify(rows)).not.toContain(NAME)
    const seen = await server.scopes.read(actorOf('auditor'), (scope) =>
      sql`SELECT FROM erasure WHERE matter = ${matter}`.execute(scope.db),
    )
    expect(seen.rows).toHaveLength(1)
    expect(erasure.readers).toContain('auditor')
  })

  test('is removed once, and nothing more can be done with it', async () => {
    await erase()
    expect(await erase()).toBe(0)
    for (const [act, input] of [
      ['matter.hold', { matter, reason: '申诉' }],
      ['seal.add', { matter, part: 'witness', name: '某人' }],
    ] as const)
      await expect(server.act(police, act, input, { record: randomUUID() })).rejects.toMatchObject({
        code: 'record.erased',
      })
  })

  test('stays while it is held, and goes when the hold is lifted', async () => {
    const hold = await server.act(
      police,
      'matter.hold',
      { matter, reason: '申诉中' },
      { record: randomUUID() },
    )
    await erase()
    expect(await keysLeft()).toBe(2)
    await server.act(police, 'matter.lift-hold', {}, { record: hold.record, reason: '申诉办结' })
    await erase()
    expect(await keysLeft()).toBe(0)
  })

  test('stays until its youngest victim is 21', async () => {
    await server.act(
      police,
      'seal.add',
      { matter, part: 'victim', bornOn: '2019-06-01' },
      { record: randomUUID() },
    )
    await erase()
    expect(await keysLeft()).toBe(2)
  })
})

test('a key that was destroyed does not come back with a backup from before', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'hulei-erasures-'))
  try {
    const { rows } = await server.owner.query('SELECT * FROM keyring.data_key WHERE owner = $1', [victim])
    await erase()
    await agreeOnErasures(server.owner, dataDir)
    expect(await readFile(join(dataDir, 'keys', 'erasures'), 'utf8')).toContain(`north ${victim}\n`)
    // The backup is put back: it has the key, and knows of no erasure.
    await server.owner.query('INSERT INTO keyring.data_key (township, owner, wrapped) VALUES ($1, $2, $3)', [
      'north',
      victim,
      rows[0].wrapped,
    ])
    await server.owner.query('DELETE FROM keyring.erasure')
    expect(await agreeOnErasures(server.owner, dataDir)).toBe(1)
    expect(await keysLeft()).toBe(0)
  } finally {
    await rm(dataDir, { recursive: true })
  }
})

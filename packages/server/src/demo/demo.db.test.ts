import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Actor, type AnyKind, child, kinds, type Status, tableOf } from '@hulei/core'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { readConfig } from '../config.ts'
import { verifyChain } from '../platform/acts/verify.ts'
import { listRecords } from '../platform/db/lists.ts'
import { openRows, selectColumns } from '../platform/db/records.ts'
import { systemActor } from '../platform/db/scope.ts'
import { createTestDatabase, type TestDatabase } from '../platform/db/test-database.ts'
import { lightsOf } from '../rooms/duties/index.ts'
import { measures } from '../rooms/index.ts'
import { openSystem, type System } from '../system.ts'
import { DEMO_DAY } from './cast.ts'
import { type Made, makeDemo } from './make-demo.ts'

const SMALL = { seed: 7, scale: 0.03 }

type Place = { readonly system: System; readonly database: TestDatabase; close(): Promise<void> }

/** A database of its own, opened as every command opens it. */
async function openPlace(): Promise<Place> {
  const database = await createTestDatabase(inject('serverUrl'))
  const dir = await mkdtemp(join(tmpdir(), 'hulei-demo-'))
  const system = await openSystem(readConfig({ DATABASE_URL: database.ownerUrl }, { data: dir }))
  return {
    system,
    database,
    async close() {
      await system.close()
      await database.drop()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

/** Their codes are drawn where the record is made. */
const hasDrawnCodes: ReadonlySet<string> = new Set(['sign', 'breach', 'impactAssessment'])

/** SHA-256 over every record of every kind, decrypted, with where it belongs and which act made it. */
async function contentOf({ server }: System): Promise<string> {
  const hash = createHash('sha256')
  const [township] = server.townships.all()
  await server.scopes.read(systemActor(township?.code ?? ''), async (scope) => {
    const ordered = [...kinds.values()].sort((one, other) => (one.name < other.name ? -1 : 1))
    for (const kind of ordered as AnyKind[]) {
      const { rows } = await sql<Record<string, unknown>>`
        SELECT ${selectColumns(kind, 'r')} FROM ${sql.table(tableOf(kind))} r
        WHERE r.township = ${township?.code} ORDER BY r.id`.execute(scope.db)
      // Codes of matters are drawn, and what follows from them has ids of its own: only how many there are is told.
      if (kind.matter || hasDrawnCodes.has(kind.name)) {
        hash.update(`${kind.name}:${rows.length}`)
        continue
      }
      const records = await openRows(scope, server.keyring, kind, rows)
      // A bulletin carries the head of the log, whose ciphertext is another each time.
      const told = records.map((record) => ({ ...record, logHead: undefined }))
      hash.update(`${kind.name}:${JSON.stringify(told)}`)
    }
  })
  return hash.digest('hex')
}

describe('the demonstration in a database', () => {
  let place: Place
  let made: Made

  beforeAll(async () => {
    place = await openPlace()
    made = await makeDemo(place.system, SMALL)
  })
  afterAll(() => place?.close())

  const worker = (village: string): Actor => made.story.cast.workerOf(village)
  const count = async (table: string) => {
    const { rows } = await place.system.owner.query<{ n: string }>(`SELECT count(*) AS n FROM ${table}`)
    return Number(rows[0]?.n)
  }

  test('holds what the story tells, each act in the log, and a chain that verifies', async () => {
    expect(made.how).toBe('made')
    expect(await count('act_log')).toBe(made.story.steps.length)
    const told = (act: string) => made.story.steps.filter((step) => step.act === act).length
    expect(await count('child')).toBe(told('child.enrol'))
    expect(await count('visit')).toBe(told('visit.record'))
    expect(await count('identity.user_account')).toBe(61)
    expect(await verifyChain(place.system.owner, made.story.cast.township)).toMatchObject({ ok: true })
  })

  test('keeps the times of the story, not those of its making', async () => {
    const { rows } = await place.system.owner.query<{ first: string; last: string }>(
      `SELECT min(received_at AT TIME ZONE 'Asia/Shanghai')::date::text AS first,
         max(received_at AT TIME ZONE 'Asia/Shanghai')::date::text AS last FROM act_log`,
    )
    expect(rows[0]).toEqual({ first: '2023-11-15', last: DEMO_DAY })
  })

  test('lets a village worker see the children of the own village and no other', async () => {
    const { server } = place.system
    const all = await server.scopes.read(worker('jinsha'), (scope) =>
      listRecords(scope, server.keyring, child, { filters: {}, state: 'all', limit: 200 }),
    )
    expect(all.rows.length).toBeGreaterThan(3)
    expect(new Set(all.rows.map((row) => row.village))).toEqual(new Set(['jinsha']))
  })

  test('shows lights of every sort in the last two months', async () => {
    const { server } = place.system
    const township = await server.townships.get(made.story.cast.township)
    const shown = new Map<Status, number>()
    for (const month of ['2024-04', '2024-05'] as const) {
      const lights = await server.scopes.read(made.story.cast.withRole('office'), (scope) =>
        lightsOf(scope, township, { month, asOf: DEMO_DAY }, new Set(measures.keys())),
      )
      for (const { status } of lights) shown.set(status, (shown.get(status) ?? 0) + 1)
    }
    for (const status of ['met', 'met-late', 'on-course', 'not-measured', 'exempt'] as const)
      expect(shown.get(status) ?? 0, status).toBeGreaterThan(0)
    expect((shown.get('missed') ?? 0) + (shown.get('overdue') ?? 0)).toBeGreaterThan(0)
  })

  test('knows a past day as it was known then: what was entered late is missing on the last day of its month', async () => {
    const { server } = place.system
    const township = await server.townships.get(made.story.cast.township)
    const doneAsOf = async (asOf: typeof DEMO_DAY) => {
      const lights = await server.scopes.read(made.story.cast.withRole('office'), (scope) =>
        lightsOf(scope, township, { month: '2024-04', asOf, duty: 'dispatch' }, new Set(measures.keys())),
      )
      return lights.find((light) => light.window.key === '2024-04-H2')?.status
    }
    expect(await doneAsOf('2024-04-30')).not.toBe('met-late')
    expect(await doneAsOf(DEMO_DAY)).toBe('met-late')
  })

  test('changes nothing when it is made again', async () => {
    const before = await contentOf(place.system)
    const again = await makeDemo(place.system, SMALL)
    expect(again.how).toBe('there')
    expect(await count('act_log')).toBe(made.story.steps.length)
    expect(await contentOf(place.system)).toBe(before)
  })

  test('is refused beside another demonstration', async () => {
    await expect(makeDemo(place.system, { ...SMALL, seed: 8 })).rejects.toMatchObject({
      code: 'demo.not-empty',
    })
  })

  test('goes on where it was cut off, and comes to the same records', async () => {
    const other = await openPlace()
    try {
      const stop = new Error('cut off')
      const cut = makeDemo(other.system, SMALL, ({ done, of }) => {
        if (done > of / 2) throw stop
      })
      await expect(cut).rejects.toBe(stop)
      expect((await makeDemo(other.system, SMALL)).how).toBe('resumed')
      expect(await contentOf(other.system)).toBe(await contentOf(place.system))
    } finally {
      await other.close()
    }
  })
})

describe('a database that holds something else', () => {
  let place: Place
  beforeAll(async () => {
    place = await openPlace()
  })
  afterAll(() => place?.close())

  test('is left as it is: another township, or an account', async () => {
    const { owner, identity } = place.system
    await identity.createAccount({ userName: 'somebody', displayName: '某人', requireSecondFactor: false })
    await expect(makeDemo(place.system, SMALL)).rejects.toMatchObject({ code: 'demo.not-empty' })
    await owner.query(`INSERT INTO township (code, name) VALUES ('elsewhere', '别处')`)
    await expect(makeDemo(place.system, SMALL)).rejects.toMatchObject({ code: 'demo.not-empty' })
    const { rows } = await owner.query('SELECT code FROM township')
    expect(rows).toEqual([{ code: 'elsewhere' }])
  })
})

import { randomUUID } from 'node:crypto'
import { child } from '@hulei/core'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyChain } from './acts/verify.ts'
import { listRecords } from './db/lists.ts'
import { actorOf, startTestServer, type TestServer } from './test-server.ts'

const lin = {
  name: '林小雨',
  sex: 'female',
  bornOn: '2014-03-05',
  residentId: '430699201403051220',
  village: 'shiqiao',
}

describe('the skeleton: one kind, one act, row policies', () => {
  let server: TestServer
  let shiqiao: string
  let lianhua: string
  let south: string
  const office = actorOf('office')
  const list = (actor: ReturnType<typeof actorOf>) =>
    server.scopes.read(actor, (scope) =>
      listRecords(scope, server.keyring, child, { filters: {}, state: 'all', limit: 50 }),
    )

  beforeAll(async () => {
    server = await startTestServer()
    shiqiao = (await server.act(office, 'child.enrol', { ...lin, school: 'zhongxin' })).record
    lianhua = (
      await server.act(office, 'child.enrol', {
        name: '周安',
        sex: 'male',
        bornOn: '2012-01-02',
        village: 'lianhua',
      })
    ).record
    south = (
      await server.act(actorOf('office', { township: 'south' }), 'child.enrol', {
        name: '何田',
        sex: 'male',
        bornOn: '2015-07-08',
        village: 'shiqiao',
      })
    ).record
  })
  afterAll(() => server.stop())

  it('shows nothing on a connection of the application role without an actor', async () => {
    const { rows: tables } = await server.owner.query<{ name: string }>(
      `SELECT table_schema || '.' || table_name AS name FROM information_schema.role_table_grants
       WHERE grantee = 'hulei_app' AND privilege_type = 'SELECT' AND table_name <> 'calendar_year' ORDER BY 1`,
    )
    expect(tables.length).toBeGreaterThan(10)
    for (const { name } of tables) {
      const { rows } = await server.scopes.pool.query(`SELECT * FROM ${name}`)
      expect(rows, name).toEqual([])
    }
  })

  it.each([
    ['office', actorOf('office'), ['周安', '林小雨']],
    ['leader', actorOf('leader'), ['周*', '林**']],
    ['village of Shiqiao', actorOf('village'), ['林小雨']],
    ['village of Lianhua', actorOf('village', { villages: ['lianhua'] }), ['周安']],
    ['school', actorOf('school'), ['林小雨']],
    ['school elsewhere', actorOf('school', { school: 'dongxi' }), []],
    ['officer for welfare', actorOf('officer', { remits: ['welfare'] }), ['周安', '林小雨']],
    ['officer for transport', actorOf('officer', { remits: ['transport'] }), []],
    ['police', actorOf('police'), []],
    ['auditor', actorOf('auditor'), []],
    ['administrator', actorOf('administrator'), []],
    ['county', actorOf('county'), []],
    [
      'a school that claims remits and villages',
      actorOf('school', { school: 'dongxi', remits: ['welfare'], villages: ['shiqiao'] }),
      [],
    ],
  ] as const)('shows each role only its own: %s', async (_name, actor, expected) => {
    const page = await list(actor)
    expect(page.rows.map((row) => row.name).sort()).toEqual([...expected].sort())
  })

  it('refuses a write that refers to a child of another village or township', async () => {
    const village = actorOf('village')
    const plan = {
      situation: '在家',
      measures: '走访',
      responsible: '王村',
      from: '2024-05-01',
      reviewOn: '2024-08-01',
    }
    await expect(server.act(village, 'plan.make', { ...plan, child: lianhua })).rejects.toMatchObject({
      status: 404,
    })
    await expect(server.act(office, 'plan.make', { ...plan, child: south })).rejects.toMatchObject({
      status: 404,
    })
    // Past the application's own check, straight in SQL under the actor's scope: the database refuses as well.
    for (const target of [lianhua, south]) {
      await expect(
        server.scopes.write(village, (tx) =>
          sql`INSERT INTO listing (township, id, version, village, extra, received_at, child, category, basis, "from")
              VALUES ('north', ${randomUUID()}, ${randomUUID()}, 'shiqiao', '{}', now(), ${target}, 'left-behind', 'statutory', '2024-05-01')`.execute(
            tx.db,
          ),
        ),
      ).rejects.toMatchObject({ code: '42501' })
    }
    await expect(
      server.scopes.write(village, (tx) =>
        sql`UPDATE child SET village = 'shiqiao' WHERE id = ${lianhua}`.execute(tx.db),
      ),
    ).resolves.toMatchObject({ numAffectedRows: 0n })
  })

  it('cannot write the past of the log, in the application role', async () => {
    for (const statement of [
      `UPDATE act_log SET act = 'x'`,
      'DELETE FROM act_log',
      `UPDATE act_change SET body = '\\x00'`,
      'TRUNCATE act_log',
      'DELETE FROM act_receipt',
      'UPDATE read_log SET rows = 0',
      'ALTER TABLE child DISABLE ROW LEVEL SECURITY',
      'SET ROLE hulei_owner',
    ]) {
      await expect(
        server.scopes.write(office, (tx) => sql.raw(statement).execute(tx.db)),
        statement,
      ).rejects.toMatchObject({ code: expect.stringMatching(/^(42501|42809)$/) })
    }
  })

  it('does an act once, however often it is sent', async () => {
    const body = {
      id: randomUUID(),
      act: 'child.enrol',
      record: randomUUID(),
      input: { name: '宋词', sex: 'male', bornOn: '2013-09-09', village: 'shiqiao' },
    }
    const replies = await Promise.all([1, 2, 3, 4].map(() => server.performer.perform(office, body)))
    expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1)
    const { rows } = await server.owner.query('SELECT count(*)::int AS n FROM child WHERE id = $1', [
      body.record,
    ])
    expect(rows).toEqual([{ n: 1 }])
    await expect(
      server.performer.perform(office, { ...body, input: { ...body.input, name: '宋诗' } }),
    ).rejects.toMatchObject({ code: 'act.id-reused', status: 409 })
  })

  it('reports every fault of an input at once and keeps nothing', async () => {
    const before = await server.owner.query('SELECT seq FROM chain_head ORDER BY township')
    await expect(
      server.act(office, 'child.enrol', {
        name: '',
        sex: 'other',
        bornOn: '2014-02-30',
        village: 'nowhere',
        colour: 'red',
      }),
    ).rejects.toMatchObject({
      code: 'input.invalid',
      faults: expect.arrayContaining([
        expect.objectContaining({ path: 'input.name' }),
        expect.objectContaining({ path: 'input.bornOn' }),
        expect.objectContaining({ path: 'input.village', code: 'input.unknown-code' }),
        expect.objectContaining({ path: 'input.colour', code: 'input.unknown-field' }),
      ]),
    })
    expect((await server.owner.query('SELECT seq FROM chain_head ORDER BY township')).rows).toEqual(
      before.rows,
    )
  })

  it('amends by version: other fields merge, the same field is shown to a person', async () => {
    const enrolled = await server.act(office, 'child.enrol', {
      name: '唐果',
      sex: 'female',
      bornOn: '2015-05-05',
      village: 'shiqiao',
      grade: '二年级',
    })
    const amend = (input: object, version: string) =>
      server.act(office, 'child.amend', input, { record: enrolled.record, version, reason: '核对户口簿' })
    const first = await amend({ grade: '三年级' }, enrolled.act)
    await amend({ hamlet: '三组' }, enrolled.act)
    await expect(amend({ grade: '四年级' }, enrolled.act)).rejects.toMatchObject({
      code: 'record.conflict',
      detail: { fields: [{ field: 'grade', label: '年级', mine: '四年级', theirs: '三年级' }] },
    })
    await expect(amend({ grade: '四年级' }, randomUUID())).rejects.toMatchObject({
      code: 'record.version-unknown',
    })
    expect(first.record).toBe(enrolled.record)
  })

  it('keeps id numbers, phones and addresses unreadable in the database', async () => {
    await server.act(office, 'child.enrol', {
      name: '白杨',
      sex: 'male',
      bornOn: '2013-01-01',
      village: 'shiqiao',
      guardianPhone: '13900001234',
      address: '石桥村三组七号',
    })
    const { rows } = await server.owner.query(
      `SELECT row_to_json(c)::text AS text FROM child c UNION ALL SELECT encode(body, 'escape') FROM act_change`,
    )
    const everything = rows.map((row) => row.text).join('\n')
    expect(everything).toContain('白杨')
    expect(everything).not.toContain('13900001234')
    expect(everything).not.toContain('石桥村三组七号')
    expect(everything).not.toContain('430699201403051220')
  })

  it('chains the log, and finds a changed byte', async () => {
    expect(await verifyChain(server.owner, 'north')).toMatchObject({ ok: true })
    await server.owner.query(`UPDATE act_log SET unit = 'other' WHERE township = 'north' AND seq = 2`)
    expect(await verifyChain(server.owner, 'north')).toMatchObject({ ok: false, brokenAt: 2 })
    await server.owner.query(`UPDATE act_log SET unit = 'pingan' WHERE township = 'north' AND seq = 2`)
    await server.owner.query(
      `UPDATE act_change SET body = body || '\\x00' WHERE township = 'north' AND seq = 3`,
    )
    expect(await verifyChain(server.owner, 'north')).toMatchObject({ ok: false, brokenAt: 3 })
    expect(await verifyChain(server.owner, 'south')).toMatchObject({ ok: true, acts: 1 })
    expect(shiqiao).toMatch(/^[0-9a-f-]{36}$/)
  })
})

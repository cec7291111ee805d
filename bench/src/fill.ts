import { setImmediate } from 'node:timers/promises'
import pg from 'pg'
import type { Playbook } from '../../packages/core/src/index.ts'
import { adoptPlaybook } from '../../packages/server/src/platform/adopt-playbook.ts'
import { openDueWindows } from '../../packages/server/src/rooms/duties/index.ts'
import { measures } from '../../packages/server/src/rooms/index.ts'
import type { System } from '../../packages/server/src/system.ts'
import { copyRows, type Rows } from './copy-rows.ts'
import { createChain } from './fill-log.ts'
import { addChild, registerTables } from './fill-register.ts'
import { addVisit, PHOTO, visitTables } from './fill-visits.ts'
import { playbookSource } from './playbook.ts'
import { createSealer } from './sealer.ts'
import {
  idOf,
  PASSWORD,
  type Size,
  TODAY,
  TOTP_SECRET,
  townshipOf,
  userNameOf,
  WORKER_VILLAGES,
} from './world.ts'

const BATCH = 4_000

/**
 * Fills a database with townships of invented children, visits, log and counters, as the owner: COPY with secondary
 * indexes off, then indexes and statistics. The rows are those that acts would have written, encrypted and chained
 * alike. Townships that are there already stay as they are, so more can be added.
 */
export async function fill(system: System, size: Size, tell: (line: string) => void): Promise<void> {
  const { owner, server } = system
  const { rows } = await owner.query<{ there: number }>(
    'SELECT count(DISTINCT township)::int AS there FROM duty_window',
  )
  const there = rows[0]?.there ?? 0
  const fresh = Array.from({ length: size.townships }, (_, index) => index).slice(there)
  const source = await playbookSource()
  for (const index of fresh) {
    const township = townshipOf(index)
    await adoptPlaybook(owner, { township, name: `第${index + 1}镇`, source, businessDay: TODAY })
  }
  await server.townships.reload()
  if (fresh.length > 0) {
    const { playbook } = await server.townships.get(townshipOf(0))
    await openAccounts(system, fresh, playbook)
    const indexes = await takeIndexesOff(owner)
    await copyEverything(system, { size, fresh, playbook }, tell)
    tell('indexes and statistics')
    for (const { indexdef } of indexes) await owner.query(indexdef)
    await layOutPlainly(owner)
    await owner.query('VACUUM (ANALYZE)')
  }
  await countWindows(system, tell)
  await owner.query('CHECKPOINT')
}

/** Opens and counts the windows of duties that have begun, as the daily job does; those counted already stay. */
async function countWindows({ owner, server }: System, tell: (line: string) => void): Promise<void> {
  for (const township of server.townships.all()) {
    const opened = await openDueWindows(server.scopes, township, measures)
    if (opened > 0) tell(`${township.code}: ${opened} windows of duties counted`)
  }
  for (const table of ['duty_contribution', 'duty_total', 'duty_window'])
    await owner.query(`VACUUM (ANALYZE) ${table}`)
}

/** One office clerk (with second factor) and one village worker a township, made as an administrator makes them. */
async function openAccounts(
  { identity, owner }: System,
  townships: readonly number[],
  playbook: Playbook,
): Promise<void> {
  for (const index of townships) {
    const township = townshipOf(index)
    const villages = playbook.villages.slice(0, WORKER_VILLAGES).map((village) => village.id)
    const people = [
      { who: 'office', role: 'office', unit: 'pingan', villages: [] },
      { who: 'worker', role: 'village', unit: 'village', villages },
    ] as const
    for (const { who, role, unit, villages: own } of people) {
      const account = idOf(`account ${who}`, township, 0)
      await identity.createAccount({
        accountId: account,
        userName: userNameOf(who, township),
        displayName: '王明',
        password: PASSWORD,
        requireSecondFactor: role === 'office',
        ...(role === 'office' && { totpSecret: TOTP_SECRET }),
      })
      await owner.query(
        `INSERT INTO post (township, id, version, received_at, account, holder, title, role, post_unit, villages, "from")
         VALUES ($1, $2, $2, now(), $3, '王明', '干部', $4, $5, $6, '2024-01-01')`,
        [township, idOf(`post ${who}`, township, 0), account, role, unit, own],
      )
      await owner.query(
        `INSERT INTO file (township, sha256, account, size, media_type, received_at)
         VALUES ($1, $2, $3, 1000, 'image/jpeg', now())`,
        [township, PHOTO, account],
      )
    }
  }
}

/** Drops the indexes that no constraint stands on, of the tables that grow large; returns how to make them again. */
async function takeIndexesOff(owner: pg.Pool): Promise<{ indexdef: string }[]> {
  const { rows } = await owner.query<{ indexname: string; indexdef: string }>(
    `SELECT i.indexname, i.indexdef FROM pg_indexes i
     WHERE i.schemaname = 'public' AND i.tablename = ANY($1)
       AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conname = i.indexname)`,
    [
      [
        'child',
        'child_token',
        'household',
        'household_token',
        'visit',
        'visit_child',
        'act_log',
        'act_change',
      ],
    ],
  )
  for (const { indexname } of rows) await owner.query(`DROP INDEX ${indexname}`)
  return rows
}

/**
 * The register once more, as a program would lay it out that keeps categories in the listings only: rows in no order,
 * an index by village. The list page is compared with this, too.
 */
async function layOutPlainly(owner: pg.Pool): Promise<void> {
  await owner.query(`
    DROP SCHEMA IF EXISTS plain CASCADE;
    CREATE SCHEMA plain;
    CREATE TABLE plain.child AS SELECT * FROM child ORDER BY md5(id::text);
    ALTER TABLE plain.child DROP COLUMN categories, ADD PRIMARY KEY (township, id);
    CREATE INDEX ON plain.child (township, village);
    CREATE TABLE plain.listing AS SELECT * FROM listing ORDER BY md5(id::text);
    ALTER TABLE plain.listing ADD PRIMARY KEY (township, id);
    CREATE INDEX ON plain.listing (township, child);`)
}

async function copyEverything(
  system: System,
  given: { size: Size; fresh: readonly number[]; playbook: Playbook },
  tell: (line: string) => void,
): Promise<void> {
  const { size, fresh, playbook } = given
  const sealer = createSealer(system.masterKey)
  const pool = new pg.Pool({ connectionString: system.ownerUrl, max: 6 })
  // The rows refer to each other rightly; checking 2 million references one by one is left out.
  pool.on('connect', (client) => void client.query('SET session_replication_role = replica'))
  let underWay: Promise<unknown> = Promise.resolve()
  const send = async (tables: readonly Rows[]) => {
    await underWay
    underWay = Promise.all(
      tables.map(async (table) => {
        const client = await pool.connect()
        await copyRows(client, table).finally(() => client.release())
      }),
    )
    await setImmediate()
  }
  try {
    for (const index of fresh) {
      const township = townshipOf(index)
      const chain = createChain(township, sealer)
      const given = { size, playbook, sealer, township: index }
      const register = registerTables()
      for (let child = 0; child < size.childrenEach; child++) {
        for (const logged of addChild(register, { ...given, child })) chain.append(logged)
        if (child % 200 === 0) await setImmediate()
        if ((child + 1) % BATCH === 0) await send([...Object.values(register), chain.log, chain.changes])
      }
      await send([...Object.values(register), chain.log, chain.changes])
      const visits = visitTables()
      for (let visit = 0; visit < size.visitsEach; visit++) {
        chain.append(addVisit(visits, { ...given, visit }))
        if (visit % 200 === 0) await setImmediate()
        if ((visit + 1) % BATCH === 0) await send([visits.visit, visits.line, chain.log, chain.changes])
      }
      await send([visits.visit, visits.line, chain.log, chain.changes])
      await underWay
      const { seq, hash } = chain.head()
      await pool.query('UPDATE chain_head SET seq = $2, hash = $3 WHERE township = $1', [township, seq, hash])
      tell(`${township}: ${size.childrenEach} children, ${size.visitsEach} visits`)
    }
  } finally {
    await pool.end()
  }
}

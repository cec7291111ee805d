import { createSecretKey, randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Actor, Day, Playbook, Role } from '@hulei/core'
import pg from 'pg'
import { inject } from 'vitest'
import { handlers, observers } from '../rooms/index.ts'
import type { AnyHandler } from './acts/handler.ts'
import { createPerformer, type Performer } from './acts/perform.ts'
import { seedCalendarYears } from './calendar-years.ts'
import { createKeyring, type Keyring } from './crypto/keyring.ts'
import { createPool } from './db/pool.ts'
import { createScopes, type Scopes } from './db/scope.ts'
import { createTestDatabase, type TestDatabase } from './db/test-database.ts'
import { type Files, openFiles } from './files/index.ts'
import { loadTownships, type Townships } from './townships.ts'

/** The server without HTTP, over a database of its own, for tests of acts and reads as a role. */
export type TestServer = {
  readonly database: TestDatabase
  readonly owner: pg.Pool
  readonly scopes: Scopes
  readonly keyring: Keyring
  readonly townships: Townships
  readonly performer: Performer
  readonly files: Files
  /** The folder in which the files lie. */
  readonly filesDir: string
  /** Does an act and returns its reply; the id is made here. */
  act(
    actor: Actor,
    name: string,
    input: object,
    more?: object,
  ): Promise<{ record: string; act: string } & Record<string, unknown>>
  stop(): Promise<void>
}

/** A playbook of two villages, enough for tests that are not about plans. */
export const smallPlaybook = {
  units: [
    { id: 'pingan', name: '平安办', remits: [] },
    { id: 'civil', name: '民政办', remits: ['welfare'] },
    { id: 'edu', name: '学区', remits: ['education'] },
    { id: 'village', name: '村', remits: [] },
  ],
  villages: [
    { id: 'shiqiao', name: '石桥村' },
    { id: 'lianhua', name: '莲花村' },
  ],
  schools: [
    { id: 'zhongxin', name: '中心小学' },
    { id: 'dongxi', name: '东溪小学' },
  ],
  childCategories: [
    { id: 'left-behind', name: '留守儿童', basis: 'statutory' },
    { id: 'strained-family', name: '关系异常家庭', basis: 'concern' },
  ],
  householdFacts: [{ id: 'single-parent', name: '单亲家庭' }],
  helperSchemes: [{ id: 'six-for-one', name: '六包一' }],
  visitOutcomes: [
    { id: 'met', name: '见到', counts: true },
    { id: 'nobody-home', name: '无人在家', counts: false },
  ],
  visitForm: {
    rows: [
      {
        id: 'living',
        name: '生活',
        choices: [
          { id: 'good', name: '好' },
          { id: 'poor', name: '差' },
        ],
      },
    ],
    hazards: [{ id: 'pond', name: '水塘' }],
    told: [{ id: 'drowning', name: '防溺水' }],
    nextSteps: [{ id: 'none', name: '无' }],
  },
  lists: {},
  fields: {},
  duties: [],
  supervision: [],
  holidayMonths: [],
} as unknown as Playbook

/** Dropping the database at the end cuts connections that are still closing; nobody waits for those any more. */
const forgive = (client: pg.PoolClient) => void client.on('error', () => {})

export async function startTestServer(
  options: {
    today?: Day
    townships?: readonly string[]
    playbook?: Playbook
    /** The real clock, where a test moves it. */
    securityNow?: () => string
    /** Handlers beyond those of the rooms. */
    handlers?: readonly AnyHandler[]
    /** Business days follow this clock instead of standing on `today`: for deadlines, which a test moves through. */
    realNow?: () => number
  } = {},
): Promise<TestServer> {
  const database = await createTestDatabase(inject('serverUrl'))
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 })
  // Dropping the database at the end cuts connections that are still closing.
  owner.on('error', () => {})
  owner.on('connect', forgive)
  for (const code of options.townships ?? ['north', 'south']) {
    await owner.query('INSERT INTO township (code, name, business_day) VALUES ($1, $1, $2)', [
      code,
      options.realNow ? null : (options.today ?? '2024-05-20'),
    ])
    await owner.query(
      `INSERT INTO playbook_version (township, version, title, source, sha256) VALUES ($1, 1, 'test', 'test', '\\x00')`,
      [code],
    )
    await owner.query('INSERT INTO chain_head (township) VALUES ($1)', [code])
  }
  await seedCalendarYears(owner)
  const townships = await loadTownships(
    owner,
    () => options.playbook ?? smallPlaybook,
    options.realNow ?? Date.now,
  )
  const pool = createPool(database.appUrl, { max: 6 })
  pool.on('connect', forgive)
  const scopes = createScopes(pool, townships.clockOf)
  const keyring = createKeyring(createSecretKey(randomBytes(32)))
  const performer = createPerformer({
    scopes,
    keyring,
    townships,
    handlers: [...handlers, ...(options.handlers ?? [])],
    observers,
    securityNow: options.securityNow ?? (() => new Date().toISOString()),
  })
  const filesDir = await mkdtemp(join(tmpdir(), 'hulei-files-'))
  return {
    database,
    owner,
    scopes,
    keyring,
    townships,
    performer,
    files: await openFiles(filesDir),
    filesDir,
    act: async (actor, name, input, more = {}) =>
      (await performer.perform(actor, { id: randomUUID(), act: name, input, ...more })) as never,
    async stop() {
      await pool.end()
      await owner.end()
      await database.drop()
      await rm(filesDir, { recursive: true, force: true })
    },
  }
}

/** An actor of a role in the township `north`, unless said. */
export function actorOf(role: Role, more: Partial<Actor> = {}): Actor {
  return {
    township: 'north',
    account: `${role}-account`,
    post: '00000000-0000-4000-8000-000000000001',
    name: '测试员',
    role,
    unit: { office: 'pingan', village: 'village', police: 'police' }[role as 'office'] ?? 'party',
    villages: role === 'village' ? ['shiqiao'] : [],
    school: role === 'school' ? 'zhongxin' : null,
    remits: [],
    ...more,
  }
}

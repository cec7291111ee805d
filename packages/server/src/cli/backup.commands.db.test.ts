import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Child, child } from '@hulei/core'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { readConfig } from '../config.ts'
import { makeDemo } from '../demo/index.ts'
import { verifyChain } from '../platform/acts/verify.ts'
import { findRecord } from '../platform/db/records.ts'
import { actorOf } from '../platform/test-server.ts'
import { openSystem, type System } from '../system.ts'
import { backupCommand, restoreCommand } from './backup.commands.ts'
import type { Command } from './options.ts'

const serverUrl = inject('serverUrl')
const names = { kept: `hulei_kept_${process.pid}`, restored: `hulei_restored_${process.pid}` }
const urlOf = (name: string) => {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}
let folder: string

const onServer = async (statements: readonly string[]) => {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()
}
const open = (dataDir: string, name: string) =>
  openSystem({ ...readConfig({}), dataDir, databaseUrl: urlOf(name) })
const run = async (command: Command, dataDir: string, name: string) => {
  vi.stubEnv('DATABASE_URL', urlOf(name))
  const said = vi.spyOn(console, 'log').mockImplementation(() => {})
  try {
    return await command.run([join(folder, 'hulei.backup'), '--data', dataDir])
  } finally {
    said.mockRestore()
    vi.unstubAllEnvs()
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hulei-whole-'))
  await onServer(Object.values(names).map((name) => `CREATE DATABASE ${name}`))
})
afterAll(async () => {
  await onServer(Object.values(names).map((name) => `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))
  await rm(folder, { recursive: true, force: true })
})

/** What must be the same after a restore: one child whole, how much there is, who may sign in, and the chain. */
async function lookAt(system: System) {
  const township = 'fushoushan'
  const { rows } = await system.owner.query<{ id: string; children: string; visits: string; logged: string }>(
    `SELECT (SELECT id FROM child ORDER BY id LIMIT 1) AS id, (SELECT count(*) FROM child) AS children,
       (SELECT count(*) FROM visit) AS visits, (SELECT count(*) FROM act_log) AS logged`,
  )
  const opened = await system.server.scopes.read(actorOf('office', { township }), (scope) =>
    findRecord(scope, system.server.keyring, child, rows[0]?.id ?? ''),
  )
  const accounts = (await system.identity.listAccounts()).map((account) => account.userName)
  const { ok, head } = await verifyChain(system.owner, township)
  return { counts: rows[0], opened: opened as Child | undefined, accounts, ok, head }
}

test('content, data keys and the master key, kept apart, together give everything back', async () => {
  const [first, second] = [join(folder, 'first'), join(folder, 'second')]
  const kept = await open(first, names.kept)
  await makeDemo(kept, { seed: 1, scale: 0.02 }, () => {})
  const before = await lookAt(kept)
  await kept.close()
  expect(before.ok).toBe(true)
  expect(before.opened?.address).toMatch(/村/)

  expect(await run(backupCommand, first, names.kept)).toBe(0)
  // Without the master key a backup is noise.
  await expect(run(restoreCommand, second, names.restored)).rejects.toThrow()
  await rm(second, { recursive: true, force: true })
  await cp(join(first, 'keys'), join(second, 'keys'), { recursive: true })
  expect(await run(restoreCommand, second, names.restored)).toBe(0)

  const restored = await open(second, names.restored)
  const after = await lookAt(restored)
  await restored.close()
  expect(after).toEqual(before)
})

import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { verifyChain } from '../platform/acts/verify.ts'
import { startPostgres } from '../platform/db/engine/index.ts'
import { openSystem } from '../system.ts'
import { FAULT_TOWNSHIP, found, killServer, startWorker } from './fault-fixture.ts'

/** What of the confirmed is not in the register, the log and the receipts after a restart without a hand. */
async function missingAfterRestart(dataDir: string, confirmed: ReadonlySet<string>): Promise<string[]> {
  const system = await openSystem(readConfig({}, { data: dataDir }))
  try {
    const { rows } = await system.owner.query<{ id: string }>(
      `SELECT h.id FROM household h JOIN act_log l USING (township, id) JOIN act_receipt r USING (township, id)
       WHERE township = $1`,
      [FAULT_TOWNSHIP],
    )
    expect(await verifyChain(system.owner, FAULT_TOWNSHIP)).toMatchObject({ ok: true })
    const { rows: halves } = await system.owner.query(
      `SELECT id FROM household h WHERE NOT EXISTS (SELECT FROM act_log l WHERE l.township = h.township AND l.id = h.id)
       UNION ALL SELECT id FROM act_log l WHERE act = 'household.register'
         AND NOT EXISTS (SELECT FROM household h WHERE h.township = l.township AND h.id = l.id)`,
    )
    expect(halves).toEqual([])
    const there = new Set(rows.map((row) => row.id))
    return [...confirmed].filter((id) => !there.has(id))
  } finally {
    await system.close()
  }
}

// What is shown holds on any system; to find a server's processes by their parent needs /proc.
describe.skipIf(process.platform !== 'linux')(
  'after kill -9 in the middle of acts, what was confirmed is there',
  () => {
    let dataDir: string

    beforeAll(async () => {
      dataDir = await mkdtemp(join(tmpdir(), 'hulei-faults-'))
      await chmod(dataDir, 0o755)
      const system = await openSystem(readConfig({}, { data: dataDir }))
      await found(system)
      await system.close()
    })
    afterAll(async () => {
      await (await startPostgres({ dataDir })).stop('always')
      await rm(dataDir, { recursive: true, force: true })
    })

    const serverPid = async () => {
      const engine = await startPostgres({ dataDir })
      await engine.stop('mine')
      return engine.pid
    }

    test.each(['node', 'postgres', 'both'] as const)('of %s', { timeout: 120_000 }, async (which) => {
      const everything = new Set<string>()
      for (const count of [15, 60]) {
        const worker = await startWorker(dataDir)
        try {
          await worker.until(count)
          const pid = await serverPid()
          if (which === 'both') await Promise.all([worker.kill(), killServer(pid)])
          if (which === 'postgres') {
            const before = worker.confirmed.size
            await killServer(pid)
            // Node starts it again by itself: until then acts are refused in words, then they are confirmed as before.
            await worker.until(before + count)
            expect(new Set(worker.refused)).toEqual(new Set(['database.unavailable']))
          }
        } finally {
          await worker.kill()
        }
        for (const id of worker.confirmed) everything.add(id)
        expect(await missingAfterRestart(dataDir, everything)).toEqual([])
      }
      expect(everything.size).toBeGreaterThan(70)
    })
  },
)

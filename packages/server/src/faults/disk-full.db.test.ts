import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmod, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { verifyChain } from '../platform/acts/verify.ts'
import { startPostgres } from '../platform/db/engine/index.ts'
import { Refusal } from '../platform/errors.ts'
import { openSystem, type System } from '../system.ts'
import { FAULT_TOWNSHIP, found, registrar } from './fault-fixture.ts'

const MEGABYTE = 1024 * 1024
/** Room for a cluster, its log of changes and some rows. */
const DISK = 220 * MEGABYTE

/** A small disk of its own, in memory; undefined where this account may not mount one. */
async function mountSmallDisk(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined
  const dir = await mkdtemp(join(tmpdir(), 'hulei-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK}`, 'tmpfs', dir], { stdio: 'ignore' })
  } catch {
    await rm(dir, { recursive: true })
    return undefined
  }
  await chmod(dir, 0o755)
  return dir
}

const disk = await mountSmallDisk()
if (!disk) console.warn('磁盘写满的测试没有运行：挂载一个小磁盘需要 Linux 的 root 权限。')

describe.skipIf(!disk)('a disk that is full', () => {
  const dataDir = disk ?? ''
  const ballast = join(dataDir, 'ballast')
  const confirmed = new Set<string>()
  let system: System

  beforeAll(async () => {
    system = await openSystem(readConfig({}, { data: dataDir }))
    await found(system)
  })
  afterAll(async () => {
    await system.close().catch(() => {})
    await (await startPostgres({ dataDir })).stop('always')
    execFileSync('umount', [dataDir])
    await rm(dataDir, { recursive: true })
  })

  /** Takes up whatever room is left. */
  const fill = async () => {
    const file = await open(ballast, 'a')
    try {
      for (let size = MEGABYTE; size >= 4096; ) {
        const wrote = await file.write(Buffer.alloc(size)).then(
          ({ bytesWritten }) => bytesWritten,
          () => 0,
        )
        if (wrote < size) size = Math.floor(size / 2)
      }
    } finally {
      await file.close()
    }
  }

  const register = async (id: string) => {
    await system.server.performer.perform(registrar, {
      id,
      act: 'household.register',
      input: { village: 'shiqiao', headName: '张大山', facts: [], address: '桥头组'.repeat(30) },
    })
    confirmed.add(id)
  }

  /** Registers until the disk has no more room; what was refused, and with which act. */
  const untilRefused = async (): Promise<{ id: string; error: unknown }> => {
    for (let count = 0; count < 20_000; count++) {
      const id = randomUUID()
      try {
        await register(id)
      } catch (error) {
        return { id, error }
      }
    }
    throw new Error('The disk never got full')
  }

  test('refuses in words, loses nothing that was confirmed, and goes on once there is room', {
    timeout: 180_000,
  }, async () => {
    for (let count = 0; count < 50; count++) await register(randomUUID())
    await fill()
    const { id, error } = await untilRefused()
    expect(error).toBeInstanceOf(Refusal)
    // The table's file could not grow, or the log of changes could not: then the server stops itself to lose nothing.
    expect(['storage.full', 'database.unavailable']).toContain((error as Refusal).code)
    await rm(ballast)
    for (let tries = 0; ; tries++) {
      try {
        await register(id)
        break
      } catch (again) {
        if (tries > 300) throw again
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    }
    const { rows } = await system.owner.query<{ id: string }>(
      'SELECT h.id FROM household h JOIN act_log USING (township, id) WHERE township = $1',
      [FAULT_TOWNSHIP],
    )
    expect(new Set(rows.map((row) => row.id))).toEqual(confirmed)
    expect(await verifyChain(system.owner, FAULT_TOWNSHIP)).toMatchObject({ ok: true })
  })
})

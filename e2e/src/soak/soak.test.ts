import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freePort } from '../hulei.ts'
import { runSoak } from './run-soak.ts'
import { serverProcess } from './server-process.ts'

test('three phones on a broken line lose nothing, send nothing twice, and their server may be killed', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'hulei-soak-'))
  try {
    const counts = await runSoak({
      dataDir,
      server: serverProcess(dataDir, await freePort()),
      visits: 80,
      phones: 3,
      seed: 20240520,
      killsAfter: [30],
      tell: () => {},
    })
    expect(counts.faults).toEqual([])
    expect(counts).toMatchObject({ visitsWritten: 80, confirmed: 80, refused: 0, photos: 80 })
    expect(counts.amended).toBeGreaterThan(3)
    expect(counts.storeFaults).toBeGreaterThan(0)
    expect(counts.serverKills).toBeGreaterThan(0)
    expect(counts.phonesEnded).toBeGreaterThan(0)
    expect(Object.values(counts.lineFaults).every((times) => times > 0)).toBe(true)
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}, 240_000)

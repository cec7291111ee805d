import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { buildWeb } from '../../packages/server/src/cli/build-web.ts'
import { readConfig } from '../../packages/server/src/config.ts'
import { demoCodeOf, makeDemo, type StoryOptions } from '../../packages/server/src/demo/index.ts'
import { serve } from '../../packages/server/src/serve.ts'
import { openSystem, type System, webDirs } from '../../packages/server/src/system.ts'
import { dataFolder } from './demo-copy.ts'

/** A whole Hulei of its own: database, console, and a small invented township that stands on 2024-05-20. */
export type Hulei = {
  readonly url: string
  readonly dataDir: string
  readonly system: System
  /** The code that a demo account's phone shows now. */
  code(userName: string): Promise<string>
  stop(): Promise<void>
}

const story: StoryOptions = { seed: 1, scale: 0.05 }

export const demo = async (system: System): Promise<void> => {
  await makeDemo(system, story, () => {})
}

async function prepareDemo(dataDir: string): Promise<void> {
  const system = await openSystem({ ...readConfig({}), dataDir })
  try {
    await demo(system)
  } finally {
    await system.close()
  }
}

export async function startHulei(
  prepare: (system: System) => Promise<void> = demo,
  /** The phone app is served from a folder of the test's own. */
  { fieldDir }: { fieldDir?: string } = {},
): Promise<Hulei> {
  await buildWeb(() => {})
  const dataDir = await dataFolder(prepare === demo ? prepareDemo : undefined)
  const config = { ...readConfig({}), dataDir, port: 0, host: '127.0.0.1' }
  const dirs = { ...webDirs, ...(fieldDir && { field: fieldDir }) }
  const running = await serve(config, prepare === demo ? undefined : prepare, dirs)
  return {
    url: running.url,
    dataDir,
    system: running.system,
    code: async (userName) => (await demoCodeOf(story, userName, new Date())) ?? '',
    async stop() {
      await running.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** For a server in a process of its own, which must come up at the same address when it is started again. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

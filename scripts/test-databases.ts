import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { buildWeb } from '../packages/server/src/cli/build-web.ts'
import { startTestPostgres } from '../packages/server/src/platform/db/engine/test-postgres.ts'
import { createTemplate } from '../packages/server/src/platform/db/test-database.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    serverUrl: string
  }
}

/**
 * Vitest's global set-up: one PostgreSQL for the run, the migrated template that each test file clones, and the console
 * built once, so that browser tests side by side do not build it under each other's feet.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await buildWeb(() => {})
  const postgres = await startTestPostgres()
  await createTemplate(postgres.ownerUrl)
  project.provide('serverUrl', postgres.ownerUrl)
  // Browser tests share one invented township (e2e/src/demo-copy.ts); workers inherit where it lies.
  const demo = await mkdtemp(join(tmpdir(), 'hulei-demo-'))
  await chmod(demo, 0o755)
  process.env.HULEI_TEST_DEMO = demo
  return async () => {
    await postgres.stop()
    await rm(demo, { recursive: true, force: true })
  }
}

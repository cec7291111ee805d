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
  return postgres.stop
}

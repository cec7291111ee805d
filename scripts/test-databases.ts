import type { TestProject } from 'vitest/node'
import { startTestPostgres } from '../packages/server/src/platform/db/engine/test-postgres.ts'
import { createTemplate } from '../packages/server/src/platform/db/test-database.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    serverUrl: string
  }
}

/** Vitest's global set-up: one PostgreSQL for the run, and the migrated template that each test file clones. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startTestPostgres()
  await createTemplate(postgres.ownerUrl)
  project.provide('serverUrl', postgres.ownerUrl)
  return postgres.stop
}

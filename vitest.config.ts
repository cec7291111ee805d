import { defineConfig } from 'vitest/config'

/** One runner for every package; database tests share one embedded PostgreSQL started by the global set-up. */
export default defineConfig({
  test: {
    include: [
      'packages/*/src/**/*.test.ts',
      'scripts/**/*.test.ts',
      'bench/src/**/*.test.ts',
      'e2e/src/**/*.test.ts',
    ],
    globalSetup: ['scripts/test-databases.ts'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
})

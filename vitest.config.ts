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
    // Guards against what hangs, not against a slow machine: what must be fast is measured by `npm run bench`.
    testTimeout: 120_000,
    hookTimeout: 240_000,
    maxWorkers: 2,
  },
})

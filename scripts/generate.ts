import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { buildApp } from '../packages/server/src/app.ts'
import { createRoutes } from '../packages/server/src/platform/identity/routes.ts'
import type { Server } from '../packages/server/src/platform/server.ts'

/**
 * Writes docs/openapi.json from the routes and declared acts as they are; `--check` says whether it is current. The
 * application is only described, never asked: nothing behind its routes is there.
 */
const FILE = 'docs/openapi.json'

const nothing = {} as never
const app = await buildApp({
  server: nothing as Server,
  identityRoutes: createRoutes({
    signIn: nothing,
    sessions: nothing,
    redeemSetupLink: nothing,
    checkOrigin: () => {},
  }),
  checkOrigin: () => {},
  isHttps: false,
  logLevel: 'silent',
  isReady: async () => false,
})
await app.ready()
const text = `${JSON.stringify(app.swagger(), null, 1)}\n`
await app.close()

if (process.argv.includes('--check')) {
  const isCurrent = existsSync(FILE) && readFileSync(FILE, 'utf8') === text
  if (!isCurrent) console.error(`${FILE} 不是最新的，请运行 npm run generate`)
  process.exitCode = isCurrent ? 0 : 1
} else {
  writeFileSync(FILE, text)
  console.log(`${FILE}：${Object.keys(app.swagger().paths ?? {}).length} 个地址`)
}

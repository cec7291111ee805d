import { buildApp } from '../../packages/server/src/app.ts'
import { readConfig } from '../../packages/server/src/config.ts'
import { openSystem } from '../../packages/server/src/system.ts'
import { ORIGIN } from './operations.ts'

/** Hulei's whole HTTP application in a process of its own, on a data folder whose database runs already. */
const [, , dataDir = ''] = process.argv
const system = await openSystem({ ...readConfig({}, { data: dataDir }), publicUrl: ORIGIN })
const app = await buildApp({
  server: system.server,
  identityRoutes: system.identity.routes,
  checkOrigin: system.identity.checkOrigin,
  isHttps: false,
  logLevel: 'error',
  isReady: system.isReady,
})
const url = await app.listen({ port: 0, host: '127.0.0.1' })
process.send?.({ url })
process.on('disconnect', async () => {
  await app.close()
  await system.close()
  process.exit(0)
})

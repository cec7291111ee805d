import type { FastifyPluginAsync } from 'fastify'
import type { Server } from '../../platform/server.ts'
import { childFileRoutes } from './child-file.routes.ts'
import { exportRoutes } from './children.export.ts'
import { importRoutes } from './import/import.routes.ts'

/** Reads of the children's room that are more than a list, and ledgers in and out. */
export function childrenRoutes(server: Server): FastifyPluginAsync {
  return async (app) => {
    for (const routes of [childFileRoutes, exportRoutes, importRoutes]) await app.register(routes(server))
  }
}

import { child, mayBeGranted } from '@hulei/core'
import type { FastifyPluginAsync } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { notFound } from '../../platform/errors.ts'
import { readableKind } from '../../platform/http/registers.routes.ts'
import type { Server } from '../../platform/server.ts'
import { readChildFile } from './child-file.reads.ts'
import { listApart, listDuplicates } from './duplicates.reads.ts'

const params = z.object({ id: z.uuid() })

/** A child's file in one request, and files that may be one child's. */
export function childFileRoutes(server: Server): FastifyPluginAsync {
  const { scopes, keyring, sessions, townships, readLog } = server
  return async (app) => {
    const routes = app.withTypeProvider<ZodTypeProvider>()

    routes.get(
      '/api/children/:id/file',
      { schema: { summary: '儿童档案：一页看全', tags: ['children'], params } },
      async (request) => {
        const actor = await sessions.actorOf(request)
        readableKind(child.name, (grants) => mayBeGranted(grants, actor))
        const { lists } = await townships.get(actor.township)
        return await scopes.read(actor, async (scope) => {
          const file = await readChildFile(scope, keyring, lists, request.params.id)
          readLog.note(scope, { what: 'open', kind: child.name, record: file.child.id, rows: 1 })
          return file
        })
      },
    )

    routes.get(
      '/api/children/:id/duplicates',
      { schema: { summary: '这份档案可能与谁重复，已核对不是同一人的另列', tags: ['children'], params } },
      async (request) => {
        const actor = await sessions.actorOf(request)
        readableKind(child.name, (grants) => mayBeGranted(grants, actor))
        return await scopes.read(actor, async (scope) => {
          const pairs = await listDuplicates(scope, keyring, request.params.id)
          const apart = await listApart(scope, keyring, request.params.id)
          readLog.note(scope, {
            what: 'list',
            kind: child.name,
            record: request.params.id,
            rows: (pairs.length + apart.length) * 2,
          })
          return { pairs, apart }
        })
      },
    )

    routes.get(
      '/api/children/duplicates',
      { schema: { summary: '疑似重复的档案，已核对不是同一人的另列', tags: ['children'] } },
      async (request) => {
        const actor = await sessions.actorOf(request)
        readableKind(child.name, (grants) => mayBeGranted(grants, actor))
        // Merging is the office's; others are shown a child's own duplicates in its file.
        if (!mayBeGranted(['office', 'remit:welfare', 'own-village'], actor)) throw notFound()
        return await scopes.read(actor, async (scope) => {
          const pairs = await listDuplicates(scope, keyring)
          const apart = await listApart(scope, keyring)
          readLog.note(scope, { what: 'list', kind: child.name, rows: (pairs.length + apart.length) * 2 })
          return { pairs, apart }
        })
      },
    )
  }
}

import { mayBeGranted, monthOf, parseMonth, visit } from '@hulei/core'
import type { FastifyPluginAsync } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { notAllowed } from '../../platform/errors.ts'
import type { Server } from '../../platform/server.ts'
import { listDueVisits } from './visits.reads.ts'

/** Whom to visit. */
export function visitRoutes({ scopes, keyring, sessions, townships, readLog }: Server): FastifyPluginAsync {
  return async (app) => {
    app.withTypeProvider<ZodTypeProvider>().get(
      '/api/visits/due',
      {
        schema: {
          summary: '本月走访对象：应走访、已走访、这次重点看什么',
          tags: ['visits'],
          querystring: z.object({
            month: z
              .string()
              .regex(/^\d{4}-(0[1-9]|1[0-2])$/, '月份应写作 2024-05')
              .optional(),
            village: z.string().max(60).optional(),
            post: z.uuid().optional(),
          }),
        },
      },
      async (request) => {
        const actor = await sessions.actorOf(request)
        if (!mayBeGranted(visit.readers, actor)) throw notAllowed('查看走访')
        const township = await townships.get(actor.township)
        const { month: asked, village } = request.query
        const chosen = parseMonth(asked ?? '') ?? monthOf(township.clock.today())
        return await scopes.read(actor, async (scope) => {
          const list = await listDueVisits(scope, keyring, township, { month: chosen, village })
          readLog.note(scope, { what: 'list', kind: 'child', rows: list.children.length })
          return { ...list, today: scope.today }
        })
      },
    )
  }
}

import { mayBeGranted, takeUpCell } from '@hulei/core'
import type { FastifyPluginAsync } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { notAllowed } from '../../platform/errors.ts'
import type { Server } from '../../platform/server.ts'
import { listWaitingCells } from '../children/index.ts'

/** What ledgers held that would show who was harmed, and nobody has taken up: how much, of which ledger and line. */
export function sealedCellRoutes({ scopes, sessions }: Server): FastifyPluginAsync {
  return async (app) => {
    app
      .withTypeProvider<ZodTypeProvider>()
      .get(
        '/api/sealed-cells',
        { schema: { summary: '台账密封内容：还没有接办的，只有条数和出处', tags: ['sealing'] } },
        async (request) => {
          const actor = await sessions.actorOf(request)
          if (!mayBeGranted(takeUpCell.by, actor)) throw notAllowed('查看台账密封内容')
          return { ledgers: await scopes.read(actor, listWaitingCells) }
        },
      )
  }
}

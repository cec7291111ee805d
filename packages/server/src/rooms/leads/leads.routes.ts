import { type Actor, lead, mayBeGranted } from '@hulei/core'
import type { FastifyPluginAsync } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { notAllowed } from '../../platform/errors.ts'
import type { Server } from '../../platform/server.ts'
import { leadFigures, leadPage, listLeads } from './leads.reads.ts'

const code = z.string().max(60).optional()

/** The inbox of leads, its figures, and one lead. */
export function leadRoutes({ scopes, keyring, sessions, readLog }: Server): FastifyPluginAsync {
  return async (app) => {
    const routes = app.withTypeProvider<ZodTypeProvider>()

    routes.get(
      '/api/leads',
      {
        schema: {
          summary: '线索：一条一行，没有姓名；未处理的在前，最急的在最上面',
          tags: ['leads'],
          querystring: z.object({
            state: z.enum(['open', 'undecided', 'over', 'ended', 'all']).default('open'),
            source: code,
            concerns: code,
            village: code,
            unit: code,
            mine: z.enum(['true', 'false']).optional(),
            page: z.coerce.number().int().min(1).max(10_000).default(1),
          }),
        },
      },
      async (request) => {
        const actor = readerOnly(await sessions.actorOf(request))
        const { mine, ...query } = request.query
        return await scopes.read(actor, async (scope) => {
          const page = await listLeads(scope, { ...query, mine: mine === 'true' })
          readLog.note(scope, { what: 'list', kind: lead.name, rows: page.rows.length })
          return page
        })
      },
    )

    routes.get(
      '/api/leads/figures',
      { schema: { summary: '待处理、超时、待签收的线索条数', tags: ['leads'] } },
      async (request) => await scopes.read(readerOnly(await sessions.actorOf(request)), leadFigures),
    )

    routes.get(
      '/api/leads/:id',
      {
        schema: {
          summary: '一条线索：时限、告知、催办、关联和经过（没有密封内容）',
          tags: ['leads'],
          params: z.object({ id: z.uuid() }),
        },
      },
      async (request) => {
        const actor = readerOnly(await sessions.actorOf(request))
        return await scopes.read(actor, async (scope) => {
          const page = await leadPage(scope, keyring, request.params.id)
          readLog.note(scope, { what: 'open', kind: lead.name, record: page.lead.id, rows: 1 })
          return page
        })
      },
    )
  }
}

function readerOnly(actor: Actor): Actor {
  if (!mayBeGranted(lead.readers, actor)) throw notAllowed('查看线索')
  return actor
}

import type { FastifyPluginAsync } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { countMessages, listMessages } from '../notify/index.ts'
import type { Server } from '../server.ts'

/** A person's own messages; nobody reads another's, so there is no more to ask for than which of them. */
export function messageRoutes({ scopes, sessions, townships }: Server): FastifyPluginAsync {
  return async (app) => {
    const routes = app.withTypeProvider<ZodTypeProvider>()

    routes.get(
      '/api/messages',
      {
        schema: {
          summary: '我的消息：待签收的在前，其余新的在前',
          tags: ['messages'],
          querystring: z.object({ state: z.enum(['open', 'all']).default('open') }),
        },
      },
      async (request) => {
        const actor = await sessions.actorOf(request)
        const { lists } = await townships.get(actor.township)
        return {
          messages: await scopes.read(actor, (scope) => listMessages(scope, lists, request.query)),
        }
      },
    )

    routes.get(
      '/api/messages/count',
      { schema: { summary: '未读和待签收的条数', tags: ['messages'] } },
      async (request) => await scopes.read(await sessions.actorOf(request), countMessages),
    )
  }
}

import { isGranted, sign } from '@hulei/core'
import type { FastifyPluginAsync } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { findRecord } from '../../platform/db/records.ts'
import { notAllowed, notFound, Refusal } from '../../platform/errors.ts'
import type { Server } from '../../platform/server.ts'
import { signPage, signPagePolicy } from './public/sign-page.ts'
import { venueSecretOf } from './signs.ts'

/** Signs as pages to print. The venue's code is given only to those who may issue it. */
export function signRoutes({ scopes, keyring, sessions, townships }: Server): FastifyPluginAsync {
  return async (app) => {
    app.withTypeProvider<ZodTypeProvider>().get(
      '/api/signs/:id/print',
      {
        schema: {
          summary: '打印举报牌；for=venue 打印场所负责人专用码',
          tags: ['leads'],
          params: z.object({ id: z.uuid() }),
          querystring: z.looseObject({
            size: z.enum(['a4', 'a6']).default('a4'),
            for: z.enum(['public', 'venue']).default('public'),
          }),
        },
      },
      async (request, reply) => {
        const actor = await sessions.actorOf(request)
        const { size, for: whom } = request.query
        const at = await scopes.read(actor, (scope) => findRecord(scope, keyring, sign, request.params.id))
        if (!at) throw notFound(sign.title)
        if (at.endedOn) throw new Refusal('signs.taken-down', 409, '这块举报牌已经停用，不能再打印。')
        const isVenue = whom === 'venue'
        if (isVenue && !isGranted(sign.writers, actor, at)) throw notAllowed('打印场所专用码')
        if (isVenue && !at.isVenue)
          throw new Refusal('signs.no-venue', 409, '这块举报牌没有场所专用码；需要的话先更正举报牌。')
        const township = await townships.get(actor.township)
        const { code } = township
        const host = `${request.protocol}://${request.host}`
        const base = townships.all().length === 1 ? '/report' : `/report/${code}`
        const address = isVenue
          ? `${host}/venue/${code}/${at.token}.${venueSecretOf(keyring, code, at)}`
          : `${host}${base}?at=${at.token}`
        return reply
          .type('text/html; charset=utf-8')
          .header('content-security-policy', signPagePolicy)
          .send(signPage(township, at, { address, isVenue, size }))
      },
    )
  }
}

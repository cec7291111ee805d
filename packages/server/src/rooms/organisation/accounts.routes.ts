import type { Actor } from '@hulei/core'
import type { FastifyPluginAsync } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { notAllowed } from '../../platform/errors.ts'
import type { Server } from '../../platform/server.ts'
import { listManaged } from './accounts.acts.ts'
import { vacanciesOf } from './vacancies.ts'

/** Accounts as an administrator sees them, and the one-time links by which people choose their passwords. */
export function accountRoutes({
  identity,
  performer,
  scopes,
  sessions,
  townships,
}: Server): FastifyPluginAsync {
  return async (app) => {
    const routes = app.withTypeProvider<ZodTypeProvider>()

    routes.get(
      '/api/accounts',
      { schema: { summary: '本乡镇的账号，和还没有人任职的要紧岗位', tags: ['accounts'] } },
      async (request) => {
        const actor = administratorOnly(await sessions.actorOf(request))
        const { playbook } = await townships.get(actor.township)
        return await scopes.read(actor, async (scope) => ({
          accounts: identity ? await listManaged(identity, scope) : [],
          vacancies: await vacanciesOf(scope, playbook),
        }))
      },
    )

    routes.post(
      '/api/accounts/:id/link',
      {
        schema: {
          summary: '发放一次性设置链接（24小时内有效；原密码随即失效）',
          tags: ['accounts'],
          params: z.object({ id: z.uuid() }),
          body: z.strictObject({ act: z.uuid({ error: '办理编号应为UUID' }) }),
        },
      },
      async (request) => {
        const actor = administratorOnly(await sessions.actorOf(request))
        const { id } = request.params
        await performer.perform(actor, { id: request.body.act, act: 'account.link', record: id, input: {} })
        const token = await identity?.resetPassword(id)
        return { link: `/setup?token=${token}` }
      },
    )
  }
}

function administratorOnly(actor: Actor): Actor {
  if (actor.role !== 'administrator') throw notAllowed('账号管理')
  return actor
}

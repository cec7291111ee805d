import { acts, kinds, mayBeGranted, roles } from '@hulei/core'
import type { FastifyPluginAsync } from 'fastify'
import type { Server } from '../server.ts'

/** Who I am here: account, posts to choose from, and for the chosen one what it may see and do. */
export function meRoutes({ sessions, townships }: Server): FastifyPluginAsync {
  return async (app) => {
    app.get('/api/me', { schema: { summary: '我的账号与岗位', tags: ['me'] } }, async (request) => {
      const account = await sessions.accountOf(request)
      return { account, posts: await sessions.postsOf(account.accountId) }
    })

    app.get(
      '/api/me/post',
      { schema: { summary: '当前岗位：能看什么、能办什么、方案与名录', tags: ['me'] } },
      async (request) => {
        const actor = await sessions.actorOf(request)
        const township = await townships.get(actor.township)
        return {
          actor,
          roleTitle: roles[actor.role].title,
          township: {
            code: township.code,
            name: township.name,
            isDemo: township.isDemo,
            today: township.clock.today(),
          },
          playbook: {
            title: township.playbook.title,
            version: township.playbookVersion,
            fields: township.playbook.fields,
          },
          lists: Object.fromEntries(township.lists),
          registers: [...kinds.values()]
            .filter((kind) => mayBeGranted(kind.readers, actor))
            .map((kind) => ({ kind: kind.name, writable: mayBeGranted(kind.writers, actor) })),
          acts: [...acts.values()].filter((act) => mayBeGranted(act.by, actor)).map((act) => act.name),
        }
      },
    )
  }
}

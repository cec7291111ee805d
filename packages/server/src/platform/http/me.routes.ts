import { acts, kinds, mayBeGranted, type Playbook, roles } from '@hulei/core'
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
            visitForm: township.playbook.visitForm,
            visitOutcomes: township.playbook.visitOutcomes,
            plan: township.playbook.plan,
            holidayMonths: township.playbook.holidayMonths,
          },
          lists: {
            ...Object.fromEntries(township.lists),
            helperRoles: helperRolesOf(township.playbook),
            duties: township.playbook.duties.map(({ id, title }) => ({ id, name: title })),
            terms: township.playbook.schoolCalendar.terms.map(({ id, name }) => ({ id, name })),
          },
          registers: [...kinds.values()]
            .filter((kind) => !kind.isSealed)
            .filter((kind) => mayBeGranted(kind.readers, actor))
            .map((kind) => ({ kind: kind.name, writable: mayBeGranted(kind.writers, actor) })),
          acts: [...acts.values()].filter((act) => mayBeGranted(act.by, actor)).map((act) => act.name),
        }
      },
    )
  }
}

/** The roles of all helper schemes, by name; one that stands in several is named as in the first. */
function helperRolesOf(playbook: Playbook) {
  const roles = playbook.helperSchemes.flatMap((scheme) => scheme.roles ?? [])
  return [...new Map(roles.toReversed().map(({ id, name }) => [id, { id, name }])).values()].toReversed()
}

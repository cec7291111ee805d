import { mayBeGranted, rescuePlan, rescueProof, rescueTask, youngOffender } from '@hulei/core'
import type { FastifyPluginAsync } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { notFound } from '../../platform/errors.ts'
import type { Server } from '../../platform/server.ts'
import { readOffender, readOwnRescues, readOwnTasks, readProof, readRescue } from './support.reads.ts'

const byId = z.object({ id: z.uuid() })

/** Reads of rescue and of young offenders. The line of a sealed reading is in the log before the answer leaves. */
export function supportRoutes({ scopes, keyring, sessions, readLog }: Server): FastifyPluginAsync {
  return async (app) => {
    const routes = app.withTypeProvider<ZodTypeProvider>()

    routes.get(
      '/api/matters/:matter/rescue',
      {
        schema: {
          summary: '一个事项（案件、线索）的救助方案、同意、评估和任务（只有代号）',
          tags: ['support'],
          params: z.object({ matter: z.uuid() }),
        },
      },
      async (request) => {
        const actor = await sessions.actorOf(request)
        if (!mayBeGranted(rescuePlan.readers, actor)) throw notFound(rescuePlan.title)
        return await scopes.read(actor, async (scope) => {
          const rescue = await readRescue(scope, keyring, request.params.matter)
          readLog.note(scope, { what: 'list', kind: rescuePlan.name, rows: rescue.plans.length })
          return rescue
        })
      },
    )

    routes.get(
      '/api/rescues',
      { schema: { summary: '按姓名指定我参加的救助：方案、任务、同意（只有代号）', tags: ['support'] } },
      async (request) => {
        const actor = await sessions.actorOf(request)
        if (!mayBeGranted(rescuePlan.readers, actor)) throw notFound(rescuePlan.title)
        return await scopes.read(actor, async (scope) => {
          const own = await readOwnRescues(scope, keyring)
          readLog.note(scope, { what: 'list', kind: rescuePlan.name, rows: own.plans.length })
          return own
        })
      },
    )

    routes.get(
      '/api/rescue-tasks',
      { schema: { summary: '本单位的救助任务（只有任务编号）', tags: ['support'] } },
      async (request) => {
        const actor = await sessions.actorOf(request)
        if (!mayBeGranted(rescueTask.readers, actor)) throw notFound(rescueTask.title)
        return await scopes.read(actor, async (scope) => {
          const own = await readOwnTasks(scope, keyring)
          readLog.note(scope, { what: 'list', kind: rescueTask.name, rows: own.tasks.length })
          return own
        })
      },
    )

    routes.get(
      '/api/rescue-proofs/:id',
      { schema: { summary: '一份救助佐证：先写查阅日志，再给内容', tags: ['support'], params: byId } },
      async (request) => {
        const actor = await sessions.actorOf(request)
        if (!mayBeGranted(rescueProof.readers, actor)) throw notFound(rescueProof.title)
        return await scopes.read(actor, async (scope) => {
          const proof = await readProof(scope, keyring, request.params.id)
          await readLog.now(scope, { what: 'open', kind: rescueProof.name, record: proof.id, rows: 1 })
          return proof
        })
      },
    )

    routes.get(
      '/api/young-offenders/:id',
      { schema: { summary: '一份失足青少年档案和帮教记录（只有代号）', tags: ['support'], params: byId } },
      async (request) => {
        const actor = await sessions.actorOf(request)
        if (!mayBeGranted(youngOffender.readers, actor)) throw notFound(youngOffender.title)
        return await scopes.read(actor, async (scope) => {
          const file = await readOffender(scope, keyring, request.params.id)
          readLog.note(scope, { what: 'open', kind: youngOffender.name, record: file.offender.id, rows: 1 })
          return file
        })
      },
    )
  }
}

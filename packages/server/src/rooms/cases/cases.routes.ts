import { caseFile, lead, mayBeGranted } from '@hulei/core'
import type { FastifyPluginAsync } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { sql } from 'kysely'
import { z } from 'zod'
import { notFound } from '../../platform/errors.ts'
import type { Server } from '../../platform/server.ts'
import { readCaseRoom, select } from './case-room.reads.ts'

/** Reads of cases that are more than a register. */
export function casesRoutes({ scopes, keyring, sessions, townships, readLog }: Server): FastifyPluginAsync {
  return async (app) => {
    const routes = app.withTypeProvider<ZodTypeProvider>()

    routes.get(
      '/api/cases/:id',
      {
        schema: {
          summary: '一起案件：阶段、环节清单、取证、串并案件',
          tags: ['cases'],
          params: z.object({ id: z.uuid() }),
        },
      },
      async (request) => {
        const actor = await sessions.actorOf(request)
        if (!mayBeGranted(caseFile.readers, actor)) throw notFound(caseFile.title)
        const { playbook } = await townships.get(actor.township)
        return await scopes.read(actor, async (scope) => {
          const room = await readCaseRoom(scope, keyring, playbook, request.params.id)
          readLog.note(scope, { what: 'open', kind: caseFile.name, record: room.case.id, rows: 1 })
          return room
        })
      },
    )

    routes.get(
      '/api/leads/:id/cases',
      {
        schema: {
          summary: '由一条线索而来的案件',
          tags: ['cases'],
          params: z.object({ id: z.uuid() }),
        },
      },
      async (request) => {
        const actor = await sessions.actorOf(request)
        if (!mayBeGranted(caseFile.readers, actor)) throw notFound(lead.title)
        return await scopes.read(actor, async (scope) => {
          const found = await select(scope, keyring, caseFile, sql`r.lead = ${request.params.id}`)
          readLog.note(scope, { what: 'list', kind: caseFile.name, rows: found.length })
          return { cases: found.map(({ id, code, stage }) => ({ id, code, stage })) }
        })
      },
    )
  }
}

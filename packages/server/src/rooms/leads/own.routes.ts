import { lead, type MissingStep, mayBeGranted, missingChild, missingStep, reportLead } from '@hulei/core'
import type { FastifyPluginAsync } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { sql } from 'kysely'
import { z } from 'zod'
import { isAssigned } from '../../platform/acts/matters.ts'
import { sealedActorOf } from '../../platform/acts/sealed-actor.ts'
import { findRecord, openRows, selectColumns } from '../../platform/db/records.ts'
import { notAllowed, notFound } from '../../platform/errors.ts'
import type { Server } from '../../platform/server.ts'
import { tellingsOf } from './leads.reads.ts'

const MOST = 50

/** What somebody reported themselves, and one missing child with what was tried. */
export function ownRoutes({ scopes, keyring, sessions, readLog }: Server): FastifyPluginAsync {
  return async (app) => {
    const routes = app.withTypeProvider<ZodTypeProvider>()

    routes.get(
      '/api/leads/mine',
      { schema: { summary: '我报告的：办到哪一步、怎样答复（以代号查，不留查阅人）', tags: ['leads'] } },
      async (request) => {
        const actor = await sessions.actorOf(request)
        if (!mayBeGranted(reportLead.by, actor)) throw notAllowed(reportLead.title)
        // Under the pseudonym, and without a line of the reading: it would say who reported.
        return await scopes.read(sealedActorOf(keyring, actor), async (scope) => {
          const { rows } = await sql<Record<string, unknown>>`
            SELECT ${selectColumns(lead, 'r')} FROM lead r
            WHERE r.township = ${scope.actor.township} AND r.reported_by = ${scope.actor.account}
            ORDER BY r.reported_at DESC, r.id LIMIT ${MOST}`.execute(scope.db)
          const leads = await openRows(scope, keyring, lead, rows)
          return {
            rows: leads.map(({ id, code, concerns, reportedAt, state, answer, answeredOn }) => ({
              id,
              code,
              concerns,
              reportedAt,
              state,
              answer,
              answeredOn,
            })),
          }
        })
      },
    )

    routes.get(
      '/api/missing/:id',
      {
        schema: {
          summary: '一件走失：登记、告知和签收、查找经过（没有密封内容）',
          tags: ['leads'],
          params: z.object({ id: z.uuid() }),
        },
      },
      async (request) => {
        const actor = await sessions.actorOf(request)
        return await scopes.read(actor, async (scope) => {
          const child = await findRecord(scope, keyring, missingChild, request.params.id)
          if (!child) throw notFound(missingChild.title)
          const { rows } = await sql<Record<string, unknown>>`
            SELECT ${selectColumns(missingStep, 'r')} FROM missing_step r
            WHERE r.township = ${actor.township} AND r.matter = ${child.id} ORDER BY r.at, r.id`.execute(
            scope.db,
          )
          const steps: readonly MissingStep[] = await openRows(scope, keyring, missingStep, rows)
          const owner = await sql<{ holder: string; title: string }>`
            SELECT holder, title FROM assignment WHERE township = ${actor.township} AND matter = ${child.id}
              AND ended_on IS NULL ORDER BY received_at, id`.execute(scope.db)
          readLog.note(scope, { what: 'open', kind: missingChild.name, record: child.id, rows: 1 })
          return {
            child,
            steps,
            owners: owner.rows,
            tellings: await tellingsOf(scope, child.id),
            isAssigned: await isAssigned(scope, missingChild, child),
          }
        })
      },
    )
  }
}

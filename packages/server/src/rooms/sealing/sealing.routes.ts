import { assignment, mayBeGranted, sealedFile, sealedPerson, sealOpening } from '@hulei/core'
import type { FastifyPluginAsync } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { sql } from 'kysely'
import { z } from 'zod'
import { findRecord, openRows, selectColumns } from '../../platform/db/records.ts'
import type { Scoped } from '../../platform/db/scope.ts'
import { notAllowed, Refusal } from '../../platform/errors.ts'
import type { Server } from '../../platform/server.ts'

/** Reads of matters and of what is sealed in them. The line of a sealed reading is in the log before the answer leaves. */
export function sealingRoutes({ scopes, keyring, sessions, readLog }: Server): FastifyPluginAsync {
  return async (app) => {
    const routes = app.withTypeProvider<ZodTypeProvider>()

    routes.get(
      '/api/matters/:matter',
      {
        schema: {
          summary: '一个事项的密封身份、承办人和查看登记（只有代号）',
          tags: ['sealing'],
          params: z.object({ matter: z.uuid() }),
        },
      },
      async (request) => {
        const actor = await sessions.actorOf(request)
        if (!mayBeGranted(sealedPerson.readers, actor)) throw notAllowed('查看事项')
        const { matter } = request.params
        return await scopes.read(actor, async (scope) => {
          const [covers, assignments, openings, mine] = await Promise.all([
            rowsOf(scope, sealedPerson, matter),
            rowsOf(scope, assignment, matter),
            rowsOf(scope, sealOpening, matter),
            openNow(scope, matter),
          ])
          return {
            covers: await openRows(scope, keyring, sealedPerson, covers),
            assignments: await openRows(scope, keyring, assignment, assignments),
            openings: await openRows(scope, keyring, sealOpening, openings),
            /** Files that are open to the reader now, and until when. */
            openToMe: mine,
          }
        })
      },
    )

    routes.get(
      '/api/sealed/:id',
      {
        schema: {
          summary: '已打开的密封档案：先写查阅日志，再给内容',
          tags: ['sealing'],
          params: z.object({ id: z.uuid() }),
        },
      },
      async (request) => {
        const actor = await sessions.actorOf(request)
        return await scopes.read(actor, async (scope) => {
          const file = await findRecord(scope, keyring, sealedFile, request.params.id)
          if (!file) {
            throw new Refusal('sealing.not-open', 404, '这份密封档案没有对您打开，或者查看时限已过。')
          }
          await readLog.now(scope, { what: 'open', kind: sealedFile.name, record: file.id, rows: 1 })
          return file
        })
      },
    )
  }
}

type MatterKind = typeof sealedPerson | typeof assignment | typeof sealOpening

async function rowsOf(scope: Scoped, kind: MatterKind, matter: string): Promise<Record<string, unknown>[]> {
  const table = { sealedPerson: 'sealed_person', assignment: 'assignment', sealOpening: 'seal_opening' }[
    kind.name
  ]
  const { rows } = await sql<Record<string, unknown>>`
    SELECT ${selectColumns(kind, 'r')} FROM ${sql.table(table)} r
    WHERE r.township = ${scope.actor.township} AND r.matter = ${matter} ORDER BY r.received_at, r.id`.execute(
    scope.db,
  )
  return rows
}

async function openNow(scope: Scoped, matter: string): Promise<readonly { file: string; until: string }[]> {
  const { rows } = await sql<{ file: string; until: string }>`
    SELECT file, max(until) AS until FROM seal_opening
    WHERE township = ${scope.actor.township} AND matter = ${matter} AND account = ${scope.actor.account} AND until > now()
    GROUP BY file`.execute(scope.db)
  return rows
}

import {
  child,
  correctRights,
  formatDayZh,
  listing,
  mayBeGranted,
  type RightsRequest,
  rightsRequest,
  sealedFile,
} from '@hulei/core'
import type { FastifyPluginAsync } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { sql } from 'kysely'
import { z } from 'zod'
import { isAssigned } from '../../platform/acts/matters.ts'
import { findRecord, openRows, selectColumns } from '../../platform/db/records.ts'
import type { Scoped } from '../../platform/db/scope.ts'
import { notFound, Refusal } from '../../platform/errors.ts'
import type { Server } from '../../platform/server.ts'
import { type AskedFile, findAskedFile, getAskedFile, listCorrections } from './asked-file.ts'
import { refuseKept } from './carry-out.acts.ts'
import { type CopiedFile, copyDocument } from './copy-document.ts'
import { mayPrintCopy } from './rights.acts.ts'
import { sendWord } from './send-word.ts'

const params = z.object({ id: z.uuid() })

/** Reads of the desk of families' requests: one request by its code, the file that it is about, the copy. */
export function rightsRoutes({ scopes, keyring, sessions, townships, readLog }: Server): FastifyPluginAsync {
  /** The child's file that a request is about, if its sealed file is open to the reader. */
  const copiedFile = async (scope: Scoped, request: string): Promise<CopiedFile> => {
    const { sealed, child: found } = await getAskedFile(scope, keyring, request)
    await readLog.now(scope, { what: 'open', kind: sealedFile.name, record: sealed.id, rows: 1 })
    const listed = await sql<Record<string, unknown>>`
      SELECT ${selectColumns(listing, 'r')} FROM listing r
      WHERE r.township = ${scope.actor.township} AND r.child = ${found.id} ORDER BY r."from", r.id`.execute(
      scope.db,
    )
    const visited = await sql<CopiedFile['visits'][number]>`
      SELECT visited_on AS "visitedOn", outcome FROM visit_child
      WHERE township = ${scope.actor.township} AND child = ${found.id} ORDER BY visited_on DESC LIMIT 200`.execute(
      scope.db,
    )
    readLog.note(scope, { what: 'export', kind: child.name, record: found.id, rows: 1 })
    return {
      child: found,
      listings: await openRows(scope, keyring, listing, listed.rows),
      visits: visited.rows,
    }
  }

  return async (app) => {
    const routes = app.withTypeProvider<ZodTypeProvider>()

    routes.get(
      '/api/rights-requests/:id',
      { schema: { summary: '一件个人信息权利申请（只有代号）', tags: ['protection'], params } },
      async (request) => {
        const actor = await sessions.actorOf(request)
        if (!mayBeGranted(rightsRequest.readers, actor)) throw notFound(rightsRequest.title)
        return await scopes.read(actor, async (scope) => {
          const found = await findRecord(scope, keyring, rightsRequest, request.params.id)
          if (!found) throw notFound(rightsRequest.title)
          readLog.note(scope, { what: 'open', kind: rightsRequest.name, record: found.id, rows: 1 })
          return {
            request: found,
            isAssigned: await isAssigned(scope, rightsRequest, found),
            mayPrintCopy: mayPrintCopy(found),
          }
        })
      },
    )

    routes.get(
      '/api/rights-requests/:id/copy.docx',
      {
        schema: {
          summary: '给申请人的副本（Word）：先打开“当事儿童”的密封档案；不含密封内容和他人信息',
          tags: ['protection'],
          params,
        },
      },
      async (request, reply) => {
        const actor = await sessions.actorOf(request)
        if (!mayBeGranted(rightsRequest.readers, actor)) throw notFound(rightsRequest.title)
        const township = await townships.get(actor.township)
        return await scopes.read(actor, async (scope) => {
          const found = await findRecord(scope, keyring, rightsRequest, request.params.id)
          // Whoever sees names only behind a mask prints no copy.
          if (!found || !mayBeGranted(child.cleared, actor)) throw notFound(rightsRequest.title)
          if (!mayPrintCopy(found))
            throw new Refusal(
              'rights.no-copy',
              409,
              '这件申请不能打印副本：要先复核，而且申请的是查阅、复制。',
            )
          const copied = await copiedFile(scope, found.id)
          const file = await copyDocument(found, copied, township, formatDayZh(scope.today))
          return sendWord(reply, `信息副本${found.code}.docx`, file)
        })
      },
    )

    routes.get(
      '/api/rights-requests/:id/file',
      {
        schema: {
          summary: '申请所指的档案：收到申请以来的更正、能不能删除；先打开“当事儿童”的密封档案',
          tags: ['protection'],
          params,
        },
      },
      async (request) => {
        const actor = await sessions.actorOf(request)
        if (!mayBeGranted(correctRights.by, actor)) throw notFound(rightsRequest.title)
        return await scopes.read(actor, async (scope) => {
          const found = await findRecord(scope, keyring, rightsRequest, request.params.id)
          if (!found) throw notFound(rightsRequest.title)
          const asked = await findAskedFile(scope, keyring, found.id)
          if (!asked) return { isOpen: false as const }
          await readLog.now(scope, { what: 'open', kind: sealedFile.name, record: asked.sealed.id, rows: 1 })
          return {
            isOpen: true as const,
            child: { id: asked.child.id, name: asked.child.name },
            corrections: await listCorrections(scope, found, asked.child),
            doneBy: asked.sealed.doneBy,
            keptBecause: await whyKept(scope, found, asked),
          }
        })
      },
    )
  }
}

/** Why a file may not be deleted yet, as whoever tries it is told; null where it may. */
async function whyKept(scope: Scoped, of: RightsRequest, asked: AskedFile): Promise<string | null> {
  try {
    await refuseKept(scope, of, asked)
    return null
  } catch (error) {
    if (error instanceof Refusal) return error.message
    throw error
  }
}

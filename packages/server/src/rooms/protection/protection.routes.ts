import {
  breach,
  child,
  formatDayZh,
  listing,
  mayBeGranted,
  post,
  type Role,
  rightsRequest,
  sealedFile,
} from '@hulei/core'
import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { sql } from 'kysely'
import { z } from 'zod'
import { isAssigned } from '../../platform/acts/matters.ts'
import { findRecord, openRows, selectColumns } from '../../platform/db/records.ts'
import type { Scoped } from '../../platform/db/scope.ts'
import { notFound, Refusal } from '../../platform/errors.ts'
import type { Server } from '../../platform/server.ts'
import { readAccess } from './access.ts'
import { accessDocument } from './access-document.ts'
import { auditDocument, auditSections } from './audit-document.ts'
import { readAuditFigures } from './audit-figures.ts'
import { type CopiedFile, copyDocument } from './copy-document.ts'
import { mayPrintCopy } from './rights.acts.ts'

const params = z.object({ id: z.uuid() })
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const year = z.coerce.number().int().min(2000).max(2200)

/** Who may read the year's audit: those who watch over the data, and the heads who answer for it. */
const auditReaders: readonly Role[] = ['auditor', 'discipline', 'office', 'leader']

/** Reads of data protection: requests and the copy, who may see what, the year's audit. */
export function protectionRoutes({
  scopes,
  keyring,
  sessions,
  townships,
  readLog,
}: Server): FastifyPluginAsync {
  const word = (reply: FastifyReply, name: string, file: Buffer) =>
    reply
      .type(WORD)
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
      .send(file)

  /** The child's file that a request is about, if its sealed file is open to the reader. */
  const copiedFile = async (scope: Scoped, request: string): Promise<CopiedFile> => {
    const { rows: files } = await sql<{ id: string }>`
      SELECT p.id FROM sealed_person p JOIN sealed_file f ON f.township = p.township AND f.id = p.id
      WHERE p.township = ${scope.actor.township} AND p.matter = ${request} AND p.part = 'subject'`.execute(
      scope.db,
    )
    const sealed = files[0] && (await findRecord(scope, keyring, sealedFile, files[0].id))
    if (!sealed?.child)
      throw new Refusal('sealing.not-open', 404, '先打开“当事儿童”的密封档案，才能打印副本。')
    await readLog.now(scope, { what: 'open', kind: sealedFile.name, record: sealed.id, rows: 1 })
    const found = await findRecord(scope, keyring, child, sealed.child)
    if (!found) throw notFound(child.title)
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
          return word(reply, `信息副本${found.code}.docx`, file)
        })
      },
    )

    routes.get(
      '/api/access-record',
      { schema: { summary: '谁可以查看未成年人信息、谁批准的', tags: ['protection'] } },
      async (request) => {
        const actor = await sessions.actorOf(request)
        if (!mayBeGranted(post.readers, actor)) throw notFound(post.title)
        const township = await townships.get(actor.township)
        return await scopes.read(actor, async (scope) => ({
          access: await readAccess(scope, keyring, township),
        }))
      },
    )

    routes.get(
      '/api/access-record/document.docx',
      { schema: { summary: '查看权限登记的 Word 文件', tags: ['protection'] } },
      async (request, reply) => {
        const actor = await sessions.actorOf(request)
        if (!mayBeGranted(post.readers, actor)) throw notFound(post.title)
        const township = await townships.get(actor.township)
        return await scopes.read(actor, async (scope) => {
          const all = await readAccess(scope, keyring, township)
          readLog.note(scope, { what: 'export', kind: post.name, rows: all.length })
          return word(
            reply,
            `查看权限登记${scope.today}.docx`,
            await accessDocument(all, township, scope.today),
          )
        })
      },
    )

    routes.get(
      '/api/privacy-audit',
      {
        schema: {
          summary: '一年处理未成年人个人信息的审计数字',
          tags: ['protection'],
          querystring: z.object({ year }),
        },
      },
      async (request) => {
        const actor = await sessions.actorOf(request)
        if (!auditReaders.includes(actor.role)) throw notFound('审计')
        const township = await townships.get(actor.township)
        return await scopes.read(actor, async (scope) => ({
          sections: auditSections(await readAuditFigures(scope, keyring, township, request.query.year)),
        }))
      },
    )

    routes.get(
      '/api/privacy-audit/document.docx',
      {
        schema: {
          summary: '年度合规审计报告的 Word 文件（未成年人网络保护条例 第三十六条、第三十七条）',
          tags: ['protection'],
          querystring: z.object({ year, post: z.uuid().optional() }),
        },
      },
      async (request, reply) => {
        const actor = await sessions.actorOf(request)
        if (!auditReaders.includes(actor.role)) throw notFound('审计')
        const township = await townships.get(actor.township)
        return await scopes.read(actor, async (scope) => {
          const figures = await readAuditFigures(scope, keyring, township, request.query.year)
          readLog.note(scope, { what: 'export', kind: breach.name, rows: 1 })
          return word(
            reply,
            `合规审计报告${figures.year}.docx`,
            await auditDocument(figures, township, scope.today),
          )
        })
      },
    )
  }
}

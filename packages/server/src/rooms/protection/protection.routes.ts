import { breach, mayBeGranted, post, type Role } from '@hulei/core'
import type { FastifyPluginAsync } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { notFound } from '../../platform/errors.ts'
import type { Server } from '../../platform/server.ts'
import { readAccess } from './access.ts'
import { accessDocument } from './access-document.ts'
import { auditDocument, auditSections } from './audit-document.ts'
import { readAuditFigures } from './audit-figures.ts'
import { sendWord } from './send-word.ts'

const year = z.coerce.number().int().min(2000).max(2200)

/** Who may read the year's audit: those who watch over the data, and the heads who answer for it. */
const auditReaders: readonly Role[] = ['auditor', 'discipline', 'office', 'leader']

/** Reads of data protection: who may see what, the year's audit. */
export function protectionRoutes({
  scopes,
  keyring,
  sessions,
  townships,
  readLog,
}: Server): FastifyPluginAsync {
  return async (app) => {
    const routes = app.withTypeProvider<ZodTypeProvider>()

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
          return sendWord(
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
          return sendWord(
            reply,
            `合规审计报告${figures.year}.docx`,
            await auditDocument(figures, township, scope.today),
          )
        })
      },
    )
  }
}

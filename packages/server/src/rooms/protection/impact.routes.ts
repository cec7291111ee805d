import { impactAssessment, mayBeGranted } from '@hulei/core'
import type { FastifyPluginAsync } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { findRecord } from '../../platform/db/records.ts'
import { notFound } from '../../platform/errors.ts'
import type { Server } from '../../platform/server.ts'
import { readAssessments } from './assessments.ts'
import { impactDocument } from './impact-document.ts'
import { sendWord } from './send-word.ts'

const params = z.object({ id: z.uuid() })

/** Reads of impact assessments: those that were made, what is processed today, when the next is due; one as a document. */
export function impactRoutes({ scopes, keyring, sessions, townships, readLog }: Server): FastifyPluginAsync {
  return async (app) => {
    const routes = app.withTypeProvider<ZodTypeProvider>()

    routes.get(
      '/api/impact-assessments',
      {
        schema: {
          summary: '影响评估：历次评估、现在处理哪些未成年人信息、下次什么时候评估',
          tags: ['protection'],
        },
      },
      async (request) => {
        const actor = await sessions.actorOf(request)
        if (!mayBeGranted(impactAssessment.readers, actor)) throw notFound(impactAssessment.title)
        return await scopes.read(actor, async (scope) => {
          const { all, processing, changes, due } = await readAssessments(scope, keyring)
          return {
            // What each looked at stands in its document; here it would be the same long list again and again.
            assessments: all.map(({ covers, ...rest }) => ({ ...rest, kinds: covers.length })),
            processing,
            changes,
            due,
          }
        })
      },
    )

    routes.get(
      '/api/impact-assessments/:id/document.docx',
      {
        schema: {
          summary: '影响评估报告的 Word 文件（个人信息保护法 第五十五条、第五十六条）',
          tags: ['protection'],
          params,
        },
      },
      async (request, reply) => {
        const actor = await sessions.actorOf(request)
        if (!mayBeGranted(impactAssessment.readers, actor)) throw notFound(impactAssessment.title)
        const township = await townships.get(actor.township)
        return await scopes.read(actor, async (scope) => {
          const found = await findRecord(scope, keyring, impactAssessment, request.params.id)
          if (!found) throw notFound(impactAssessment.title)
          readLog.note(scope, { what: 'export', kind: impactAssessment.name, record: found.id, rows: 1 })
          return sendWord(
            reply,
            `影响评估${found.code}.docx`,
            await impactDocument(found, township, scope.today),
          )
        })
      },
    )
  }
}

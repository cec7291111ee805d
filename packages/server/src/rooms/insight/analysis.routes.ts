import {
  type Analysis,
  type AnalysisView,
  analysis,
  analysisBlocks,
  analysisPaper,
  figureChanges,
  type Month,
  mayBeGranted,
} from '@hulei/core'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { findRecord } from '../../platform/db/records.ts'
import type { Scoped } from '../../platform/db/scope.ts'
import { officialDocument } from '../../platform/documents/index.ts'
import { notFound } from '../../platform/errors.ts'
import type { Server } from '../../platform/server.ts'
import type { Township } from '../../platform/townships.ts'
import { personsIn } from '../supervision/index.ts'
import { analysisHash } from './analysis.acts.ts'
import { figuresOf } from './counted.ts'

const params = z.object({ id: z.uuid() })
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** Reads of an analysis that are more than its record. There is no read of figures by choice: only what was drafted. */
export function analysisRoutes({
  scopes,
  keyring,
  sessions,
  townships,
  readLog,
}: Server): FastifyPluginAsync {
  /** An analysis that the post may see; of drafts, row policies decide. */
  const reading = async <T>(
    request: FastifyRequest,
    id: string,
    what: 'open' | 'export',
    read: (found: Analysis, scope: Scoped, township: Township) => Promise<T>,
  ): Promise<T> => {
    const actor = await sessions.actorOf(request)
    const township = await townships.get(actor.township)
    if (!mayBeGranted(analysis.readers, actor)) throw notFound(analysis.title)
    return await scopes.read(actor, async (scope) => {
      const found = await findRecord(scope, keyring, analysis, id)
      if (!found) throw notFound(analysis.title)
      readLog.note(scope, { what, kind: analysis.name, record: found.id, rows: 1 })
      return await read(found, scope, township)
    })
  }

  return async (app) => {
    const routes = app.withTypeProvider<ZodTypeProvider>()

    routes.get(
      '/api/analyses/:id',
      {
        schema: {
          summary: '一份案件分析：内容和版头版记；草稿另有起草后的变化，已签发的另有校验结果',
          tags: ['insight'],
          params,
        },
      },
      (request) =>
        reading(request, request.params.id, 'open', async (found, scope, township): Promise<AnalysisView> => {
          const paper = analysisPaper(found, township.playbook)
          if (found.status !== 'draft') {
            const isIntact = analysisHash(found) === found.contentHash
            return { analysis: found, paper, changes: [], persons: [], isIntact }
          }
          const fresh = analysisBlocks(await figuresOf(scope, found.month as Month), township.lists)
          const changes = figureChanges(found.blocks, fresh, (_table, row) => row[0] ?? '')
          const persons = (await personsIn(scope, township, found)).map((person) => person.text)
          return { analysis: found, paper, changes, persons, isIntact: null }
        }),
    )

    routes.get(
      '/api/analyses/:id/document.docx',
      { schema: { summary: '案件分析的 Word 文件（公文格式）', tags: ['insight'], params } },
      (request, reply) =>
        reading(request, request.params.id, 'export', async (found, _scope, township) => {
          const file = await officialDocument({
            ...analysisPaper(found, township.playbook),
            title: found.title,
            body: found.blocks,
          })
          const name = `案件分析${found.month}${found.status === 'draft' ? '（草稿）' : ''}.docx`
          return reply
            .type(WORD)
            .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
            .send(file)
        }),
    )
  }
}

import {
  type Bulletin,
  bulletin,
  type FigureChange,
  figureChanges,
  type Month,
  mayBeGranted,
} from '@hulei/core'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { findRecord } from '../../platform/db/records.ts'
import type { Scoped } from '../../platform/db/scope.ts'
import { notFound } from '../../platform/errors.ts'
import type { Server } from '../../platform/server.ts'
import type { Township } from '../../platform/townships.ts'
import { bulletinHash, composeBulletin } from './bulletin.acts.ts'
import { bulletinDocument } from './bulletin-document.ts'

const params = z.object({ id: z.uuid() })
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** Reads of a bulletin that are more than its record: the paper, and what changed since it was drafted. */
export const bulletinRoutes =
  (measured: ReadonlySet<string>) =>
  ({ scopes, keyring, sessions, townships, readLog }: Server): FastifyPluginAsync => {
    /** A bulletin that the post may see; a draft is the office's alone. */
    const reading = async <T>(
      request: FastifyRequest,
      id: string,
      read: (found: Bulletin, scope: Scoped, township: Township) => Promise<T>,
    ): Promise<T> => {
      const actor = await sessions.actorOf(request)
      const township = await townships.get(actor.township)
      if (!mayBeGranted(bulletin.readers, actor)) throw notFound(bulletin.title)
      return await scopes.read(actor, async (scope) => {
        const found = await findRecord(scope, keyring, bulletin, id)
        if (!found || (found.status === 'draft' && !mayBeGranted(bulletin.writers, actor)))
          throw notFound(bulletin.title)
        return await read(found, scope, township)
      })
    }

    return async (app) => {
      const routes = app.withTypeProvider<ZodTypeProvider>()

      routes.get(
        '/api/bulletins/:id/document.docx',
        { schema: { summary: '通报的 Word 文件（公文格式）', tags: ['bulletins'], params } },
        (request, reply) =>
          reading(request, request.params.id, async (found, scope, township) => {
            const file = await bulletinDocument(found, township.playbook)
            readLog.note(scope, { what: 'export', kind: 'bulletin', record: found.id, rows: 1 })
            const name = found.issueNumber
              ? `通报〔${found.issuedOn?.slice(0, 4)}〕第${found.issueNumber}期.docx`
              : `通报${found.month}（草稿）.docx`
            return reply
              .type(WORD)
              .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
              .send(file)
          }),
      )

      routes.get(
        '/api/bulletins/:id/changes',
        {
          schema: {
            summary: '草稿的数字自起草以来变了什么；已签发的，内容与校验值是否相符',
            tags: ['bulletins'],
            params,
          },
        },
        (request) =>
          reading(
            request,
            request.params.id,
            async (
              found,
              scope,
              township,
            ): Promise<{ changes: FigureChange[]; isIntact: boolean | null }> => {
              if (found.status !== 'draft')
                return { changes: [], isIntact: bulletinHash(found) === found.contentHash }
              const { blocks } = await composeBulletin(scope, township, found.month as Month, measured)
              return { changes: figureChanges(found.blocks, blocks), isIntact: null }
            },
          ),
      )
    }
  }

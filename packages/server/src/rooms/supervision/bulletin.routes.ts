import {
  type Bulletin,
  type BulletinFigures,
  type BulletinView,
  bulletin,
  bulletinBlocks,
  bulletinNumberZh,
  bulletinPaper,
  figureChanges,
  type Month,
  mayBeGranted,
} from '@hulei/core'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { findRecord } from '../../platform/db/records.ts'
import type { Scoped } from '../../platform/db/scope.ts'
import { notAllowed, notFound } from '../../platform/errors.ts'
import type { Server } from '../../platform/server.ts'
import type { Township } from '../../platform/townships.ts'
import { bulletinHash, figuresOfMonth } from './bulletin.acts.ts'
import { bulletinDocument } from './bulletin-document.ts'
import { personsIn } from './bulletin-names.ts'

const params = z.object({ id: z.uuid() })
const monthText = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, '月份应写作 2024-05')
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** Reads of a bulletin that are more than its record: the paper, and what changed since it was drafted. */
export const bulletinRoutes =
  (measured: ReadonlySet<string>) =>
  ({ scopes, keyring, sessions, townships, readLog }: Server): FastifyPluginAsync => {
    /** A bulletin that the post may see; of drafts, row policies decide. */
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
        if (!found) throw notFound(bulletin.title)
        return await read(found, scope, township)
      })
    }

    return async (app) => {
      const routes = app.withTypeProvider<ZodTypeProvider>()

      routes.get(
        '/api/bulletins/figures',
        {
          schema: {
            summary: '一个月的通报数字，按今天的记录',
            tags: ['bulletins'],
            querystring: z.object({ month: monthText, post: z.uuid().optional() }),
          },
        },
        async (request): Promise<BulletinFigures> => {
          const actor = await sessions.actorOf(request)
          if (!mayBeGranted(bulletin.writers, actor)) throw notAllowed('查看通报数字')
          const township = await townships.get(actor.township)
          return await scopes.read(actor, (scope) =>
            figuresOfMonth(scope, township, request.query.month as Month, measured),
          )
        },
      )

      routes.get(
        '/api/bulletins/:id',
        {
          schema: {
            summary: '一期通报：内容、版头版记；草稿另有起草后的变化和今天的数字，已签发的另有校验结果',
            tags: ['bulletins'],
            params,
          },
        },
        (request) =>
          reading(request, request.params.id, async (found, scope, township): Promise<BulletinView> => {
            readLog.note(scope, { what: 'open', kind: 'bulletin', record: found.id, rows: 1 })
            const paper = bulletinPaper(found, township.playbook, await replacedBy(scope, found))
            if (found.status !== 'draft') {
              const isIntact = bulletinHash(found) === found.contentHash
              return { bulletin: found, paper, changes: [], figures: null, persons: [], isIntact }
            }
            const figures = await figuresOfMonth(scope, township, found.month as Month, measured)
            const changes = figureChanges(found.blocks, bulletinBlocks(figures))
            const persons = (await personsIn(scope, township, found)).map((person) => person.text)
            return { bulletin: found, paper, changes, figures, persons, isIntact: null }
          }),
      )

      routes.get(
        '/api/bulletins/:id/document.docx',
        { schema: { summary: '通报的 Word 文件（公文格式）', tags: ['bulletins'], params } },
        (request, reply) =>
          reading(request, request.params.id, async (found, scope, township) => {
            const file = await bulletinDocument(found, township.playbook, await replacedBy(scope, found))
            readLog.note(scope, { what: 'export', kind: 'bulletin', record: found.id, rows: 1 })
            const name = `通报${bulletinNumberZh(found) ?? `${found.month}（草稿）`}.docx`
            return reply
              .type(WORD)
              .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
              .send(file)
          }),
      )
    }

    /** The number of the bulletin that one supersedes. */
    async function replacedBy(scope: Scoped, { supersedes }: Bulletin): Promise<string | undefined> {
      const old = supersedes ? await findRecord(scope, keyring, bulletin, supersedes) : undefined
      return old && bulletinNumberZh(old)
    }
  }

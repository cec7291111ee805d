import {
  accountability,
  caseFile,
  caseReview,
  formatDayZh,
  lead,
  type Month,
  mayBeGranted,
  openAccountability,
  recommendation,
  reportDuty,
} from '@hulei/core'
import type { FastifyPluginAsync } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { sql } from 'kysely'
import { z } from 'zod'
import { findRecord } from '../../platform/db/records.ts'
import { notFound } from '../../platform/errors.ts'
import type { Server } from '../../platform/server.ts'
import { readCaseRoom, select } from './case-room.reads.ts'
import { findingsToOpen } from './findings.reads.ts'
import { recommendationDocument, reviewsDocument } from './papers.ts'
import { readReviews } from './reviews.reads.ts'

const monthText = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, '月份应写作 2024-05')
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** Who reads a month's reviews whole: whoever is assigned to a single case reads that case. */
const wholeMonth = caseReview.readers.filter((grant) => grant !== 'assigned')

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

    routes.get(
      '/api/case-reviews',
      {
        schema: {
          summary: '一个月应倒查的案件：当月受案的，和以前没有倒查的',
          tags: ['cases'],
          querystring: z.object({ month: monthText }),
        },
      },
      async (request) => {
        const actor = await sessions.actorOf(request)
        if (!mayBeGranted(caseReview.readers, actor)) throw notFound(caseReview.title)
        return await scopes.read(actor, async (scope) => {
          const lines = await readReviews(scope, keyring, request.query.month as Month)
          readLog.note(scope, { what: 'list', kind: caseReview.name, rows: lines.length })
          return { lines }
        })
      },
    )

    routes.get(
      '/api/case-reviews/document.docx',
      {
        schema: {
          summary: '一个月倒查报告的 Word 文件（公文格式，只有编号）',
          tags: ['cases'],
          querystring: z.object({ month: monthText, post: z.uuid().optional() }),
        },
      },
      async (request, reply) => {
        const actor = await sessions.actorOf(request)
        if (!mayBeGranted(wholeMonth, actor)) throw notFound(caseReview.title)
        const township = await townships.get(actor.township)
        const month = request.query.month as Month
        return await scopes.read(actor, async (scope) => {
          const lines = await readReviews(scope, keyring, month)
          readLog.note(scope, { what: 'export', kind: caseReview.name, rows: lines.length })
          const file = await reviewsDocument(month, lines, township, formatDayZh(scope.today))
          return reply
            .type(WORD)
            .header('content-disposition', attached(`倒查报告${month}.docx`))
            .send(file)
        })
      },
    )

    routes.get(
      '/api/accountability/due',
      { schema: { summary: '线索里应当启动问责的情形：迟报、超时未处理', tags: ['cases'] } },
      async (request) => {
        const actor = await sessions.actorOf(request)
        if (!mayBeGranted(openAccountability.by, actor)) throw notFound(accountability.title)
        return await scopes.read(actor, async (scope) => {
          const findings = await findingsToOpen(scope)
          readLog.note(scope, { what: 'list', kind: reportDuty.name, rows: findings.length })
          return { findings }
        })
      },
    )

    routes.get(
      '/api/recommendations/:id/document.docx',
      {
        schema: {
          summary: '建议书、提示函的 Word 文件（公文格式）',
          tags: ['cases'],
          params: z.object({ id: z.uuid() }),
          querystring: z.object({ post: z.uuid().optional() }),
        },
      },
      async (request, reply) => {
        const actor = await sessions.actorOf(request)
        if (!mayBeGranted(recommendation.readers, actor)) throw notFound(recommendation.title)
        const township = await townships.get(actor.township)
        return await scopes.read(actor, async (scope) => {
          const found = await findRecord(scope, keyring, recommendation, request.params.id)
          if (!found) throw notFound(recommendation.title)
          readLog.note(scope, { what: 'export', kind: recommendation.name, record: found.id, rows: 1 })
          const file = await recommendationDocument(found, township)
          return reply
            .type(WORD)
            .header('content-disposition', attached(`${found.number}.docx`))
            .send(file)
        })
      },
    )
  }
}

const attached = (name: string) => `attachment; filename*=UTF-8''${encodeURIComponent(name)}`

import { type AnyKind, type Grant, kinds, mayBeGranted } from '@hulei/core'
import type { FastifyPluginAsync } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { historyOf } from '../acts/history.ts'
import { labelsOf } from '../db/labels.ts'
import { countRecords, listRecords, maskRecord } from '../db/lists.ts'
import { findRecord } from '../db/records.ts'
import { notFound, Refusal } from '../errors.ts'
import { listOriginals } from '../files/index.ts'
import type { Server } from '../server.ts'

const listQuery = z.looseObject({
  q: z.string().max(60).optional(),
  state: z.enum(['current', 'ended', 'all']).default('current'),
  fields: z.string().max(600).optional(),
  /** A day or number to sort by; `-` before it from the last to the first. */
  sort: z.string().max(60).optional(),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  count: z.enum(['true', 'false']).optional(),
  /** Names of the records referred to, besides their ids. */
  labels: z.enum(['true', 'false']).optional(),
})
const reserved = new Set(['q', 'state', 'fields', 'sort', 'cursor', 'limit', 'count', 'labels', 'post'])

const hasEvidence = ({ fields }: AnyKind): boolean =>
  Object.values(fields).some((field) => field.type === 'evidence')

/** The reads that every kind gets: a page of its register, one record, one record's history. */
export function registerRoutes({ scopes, keyring, sessions, readLog }: Server): FastifyPluginAsync {
  return async (app) => {
    const routes = app.withTypeProvider<ZodTypeProvider>()

    routes.get(
      '/api/registers/:kind',
      {
        schema: {
          summary: '台账：按条件查一页',
          tags: ['registers'],
          params: z.object({ kind: z.string() }),
          querystring: listQuery,
        },
      },
      async (request) => {
        const actor = await sessions.actorOf(request)
        const kind = readableKind(request.params.kind, (grants) => mayBeGranted(grants, actor))
        const { q, state, fields, sort, cursor, limit, count, labels } = request.query
        const query = {
          filters: filtersOf(request.query),
          search: q,
          state,
          fields: fieldsOf(kind, fields),
          sort,
          cursor,
          limit,
        }
        return await scopes.readAtOnce(actor, async (scope) => {
          const page = listRecords(scope, keyring, kind, query)
          const total = count === 'true' ? countRecords(scope, keyring, kind, query) : undefined
          const { rows, next } = await page
          readLog.note(scope, { what: 'list', kind: kind.name, rows: rows.length })
          return {
            rows,
            next,
            ...(total && { total: await total }),
            ...(labels === 'true' && { labels: await labelsOf(scope, kind, rows) }),
          }
        })
      },
    )

    routes.get(
      '/api/registers/:kind/:id',
      {
        schema: {
          summary: '打开一条记录',
          tags: ['registers'],
          params: z.object({ kind: z.string(), id: z.uuid() }),
        },
      },
      async (request) => {
        const actor = await sessions.actorOf(request)
        const kind = readableKind(request.params.kind, (grants) => mayBeGranted(grants, actor))
        return await scopes.read(actor, async (scope) => {
          const record = await findRecord(scope, keyring, kind, request.params.id)
          if (!record) throw notFound(kind.title)
          readLog.note(scope, { what: 'open', kind: kind.name, record: record.id, rows: 1 })
          const shown = maskRecord(kind, scope, record)
          const [labels, originals] = await Promise.all([
            labelsOf(scope, kind, [shown]),
            hasEvidence(kind) ? listOriginals(scope, shown.id) : {},
          ])
          return { ...shown, labels, ...(Object.keys(originals).length > 0 && { originals }) }
        })
      },
    )

    routes.get(
      '/api/registers/:kind/:id/history',
      {
        schema: {
          summary: '一条记录的办理经过',
          tags: ['registers'],
          params: z.object({ kind: z.string(), id: z.uuid() }),
        },
      },
      async (request) => {
        const actor = await sessions.actorOf(request)
        const kind = readableKind(request.params.kind, (grants) => mayBeGranted(grants, actor))
        return await scopes.read(actor, async (scope) => {
          const entries = await historyOf(scope, keyring, kind, [request.params.id])
          if (entries.length === 0) throw notFound(kind.title)
          readLog.note(scope, {
            what: 'history',
            kind: kind.name,
            record: request.params.id,
            rows: entries.length,
          })
          return { entries }
        })
      },
    )
  }
}

/** A kind that the actor's role may read somewhere; any other looks as if it did not exist. */
export function readableKind(name: string, may: (grants: readonly Grant[]) => boolean): AnyKind {
  const kind = kinds.get(name)
  if (!kind || kind.isSealed || !may(kind.readers))
    throw new Refusal('register.unknown', 404, '没有这个台账，或者您的岗位不能查看。')
  return kind
}

export function filtersOf(query: Readonly<Record<string, unknown>>): Record<string, string> {
  const filters: Record<string, string> = {}
  for (const [name, value] of Object.entries(query)) {
    if (!reserved.has(name) && typeof value === 'string' && value !== '') filters[name] = value
  }
  return filters
}

/** The fields that a question names. */
export function fieldsOf(kind: AnyKind, asked: string | undefined): string[] | undefined {
  if (!asked) return undefined
  const names = asked.split(',')
  const unknown = names.find((name) => !(name in kind.fields))
  if (unknown) throw new Refusal('list.unknown-field', 400, `${kind.title}没有“${unknown}”这个栏目。`)
  return names
}

import { acts, kinds } from '@hulei/core'
import type { FastifyPluginAsync } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { sql } from 'kysely'
import { z } from 'zod'
import { notAllowed } from '../errors.ts'
import type { Server } from '../server.ts'

const day = z.iso.date({ error: '日期应写作 2024-05-20' })
const page = z.object({
  from: day.optional(),
  to: day.optional(),
  account: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  post: z.uuid().optional(),
})

const readersOfActs = new Set(['auditor', 'office', 'leader', 'discipline'])
const readersOfReadings = new Set(['auditor', 'discipline'])

type ActLine = {
  id: string
  act: string
  actor_name: string
  role: string
  unit: string
  kind: string
  record: string | null
  received_at: string
  logged_at: string
}
type ReadingLine = {
  id: string
  at: string
  account: string
  holder: string | null
  role: string
  what: string
  kind: string
  record: string | null
  rows: number | null
}

/**
 * Whether the number of rows in somebody's list says nothing that the reader may not know. Of matters it does: one more in
 * another's list than in one's own is one that one is left out of.
 */
const isCounted = ({ kind, record }: ReadingLine): boolean =>
  record !== null || kinds.get(kind)?.matter === undefined

/** The log as an auditor reads it: who did and who read what, when; never what it said. */
export function auditRoutes({ scopes, sessions }: Server): FastifyPluginAsync {
  return async (app) => {
    const routes = app.withTypeProvider<ZodTypeProvider>()

    routes.get(
      '/api/audit/acts',
      {
        schema: {
          summary: '办理日志（不含内容）与校验链头',
          tags: ['audit'],
          querystring: page.extend({
            act: z.string().max(60).optional(),
            record: z.uuid().optional(),
            /** The id of the last line of the page before. Positions are not shown: they would count what is not seen. */
            before: z.uuid().optional(),
          }),
        },
      },
      async (request) => {
        const actor = await sessions.actorOf(request)
        if (!readersOfActs.has(actor.role)) throw notAllowed('查看办理日志')
        const { from, to, account, limit, act, record, before } = request.query
        return await scopes.read(actor, async (scope) => {
          const [lines, head] = await Promise.all([
            sql<ActLine>`
              SELECT id, act, actor_name, role, unit, kind, record, received_at, logged_at FROM act_log
              WHERE township = ${actor.township} AND (${before ?? null}::uuid IS NULL OR seq < (
                SELECT b.seq FROM act_log b WHERE b.township = ${actor.township} AND b.id = ${before ?? null}::uuid))
                AND (${act ?? null}::text IS NULL OR act = ${act ?? null})
                AND (${account ?? null}::text IS NULL OR account = ${account ?? null})
                AND (${record ?? null}::uuid IS NULL OR record = ${record ?? null}::uuid)
                AND (${from ?? null}::date IS NULL OR received_at >= ${from ?? null}::date::timestamp AT TIME ZONE 'Asia/Shanghai')
                AND (${to ?? null}::date IS NULL OR received_at < (${to ?? null}::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')
              ORDER BY seq DESC LIMIT ${limit + 1}`.execute(scope.db),
            // Of the last line that the reader sees: the chain's own head would move with lines that are hidden.
            sql<{ hash: string }>`
              SELECT encode(hash, 'hex') AS hash FROM act_log WHERE township = ${actor.township}
              ORDER BY seq DESC LIMIT 1`.execute(scope.db),
          ])
          const rows = lines.rows.slice(0, limit)
          return {
            head: head.rows[0] ?? null,
            next: lines.rows.length > limit ? (rows.at(-1)?.id ?? null) : null,
            rows: rows.map((row) => ({
              id: row.id,
              act: row.act,
              title: acts.get(row.act)?.title ?? row.act,
              by: row.actor_name,
              role: row.role,
              unit: row.unit,
              kind: kinds.get(row.kind)?.title ?? row.kind,
              record: row.record,
              receivedAt: row.received_at,
              loggedAt: row.logged_at,
            })),
          }
        })
      },
    )

    routes.get(
      '/api/audit/readings',
      {
        schema: {
          summary: '查看日志：谁在什么时候查看过哪类记录',
          tags: ['audit'],
          querystring: page.extend({
            record: z.uuid().optional(),
            before: z.iso.datetime({ offset: true }).optional(),
          }),
        },
      },
      async (request) => {
        const actor = await sessions.actorOf(request)
        if (!readersOfReadings.has(actor.role)) throw notAllowed('查看查阅日志')
        const { from, to, account, limit, record, before } = request.query
        return await scopes.read(actor, async (scope) => {
          const lines = await sql<ReadingLine>`
            SELECT r.id, r.at, r.account, p.holder, r.role, r.what, r.kind, r.record, r.rows
            FROM read_log r LEFT JOIN post p ON p.township = r.township AND p.id = r.post
            WHERE r.township = ${actor.township} AND r.at < coalesce(${before ?? null}::timestamptz, 'infinity')
              AND (${account ?? null}::text IS NULL OR r.account = ${account ?? null})
              AND (${record ?? null}::uuid IS NULL OR r.record = ${record ?? null}::uuid)
              AND (${from ?? null}::date IS NULL OR r.at >= ${from ?? null}::date::timestamp AT TIME ZONE 'Asia/Shanghai')
              AND (${to ?? null}::date IS NULL OR r.at < (${to ?? null}::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')
            ORDER BY r.at DESC, r.id LIMIT ${limit + 1}`.execute(scope.db)
          const rows = lines.rows.slice(0, limit)
          return {
            next: lines.rows.length > limit ? (rows.at(-1)?.at ?? null) : null,
            rows: rows.map((row) => ({
              ...row,
              rows: isCounted(row) ? row.rows : null,
              kind: kinds.get(row.kind)?.title ?? row.kind,
            })),
          }
        })
      },
    )
  }
}

import {
  actsOnMatters,
  assignment,
  assignToMatter,
  mayBeGranted,
  type Role,
  reviewOpening,
  sealedFile,
  sealedPerson,
  sealOpening,
} from '@hulei/core'
import type { FastifyPluginAsync } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { sql } from 'kysely'
import { z } from 'zod'
import { findRecord, openRows, selectColumns } from '../../platform/db/records.ts'
import type { Scoped } from '../../platform/db/scope.ts'
import { notAllowed, notFound, Refusal } from '../../platform/errors.ts'
import type { Server } from '../../platform/server.ts'
import { postsInForce, withoutLeftOut } from './exclusions.ts'

/** Reads of matters and of what is sealed in them. The line of a sealed reading is in the log before the answer leaves. */
export function sealingRoutes({ scopes, keyring, sessions, readLog, townships }: Server): FastifyPluginAsync {
  return async (app) => {
    const routes = app.withTypeProvider<ZodTypeProvider>()

    routes.get(
      '/api/matters/:matter',
      {
        schema: {
          summary: '一个事项的密封身份、承办人和查看登记（只有代号）',
          tags: ['sealing'],
          params: z.object({ matter: z.uuid() }),
        },
      },
      async (request) => {
        const actor = await sessions.actorOf(request)
        if (!mayBeGranted(sealedPerson.readers, actor)) throw notAllowed('查看事项')
        const { matter } = request.params
        return await scopes.read(actor, async (scope) => {
          const [covers, assignments, openings, mine] = await Promise.all([
            rowsOf(scope, sealedPerson, matter),
            rowsOf(scope, assignment, matter),
            rowsOf(scope, sealOpening, matter),
            openNow(scope, matter),
          ])
          return {
            covers: await openRows(scope, keyring, sealedPerson, covers),
            assignments: await openRows(scope, keyring, assignment, assignments),
            openings: await openRows(scope, keyring, sealOpening, openings),
            /** Files that are open to the reader now, and until when. */
            openToMe: mine,
          }
        })
      },
    )

    routes.get(
      '/api/matters/:matter/posts',
      {
        schema: {
          summary: '可以指定为承办人的岗位：按姓名、岗位、单位找',
          tags: ['sealing'],
          params: z.object({ matter: z.uuid() }),
          querystring: z.object({ q: z.string().trim().max(30).default('') }),
        },
      },
      async (request) => {
        const actor = await sessions.actorOf(request)
        if (!mayBeGranted(assignToMatter.by, actor)) throw notAllowed(assignToMatter.title)
        const { matter } = request.params
        const { playbook } = await townships.get(actor.township)
        const fit = await scopes.read(actor, async (scope) => {
          if (!(await seesMatter(scope, matter))) throw notFound('事项')
          return await withoutLeftOut(scope, matter, await postsInForce(scope, {}))
        })
        const words = request.query.q.toLowerCase()
        const posts = fit
          .filter((post) => actsOnMatters(post.role as Role))
          .map(({ post, holder, title, unit }) => ({
            post,
            holder,
            title,
            unit: playbook.units.find((each) => each.id === unit)?.short ?? unit,
          }))
          .filter(({ holder, title, unit }) => `${holder} ${title} ${unit}`.toLowerCase().includes(words))
        return { posts: posts.slice(0, MOST_POSTS) }
      },
    )

    routes.get(
      '/api/seals/to-review',
      { schema: { summary: '还没有复核的破封', tags: ['sealing'] } },
      async (request) => {
        const actor = await sessions.actorOf(request)
        if (!mayBeGranted(reviewOpening.by, actor)) throw notAllowed(reviewOpening.title)
        return await scopes.read(actor, async (scope) => {
          const { rows } = await sql<Record<string, unknown>>`
            SELECT ${selectColumns(sealOpening, 'r')}, p.code AS cover, m.kind AS matter_kind
            FROM seal_opening r
              JOIN sealed_person p ON p.township = r.township AND p.id = r.file
              LEFT JOIN matter_record m ON m.township = r.township AND m.record = r.matter AND m.matter = r.matter
            WHERE r.township = ${actor.township} AND r.is_broken AND r.reviewed_on IS NULL
            ORDER BY r.until, r.id LIMIT 500`.execute(scope.db)
          const openings = await openRows(scope, keyring, sealOpening, rows)
          return {
            openings: openings.map((opening, index) => ({
              ...opening,
              cover: String(rows[index]?.cover ?? ''),
              matterKind: String(rows[index]?.matter_kind ?? ''),
              isOwn: opening.account === actor.account,
            })),
          }
        })
      },
    )

    routes.get(
      '/api/sealed/:id',
      {
        schema: {
          summary: '已打开的密封档案：先写查阅日志，再给内容',
          tags: ['sealing'],
          params: z.object({ id: z.uuid() }),
        },
      },
      async (request) => {
        const actor = await sessions.actorOf(request)
        return await scopes.read(actor, async (scope) => {
          const file = await findRecord(scope, keyring, sealedFile, request.params.id)
          if (!file) {
            throw new Refusal('sealing.not-open', 404, '这份密封档案没有对您打开，或者查看时限已过。')
          }
          await readLog.now(scope, { what: 'open', kind: sealedFile.name, record: file.id, rows: 1 })
          return file
        })
      },
    )
  }
}

const MOST_POSTS = 20

/** Whether the actor sees anything of a matter. */
async function seesMatter(scope: Scoped, matter: string): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM matter_record r WHERE r.township = ${scope.actor.township} AND r.matter = ${matter}
      AND record_visible(r.township, r.kind, r.record) LIMIT 1`.execute(scope.db)
  return rows.length > 0
}

type MatterKind = typeof sealedPerson | typeof assignment | typeof sealOpening

async function rowsOf(scope: Scoped, kind: MatterKind, matter: string): Promise<Record<string, unknown>[]> {
  const table = { sealedPerson: 'sealed_person', assignment: 'assignment', sealOpening: 'seal_opening' }[
    kind.name
  ]
  const { rows } = await sql<Record<string, unknown>>`
    SELECT ${selectColumns(kind, 'r')} FROM ${sql.table(table)} r
    WHERE r.township = ${scope.actor.township} AND r.matter = ${matter} ORDER BY r.received_at, r.id`.execute(
    scope.db,
  )
  return rows
}

async function openNow(scope: Scoped, matter: string): Promise<readonly { file: string; until: string }[]> {
  const { rows } = await sql<{ file: string; until: string }>`
    SELECT file, max(until) AS until FROM seal_opening
    WHERE township = ${scope.actor.township} AND matter = ${matter} AND account = ${scope.actor.account} AND until > now()
    GROUP BY file`.execute(scope.db)
  return rows
}

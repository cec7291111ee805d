import {
  type Actor,
  type Day,
  type DutyLights,
  isDay,
  kinds,
  type Month,
  monthOf,
  nextMonth,
  parseMonth,
} from '@hulei/core'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { z } from 'zod'
import type { Scoped, Scopes } from '../../platform/db/scope.ts'
import { invalid, notAllowed } from '../../platform/errors.ts'
import type { Measure } from '../../platform/measures/measure.ts'
import type { Server } from '../../platform/server.ts'
import type { Township } from '../../platform/townships.ts'
import {
  folderReply,
  lightsQuery,
  lightsReply,
  monthQuery,
  reminderReply,
  rowsQuery,
  rowsReply,
  spanQuery,
  spanReply,
} from './duties.schemas.ts'
import { folderOf, reminderOf } from './folder.ts'
import { lightsOf, mayReadLights } from './lights.ts'
import { lightsJson } from './lights-json.ts'
import { rowsOf } from './rows.ts'

/** What everyone sees of their duties: lights, the rows behind them, a reminder, the folder to print. */
export const dutyRoutes =
  (measures: ReadonlyMap<string, Measure>) =>
  ({ scopes, keyring, sessions, townships, readLog }: Server): FastifyPluginAsync => {
    const measured = new Set(measures.keys())

    /** Runs a read in the scope of somebody who has duty lights to see. */
    const reading = async <T>(
      request: FastifyRequest,
      read: (scope: Scoped, township: Township) => Promise<T>,
      open: Scopes['read'] = scopes.read,
    ): Promise<T> => {
      const actor: Actor = await sessions.actorOf(request)
      if (!mayReadLights(actor.role)) throw notAllowed('查看履职情况')
      const township = await townships.get(actor.township)
      return await open(actor, (scope) => read(scope, township))
    }

    return async (app) => {
      const routes = app.withTypeProvider<ZodTypeProvider>()

      routes.get(
        '/api/duties/lights',
        {
          schema: {
            summary: '履职灯：一个月里每个单位、每个村、每项职责的状态和原因',
            tags: ['duties'],
            querystring: lightsQuery,
            response: { 200: lightsReply },
          },
          // The schema describes; checking every light of every village again would cost more than counting them.
          // Its type knows strings only; Fastify takes bytes as they are.
          serializerCompiler: () => (reply: DutyLights) => lightsJson(reply) as unknown as string,
        },
        (request): Promise<z.infer<typeof lightsReply>> =>
          reading(
            request,
            async (scope, township) => {
              const { unit, village, duty } = request.query
              const time = timeOf(request.query, scope.today)
              const lights = await lightsOf(scope, township, { ...time, unit, village, duty }, measured)
              return { ...time, today: scope.today, lights }
            },
            scopes.readAtOnce,
          ),
      )

      routes.get(
        '/api/duties/span',
        {
          schema: {
            summary: '几个月的履职灯：一个单位或一个村的每项职责，逐月',
            tags: ['duties'],
            querystring: spanQuery,
            response: { 200: spanReply },
          },
          serializerCompiler: () => JSON.stringify,
        },
        (request): Promise<z.infer<typeof spanReply>> =>
          reading(request, async (scope, township) => {
            const { from, to, unit, village } = request.query
            const { asOf } = timeOf(request.query, scope.today)
            const months = []
            for (const month of monthsOf(from, to)) {
              const lights = await lightsOf(scope, township, { month, asOf, unit, village }, measured)
              months.push({ month, lights })
            }
            return { asOf, today: scope.today, months }
          }),
      )

      routes.get(
        '/api/duties/rows',
        {
          schema: {
            summary: '一盏灯背后的记录：应办、已办、缺哪些',
            tags: ['duties'],
            querystring: rowsQuery,
            response: { 200: rowsReply },
          },
        },
        (request): Promise<z.infer<typeof rowsReply>> =>
          reading(request, async (scope, township) => {
            const { asOf } = timeOf(request.query, scope.today)
            const found = await rowsOf(scope, keyring, township, measures, { ...request.query, asOf })
            noteReading(scope, [found])
            return found
          }),
      )

      routes.get(
        '/api/duties/reminder',
        {
          schema: {
            summary: '提醒：一段可以粘贴到工作群的文字，只有数字，没有姓名',
            tags: ['duties'],
            querystring: monthQuery,
            response: { 200: reminderReply },
          },
        },
        (request) =>
          reading(request, async (scope, township) => {
            const query = { ...request.query, ...timeOf(request.query, scope.today) }
            return { text: await reminderOf(scope, township, measures, query) }
          }),
      )

      routes.get(
        '/api/duties/folder',
        {
          schema: {
            summary: '迎检资料：一个单位或一个村一个月的职责、依据和佐证材料',
            tags: ['duties'],
            querystring: monthQuery,
            response: { 200: folderReply },
          },
        },
        (request): Promise<z.infer<typeof folderReply>> =>
          reading(request, async (scope, township) => {
            const query = { ...request.query, ...timeOf(request.query, scope.today) }
            const folder = await folderOf(scope, keyring, township, measures, query)
            noteReading(
              scope,
              folder.lights.flatMap((light) => light.behind),
            )
            return folder
          }),
      )
    }

    /** One line of the read log for each kind whose records were listed. */
    function noteReading(scope: Scoped, lists: readonly { rows: readonly { kind: string }[] }[]): void {
      const byKind = Map.groupBy(
        lists.flatMap((list) => list.rows),
        (row) => row.kind,
      )
      for (const [kind, rows] of byKind) {
        if (kinds.has(kind)) readLog.note(scope, { what: 'list', kind, rows: rows.length })
      }
    }
  }

const MOST_MONTHS = 12

/** The months from one to another, both included; at most a year of them. */
function monthsOf(from: string, to: string): Month[] {
  const last = parseMonth(to)
  const months: Month[] = []
  let month = parseMonth(from)
  for (; month && last && month <= last; month = nextMonth(month)) months.push(month)
  if (months.length === 0 || months.length > MOST_MONTHS) {
    throw invalid([
      { path: 'to', code: 'duties.span', message: `请选择从早到晚、不超过${MOST_MONTHS}个月的一段` },
    ])
  }
  return months
}

/** The month and the day whose knowledge counts: this month and today, unless said; no day that has not come. */
function timeOf(
  { month, asOf }: { month?: string | undefined; asOf?: string | undefined },
  today: Day,
): { month: Month; asOf: Day } {
  if (asOf !== undefined && asOf > today) {
    throw invalid([{ path: 'asOf', code: 'duties.as-of-future', message: '截至日期不能晚于今天' }])
  }
  return { month: parseMonth(month ?? '') ?? monthOf(today), asOf: isDay(asOf) ? asOf : today }
}

import {
  type AnyField,
  type AnyKind,
  type CodeLists,
  type Labels,
  mayBeGranted,
  nameOfCode,
  type PlaceColumn,
  placeColumnsOf,
  wordsOf,
} from '@hulei/core'
import type { FastifyPluginAsync } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { labelsOf } from '../db/labels.ts'
import { listRecords } from '../db/lists.ts'
import type { Server } from '../server.ts'
import type { WrittenCell, WrittenKind } from '../sheets/index.ts'
import { fieldsOf, filtersOf, readableKind } from './registers.routes.ts'
import { sendExport } from './send-export.ts'

/**
 * Any register as a workbook: the rows, the columns and the masks that the reader has on screen. It passes through the
 * same read as the page, in the reader's scope, and stands in the read log as an export.
 */
export function exportRoutes(server: Server): FastifyPluginAsync {
  const { keyring, sessions, townships } = server
  return async (app) => {
    app.withTypeProvider<ZodTypeProvider>().get(
      '/api/registers/:kind/export.xlsx',
      {
        config: { rateLimit: { max: 20, timeWindow: '1 minute' } },
        schema: {
          summary: '导出台账：与屏幕上同样的筛选、栏目和遮蔽',
          tags: ['registers'],
          params: z.object({ kind: z.string() }),
          querystring: z.looseObject({
            q: z.string().max(60).optional(),
            state: z.enum(['current', 'ended', 'all']).default('current'),
            fields: z.string().max(600).optional(),
            sort: z.string().max(60).optional(),
          }),
        },
      },
      async (request, reply) => {
        const actor = await sessions.actorOf(request)
        const kind = readableKind(request.params.kind, (grants) => mayBeGranted(grants, actor))
        const { lists } = await townships.get(actor.township)
        const { q: search, state, fields, sort } = request.query
        const columns = columnsOf(kind, fieldsOf(kind, fields))
        const query = {
          filters: filtersOf(request.query),
          search,
          state,
          sort,
          fields: columns.flatMap((each) => each.field ?? []),
        }
        return await sendExport(server, actor, reply, {
          kind: kind.name,
          title: kind.title,
          columns: columns.map(({ title, width, written }) => ({ title, width, kind: written })),
          readPage: async (scope, page) => {
            const { rows, next } = await listRecords(scope, keyring, kind, { ...query, ...page })
            const labels = await labelsOf(scope, kind, rows)
            return { rows: rows.map((row) => columns.map((each) => cellOf(each, row, lists, labels))), next }
          },
        })
      },
    )
  }
}

type ExportColumn = {
  readonly title: string
  readonly width: number
  readonly written: WrittenKind
  /** A field of the kind, or where the row belongs. */
  readonly field?: string
  readonly declared?: AnyField
  readonly place?: PlaceColumn
}

const placeTitles = { village: '村', school: '学校', unit: '单位' } as const
const wide = new Set(['note', 'form', 'address', 'refs', 'codes'])

/** The first field, whose the row is, and the other fields: as the page shows them. */
function columnsOf(kind: AnyKind, asked: readonly string[] | undefined): readonly ExportColumn[] {
  const names = asked ?? Object.keys(kind.fields).filter((name) => isWritten(kind.fields[name]))
  const [first, ...others] = names.flatMap((name): ExportColumn[] => {
    const declared = kind.fields[name]
    if (!declared) return []
    return [
      {
        title: declared.label,
        width: widthOf(declared),
        written: writtenAs(declared),
        field: name,
        declared,
      },
    ]
  })
  const places = placeColumnsOf(kind).map(
    (place): ExportColumn => ({ title: placeTitles[place], width: 14, written: 'text', place }),
  )
  return [...(first ? [first] : []), ...places, ...others]
}

/** Inner names and what is encrypted in one piece say nothing in a cell. */
const isWritten = (field: AnyField | undefined): boolean =>
  field !== undefined && !field.isInternal && field.type !== 'matter' && field.type !== 'form'
const widthOf = ({ type }: AnyField): number => (wide.has(type) ? 36 : type === 'residentId' ? 22 : 14)
const writtenAs = ({ type }: AnyField): WrittenKind =>
  type === 'day' ? 'day' : type === 'count' ? 'number' : 'text'

function cellOf(
  { declared, field, place, written }: ExportColumn,
  row: Readonly<Record<string, unknown>>,
  lists: CodeLists,
  labels: Labels,
): WrittenCell {
  const names = (list: string, code: string) => nameOfCode(lists, list, code)
  if (place) return row[place] ? names(`${place}s`, String(row[place])) : null
  const value = row[field ?? '']
  if (written === 'number' && typeof value === 'number') return value
  if (written === 'day' && typeof value === 'string') return value
  return wordsOf(declared, value, names, labels) || null
}

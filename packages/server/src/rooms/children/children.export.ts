import {
  type Child,
  type CodeLists,
  child,
  childLedgerColumns,
  type Household,
  household,
  mayBeGranted,
  nameOfCode,
} from '@hulei/core'
import type { FastifyPluginAsync } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Keyring } from '../../platform/crypto/keyring.ts'
import { type ListQuery, listRecords, maskRecord } from '../../platform/db/lists.ts'
import { openRows, selectColumns } from '../../platform/db/records.ts'
import type { Scoped } from '../../platform/db/scope.ts'
import { filtersOf, readableKind } from '../../platform/http/registers.routes.ts'
import { sendExport } from '../../platform/http/send-export.ts'
import type { Server } from '../../platform/server.ts'
import type { WrittenCell } from '../../platform/sheets/index.ts'

const widths: Partial<Record<string, number>> = { residentId: 22, address: 36, categories: 24, school: 18 }

/** The register as a workbook in the official columns: the rows and the masks that the reader has on screen. */
export function exportRoutes(server: Server): FastifyPluginAsync {
  const { keyring, sessions, townships } = server
  return async (app) => {
    app.withTypeProvider<ZodTypeProvider>().get(
      '/api/children/export.xlsx',
      {
        config: { rateLimit: { max: 20, timeWindow: '1 minute' } },
        schema: {
          summary: '导出台账：与屏幕上同样的筛选、同样的遮蔽',
          tags: ['children'],
          querystring: z.looseObject({
            q: z.string().max(60).optional(),
            state: z.enum(['current', 'ended', 'all']).default('current'),
            sort: z.string().max(60).optional(),
          }),
        },
      },
      async (request, reply) => {
        const actor = await sessions.actorOf(request)
        readableKind(child.name, (grants) => mayBeGranted(grants, actor))
        const { lists } = await townships.get(actor.township)
        const { q: search, state, sort } = request.query
        const query = { filters: filtersOf(request.query), search, state, sort }
        return await sendExport(server, actor, reply, {
          kind: child.name,
          title: '未成年人台账',
          columns: childLedgerColumns.map(({ field, title }) => ({
            title,
            width: widths[field] ?? 12,
            kind: field === 'bornOn' ? 'day' : 'text',
          })),
          readPage: async (scope, page) => {
            const { rows, next } = await readPage(scope, keyring, { ...query, ...page })
            return { rows: rows.map(({ record, home }) => cellsOf(record, home, lists)), next }
          },
        })
      },
    )
  }
}

type Row = { readonly record: Child; readonly home: Household | undefined }

/** A page of the register with the facts of each child's household, masked. */
async function readPage(
  scope: Scoped,
  keyring: Keyring,
  query: ListQuery,
): Promise<{ rows: Row[]; next: string | null }> {
  const { rows, next } = await listRecords(scope, keyring, child, {
    ...query,
    fields: Object.keys(child.fields),
  })
  const ids = rows.flatMap((record) => record.household ?? [])
  const homes = await sql<Record<string, unknown>>`
    SELECT ${selectColumns(household, 'r', ['headName', 'facts'])} FROM household r
    WHERE r.township = ${scope.actor.township} AND r.id = ANY(${ids}::uuid[])`.execute(scope.db)
  const opened = await openRows(scope, keyring, household, homes.rows)
  const byId = new Map(opened.map((home) => [home.id, maskRecord(household, scope, home)]))
  return {
    rows: rows.map((record) => ({ record, home: record.household ? byId.get(record.household) : undefined })),
    next,
  }
}

/** A child in the order of the official columns. */
function cellsOf(record: Child, home: Household | undefined, lists: CodeLists): WrittenCell[] {
  const coded = (list: string, value: string | null) =>
    value === null ? null : nameOfCode(lists, list, value)
  const several = (list: string, values: readonly string[]) =>
    values.map((value) => nameOfCode(lists, list, value)).join('、') || null
  const cells: Record<(typeof childLedgerColumns)[number]['field'], string | null> = {
    name: record.name,
    sex: coded('sexes', record.sex),
    residentId: record.residentId,
    bornOn: record.bornOn,
    village: coded('villages', record.village),
    hamlet: record.hamlet,
    school: coded('schools', record.school),
    grade: record.grade,
    guardianName: record.guardianName,
    guardianRelation: coded('guardianRelations', record.guardianRelation),
    guardianPhone: record.guardianPhone,
    headName: home?.headName ?? null,
    address: record.address,
    categories: several('childCategories', record.categories),
    householdFacts: several('householdFacts', home?.facts ?? []),
    studiesElsewhere: record.studiesElsewhere === null ? null : record.studiesElsewhere ? '是' : '否',
  }
  return childLedgerColumns.map(({ field }) => cells[field])
}

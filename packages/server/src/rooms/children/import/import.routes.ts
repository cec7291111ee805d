import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as delay } from 'node:timers/promises'
import fastifyMultipart from '@fastify/multipart'
import { type Actor, importers, mayBeGranted } from '@hulei/core'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { sql } from 'kysely'
import { z } from 'zod'
import { faultsOf } from '../../../platform/acts/perform.ts'
import { invalid, notAllowed, Refusal } from '../../../platform/errors.ts'
import { sendWorkbook } from '../../../platform/http/send-export.ts'
import type { Server } from '../../../platform/server.ts'
import { defaultLimits, type SheetMapping } from '../../../platform/sheets/index.ts'
import { fates } from './import-run.ts'
import { getRun, listRows, listRuns } from './import-store.ts'
import { viewRow, viewRun } from './import-views.ts'
import { mendRow } from './mend-row.ts'
import { writeRejected } from './rejected-workbook.ts'
import { discardRun, isCutOff, receiveLedger, refuseUnlessSettled, startImport } from './run-import.ts'

/** How long the answer to an upload waits for the ledger to be read; a large one goes on being read behind it. */
const WAIT_MS = 5_000
const PAGE_ROWS = 50

const mappingSchema: z.ZodType<Record<string, SheetMapping>> = z.record(
  z.string(),
  z.strictObject({
    headerRow: z.int().min(0).max(1000).exactOptional(),
    headerRows: z.union([z.literal(1), z.literal(2)]).exactOptional(),
    columns: z.record(z.coerce.number().int().min(1).max(500), z.string().max(60).nullable()).exactOptional(),
  }),
)
const runParams = z.object({ id: z.uuid() })

/** Ledgers in: hand in, look at, mend, import, and get back what was refused. */
export function importRoutes(server: Server): FastifyPluginAsync {
  const { scopes, keyring, sessions, townships, readLog } = server
  const importer = async (request: FastifyRequest): Promise<Actor> => {
    const actor = await sessions.actorOf(request)
    if (!mayBeGranted(importers, actor)) throw notAllowed('导入台账')
    return actor
  }
  const look = (actor: Actor, id: string) =>
    scopes.read(actor, async (scope) => {
      const run = await getRun(scope, keyring, id)
      readLog.note(scope, { what: 'open', kind: 'import', record: id, rows: 1 })
      const view = await viewRun(scope, run)
      if (!isCutOff(run, Date.now())) return view
      return { ...view, state: 'failed' as const, failure: cutOff }
    })

  return async (app) => {
    await app.register(fastifyMultipart, {
      limits: { fileSize: defaultLimits.fileBytes, files: 1, fields: 4, fieldSize: 200_000 },
    })
    const routes = app.withTypeProvider<ZodTypeProvider>()

    routes.post(
      '/api/children/imports',
      {
        config: { rateLimit: { max: 60, timeWindow: '1 minute' } },
        schema: {
          summary: '交来一份台账：读取、逐行核对；dryRun=false 时随即导入',
          description: '表单字段 file 为工作簿，mapping（可选，JSON）为人工指定的表头行和各列含义。',
          tags: ['children'],
          consumes: ['multipart/form-data'],
          querystring: z.looseObject({ dryRun: z.enum(['true', 'false']).default('true') }),
        },
      },
      async (request) => {
        const actor = await importer(request)
        const upload = await takeUpload(request)
        const { run, staged } = await receiveLedger(server, actor, upload)
        await Promise.race([staged, delay(WAIT_MS, undefined, { ref: false })])
        if (request.query.dryRun === 'false') {
          await staged
          refuseUnlessSettled(await scopes.read(actor, (scope) => getRun(scope, keyring, run)))
          await startImport(server, actor, run, crypto.randomUUID())
        }
        return await look(actor, run)
      },
    )

    routes.get(
      '/api/children/imports',
      { schema: { summary: '导入过的台账', tags: ['children'] } },
      async (request) => {
        const actor = await importer(request)
        return await scopes.read(actor, async (scope) => {
          const runs = await listRuns(scope, keyring)
          const views = []
          for (const run of runs) views.push(await viewRun(scope, run))
          return { runs: views }
        })
      },
    )

    routes.get(
      '/api/children/imports/:id',
      { schema: { summary: '一次导入：读懂了什么，进行到哪里', tags: ['children'], params: runParams } },
      async (request) => await look(await importer(request), request.params.id),
    )

    routes.get(
      '/api/children/imports/:id/rows',
      {
        schema: {
          summary: '一次导入的各行',
          tags: ['children'],
          params: runParams,
          querystring: z.looseObject({
            fate: z.enum([...fates, 'waiting']).optional(),
            sheet: z.coerce.number().int().min(0).optional(),
            page: z.coerce.number().int().min(1).max(100_000).default(1),
          }),
        },
      },
      async (request) => {
        const actor = await importer(request)
        const township = await townships.get(actor.township)
        const { id } = request.params
        const { fate, sheet, page } = request.query
        const where = sql`
          ${fate === 'waiting' ? sql`AND waiting > 0` : fate ? sql`AND fate = ${fate}` : sql``}
          ${sheet === undefined ? sql`` : sql`AND sheet = ${sheet}`}`
        return await scopes.read(actor, async (scope) => {
          const run = await getRun(scope, keyring, id)
          const rows = await listRows(
            scope,
            keyring,
            id,
            sql`${where} ORDER BY ordinal LIMIT ${PAGE_ROWS} OFFSET ${(page - 1) * PAGE_ROWS}`,
          )
          const { rows: counted } = await sql<{ total: number }>`SELECT count(*) AS total FROM import_row
            WHERE township = ${actor.township} AND run = ${id} ${where}`.execute(scope.db)
          readLog.note(scope, { what: 'list', kind: 'import', record: id, rows: rows.length })
          return {
            rows: rows.map((row) => viewRow(run, row, township)),
            total: counted[0]?.total ?? 0,
            page,
            pageSize: PAGE_ROWS,
          }
        })
      },
    )

    routes.patch(
      '/api/children/imports/:id/rows/:row',
      {
        schema: {
          summary: '更正一行，重新核对',
          tags: ['children'],
          params: z.object({ id: z.uuid(), row: z.coerce.number().int().min(1) }),
          body: z.strictObject({
            cells: z.record(z.string(), z.string().max(2000)).default({}),
            answers: z
              .strictObject({
                isIdConfirmed: z.boolean().optional(),
                sameAs: z.union([z.uuid(), z.literal('new')]).optional(),
              })
              .default({}),
          }),
        },
      },
      async (request) => {
        const actor = await importer(request)
        return await mendRow(server, actor, request.params.id, request.params.row, request.body)
      },
    )

    routes.post(
      '/api/children/imports/:id/run',
      {
        schema: {
          summary: '导入核对无误的行（更正之后可以再次办理）',
          tags: ['children'],
          params: runParams,
          body: z.strictObject({ act: z.uuid({ error: '办理编号应为UUID' }) }),
        },
      },
      async (request) => {
        const actor = await importer(request)
        const { id } = request.params
        refuseUnlessSettled(await scopes.read(actor, (scope) => getRun(scope, keyring, id)))
        const { done } = await startImport(server, actor, id, request.body.act)
        await Promise.race([done.catch(() => {}), delay(1_000, undefined, { ref: false })])
        return await look(actor, id)
      },
    )

    routes.delete(
      '/api/children/imports/:id',
      {
        schema: { summary: '丢弃一份没有导入过的台账', tags: ['children'], params: runParams },
      },
      async (request) => {
        await discardRun(server, await importer(request), request.params.id)
        return { ok: true }
      },
    )

    routes.get(
      '/api/children/imports/:id/rejected.xlsx',
      { schema: { summary: '下载待更正的行，逐行写明原因', tags: ['children'], params: runParams } },
      async (request, reply) => {
        const actor = await importer(request)
        const run = await scopes.read(actor, async (scope) => {
          const found = await getRun(scope, keyring, request.params.id)
          readLog.note(scope, { what: 'export', kind: 'import', record: found.id, rows: 0 })
          return found
        })
        refuseUnlessSettled(run)
        const body = new PassThrough()
        // A fault while rows are read breaks the download off, which the browser shows as failed.
        writeRejected(body, server, actor, run).catch((error) => body.destroy(error))
        return sendWorkbook(reply, '待更正的行.xlsx').send(body)
      },
    )
  }
}

const cutOff = {
  code: 'import.cut-off',
  message: '读取时服务器中断过，没有导入任何内容；请把文件重新交来一次。',
}

/** Puts the uploaded file where only this process reads it; it is removed once it has been read. */
async function takeUpload(request: FastifyRequest) {
  const folder = await mkdtemp(join(tmpdir(), 'hulei-import-'))
  const path = join(folder, 'ledger')
  try {
    let fileName: string | undefined
    let mapping: Record<string, SheetMapping> | undefined
    for await (const part of request.parts()) {
      if (part.type === 'file') {
        fileName = part.filename || '台账'
        await pipeline(part.file, createWriteStream(path, { mode: 0o600 }))
      } else if (part.fieldname === 'mapping' && typeof part.value === 'string' && part.value !== '') {
        mapping = readMapping(part.value)
      }
    }
    if (fileName === undefined) throw new Refusal('import.no-file', 400, '没有收到文件，请选择要导入的台账。')
    return { path, fileName, mapping }
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

function readMapping(text: string): Record<string, SheetMapping> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Refusal('request.malformed-json', 400, '各列的含义没有写对（不是完整的JSON）。')
  }
  const parsed = mappingSchema.safeParse(value)
  if (!parsed.success) throw invalid(faultsOf(parsed.error, 'mapping'))
  return parsed.data
}

import { PassThrough } from 'node:stream'
import type { Actor } from '@hulei/core'
import type { FastifyReply } from 'fastify'
import type { Scoped } from '../db/scope.ts'
import type { Server } from '../server.ts'
import { type WrittenCell, type WrittenSheet, writeWorkbook } from '../sheets/index.ts'

/** Rows between two reads: each read is a transaction of its own, so that a slow reader holds none open. */
const PAGE_ROWS = 200

/** A page of cells, and where the next begins. */
export type ExportPage = { readonly rows: readonly (readonly WrittenCell[])[]; readonly next: string | null }

export type Export = {
  /** The kind whose rows leave; the read log names it. */
  readonly kind: string
  /** What the sheet is called; the township's name goes before it in title and file name. */
  readonly title: string
  readonly columns: WrittenSheet['columns']
  /** A page in the reader's scope, masked as on screen. */
  readonly readPage: (
    scope: Scoped,
    page: { readonly cursor: string | undefined; readonly limit: number },
  ) => Promise<ExportPage>
}

/** Sends a register as a workbook, row by row as the reader takes it up, and notes in the read log how much left. */
export async function sendExport(
  { scopes, townships, readLog }: Pick<Server, 'scopes' | 'townships' | 'readLog'>,
  actor: Actor,
  reply: FastifyReply,
  { kind, title, columns, readPage }: Export,
): Promise<FastifyReply> {
  const { name, clock } = await townships.get(actor.township)
  let taken = 0
  const page = (cursor?: string): Promise<ExportPage> =>
    scopes.read(actor, async (scope) => {
      const read = await readPage(scope, { cursor, limit: PAGE_ROWS })
      taken += read.rows.length
      // A small export is one line; of a large one the first line says that it began, the last how much it took.
      if (read.next === null || cursor === undefined)
        readLog.note(scope, { what: 'export', kind, rows: taken })
      return read
    })
  const first = await page()
  const body = new PassThrough()
  const today = clock.today()
  writeWorkbook(body, {
    sheets: [
      {
        name: title,
        title: `${name}${title}`,
        note: `导出日期：${today}　导出人：${actor.name}`,
        columns,
        rows: allRows(first, page),
      },
    ],
  }).catch((error) => body.destroy(error))
  return await sendWorkbook(reply, `${name}${title}${today}.xlsx`).send(body)
}

async function* allRows(first: ExportPage, page: (cursor: string) => Promise<ExportPage>) {
  for (let current = first; ; current = await page(current.next)) {
    yield* current.rows
    if (current.next === null) return
  }
}

/** Headers of a workbook with a Chinese name. */
export const sendWorkbook = <R extends { header(name: string, value: string): R }>(
  reply: R,
  name: string,
): R =>
  reply
    .header('content-type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)

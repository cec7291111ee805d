import type { ClientBase } from 'pg'
import { copyIn } from '../../packages/server/src/platform/db/backup/copy.ts'

export type Cell = string | number | boolean | null | Uint8Array | readonly string[]

/** Rows of one table on their way in: columns named once, rows as arrays in the same order. */
export type Rows = { readonly table: string; readonly columns: readonly string[]; readonly rows: Cell[][] }

const escaped = (text: string) =>
  text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n')

/** A cell in PostgreSQL's COPY text format; members of an array are plain codes, which need no quoting. */
function written(cell: Cell): string {
  if (cell === null) return '\\N'
  if (typeof cell === 'string') return escaped(cell)
  if (cell instanceof Uint8Array) return `\\\\x${Buffer.from(cell).toString('hex')}`
  if (Array.isArray(cell)) return escaped(`{${cell.join(',')}}`)
  return String(cell)
}

/** Copies rows into their table and empties the list. */
export async function copyRows(client: ClientBase, { table, columns, rows }: Rows): Promise<void> {
  if (rows.length === 0) return
  const text = rows.map((row) => row.map(written).join('\t')).join('\n')
  rows.length = 0
  const source = async function* () {
    yield Buffer.from(`${text}\n`)
  }
  await copyIn(client, `COPY ${table} (${columns.join(', ')}) FROM STDIN`, source())
}

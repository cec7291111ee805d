import { checkDigit, type Day, type Playbook } from '@hulei/core'
import type ExcelJS from '@protobi/exceljs'
import type { SignedIn, TestApp } from '../../../platform/test-app.ts'
import { smallPlaybook } from '../../../platform/test-server.ts'
import type { RunView } from './import-views.ts'

/** The small plan of tests, with what a ledger is read by. */
export const ledgerPlaybook = {
  ...smallPlaybook,
  township: { code: 'north', name: '北溪镇', county: '东县', city: '南市', province: '西省' },
  villages: [
    { id: 'shiqiao', name: '石桥村', aliases: ['石桥'], hamlets: ['桥头组'] },
    { id: 'lianhua', name: '莲花村', aliases: [], hamlets: ['荷塘组'] },
  ],
  schools: [
    { id: 'zhongxin', name: '中心小学', aliases: [], stage: 'primary' },
    { id: 'dongxi', name: '东溪小学', aliases: [], stage: 'primary' },
  ],
  childCategories: [
    { id: 'left-behind', name: '留守儿童', basis: 'statutory', inDifficulty: true, aliases: ['留守'] },
    { id: 'orphan', name: '孤儿', basis: 'statutory', inDifficulty: true, aliases: [] },
    {
      id: 'strained-family',
      name: '关系异常家庭',
      basis: 'concern',
      reviewMonths: 6,
      inDifficulty: false,
      aliases: ['关系异常'],
    },
  ],
  householdFacts: [{ id: 'single-parent', name: '单亲家庭', aliases: ['单亲'] }],
  sealedWords: ['涉案', '受害'],
} as unknown as Playbook

/** An invented identity number of county 430699, which is not assigned; odd `no` for boys. */
export function idOf(born: Day, no: number): string {
  const body = `430699${born.replaceAll('-', '')}${String(no).padStart(3, '0')}`
  return body + checkDigit(body)
}

/** Rows of texts into a sheet, the first at a row of its own. */
export function fill(
  sheet: ExcelJS.Worksheet,
  from: number,
  rows: readonly (readonly ExcelJS.CellValue[])[],
): void {
  for (const [i, cells] of rows.entries()) {
    for (const [k, value] of cells.entries()) sheet.getCell(from + i, k + 1).value = value
  }
}

/** Hands in a ledger over HTTP, as a browser does. */
export async function handIn(
  { app }: TestApp,
  who: SignedIn,
  file: Buffer,
  options: { dryRun?: boolean; mapping?: object; fileName?: string } = {},
): Promise<{ status: number; body: RunView & { code?: string; title?: string } }> {
  const form = new FormData()
  if (options.mapping) form.set('mapping', JSON.stringify(options.mapping))
  form.set('file', new Blob([new Uint8Array(file)]), options.fileName ?? '台账.xlsx')
  const encoded = new Response(form)
  const reply = await app.inject({
    method: 'POST',
    url: `/api/children/imports?dryRun=${options.dryRun ?? true}`,
    headers: { ...who, 'content-type': encoded.headers.get('content-type') ?? '' },
    payload: Buffer.from(await encoded.arrayBuffer()),
  })
  return { status: reply.statusCode, body: reply.json() }
}

/** Waits until a run is done with what it is doing. */
export async function settledRun({ app }: TestApp, who: SignedIn, id: string): Promise<RunView> {
  for (let i = 0; i < 600; i += 1) {
    const reply = await app.inject({ method: 'GET', url: `/api/children/imports/${id}`, headers: who })
    const run = reply.json<RunView>()
    if (run.state !== 'running' && run.state !== 'reading') return run
    await new Promise((resume) => setTimeout(resume, 50))
  }
  throw new Error('The import did not end')
}

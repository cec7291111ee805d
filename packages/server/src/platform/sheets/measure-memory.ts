/**
 * Measures, by hand, what a large ledger takes: node packages/server/src/platform/sheets/measure-memory.ts [rows]
 * Writes an invented ledger of 20 columns, reads it in a process of its own, and prints seconds and peak RSS of each.
 * The aim is 50,000 rows under 512 MB.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readLedger, writeWorkbook } from './index.ts'
import { specs } from './workbook-fixture.ts'

const EXTRA = 12

function* inventedRows(count: number): Generator<(string | number)[]> {
  for (let i = 0; i < count; i += 1) {
    const extra = Array.from({ length: EXTRA }, (_, k) => (k % 3 === 0 ? i * k : `第${i * k}条备注`))
    const idNumber = `430699201205${String(i).padStart(6, '0')}`
    yield [i + 1, `张${i}`, '男', idNumber, '2012-05-03', `村${i % 20}`, `监护人${i}`, `139${i}`, ...extra]
  }
}

async function write(path: string, count: number): Promise<number> {
  const titles = ['序号', '姓名', '性别', '身份证号', '出生日期', '所在村', '监护人姓名', '监护人电话']
  const columns = [...titles, ...Array.from({ length: EXTRA }, (_, k) => `备注${k}`)].map((title) => ({
    title,
    width: 14,
    kind: title === '出生日期' ? ('day' as const) : ('text' as const),
  }))
  await writeWorkbook(path, { sheets: [{ name: '台账', title: '台账', columns, rows: inventedRows(count) }] })
  return count
}

async function read(path: string): Promise<number> {
  let count = 0
  for (const sheet of (await readLedger(path, { columns: specs })).sheets) {
    for await (const _ of sheet.rows()) count += 1
  }
  return count
}

const [step, path = '', count = ''] = process.argv.slice(2)
if (step === 'write' || step === 'read') {
  const began = performance.now()
  const rows = step === 'write' ? await write(path, Number(count)) : await read(path)
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  console.log(
    `${step}: ${rows} rows, ${seconds} s, peak ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`,
  )
} else {
  const folder = mkdtempSync(join(tmpdir(), 'sheets-'))
  const file = join(folder, '台账.xlsx')
  const self = fileURLToPath(import.meta.url)
  for (const each of ['write', 'read']) {
    spawnSync(process.execPath, [self, each, file, step ?? '50000'], { stdio: 'inherit' })
  }
  console.log(`file: ${(statSync(file).size / 1024 / 1024).toFixed(1)} MB`)
  rmSync(folder, { recursive: true })
}

import { randomUUID } from 'node:crypto'
import type { Playbook } from '@hulei/core'
import ExcelJS from '@protobi/exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type SignedIn, startTestApp, type TestApp } from '../test-app.ts'
import { smallPlaybook } from '../test-server.ts'

const playbook = {
  ...smallPlaybook,
  limits: { recheckDays: 15 },
  units: [...smallPlaybook.units, { id: 'police', name: '派出所', remits: [] }],
  lists: { venueTypes: [{ id: 'ktv', name: '歌厅' }] },
} as unknown as Playbook

let app: TestApp
let police: SignedIn
const MANY = 230

beforeAll(async () => {
  app = await startTestApp({ playbook })
  police = await app.signIn('police', { unit: 'police' })
  for (let i = 0; i < MANY; i++)
    await register(i === 0 ? '=金太阳歌厅' : `歌厅${i}`, i % 2 === 0 ? 'shiqiao' : 'lianhua')
})
afterAll(() => app?.stop())

async function register(name: string, village: string): Promise<void> {
  const input = {
    name,
    village,
    type: 'ktv',
    licence: 'licensed',
    licensee: '金大山',
    phone: '13800000001',
    hasCamera: true,
    hasHotline: false,
    noMinorsSign: 'up',
    noSaleSign: 'up',
  }
  const payload = { id: randomUUID(), act: 'venue.register', record: randomUUID(), input }
  const answer = await app.app.inject({ method: 'POST', url: '/api/acts', headers: police, payload })
  expect(answer.statusCode, answer.body).toBe(200)
}

const download = (who: SignedIn, address: string) =>
  app.app.inject({ method: 'GET', url: `/api/registers/${address}`, headers: who })

/** The sheet as rows of texts, its title and note first. */
async function rowsOf(who: SignedIn, address: string): Promise<string[][]> {
  const answer = await download(who, address)
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200)
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(new Uint8Array(answer.rawPayload).buffer)
  const rows: string[][] = []
  workbook.worksheets[0]?.eachRow((row) => {
    rows.push(
      (row.values as unknown[])
        .slice(1)
        .map((value) => (value instanceof Date ? value.toISOString().slice(0, 10) : String(value ?? ''))),
    )
  })
  return rows
}

const seen = 'fields=name,type,hasCamera,registeredOn,licensee,phone'

describe('a register as a workbook', () => {
  test('has the columns on screen in their order, in words, and no formula', async () => {
    const [title, note, head, ...rows] = await rowsOf(police, `venue/export.xlsx?${seen}&q=jintaiyang`)
    expect(title?.[0]).toMatch(/重点场所$/)
    expect(note?.[0]).toMatch(/^导出日期：2024-05-20　导出人：/)
    expect(head).toEqual(['场所名称', '村', '类型', '出入口监控', '登记日期', '负责人', '负责人电话'])
    expect(rows).toEqual([['=金太阳歌厅', '石桥村', '歌厅', '是', '2024-05-20', '金大山', '13800000001']])
  })

  test('has every row of the filter, page after page, once', async () => {
    const rows = (await rowsOf(police, `venue/export.xlsx?${seen}`)).slice(3)
    expect(rows).toHaveLength(MANY)
    expect(new Set(rows.map(([name]) => name)).size).toBe(MANY)
    expect((await rowsOf(police, `venue/export.xlsx?${seen}&village=lianhua`)).slice(3)).toHaveLength(
      MANY / 2,
    )
    expect((await rowsOf(police, `venue/export.xlsx?${seen}&state=ended`)).slice(3)).toEqual([])
  })

  test('masks what is masked on screen, and keeps to the rows that the reader sees', async () => {
    const [row] = (await rowsOf(await app.signIn('leader'), `venue/export.xlsx?${seen}&q=jintaiyang`)).slice(
      3,
    )
    expect(row?.slice(-2)).toEqual(['金**', '138****0001'])
    const village = await app.signIn('village')
    const rows = (await rowsOf(village, `venue/export.xlsx?${seen}`)).slice(3)
    expect(rows).toHaveLength(MANY / 2)
    expect(new Set(rows.map(([, where]) => where)).size).toBe(1)
  })

  test('is refused in words: no such register, a sealed one, no such column, no such filter', async () => {
    const asked = [
      [police, 'nothing/export.xlsx', 404],
      [police, 'sealedFile/export.xlsx', 404],
      [await app.signIn('auditor'), 'venue/export.xlsx', 404],
      [police, 'venue/export.xlsx?fields=secret', 400],
      [police, 'venue/export.xlsx?secret=1', 400],
    ] as const
    for (const [who, address, status] of asked) expect((await download(who, address)).statusCode).toBe(status)
  })

  test('stands in the read log, with how many rows left', async () => {
    await app.readLog.flush()
    await app.owner.query('DELETE FROM read_log')
    await rowsOf(police, `venue/export.xlsx?${seen}`)
    await app.readLog.flush()
    const { rows } = await app.owner.query(
      `SELECT kind, rows FROM read_log WHERE what = 'export' ORDER BY rows`,
    )
    expect(rows).toEqual([
      { kind: 'venue', rows: 200 },
      { kind: 'venue', rows: MANY },
    ])
  })
})

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readLedger } from '../../../platform/sheets/index.ts'
import { rowsOf, textsOf, workbookBy } from '../../../platform/sheets/workbook-fixture.ts'
import { type SignedIn, startTestApp, type TestApp } from '../../../platform/test-app.ts'
import { fill, handIn, idOf, ledgerPlaybook, settledRun } from './import-fixture.ts'
import type { RowView, RunView } from './import-views.ts'
import { ledgerSpecsOf } from './ledger-specs.ts'

let app: TestApp
let office: SignedIn
beforeAll(async () => {
  app = await startTestApp({ playbook: ledgerPlaybook })
  office = await app.signIn('office')
})
afterAll(() => app.stop())

const born = '2014-03-05'
const get = async <T>(who: SignedIn, url: string): Promise<T> =>
  (await app.app.inject({ method: 'GET', url, headers: who })).json()
const rowsOfRun = (run: string, fate = '') =>
  get<{ rows: RowView[]; total: number }>(
    office,
    `/api/children/imports/${run}/rows${fate && `?fate=${fate}`}`,
  )
const counts = (run: RunView) =>
  run.sheets.map(({ created, updated, unchanged, rejected }) => [created, updated, unchanged, rejected])
const importAll = async (file: Buffer, who = office) => {
  const { body } = await handIn(app, who, file, { dryRun: false })
  return await settledRun(app, who, body.id)
}
const count = async (table: string) =>
  Number((await app.owner.query(`SELECT count(*) FROM ${table}`)).rows[0].count)

/** A ledger as townships have it: title over all, unit line, two heading rows, one village per sheet, sums, remarks. */
const messy = () =>
  workbookBy((book) => {
    const sheet = book.addWorksheet('石桥')
    sheet.getCell('A1').value = '北溪镇留守儿童、困境儿童台账'
    sheet.mergeCells('A1:I1')
    sheet.getCell('A2').value = '填报单位：石桥村'
    sheet.mergeCells('A2:I2')
    fill(sheet, 4, [
      ['序号', '儿童基本情况', null, null, '监护人', null, '学校', '类别', '备注'],
      [null, '姓名', '公民身份号码', '出生日期', '姓名', '联系电话'],
    ])
    for (const range of ['A4:A5', 'B4:D4', 'E4:F4', 'G4:G5', 'H4:H5', 'I4:I5']) sheet.mergeCells(range)
    fill(sheet, 6, [
      [1, '张 三', idOf(born, 11), '2014.3.5', '张大', 13800001111, '中心小学', '留守、单亲', ''],
      [
        2,
        '李四',
        ` ${idOf('2015-06-07', 12).slice(0, 10)} ${idOf('2015-06-07', 12).slice(10)}`,
        '2015年6月7日',
        '李大',
        '138 0000 2222',
        '',
        '孤儿',
        '',
      ],
      [3, '王五', idOf('2013-01-02', 21), '20130102', '王大', '13800003333', '', '关系异常', ''],
      ['小计', '3人'],
      [
        4,
        '赵六',
        Number(`${idOf('2012-02-03', 33).slice(0, 15)}000`),
        '',
        '赵大',
        '1380000444',
        '',
        '捣蛋',
        '',
      ],
      [
        5,
        '孙七',
        idOf('2016-09-10', 14),
        new Date(Date.UTC(2016, 8, 10)),
        { formula: '"孙"&"大"', result: '孙大' },
        '',
        '',
        '留守、涉案',
        '受害人',
      ],
      ['合计', 5],
      ['填表人：某某', null, '审核人：'],
    ])
    const other = book.addWorksheet('莲花村')
    fill(other, 1, [
      ['学生姓名', '证件号', '组别'],
      ['周八', idOf('2017-01-08', 15), '荷塘组'],
    ])
    book.addWorksheet('说明').getCell('A1').value = '请各村按月更新'
  })

describe('importing a ledger', () => {
  it('says what it understood and what each row would become, and changes nothing yet', async () => {
    const before = await count('child')
    const { status, body } = await handIn(app, office, await messy())
    expect(status).toBe(200)
    expect(body.state).toBe('ready')
    expect(
      body.sheets.map(({ name, headerRow, headerRows, village, rows }) => ({
        name,
        headerRow,
        headerRows,
        village,
        rows,
      })),
    ).toEqual([
      { name: '石桥', headerRow: 4, headerRows: 2, village: 'shiqiao', rows: 5 },
      { name: '莲花村', headerRow: 1, headerRows: 1, village: 'lianhua', rows: 1 },
      { name: '说明', headerRow: 0, headerRows: 0, village: null, rows: 0 },
    ])
    expect(body.sheets[0]?.columns.map(({ title, field }) => [title, field])).toEqual([
      ['序号', null],
      ['儿童基本情况/姓名', 'name'],
      ['儿童基本情况/公民身份号码', 'residentId'],
      ['儿童基本情况/出生日期', 'bornOn'],
      ['监护人/姓名', 'guardianName'],
      ['监护人/联系电话', 'guardianPhone'],
      ['学校', 'school'],
      ['类别', 'categories'],
      ['备注', null],
    ])
    expect(counts(body)).toEqual([
      [4, 0, 0, 1],
      [1, 0, 0, 0],
      [0, 0, 0, 0],
    ])
    expect(body.toApprove).toBe(1)
    expect(await count('child')).toBe(before)
    const { rows } = await rowsOfRun(body.id, 'rejected')
    expect(rows.map(({ line, faults }) => [line, faults.map(({ column, code }) => [column, code])])).toEqual([
      [
        10,
        [
          ['儿童基本情况/公民身份号码', 'resident-id.rounded'],
          ['监护人/联系电话', 'phone.length'],
          ['类别', 'ledger.category-unknown'],
        ],
      ],
    ])
  })

  it('imports what is sound, lists by ground of law, and lets concerns wait for approval', async () => {
    const run = await importAll(await messy())
    expect(run).toMatchObject({ state: 'done', applied: 5, toApprove: 1 })
    const list = await get<{ rows: Record<string, unknown>[] }>(
      office,
      '/api/registers/child?fields=name,residentId,bornOn,guardianPhone,categories,household,hamlet',
    )
    const byName = new Map(list.rows.map((row) => [row.name, row]))
    expect(byName.get('张三')).toMatchObject({
      residentId: idOf(born, 11),
      bornOn: born,
      guardianPhone: '13800001111',
      categories: ['left-behind'],
      village: 'shiqiao',
    })
    expect(byName.get('王五')).toMatchObject({ categories: [] })
    expect(byName.get('周八')).toMatchObject({ village: 'lianhua', hamlet: '荷塘组', household: null })
    const home = await get<Record<string, unknown>>(
      office,
      `/api/registers/household/${byName.get('张三')?.household}`,
    )
    expect(home).toMatchObject({ headName: '张大', headPhone: '13800001111', facts: ['single-parent'] })
    const listings = await get<{ rows: Record<string, unknown>[] }>(office, '/api/registers/listing')
    expect(listings.rows.map(({ category, basis, from }) => [category, basis, from]).sort()).toEqual([
      ['left-behind', 'statutory', '2024-05-20'],
      ['left-behind', 'statutory', '2024-05-20'],
      ['orphan', 'statutory', '2024-05-20'],
    ])
  })

  it('changes nothing when the same file comes again', async () => {
    const [children, homes, listings] = [
      await count('child'),
      await count('household'),
      await count('listing'),
    ]
    const run = await importAll(await messy())
    expect(counts(run)).toEqual([
      [0, 0, 4, 1],
      [0, 0, 1, 0],
      [0, 0, 0, 0],
    ])
    expect([await count('child'), await count('household'), await count('listing')]).toEqual([
      children,
      homes,
      listings,
    ])
  })

  it('shows field by field what a row would change', async () => {
    const file = await workbookBy((book) =>
      fill(book.addWorksheet('石桥村'), 1, [
        ['姓名', '身份证号', '监护人电话', '年级', '类别'],
        ['张三', idOf(born, 11).toLowerCase(), '13900009999', '三年级', '孤儿'],
      ]),
    )
    const { body } = await handIn(app, office, file)
    expect(counts(body)).toEqual([[0, 1, 0, 0]])
    const { rows } = await rowsOfRun(body.id)
    expect(rows[0]?.changes).toEqual([
      { field: 'guardianPhone', label: '监护人电话', before: '13800001111', after: '13900009999' },
      { field: 'grade', label: '年级', before: '', after: '三年级' },
      { field: 'categories', label: '重点类别', before: '留守儿童', after: '留守儿童、孤儿' },
    ])
  })

  it('never makes a category of what must be sealed; the cell waits for the office alone', async () => {
    const stored = await app.owner.query('SELECT content FROM sealed_cell')
    expect(stored.rowCount).toBe(2)
    const dump = JSON.stringify((await app.owner.query('SELECT * FROM import_row')).rows)
    expect(dump).not.toContain('涉案')
    const { body } = await handIn(app, office, await messy())
    expect(body.sealedCells).toBe(2)
    const { rows } = await rowsOfRun(body.id)
    expect(JSON.stringify(rows)).not.toMatch(/涉案|受害/)
    expect(rows.find((row) => row.line === 11)).toMatchObject({ fate: 'unchanged' })
    expect(JSON.stringify(rows)).not.toContain('sealed')
    const asVillage = await app.owner.query(
      `SELECT polname FROM pg_policy WHERE polrelid = 'sealed_cell'::regclass AND polcmd = 'r'`,
    )
    expect(asVillage.rowCount).toBe(1)
  })

  it('tells how many cells were sealed to the post that handed the file in, and to nobody else', async () => {
    const { body } = await handIn(app, office, await messy())
    const colleague = await app.signIn('office')
    const counted = async (who: SignedIn) => {
      const { runs } = await get<{ runs: RunView[] }>(who, '/api/children/imports')
      const { sealedCells } = await get<RunView>(who, `/api/children/imports/${body.id}`)
      return [runs.find((run) => run.id === body.id)?.sealedCells, sealedCells]
    }
    expect(await counted(office)).toEqual([2, 2])
    expect(await counted(colleague)).toEqual([0, 0])
    const [row] = (await rowsOfRun(body.id, 'rejected')).rows
    await app.app.inject({
      method: 'PATCH',
      url: `/api/children/imports/${body.id}/rows/${row?.row}`,
      headers: office,
      payload: { cells: { categories: '留守、涉案' } },
    })
    expect(await counted(office)).toEqual([3, 3])
  })

  it('lets a person mend a refused row and import it, without touching the others', async () => {
    const { body } = await handIn(app, office, await messy())
    const { rows } = await rowsOfRun(body.id, 'rejected')
    const row = rows[0]?.row
    const mend = (cells: object) =>
      app.app.inject({
        method: 'PATCH',
        url: `/api/children/imports/${body.id}/rows/${row}`,
        headers: office,
        payload: { cells },
      })
    const half = (await mend({ residentId: idOf('2012-02-03', 33), categories: '留守' })).json<RowView>()
    expect(half.faults.map((fault) => fault.code)).toEqual(['phone.length'])
    const whole = (await mend({ guardianPhone: '13800004444' })).json<RowView>()
    expect(whole).toMatchObject({ fate: 'created', faults: [] })
    const act = randomUUID()
    const run = {
      method: 'POST',
      url: `/api/children/imports/${body.id}/run`,
      headers: office,
      payload: { act },
    } as const
    await app.app.inject(run)
    expect(counts(await settledRun(app, office, body.id))).toEqual([
      [1, 0, 4, 0],
      [0, 0, 1, 0],
      [0, 0, 0, 0],
    ])
    await app.app.inject(run)
    const { rows: found } = await app.owner.query(`SELECT id FROM child WHERE name = '赵六'`)
    expect(found).toHaveLength(1)
    expect((await mend({ name: '赵七' })).statusCode).toBe(409)
  })

  it('gives the refused rows back as a workbook that can be mended and handed in again', async () => {
    const { body } = await handIn(
      app,
      office,
      await workbookBy((book) =>
        fill(book.addWorksheet('石桥村'), 1, [
          ['姓名', '身份证号', '备注'],
          ['钱九', '43069920140305001', '缺一位'],
          ['吴十', idOf('2000-01-01', 17), ''],
        ]),
      ),
    )
    const reply = await app.app.inject({
      method: 'GET',
      url: `/api/children/imports/${body.id}/rejected.xlsx`,
      headers: office,
    })
    expect(reply.headers['content-disposition']).toContain(encodeURIComponent('待更正的行.xlsx'))
    const ledger = await readLedger(reply.rawPayload, { columns: ledgerSpecsOf(ledgerPlaybook) })
    const [sheet] = ledger.sheets
    const rows = await rowsOf(sheet)
    expect(rows.map(textsOf)).toEqual([
      { name: '钱九', residentId: '43069920140305001' },
      { name: '吴十', residentId: idOf('2000-01-01', 17) },
    ])
    expect(rows.map((row) => row.unmapped.原因)).toEqual([
      '身份证号码应为18位，现有17位',
      '已满18周岁，不列入未成年人台账',
    ])
  })

  it('takes the header row and the columns that a person names over its own understanding', async () => {
    const file = await workbookBy((book) =>
      fill(book.addWorksheet('石桥村'), 1, [
        ['名单', '号码', '日子'],
        ['郑一', idOf('2015-05-05', 19), '2015-05-05'],
      ]),
    )
    const blind = await handIn(app, office, file)
    expect(blind.body.sheets[0]).toMatchObject({ headerRow: 0, rows: 0 })
    const mapping = { 石桥村: { headerRow: 1, columns: { 1: 'name', 2: 'residentId', 3: 'bornOn' } } }
    const { body } = await handIn(app, office, file, { mapping })
    expect(counts(body)).toEqual([[1, 0, 0, 0]])
  })

  it('asks before it takes a child without number for one that is there, and before it renames one', async () => {
    const file = await workbookBy((book) =>
      fill(book.addWorksheet('石桥村'), 1, [
        ['姓名', '身份证号', '性别', '出生日期', '年级'],
        ['张三', '', '男', born, '四年级'],
        ['张山', idOf(born, 11), '', '', ''],
        ['冯二', '', '女', '2018-02-03', ''],
        ['冯二', '', '女', '2018.2.3', ''],
      ]),
    )
    const { body } = await handIn(app, office, file)
    const { rows } = await rowsOfRun(body.id)
    expect(rows.map(({ fate, faults }) => [fate, faults[0]?.code])).toEqual([
      ['rejected', 'ledger.maybe-same'],
      ['rejected', 'ledger.name-differs'],
      ['created', undefined],
      ['unchanged', undefined],
    ])
    const answered = await app.app.inject({
      method: 'PATCH',
      url: `/api/children/imports/${body.id}/rows/${rows[0]?.row}`,
      headers: office,
      payload: { answers: { sameAs: rows[0]?.candidates[0] } },
    })
    expect(answered.json()).toMatchObject({ fate: 'updated', changes: [{ field: 'grade', after: '四年级' }] })
  })

  it('takes a child who stands in two sheets for one, and refuses what the sheets say differently', async () => {
    const row = (phone: string, category: string) => ['陈双', idOf('2014-08-08', 41), '陈大', phone, category]
    const heads = ['姓名', '身份证号', '监护人', '电话', '类别']
    const file = await workbookBy((book) => {
      fill(book.addWorksheet('石桥村留守'), 1, [heads, row('13811112222', '留守')])
      fill(book.addWorksheet('石桥村孤儿'), 1, [
        heads,
        row('13811112222', '孤儿'),
        row('13811113333', '孤儿'),
      ])
    })
    const { body } = await handIn(app, office, file)
    expect(counts(body)).toEqual([
      [1, 0, 0, 0],
      [0, 1, 0, 1],
    ])
    const { rows } = await rowsOfRun(body.id, 'rejected')
    expect(rows[0]?.faults[0]).toMatchObject({ code: 'ledger.repeated', field: 'guardianPhone' })
  })
})

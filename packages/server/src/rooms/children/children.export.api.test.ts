import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readLedger } from '../../platform/sheets/index.ts'
import { rowsOf, textsOf, workbookBy } from '../../platform/sheets/workbook-fixture.ts'
import { type SignedIn, startTestApp, type TestApp } from '../../platform/test-app.ts'
import { fill, handIn, idOf, ledgerPlaybook, settledRun } from './import/import-fixture.ts'
import { ledgerSpecsOf } from './import/ledger-specs.ts'

let app: TestApp
let office: SignedIn
const born = '2014-03-05'
beforeAll(async () => {
  app = await startTestApp({ playbook: ledgerPlaybook })
  office = await app.signIn('office')
  const file = await workbookBy((book) =>
    fill(book.addWorksheet('石桥村'), 1, [
      ['姓名', '身份证号', '监护人', '联系电话', '类别', '学校', '住址'],
      ['张三', idOf(born, 11), '张大', '13800001111', '留守、单亲', '中心小学', '=1+1'],
      ['李四', idOf(born, 12), '李大', '13800002222', '', '', ''],
    ]),
  )
  const { body } = await handIn(app, office, file, { dryRun: false })
  await settledRun(app, office, body.id)
})
afterAll(() => app.stop())

const download = async (who: SignedIn, query = '') =>
  await app.app.inject({ method: 'GET', url: `/api/children/export.xlsx${query}`, headers: who })
const rowsIn = async (file: Buffer) => {
  const ledger = await readLedger(file, { columns: ledgerSpecsOf(ledgerPlaybook) })
  return (await rowsOf(ledger.sheets[0])).map(textsOf)
}

describe('the register as a workbook', () => {
  it('has the official columns and no formula, and changes nothing when it is imported again', async () => {
    const reply = await download(office)
    expect(reply.statusCode).toBe(200)
    expect((await rowsIn(reply.rawPayload)).find((row) => row.name === '张三')).toEqual({
      name: '张三',
      sex: '男',
      residentId: idOf(born, 11),
      bornOn: born,
      village: '石桥村',
      school: '中心小学',
      guardianName: '张大',
      guardianPhone: '13800001111',
      headName: '张大',
      address: '=1+1',
      categories: '留守儿童',
      householdFacts: '单亲家庭',
    })
    const { body } = await handIn(app, office, reply.rawPayload)
    expect(body.sheets[0]).toMatchObject({ created: 0, updated: 0, unchanged: 2, rejected: 0 })
  })

  it('masks for the reader what is masked on screen, and keeps to the reader’s rows and filters', async () => {
    const leader = await app.signIn('leader')
    const [row] = await rowsIn((await download(leader, '?q=zhangsan')).rawPayload)
    expect(row).toMatchObject({
      name: '张*',
      guardianName: '张*',
      guardianPhone: '138****1111',
      address: '***',
    })
    expect(row?.residentId).not.toContain(idOf(born, 11).slice(6, 14))
    // A school knows its own pupils, and gets no other school's.
    const pupils = await rowsIn((await download(await app.signIn('school'))).rawPayload)
    expect(pupils.map((each) => [each.name, each.guardianPhone])).toEqual([['张三', '13800001111']])
    expect(await rowsIn((await download(office, '?categories=left-behind')).rawPayload)).toHaveLength(1)
    expect(await rowsIn((await download(office, '?q=lisi')).rawPayload)).toHaveLength(1)
    expect((await download(await app.signIn('auditor'))).statusCode).toBe(404)
    expect((await download(office, '?nothing=1')).statusCode).toBe(400)
  })

  it('stands in the read log, once', async () => {
    const exports = async () => {
      await app.readLog.flush()
      const { rows } = await app.owner.query(`SELECT rows FROM read_log WHERE what = 'export' ORDER BY at`)
      return rows
    }
    const before = await exports()
    await download(office)
    expect((await exports()).slice(before.length)).toEqual([{ rows: 2 }])
  })
})

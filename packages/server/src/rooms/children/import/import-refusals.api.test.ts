import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { workbookBy } from '../../../platform/sheets/workbook-fixture.ts'
import { type SignedIn, startTestApp, type TestApp } from '../../../platform/test-app.ts'
import { fill, handIn, idOf, ledgerPlaybook } from './import-fixture.ts'
import type { RunView } from './import-views.ts'

let app: TestApp
let office: SignedIn
beforeAll(async () => {
  app = await startTestApp({ playbook: ledgerPlaybook })
  office = await app.signIn('office')
})
afterAll(() => app.stop())

const counts = (run: RunView) =>
  run.sheets.map(({ created, updated, unchanged, rejected }) => [created, updated, unchanged, rejected])

describe('what an import refuses', () => {
  it('keeps a village clerk within the own village, and other people out of the run', async () => {
    const clerk = await app.signIn('village', { villages: ['shiqiao'] })
    const file = await workbookBy((book) =>
      fill(book.addWorksheet('名单'), 1, [
        ['姓名', '身份证号', '村'],
        ['卫甲', idOf('2015-01-02', 51), ''],
        ['卫乙', idOf('2015-01-03', 51), '莲花村'],
      ]),
    )
    const { body } = await handIn(app, clerk, file)
    expect(counts(body)).toEqual([[1, 0, 0, 1]])
    const other = await app.signIn('village', { villages: ['lianhua'] })
    for (const [who, status] of [
      [clerk, 200],
      [office, 200],
      [other, 404],
      [await app.signIn('school'), 403],
      [await app.signIn('auditor'), 403],
    ] as const) {
      const reply = await app.app.inject({
        method: 'GET',
        url: `/api/children/imports/${body.id}`,
        headers: who,
      })
      expect(reply.statusCode).toBe(status)
    }
  })

  it('refuses what is no ledger, in words, and leaves nothing behind', async () => {
    const { body } = await handIn(app, office, Buffer.from('%PDF-1.4 …'))
    expect(body).toMatchObject({ state: 'failed', failure: { code: 'sheets.not-a-workbook' } })
    const html = Buffer.from(
      `<html><table><tr><td>姓名</td><td>身份证号</td></tr><tr><td>韩丙</td><td>${idOf('2016-04-04', 61)}</td></tr></table></html>`,
    )
    const page = await handIn(app, office, html, { fileName: '石桥.xls' })
    expect(page.body.state).toBe('ready')
    const none = await app.app.inject({
      method: 'POST',
      url: '/api/children/imports',
      headers: { ...office, 'content-type': 'application/json' },
      payload: '{}',
    })
    expect(none.statusCode).toBeGreaterThanOrEqual(400)
    expect(none.statusCode).toBeLessThan(500)
  })

  it('takes no line of a sheet that is wholly about what must be sealed', async () => {
    const { body } = await handIn(
      app,
      office,
      await workbookBy((book) =>
        fill(book.addWorksheet('涉案未成年人'), 1, [
          ['姓名', '身份证号', '村'],
          ['杨丁', idOf('2015-07-07', 71), '石桥村'],
        ]),
      ),
    )
    expect(body.sheets[0]).toMatchObject({
      rejected: 1,
      created: 0,
      refusal: { code: 'ledger.sealed-sheet' },
    })
  })
})

import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyChain } from '../../../platform/acts/verify.ts'
import { workbookBy } from '../../../platform/sheets/workbook-fixture.ts'
import { actorOf, startTestServer, type TestServer } from '../../../platform/test-server.ts'
import { fill, idOf, ledgerPlaybook } from './import-fixture.ts'
import { getRun } from './import-store.ts'
import { viewRun } from './import-views.ts'
import { receiveLedger, resumeImports, startImport } from './run-import.ts'

let server: TestServer
const office = actorOf('office')
beforeAll(async () => {
  server = await startTestServer({ playbook: ledgerPlaybook })
})
afterAll(() => server.stop())

const ROWS = 700
const ledger = () =>
  workbookBy((book) =>
    fill(book.addWorksheet('石桥村'), 1, [
      ['姓名', '身份证号', '监护人', '电话', '类别'],
      ...Array.from({ length: ROWS }, (_, i) => [
        `张${'甲乙丙丁戊己庚辛壬癸'[i % 10]}${'一二三四五六七八九十'[Math.floor(i / 10) % 10]}`,
        idOf('2014-03-05', 100 + i),
        `张大${'甲乙丙丁戊己庚辛壬癸'[i % 10]}`,
        `1380000${String(i).padStart(4, '0')}`,
        i % 7 === 0 ? '留守' : '',
      ]),
    ]),
  )
const count = async (table: string) =>
  Number((await server.owner.query(`SELECT count(*) FROM ${table}`)).rows[0].count)

describe('an import that is cut off', () => {
  it('goes on after its last whole batch, under the post that started it, and does nothing twice', async () => {
    const path = join(server.filesDir, 'ledger.xlsx')
    await writeFile(path, await ledger())
    const { run, staged } = await receiveLedger(server, office, {
      path,
      fileName: '台账.xlsx',
      keepFile: true,
    })
    await staged
    // The server goes down between two batches: the third is never asked for.
    let batches = 0
    const performer: TestServer['performer'] = {
      perform: (actor, body, options) => {
        if ((body as { act: string }).act === 'children.import-batch') batches += 1
        if (batches > 2) return Promise.reject(new Error('The process was killed'))
        return server.performer.perform(actor, body, options)
      },
    }
    const { done } = await startImport({ ...server, performer }, office, run, randomUUID())
    await expect(done).rejects.toThrow('The process was killed')
    const half = await count('child')
    expect(half).toBeGreaterThan(0)
    expect(half).toBeLessThan(ROWS)

    const resumed = await resumeImports(server, 'north')
    expect(resumed.map((each) => each.run)).toEqual([run])
    await resumed[0]?.done
    expect(await count('child')).toBe(ROWS)
    expect(await count('listing')).toBe(ROWS / 7)
    const view = await server.scopes.read(office, async (scope) =>
      viewRun(scope, await getRun(scope, server.keyring, run)),
    )
    expect(view).toMatchObject({ state: 'done', applied: ROWS, sheets: [{ created: ROWS }] })
    expect(await resumeImports(server, 'north')).toEqual([])

    const { rows } = await server.owner.query(
      `SELECT act, account, parent IS NOT NULL AS is_child FROM act_log ORDER BY seq`,
    )
    expect(rows).toEqual([
      { act: 'children.import', account: office.account, is_child: false },
      ...Array.from({ length: 4 }, () => ({
        act: 'children.import-batch',
        account: office.account,
        is_child: true,
      })),
    ])
    expect(await verifyChain(server.owner, 'north')).toMatchObject({ ok: true })
  })

  it('loses nothing when two servers are at the same import', async () => {
    const path = join(server.filesDir, 'again.xlsx')
    await writeFile(
      path,
      await workbookBy((book) =>
        fill(book.addWorksheet('莲花村'), 1, [
          ['姓名', '身份证号'],
          ...Array.from({ length: 30 }, (_, i) => [
            `李${'甲乙丙丁戊己庚辛壬癸'[i % 10]}`,
            idOf('2016-06-06', 100 + i),
          ]),
        ]),
      ),
    )
    const { run, staged } = await receiveLedger(server, office, {
      path,
      fileName: '台账.xlsx',
      keepFile: true,
    })
    await staged
    await server.act(office, 'children.import', {}, { record: run })
    const batch = { id: randomUUID(), act: 'children.import-batch', record: run, input: { batch: 0 } }
    const replies = await Promise.all([
      server.performer.perform(office, batch),
      server.performer.perform(office, batch),
      server.performer.perform(office, { ...batch, id: randomUUID() }),
    ])
    expect(replies[0]).toEqual(replies[1])
    const { rows } = await server.owner.query(`SELECT count(*) FROM child WHERE village = 'lianhua'`)
    expect(Number(rows[0].count)).toBe(30)
  })
})

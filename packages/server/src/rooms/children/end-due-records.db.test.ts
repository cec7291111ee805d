import { randomUUID } from 'node:crypto'
import { child, type Day } from '@hulei/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findRecord } from '../../platform/db/records.ts'
import { actorOf, startTestServer, type TestServer } from '../../platform/test-server.ts'
import { endDueRecords } from './end-due-records.ts'
import { ledgerPlaybook } from './import/import-fixture.ts'

let server: TestServer
const office = actorOf('office')
beforeEach(async () => {
  server = await startTestServer({ playbook: ledgerPlaybook })
})
afterEach(() => server.stop())

/** The same township on another business day. */
const on = async (today: Day) => {
  await server.owner.query('UPDATE township SET business_day = $1', [today])
  await server.townships.reload()
  return await server.townships.get('north')
}
const enrol = async (bornOn: Day) => {
  const { record } = await server.act(office, 'child.enrol', {
    village: 'shiqiao',
    name: '张三',
    sex: 'male',
    bornOn,
  })
  return record
}
const read = (id: string) =>
  server.scopes.read(office, (scope) => findRecord(scope, server.keyring, child, id))

describe('what ends by itself', () => {
  it('lets a child leave the register on the day of reaching 18, with what was in force', async () => {
    const id = await enrol('2006-05-25')
    const listed = { child: id, category: 'left-behind', basis: 'statutory', from: '2024-05-01' }
    await server.act(office, 'listing.open', listed)
    expect(await endDueRecords(server, await on('2024-05-25'))).toEqual({ left: 0, expired: 0 })
    expect(await endDueRecords(server, await on('2024-06-03'))).toEqual({ left: 1, expired: 0 })
    expect(await read(id)).toMatchObject({ leftOn: '2024-05-26', leftBecause: 'adult', categories: [] })
    const { rows } = await server.owner.query('SELECT "to" FROM listing')
    expect(rows[0].to).toBeTruthy()
    expect(await endDueRecords(server, await on('2024-06-03'))).toEqual({ left: 0, expired: 0 })
  })

  it('takes a category off the child when its listing is past its last day', async () => {
    const id = await enrol('2012-05-25')
    const concern = {
      child: id,
      category: 'strained-family',
      basis: 'concern',
      concern: '父母长期争吵，孩子夜间独自在外',
      approvedBy: '王主任',
      from: '2024-05-01',
      reviewOn: '2024-06-01',
      to: '2024-07-01',
    }
    await server.act(office, 'listing.open', concern, { id: randomUUID() })
    expect(await endDueRecords(server, await on('2024-07-01'))).toEqual({ left: 0, expired: 0 })
    expect((await read(id))?.categories).toEqual(['strained-family'])
    expect(await endDueRecords(server, await on('2024-07-02'))).toEqual({ left: 0, expired: 1 })
    expect((await read(id))?.categories).toEqual([])
    expect(await endDueRecords(server, await on('2024-07-02'))).toEqual({ left: 0, expired: 0 })
  })
})

import { child, household } from '@hulei/core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { historyOf } from '../../platform/acts/history.ts'
import { verifyChain } from '../../platform/acts/verify.ts'
import { findRecord } from '../../platform/db/records.ts'
import { systemActor } from '../../platform/db/scope.ts'
import { actorOf, startTestServer, type TestServer } from '../../platform/test-server.ts'
import { eraseDueChildren } from './erase-due-children.ts'

let server: TestServer
const office = actorOf('office')
const NAME = '林小雨'
let sister: string
let brother: string
let home: string

const today = async (day: string) => {
  await server.owner.query('UPDATE township SET business_day = $1', [day])
  await server.townships.reload()
}
const erase = async (on: string) => {
  await today(on)
  return await eraseDueChildren(server, await server.townships.get('north'))
}
const leave = async (record: string, leftBecause: string) =>
  await server.act(office, 'child.leave', { leftOn: '2024-05-20', leftBecause }, { record, reason: '已核实' })
const rowOf = async (id: string) =>
  (await server.owner.query('SELECT name, born_on::text, left_on::text FROM child WHERE id = $1', [id]))
    .rows[0]
const keysOf = async (...owners: string[]) =>
  (await server.owner.query('SELECT FROM keyring.data_key WHERE owner = ANY($1)', [owners])).rowCount

beforeAll(async () => {
  server = await startTestServer({ today: '2024-05-20', townships: ['north'] })
})
afterAll(() => server?.stop())

beforeEach(async () => {
  await today('2024-05-20')
  home = (
    await server.act(office, 'household.register', {
      headName: '林大山',
      headPhone: '13800001111',
      village: 'shiqiao',
      facts: [],
    })
  ).record
  const enrol = async (name: string, bornOn: string) =>
    (
      await server.act(office, 'child.enrol', {
        name,
        sex: 'female',
        bornOn,
        village: 'shiqiao',
        household: home,
        guardianPhone: '13800001111',
      })
    ).record
  sister = await enrol(NAME, '2014-03-05')
  brother = await enrol('林小山', '2016-03-05')
})

describe('the file of a child who left', () => {
  test('is removed when its three years are over, and not a day before; once', async () => {
    await leave(sister, 'moved')
    expect(await erase('2027-05-19')).toBe(0)
    expect(await rowOf(sister)).toMatchObject({ name: NAME })
    expect(await erase('2027-05-20')).toBe(1)
    expect(await rowOf(sister)).toEqual({ name: '已销毁', born_on: '2014-01-01', left_on: '2024-05-20' })
    expect(await keysOf(sister)).toBe(0)
    expect(await erase('2027-05-21')).toBe(0)
    const { rows } = await server.owner.query('SELECT * FROM erasure WHERE matter = $1', [sister])
    expect(rows).toEqual([expect.objectContaining({ what: '未成年人档案', people: 1 })])
    expect(JSON.stringify(rows)).not.toContain(NAME)
  })

  test('takes its history along, and the log still verifies', async () => {
    await leave(sister, 'moved')
    await erase('2027-05-20')
    const history = await server.scopes.read(systemActor('north'), (scope) =>
      historyOf(scope, server.keyring, child, [sister]),
    )
    expect(history.length).toBeGreaterThan(0)
    expect(history.every((entry) => entry.isErased)).toBe(true)
    expect(await verifyChain(server.owner, 'north')).toMatchObject({ ok: true })
  })

  test('leaves the household to a sibling who is still on the register, and takes it with the last', async () => {
    const homeNow = () =>
      server.scopes.read(systemActor('north'), (scope) => findRecord(scope, server.keyring, household, home))
    await leave(sister, 'moved')
    await erase('2027-05-20')
    expect(await homeNow()).toMatchObject({ headName: '林大山', headPhone: '13800001111' })
    expect(await rowOf(brother)).toMatchObject({ name: '林小山', left_on: null })
    await today('2024-05-20')
    await leave(brother, 'moved')
    await erase('2027-05-20')
    expect(await homeNow()).toMatchObject({ headName: '已销毁' })
    expect(await keysOf(home)).toBe(0)
  })

  test('waits thirty days where it was a mistake, so that the mistake can be seen', async () => {
    await leave(sister, 'mistaken')
    expect(await erase('2024-06-18')).toBe(0)
    expect(await erase('2024-06-19')).toBe(1)
    expect(await rowOf(sister)).toMatchObject({ name: '已销毁' })
  })

  test('stays while a matter that names the child is held, and goes when the hold is lifted', async () => {
    await leave(sister, 'moved')
    const asked = {
      asks: 'deletion',
      child: sister,
      relation: 'mother',
      askerName: '何秋月',
      identityBy: 'card-and-register',
      askedOn: '2024-05-20',
    }
    const police = actorOf('police')
    const request = await server.act(office, 'rights.receive', asked)
    const hold = await server.act(police, 'matter.hold', { matter: request.record, reason: '正在核实' })
    expect(await erase('2027-05-20')).toBe(0)
    expect(await rowOf(sister)).toMatchObject({ name: NAME })
    await expect(server.act(systemActor('north'), 'child.erase', { matter: sister })).rejects.toMatchObject({
      code: 'children.held',
    })
    await server.act(police, 'matter.lift-hold', {}, { record: hold.record, reason: '已经核实' })
    expect(await erase('2027-05-21')).toBe(1)
    expect(await rowOf(sister)).toMatchObject({ name: '已销毁' })
  })

  test('is removed by the system alone, and not because somebody asks for it early', async () => {
    await leave(sister, 'moved')
    await expect(server.act(office, 'child.erase', { matter: sister })).rejects.toMatchObject({ status: 403 })
    await expect(server.act(systemActor('north'), 'child.erase', { matter: sister })).rejects.toMatchObject({
      code: 'children.not-due',
    })
    await expect(server.act(systemActor('north'), 'child.erase', { matter: brother })).rejects.toMatchObject({
      code: 'children.not-due',
    })
  })
})

import { type Actor, finding, headCount, inspection, patrol, venue, venueClosure } from '@hulei/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findRecord } from '../../platform/db/records.ts'
import { Refusal } from '../../platform/errors.ts'
import { actorOf, startTestServer, type TestServer } from '../../platform/test-server.ts'
import { fieldPlaybook } from '../field-work-fixture.ts'

let server: TestServer
const office = actorOf('office')
const police = actorOf('police')
const market = actorOf('officer', { unit: 'market', remits: ['market'] })
const labour = actorOf('officer', { unit: 'civil', remits: ['labour'] })
const worker = actorOf('village')
const elsewhere = actorOf('village', { account: 'elsewhere', villages: ['lianhua'] })
const photo = 'b'.repeat(64)

beforeAll(async () => {
  server = await startTestServer({ playbook: fieldPlaybook })
  await server.owner.query(
    `INSERT INTO file (township, sha256, account, size, media_type, received_at)
     VALUES ('north', $1, $2, 1, 'image/jpeg', now())`,
    [photo, market.account],
  )
})
afterAll(() => server?.stop())

const read = <K extends Parameters<typeof findRecord>[2]>(kind: K, id: string, by: Actor = office) =>
  server.scopes.read(by, (scope) => findRecord(scope, server.keyring, kind, id))
/** The code of what an act is refused with, or of its first fault. */
const refused = (doing: Promise<unknown>) =>
  doing.then(
    () => 'done',
    (error) => (error instanceof Refusal ? (error.faults[0]?.code ?? error.code) : String(error)),
  )

const described = {
  village: 'shiqiao',
  name: '金海岸歌厅',
  type: 'ktv',
  licence: 'licensed',
  licensee: '石大山',
  phone: '15400000001',
  hasCamera: false,
  hasHotline: true,
  noMinorsSign: 'missing',
  noSaleSign: 'not-required',
}
const register = async (more: object = {}) =>
  (await server.act(police, 'venue.register', { ...described, ...more })).record
const visited = { inspectedOn: '2024-05-18', inspectors: '石山', outcome: '已查', focuses: [], photos: [] }
const walked = { patrolledOn: '2024-05-18', who: '石山', photos: [] }

describe('a venue', () => {
  test('keeps the day on which a camera came, through other changes, and forgets it when it is gone', async () => {
    const id = await register()
    expect(await read(venue, id)).toMatchObject({
      cameraSince: null,
      hotlineSince: '2024-05-20',
      state: 'open',
    })
    const amend = async (input: object) => {
      const version = (await read(venue, id))?.version
      await server.act(police, 'venue.amend', input, { record: id, version, reason: '复核' })
      return await read(venue, id)
    }
    expect(await amend({ hasCamera: true })).toMatchObject({ cameraSince: '2024-05-20' })
    await server.owner.query(`UPDATE township SET business_day = '2024-05-21' WHERE code = 'north'`)
    await server.townships.reload()
    expect(await amend({ noMinorsSign: 'up' })).toMatchObject({
      cameraSince: '2024-05-20',
      noMinorsSince: '2024-05-21',
    })
    expect(await amend({ hasCamera: false })).toMatchObject({ cameraSince: null })
    await server.owner.query(`UPDATE township SET business_day = '2024-05-20' WHERE code = 'north'`)
    await server.townships.reload()
  })

  test('is seen and registered by its own village, not by another', async () => {
    const id = await register()
    expect(await read(venue, id, elsewhere)).toBeUndefined()
    expect(await read(venue, id, worker)).toMatchObject({ name: '金海岸歌厅' })
    expect(await refused(server.act(worker, 'venue.register', { ...described, village: 'lianhua' }))).toBe(
      'record.out-of-scope',
    )
  })

  test('that was closed by order is due to be looked at again within the plan’s days, and opens when it may', async () => {
    const id = await register()
    const words = { orderNumber: '一号', reason: '接纳未成年人', papers: [] }
    const order = (by: Actor) =>
      server.act(by, 'venue.order-closure', { orderedOn: '2024-05-10', ...words }, { record: id })
    expect(await refused(order(worker))).toBe('act.not-allowed')
    const { closure } = (await order(police)) as unknown as { closure: string }
    expect(await read(venueClosure, closure)).toMatchObject({ recheckBy: '2024-05-25', venue: id })
    expect(await read(venue, id)).toMatchObject({ state: 'closed' })
    const recheck = (recheckedOn: string, recheckResult: string) =>
      server.act(
        market,
        'closure.recheck',
        { recheckedOn, recheckResult, recheckPhotos: [] },
        { record: closure },
      )
    expect(await refused(recheck('2024-05-09', 'closed'))).toBe('venues.recheck-order')
    await recheck('2024-05-12', 'fake')
    expect(await read(venue, id)).toMatchObject({ state: 'closed' })
    // The first look is the one that was in time.
    await recheck('2024-05-19', 'reopened')
    expect(await read(venueClosure, closure)).toMatchObject({
      recheckedOn: '2024-05-12',
      recheckResult: 'reopened',
      reopenedOn: '2024-05-19',
    })
    expect(await read(venue, id)).toMatchObject({ state: 'open' })
  })

  test('that had no licence is settled by closing it, and only an unlicensed one can be closed so', async () => {
    const ban = (record: string) =>
      server.act(market, 'venue.close-unlicensed', { closedOn: '2024-05-19' }, { record, reason: '无证' })
    expect(await refused(ban(await register()))).toBe('venues.licensed')
    const id = await register({ licence: 'unlicensed' })
    await ban(id)
    expect(await read(venue, id)).toMatchObject({
      unlicensedSince: '2024-05-20',
      settledOn: '2024-05-19',
      closedBecause: 'unlicensed',
    })
    expect(await refused(ban(id))).toBe('venues.ended')
  })
})

describe('an inspection', () => {
  test('stands under the unit that made it and the village where it was; no other unit changes it', async () => {
    const id = await register()
    const { record } = await server.act(market, 'inspection.record', { ...visited, venue: id })
    expect(await read(inspection, record, worker)).toMatchObject({ unit: 'market', village: 'shiqiao' })
    expect(await read(inspection, record, elsewhere)).toBeUndefined()
    const withdraw = (by: Actor) => server.act(by, 'inspection.withdraw', {}, { record, reason: '重复' })
    expect(await refused(withdraw(labour))).toBe('record.not-found')
    expect(await refused(withdraw(market))).toBe('done')
  })

  test('says where it was, and only the office writes one down for another unit', async () => {
    expect(await refused(server.act(market, 'inspection.record', visited))).toBe('inspections.place-missing')
    const forOther = { ...visited, site: '砖厂', onUnit: 'police' }
    expect(await refused(server.act(market, 'inspection.record', forOther))).toBe('units.not-own')
    const { record } = await server.act(office, 'inspection.record', forOther)
    expect(await read(inspection, record)).toMatchObject({ unit: 'police' })
  })

  test('on the five musts names what is not kept, as a finding with a day', async () => {
    const kept = { identity: false, guardianAsked: true, companionAsked: true, rounds: true }
    const { focuses: _none, ...base } = visited
    const musts = { ...base, venue: await register({ type: 'hotel' }), ...kept, suspicionReported: true }
    const doing = (more: object) => server.act(police, 'inspection.record-five-musts', { ...musts, ...more })
    expect(await refused(doing({}))).toBe('inspections.must-not-kept')
    expect(await refused(doing({ problem: '没有登记' }))).toBe('findings.due-missing')
    const { act, record } = await doing({ problem: '没有登记', problemDueOn: '2024-05-25' })
    expect(await read(finding, act)).toMatchObject({
      inspection: record,
      dueOn: '2024-05-25',
      unit: 'police',
    })
  })

  test('closes a finding with proof, once, and takes its findings along when it is withdrawn', async () => {
    const { record, act } = await server.act(market, 'inspection.record', {
      ...visited,
      site: '砖厂',
      problem: '用工台账不全',
      problemDueOn: '2024-05-25',
    })
    const close = (proof: readonly string[]) =>
      server.act(
        market,
        'finding.close',
        { closedOn: '2024-05-20', closure: '已补齐', proof },
        { record: act },
      )
    expect(await refused(close([]))).toBe('input.invalid')
    await close([photo])
    expect(await read(finding, act)).toMatchObject({ closedOn: '2024-05-20', endedOn: '2024-05-20' })
    expect(await refused(close([photo]))).toBe('findings.closed')
    const { finding: second } = (await server.act(
      market,
      'inspection.add-finding',
      { what: '没有合同', dueOn: '2024-05-30' },
      { record },
    )) as unknown as { finding: string }
    await server.act(market, 'inspection.withdraw', {}, { record, reason: '重复' })
    expect(await read(finding, second)).toMatchObject({ withdrawnOn: '2024-05-20' })
  })
})

describe('a patrol', () => {
  test('of a village is the village’s; of police, police’s: neither changes the other’s', async () => {
    const night = { ...walked, task: 'night', place: '桥头' }
    const own = await server.act(worker, 'patrol.record', night)
    expect(await read(patrol, own.record)).toMatchObject({ village: 'shiqiao', unit: null })
    const gate = await server.act(police, 'patrol.record', {
      ...walked,
      task: 'school-gate',
      school: 'zhongxin',
    })
    expect(await read(patrol, gate.record)).toMatchObject({
      unit: 'police',
      village: null,
      school: 'zhongxin',
    })
    expect(await read(patrol, gate.record, worker)).toBeUndefined()
    expect(await read(patrol, gate.record, actorOf('school'))).toMatchObject({ task: 'school-gate' })
    const withdraw = (by: Actor, record: string) =>
      server.act(by, 'patrol.withdraw', {}, { record, reason: '重复' })
    expect(await refused(withdraw(worker, gate.record))).toBe('record.not-found')
    expect(await refused(withdraw(elsewhere, own.record))).toBe('record.not-found')
  })

  test('says where: a gate shift its school, any other a place or venues; and never a day to come', async () => {
    const doing = (more: object) => refused(server.act(police, 'patrol.record', { ...walked, ...more }))
    expect(await doing({ task: 'school-gate' })).toBe('patrols.school-missing')
    expect(await doing({ task: 'venues' })).toBe('patrols.place-missing')
    expect(await doing({ task: 'venues', place: '桥头', patrolledOn: '2024-05-21' })).toBe('input.in-future')
  })
})

describe('a joint operation', () => {
  test('needs somebody besides the unit that leads', async () => {
    const input = { theme: '夜查', heldOn: '2024-05-18', sites: 3, problems: 0, penalties: 0, photos: [] }
    const doing = (joined: string[]) =>
      refused(server.act(office, 'operation.record', { ...input, summary: '已查', joined }))
    expect(await doing(['pingan'])).toBe('operations.alone')
    expect(await doing(['pingan', 'police'])).toBe('done')
  })
})

describe('head-counts', () => {
  test('are confirmed once a month for each group, and all at once when nothing changed', async () => {
    const confirm = (group: string, countedOn: string) =>
      server.act(worker, 'head-count.confirm', { village: 'shiqiao', group, countedOn, number: 7 })
    const repeat = (countedOn: string) =>
      server.act(worker, 'head-count.repeat', { village: 'shiqiao', countedOn })
    expect(await refused(repeat('2024-05-18'))).toBe('head-counts.never-counted')
    await confirm('idle', '2024-04-20')
    await confirm('outsiders', '2024-04-20')
    expect(await refused(confirm('idle', '2024-04-28'))).toBe('head-counts.already-confirmed')
    await confirm('idle', '2024-05-10')
    const { record, confirmed } = await repeat('2024-05-18')
    expect(confirmed).toBe(1)
    expect(await read(headCount, record)).toMatchObject({ group: 'outsiders', number: 7 })
    expect(await refused(repeat('2024-05-19'))).toBe('head-counts.all-confirmed')
  })

  test('have no field that could take a name', () => {
    expect(Object.values(headCount.fields).map((field) => field.type)).toEqual(['code', 'day', 'count'])
  })
})

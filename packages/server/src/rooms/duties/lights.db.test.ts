import { randomUUID } from 'node:crypto'
import type { Actor, Day, Month } from '@hulei/core'
import type { QueryResult, RootOperationNode, UnknownRow } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SignedIn } from '../../platform/test-app.ts'
import { actorOf } from '../../platform/test-server.ts'
import { measures } from '../index.ts'
import { type DutyApp, startDutyApp, visitTo } from './duties-fixture.ts'
import { lightsOf } from './lights.ts'

const office = actorOf('office')
const shiqiao = actorOf('village', { unit: 'village' })
const sheet = 'e'.repeat(64)
const civil = actorOf('officer', { unit: 'civil', remits: ['welfare'] })

describe('duty lights', () => {
  let app: DutyApp
  let worker: SignedIn
  const child: Record<string, string> = {}
  let photos: string[]

  const lights = async (
    actor: Actor,
    month: Month,
    asOf: Day,
    more: { duty?: string; village?: string } = {},
  ) => {
    const township = await app.townships.get('north')
    return await app.scopes.read(actor, (scope) =>
      lightsOf(scope, township, { month, asOf, ...more }, new Set(measures.keys())),
    )
  }
  const visitsOf = async (actor: Actor, month: Month, asOf: Day) => {
    const [light] = await lights(actor, month, asOf, { duty: 'village-1', village: 'shiqiao' })
    return light
  }
  const visit = async (name: string, visitedOn: Day) => {
    const answer = await app.app.inject({
      method: 'POST',
      url: '/api/acts',
      headers: worker,
      payload: {
        id: randomUUID(),
        act: 'visit.record',
        input: visitTo(child[name] ?? '', visitedOn, photos),
      },
    })
    if (answer.statusCode !== 200) throw new Error(answer.body)
  }

  beforeAll(async () => {
    app = await startDutyApp('2024-04-01')
    worker = await app.signIn('village')
    photos = [await app.photo(worker, 10), await app.photo(worker, 200)]
    await app.owner.query(
      `INSERT INTO file (township, sha256, account, size, media_type, received_at) VALUES ('north', $1, $2, 1, 'image/jpeg', now())`,
      [sheet, civil.account],
    )
    for (const [name, village] of [
      ['林小雨', 'shiqiao'],
      ['何田', 'lianhua'],
    ] as const) {
      const { record } = await app.act(office, 'child.enrol', {
        name,
        sex: 'female',
        bornOn: '2014-03-05',
        village,
      })
      child[name] = record
      await app.act(office, 'listing.open', {
        child: record,
        category: 'left-behind',
        basis: 'statutory',
        from: '2024-03-01',
      })
    }
  })
  afterAll(() => app?.stop())

  it('change with the records behind them, part by part', async () => {
    await app.standOn('2024-05-01')
    expect(await visitsOf(office, '2024-05', '2024-05-01')).toMatchObject({
      status: 'on-course',
      subject: '石桥村',
      due: 3,
      done: 0,
      missing: 3,
      deadline: '2024-05-31',
      reason: '5月应走访 2 人次，已 0，缺 2；第二季度应落实一人一档一策 1 人，已 0，缺 1；6月1日起算逾期',
    })
    await app.standOn('2024-05-06')
    await visit('林小雨', '2024-05-06')
    expect(await visitsOf(office, '2024-05', '2024-05-06')).toMatchObject({ done: 1, missing: 2 })
    await app.standOn('2024-05-20')
    await visit('林小雨', '2024-05-20')
    const light = await visitsOf(office, '2024-05', '2024-05-20')
    expect(light?.parts.map((part) => part.status)).toEqual(['met', 'on-course'])
    expect(light?.deadline).toBe('2024-06-30')
  })

  it('show any past day as it was known then', async () => {
    expect(await visitsOf(office, '2024-05', '2024-05-05')).toMatchObject({ done: 0 })
    expect(await visitsOf(office, '2024-05', '2024-05-06')).toMatchObject({ done: 1 })
    expect(await visitsOf(office, '2024-05', '2024-05-19')).toMatchObject({ done: 1 })
    expect(await visitsOf(office, '2024-05', '2024-05-20')).toMatchObject({ done: 2 })
    // The system began on 1 April: of days before it claims nothing.
    expect((await visitsOf(office, '2024-03', '2024-03-20'))?.status).toBe('not-measured')
  })

  it('become overdue, then missed, and late when the visits are entered afterwards', async () => {
    await app.standOn('2024-06-04')
    const part = async (asOf: Day) => (await visitsOf(office, '2024-04', asOf))?.parts[0]
    expect((await part('2024-04-26'))?.status).toBe('due-soon')
    expect((await part('2024-05-03'))?.status).toBe('overdue')
    expect((await part('2024-06-04'))?.status).toBe('missed')
    await visit('林小雨', '2024-04-08')
    await visit('林小雨', '2024-04-22')
    expect(await part('2024-06-04')).toMatchObject({ status: 'met-late', due: 2, done: 2, late: 2 })
    expect((await part('2024-06-03'))?.status).toBe('missed')
  })

  it('are exempt while an exemption is known, also after it was ended early', async () => {
    await app.standOn('2024-06-10')
    const given = { onUnit: 'village', onVillage: 'shiqiao', duty: 'village-1', reason: '山体滑坡，全村转移' }
    const { record, act } = await app.act(office, 'duty.exempt', {
      ...given,
      from: '2024-06-01',
      to: '2024-06-30',
    })
    expect(await visitsOf(office, '2024-06', '2024-06-09')).toMatchObject({
      status: 'on-course',
      exemption: null,
    })
    expect(await visitsOf(office, '2024-06', '2024-06-10')).toMatchObject({
      status: 'exempt',
      reason: '免除至6月30日：山体滑坡，全村转移',
    })
    await app.standOn('2024-06-14')
    await app.act(
      office,
      'duty.end-exemption',
      { to: '2024-06-13' },
      { record, version: act, reason: '村民已返回' },
    )
    expect((await visitsOf(office, '2024-06', '2024-06-13'))?.status).toBe('exempt')
    expect((await visitsOf(office, '2024-06', '2024-06-14'))?.status).toBe('on-course')
    const lianhua = await lights(office, '2024-06', '2024-06-13', { village: 'lianhua' })
    expect(lianhua.map((each) => each.status)).toEqual(['on-course'])
    expect(
      (await lights(actorOf('county'), '2024-06', '2024-06-13', { village: 'shiqiao' }))[0]?.status,
    ).toBe('exempt')
  })

  it('follow an attestation, its return, and another one', async () => {
    const word = async (asOf: Day, actor = office) =>
      (await lights(actor, '2024-06', asOf, { duty: 'civil-1' }))[0]
    const attest = () =>
      app.act(civil, 'duty.attest', {
        duty: 'civil-1',
        window: '2024-06',
        statement: '走访12户',
        evidence: [sheet],
      })
    expect((await word('2024-06-14'))?.status).toBe('to-attest')
    const { record, act } = await attest()
    expect(await word('2024-06-14')).toMatchObject({ status: 'attested', attestation: { id: record } })
    await app.standOn('2024-06-17')
    await app.act(office, 'duty.return', { returnReason: '请附走访名单' }, { record, version: act })
    expect((await word('2024-06-16'))?.status).toBe('attested')
    expect(await word('2024-06-17')).toMatchObject({
      status: 'returned',
      reason: '6月的报备于6月17日被退回：请附走访名单；请在7月5日前重新报备',
    })
    await app.standOn('2024-06-27')
    await attest()
    expect(await word('2024-06-27')).toMatchObject({ status: 'met-late', deadline: '2024-06-25' })
    // The county reads no attestation, only that one counts.
    expect((await word('2024-06-27', actorOf('county')))?.status).toBe('attested')
  })

  it('count the office’s own cadence', async () => {
    const dispatch = async () =>
      (await lights(office, '2024-06', '2024-06-27', { duty: 'dispatch' })).map((each) => each.status)
    expect(await dispatch()).toEqual(['missed', 'due-soon'])
    await app.act(office, 'supervision.record-meeting', {
      form: 'dispatch',
      heldOn: '2024-06-26',
      chair: '组长',
      present: [],
      summary: '调度',
      decisions: [],
      minutes: [],
    })
    expect(await dispatch()).toEqual(['missed', 'met'])
  })

  it('need times in every week of a month: more in one does not make up for another', async () => {
    const critique = (heldOn: Day) =>
      app.act(office, 'supervision.record-meeting', {
        form: 'critique',
        heldOn,
        chair: '组长',
        present: [],
        summary: '讲评',
        decisions: [],
        minutes: [],
      })
    for (const heldOn of ['2024-06-11', '2024-06-13', '2024-06-25'] as const) await critique(heldOn)
    const [light] = await lights(office, '2024-06', '2024-06-27', { duty: 'pingan-1' })
    // June 2024 touches the weeks from 27 May to 30 June.
    expect(light).toMatchObject({ due: 5, done: 2, missing: 3, status: 'due-soon' })
    // The week of the 11th is late as the meetings were entered on the 27th; that of the 25th is not over yet.
    expect(light?.parts[0]).toMatchObject({ done: 2, late: 1 })
  })

  it('are read in one statement, however many lines, villages and windows', async () => {
    const township = await app.townships.get('north')
    let statements = 0
    const counting = {
      transformQuery: ({ node }: { node: RootOperationNode }) => {
        statements++
        return node
      },
      transformResult: async ({ result }: { result: QueryResult<UnknownRow> }) => result,
    }
    const found = await app.scopes.read(office, (scope) =>
      lightsOf(
        { ...scope, db: scope.db.withPlugin(counting) },
        township,
        { month: '2024-06', asOf: '2024-06-27' },
        new Set(measures.keys()),
      ),
    )
    expect(found.length).toBeGreaterThan(6)
    expect(statements).toBe(1)
  })

  it('say what is not measured yet', async () => {
    const [light] = await lights(office, '2024-05', '2024-05-20', { duty: 'edu-1' })
    expect(light).toMatchObject({ status: 'not-measured', reason: '手机进校园检查尚未测算' })
  })

  it('are seen by a village for itself, by a unit for itself, by the office for all, by others not at all', async () => {
    const whose = async (actor: Actor) => [
      ...new Set((await lights(actor, '2024-06', '2024-06-27')).map((each) => each.subject)),
    ]
    expect(await whose(office)).toEqual(['石桥村', '莲花村', '民政办', '学区', '平安办'])
    expect(await whose(shiqiao)).toEqual(['石桥村'])
    expect(await whose(civil)).toEqual(['民政办'])
    for (const role of ['school', 'auditor', 'administrator', 'public'] as const)
      expect(await whose(actorOf(role, { unit: 'edu' }))).toEqual([])
    // Asked in another township's scope, the database gives nothing to count with.
    const elsewhere = await lights(actorOf('office', { township: 'south' }), '2024-05', '2024-05-20', {
      duty: 'village-1',
    })
    expect(elsewhere.map((each) => [each.status, each.done])).toEqual([
      ['not-measured', 0],
      ['not-measured', 0],
    ])
    const own = await visitsOf(shiqiao, '2024-05', '2024-05-20')
    expect(own).toMatchObject({ done: 2, due: 3 })
  })

  it('take for late what was done after a deadline inside the window', async () => {
    const verify = (name: string, verifiedOn: Day) =>
      app.act(office, 'child.verify', { child: child[name], verifiedOn, verifiedWith: '祖母' })
    await app.standOn('2024-07-01')
    await app.standOn('2024-07-08')
    await verify('林小雨', '2024-07-08')
    await app.standOn('2024-07-12')
    await verify('何田', '2024-07-12')
    const at = async (asOf: Day) => (await lights(civil, '2024-07', asOf, { duty: 'civil-2' }))[0]
    expect((await at('2024-07-08'))?.status).toBe('due-soon')
    expect((await at('2024-07-11'))?.status).toBe('overdue')
    expect(await at('2024-07-12')).toMatchObject({
      status: 'met-late',
      deadline: '2024-07-10',
      due: 2,
      done: 2,
    })
  })
})

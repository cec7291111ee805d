import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type SignedIn, startTestApp, type TestApp } from '../../platform/test-app.ts'
import { actorOf } from '../../platform/test-server.ts'
import type { ChildFile } from './child-file.reads.ts'
import type { DuplicatePair } from './duplicates.reads.ts'
import { idOf, ledgerPlaybook } from './import/import-fixture.ts'

let app: TestApp
let office: SignedIn
const actor = actorOf('office')
beforeAll(async () => {
  app = await startTestApp({ playbook: ledgerPlaybook })
  office = await app.signIn('office')
})
afterAll(() => app.stop())

const born = '2014-03-05'
const act = async (name: string, input: object, more: object = {}) =>
  (await app.act(actor, name, input, more)).record
const enrol = (name: string, more: object = {}) =>
  act('child.enrol', { village: 'shiqiao', name, sex: 'male', bornOn: born, ...more })
const read = async <T>(who: SignedIn, url: string): Promise<{ status: number; body: T }> => {
  const reply = await app.app.inject({ method: 'GET', url, headers: who })
  return { status: reply.statusCode, body: reply.json() }
}
const file = (who: SignedIn, id: string) => read<ChildFile>(who, `/api/children/${id}/file`)

describe('a child’s file', () => {
  it('has person, household, listings, plan, team, visits, verifications and timeline in one answer', async () => {
    const home = await act('household.register', {
      village: 'shiqiao',
      headName: '张大',
      facts: ['single-parent'],
    })
    const id = await enrol('张一', { household: home, guardianPhone: '13800001111' })
    const brother = await enrol('张二', { household: home, bornOn: '2016-01-01' })
    await act('listing.open', { child: id, category: 'left-behind', basis: 'statutory', from: '2024-05-01' })
    const plan = { child: id, situation: '需要', measures: '措施', responsible: '王主任' }
    await act('plan.make', { ...plan, from: '2024-05-01', reviewOn: '2024-08-01' })
    const members = [{ role: 'teacher', name: '李老师' }]
    await act('team.form', { child: id, scheme: 'six-for-one', members, from: '2024-05-01' })
    await act('child.verify', { child: id, verifiedOn: '2024-05-02', verifiedWith: '奶奶' })
    await act('visit.record', {
      visitedOn: '2024-05-10',
      visitor: '王主任',
      outcome: 'met',
      children: [{ child: id, seen: true, alone: true }],
      answers: { living: 'good' },
      hazards: [],
      told: [],
      signature: 'refused',
      signatureNote: '不愿签字',
      signatureFile: [],
      photos: [],
      paperForm: [],
    })
    const { status, body } = await file(office, id)
    expect(status).toBe(200)
    expect(body.child).toMatchObject({ name: '张一', guardianPhone: '13800001111' })
    expect(body.household).toMatchObject({ headName: '张大', facts: ['single-parent'] })
    expect(body.siblings.map((each) => each.id)).toEqual([brother])
    expect(body.listings).toMatchObject([{ category: 'left-behind' }])
    expect(body.plans).toMatchObject([{ situation: '需要' }])
    expect(body.teams).toMatchObject([{ scheme: 'six-for-one' }])
    expect(body.verifications).toMatchObject([{ verifiedWith: '奶奶' }])
    expect(body.visits).toMatchObject([{ visitedOn: '2024-05-10', seen: true, alone: true }])
    expect(body.timeline.map((entry) => entry.title)).toEqual(
      expect.arrayContaining([
        '登记未成年人',
        '列入重点关注',
        '制定一人一策',
        '组成责任小组',
        '核实信息',
        '登记家庭',
      ]),
    )
    expect(body.timeline.find((entry) => entry.title === '列入重点关注')?.words).toContain('类别：留守儿童')
  })

  it('masks what the reader is not cleared for, and is not there for those who may not see the child', async () => {
    const id = await enrol('欧阳明', {
      residentId: idOf(born, 21),
      school: 'zhongxin',
      guardianPhone: '13800002222',
    })
    const leader = await app.signIn('leader')
    const { body } = await file(leader, id)
    expect(body.child).toMatchObject({ name: '欧阳*', guardianPhone: '138****2222' })
    expect(JSON.stringify(body)).not.toMatch(/欧阳明|13800002222|20140305\d/)
    expect(body.visits).toEqual([])
    expect((await file(await app.signIn('village', { villages: ['lianhua'] }), id)).status).toBe(404)
    expect((await file(await app.signIn('auditor'), id)).status).toBe(404)
    expect((await file(office, randomUUID())).status).toBe(404)
    await app.readLog.flush()
    const { rows } = await app.owner.query(`SELECT role FROM read_log WHERE what = 'open' AND record = $1`, [
      id,
    ])
    expect(rows).toEqual([{ role: 'leader' }])
  })
})

describe('duplicates', () => {
  it('finds the same number, the same name and birth day, and names that sound alike', async () => {
    const bornOn = '2015-09-09'
    const of = (name: string, more: object = {}) => enrol(name, { bornOn, ...more })
    const left = await of('陈珊', { residentId: idOf(bornOn, 31) })
    const same = await of('陈珊')
    const alike = await of('陈山')
    const proven = await of('陈珊', { residentId: idOf(bornOn, 33) })
    const other = await of('刘洋')
    const { body } = await read<{ pairs: DuplicatePair[] }>(office, '/api/children/duplicates')
    const found = body.pairs
      .filter((pair) => [left, same, alike, proven, other].includes(pair.left.id))
      .map((pair) => [pair.reason, new Set([pair.left.id, pair.right.id])])
    expect(found).toContainEqual(['same-name-birth', new Set([left, same])])
    expect(found).toContainEqual(['similar-name-birth', new Set([left, alike])])
    expect(found).not.toContainEqual(['same-name-birth', new Set([left, proven])])
    expect(found.flat().some((part) => part instanceof Set && part.has(other))).toBe(false)
    const own = await read<{ pairs: DuplicatePair[] }>(office, `/api/children/${same}/duplicates`)
    expect(own.body.pairs.every(({ left: a, right: b }) => [a.id, b.id].includes(same))).toBe(true)
    expect(own.body.pairs).toHaveLength(3)
  })

  it('merges by a person’s act: one file goes on with what was in force, and both histories stay readable', async () => {
    const keep = await enrol('赵合', { residentId: idOf(born, 41) })
    const drop = await enrol('赵合', { guardianPhone: '13800004444' })
    await act('listing.open', { child: drop, category: 'orphan', basis: 'statutory', from: '2024-05-03' })
    const plan = { child: drop, situation: '需要', measures: '措施', responsible: '王主任' }
    await act('plan.make', { ...plan, from: '2024-05-01', reviewOn: '2024-08-01' })
    await act('child.merge', { duplicate: drop }, { record: keep, reason: '同一名儿童重复登记' })
    const { body } = await file(office, keep)
    expect(body.child).toMatchObject({ guardianPhone: '13800004444', categories: ['orphan'], leftOn: null })
    expect(body.merged).toMatchObject([{ id: drop, leftBecause: 'merged', mergedInto: keep, categories: [] }])
    const open = body.listings.filter((each) => each.to === null)
    expect(open).toMatchObject([{ child: keep, category: 'orphan', from: '2024-05-03' }])
    expect(body.plans.filter((each) => each.to === null)).toMatchObject([{ child: keep, situation: '需要' }])
    const enrolled = body.timeline
      .filter((entry) => entry.title === '登记未成年人')
      .flatMap((entry) => entry.records)
    expect(new Set(enrolled)).toEqual(new Set([keep, drop]))
    const { body: after } = await read<{ pairs: DuplicatePair[] }>(office, `/api/children/${keep}/duplicates`)
    expect(after.pairs.filter((pair) => [pair.left.id, pair.right.id].includes(drop))).toEqual([])
  })

  it('is open to the school of the child, and to no other school', async () => {
    const id = await enrol('欧阳小明', { residentId: idOf(born, 31), school: 'zhongxin' })
    const { body } = await file(await app.signIn('school'), id)
    expect(body.child).toMatchObject({ name: '欧阳小明' })
    expect((await file(await app.signIn('school', { school: 'dongxi' }), id)).status).toBe(404)
  })

  it('shows nobody a file of another village because it was merged, or resembles one', async () => {
    const bornOn = '2013-11-11'
    const here = await enrol('孙并', { bornOn })
    const there = await enrol('孙并', { bornOn, village: 'lianhua', address: '莲花村密址' })
    const clerk = await app.signIn('village', { villages: ['shiqiao'] })
    const pairs = await read<{ pairs: DuplicatePair[] }>(clerk, '/api/children/duplicates')
    expect(JSON.stringify(pairs.body)).not.toContain(there)
    await act('child.merge', { duplicate: there }, { record: here, reason: '同一名儿童重复登记' })
    const { body } = await file(clerk, here)
    expect(body.merged).toEqual([])
    expect(JSON.stringify(body.timeline.flatMap((entry) => entry.records))).not.toContain(there)
    expect((await file(office, here)).body.merged).toHaveLength(1)
  })
})

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type SignedIn, startTestApp, type TestApp } from '../../platform/test-app.ts'
import type { ChildFile } from './child-file.reads.ts'
import type { ApartPair, DuplicatePair } from './duplicates.reads.ts'
import { idOf, ledgerPlaybook } from './import/import-fixture.ts'

let app: TestApp
let office: SignedIn
let clerk: SignedIn
beforeAll(async () => {
  app = await startTestApp({ playbook: ledgerPlaybook })
  office = await app.signIn('office')
  clerk = await app.signIn('village', { villages: ['shiqiao'] })
})
afterAll(() => app.stop())

type Answer = { record: string; code?: string }
const perform = async (who: SignedIn, act: string, input: object, more: object = {}) => {
  const payload = { id: randomUUID(), act, input, ...more }
  const reply = await app.app.inject({ method: 'POST', url: '/api/acts', headers: who, payload })
  return { status: reply.statusCode, body: reply.json<Answer>() }
}
const done = async (act: string, input: object, more: object = {}) => {
  const { status, body } = await perform(office, act, input, more)
  if (status !== 200) throw new Error(JSON.stringify(body))
  return body.record
}
const enrol = (name: string, bornOn: string, more: object = {}) =>
  done('child.enrol', { village: 'shiqiao', name, sex: 'male', bornOn, ...more })
const tellApart = (child: string, other: string, who = office) =>
  perform(
    who,
    'child.tell-apart',
    { child, other },
    { record: randomUUID(), reason: '已看两家户口簿，是两个孩子' },
  )
const read = async <T>(who: SignedIn, url: string): Promise<T> =>
  (await app.app.inject({ method: 'GET', url, headers: who })).json()
const duplicates = (of: string, who = office) =>
  read<{ pairs: DuplicatePair[]; apart: ApartPair[] }>(who, `/api/children/${of}/duplicates`)
const others = (of: string, pairs: readonly DuplicatePair[]) =>
  pairs.map(({ left, right }) => (left.id === of ? right.id : left.id)).sort()

describe('two files that look alike and are two children', () => {
  it('are no longer a pair once the office told them apart, for whoever sees both, and are again when it is withdrawn', async () => {
    const [one, other, third] = [
      await enrol('陈同', '2014-01-01'),
      await enrol('陈同', '2014-01-01'),
      await enrol('陈同', '2014-01-01'),
    ]
    // The later file is named first: a pair has no direction.
    const told = await tellApart(other, one)
    expect(told.status).toBe(200)
    for (const who of [office, clerk]) {
      expect(others(one, (await duplicates(one, who)).pairs)).toEqual([third])
      expect(others(other, (await duplicates(other, who)).pairs)).toEqual([third])
      const all = await read<{ pairs: DuplicatePair[]; apart: ApartPair[] }>(who, '/api/children/duplicates')
      expect(all.pairs.some((pair) => [one, other].includes(pair.left.id) && pair.right.id === other)).toBe(
        false,
      )
      expect(all.apart.map((pair) => pair.id)).toContain(told.body.record)
    }
    const { timeline } = await read<ChildFile>(office, `/api/children/${one}/file`)
    expect(timeline.find((entry) => entry.title === '确认不是同一人')).toMatchObject({
      reason: '已看两家户口簿，是两个孩子',
    })
    expect((await tellApart(one, other)).body.code).toBe('children.already-apart')
    const [pair] = (await duplicates(one)).apart
    await done('distinction.withdraw', {}, { record: pair?.id, version: pair?.version })
    expect(others(one, (await duplicates(one)).pairs)).toEqual([other, third].sort())
    expect((await duplicates(one)).apart).toEqual([])
    const again = await perform(office, 'distinction.withdraw', {}, { record: pair?.id })
    expect(again.body.code).toBe('children.apart-withdrawn')
    expect((await tellApart(one, other)).status).toBe(200)
  })

  it('are told apart by the office alone, with a reason, and never from themselves', async () => {
    const [one, other] = [await enrol('李同', '2014-02-02'), await enrol('李同', '2014-02-02')]
    expect((await tellApart(one, other, clerk)).status).toBe(403)
    const record = randomUUID()
    expect((await perform(office, 'child.tell-apart', { child: one, other }, { record })).status).toBe(422)
    expect((await tellApart(one, one)).status).toBe(422)
    expect((await tellApart(one, randomUUID())).status).toBe(404)
  })

  it('are not told apart while they share a number: one of the two is wrong', async () => {
    const [one, other] = [await enrol('王同', '2014-03-03'), await enrol('王同', '2014-03-03')]
    expect((await tellApart(one, other)).status).toBe(200)
    const residentId = idOf('2014-03-03', 11)
    for (const record of [one, other]) {
      const { version } = await read<{ version: string }>(office, `/api/registers/child/${record}`)
      await done('child.amend', { residentId }, { record, version, reason: '补录证件号码' })
    }
    expect((await duplicates(one)).pairs.map((pair) => pair.reason)).toEqual(['same-id'])
    const [pair] = (await duplicates(one)).apart
    await done('distinction.withdraw', {}, { record: pair?.id, version: pair?.version })
    expect((await tellApart(one, other)).body.code).toBe('children.same-number')
  })

  it('do not tell a village of a child in another one, also when one of them moves there', async () => {
    const here = await enrol('赵同', '2014-04-04')
    const there = await enrol('赵同', '2014-04-04')
    const { body } = await tellApart(here, there)
    const seen = async () =>
      (await read<{ rows: { id: string }[] }>(clerk, '/api/registers/distinction')).rows.map((row) => row.id)
    expect(await seen()).toContain(body.record)
    const move = { village: 'lianhua', movedOn: '2024-05-19' }
    await done('child.move', move, { record: there, reason: '随父母搬到莲花村' })
    expect(await seen()).not.toContain(body.record)
    expect(JSON.stringify(await duplicates(here, clerk))).not.toContain(there)
    expect(others(here, (await duplicates(here)).pairs)).toEqual([])
    await done('child.move', { ...move, village: 'shiqiao' }, { record: there, reason: '又搬回石桥村居住' })
    expect(await seen()).toContain(body.record)
  })

  it('stay told apart when one of them turns out to be the same as a third', async () => {
    const [one, other, third] = [
      await enrol('孙同', '2014-05-05'),
      await enrol('孙同', '2014-05-05'),
      await enrol('孙同', '2014-05-05'),
    ]
    await tellApart(one, other)
    await done('child.merge', { duplicate: one }, { record: third, reason: '同一名儿童重复登记' })
    expect((await duplicates(third)).pairs).toEqual([])
    expect((await duplicates(third)).apart.map(({ left, right }) => [left.id, right.id])).toEqual([
      [third, other],
    ])
  })
})

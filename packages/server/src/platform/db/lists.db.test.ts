import { child, listing } from '@hulei/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorOf, startTestServer, type TestServer } from '../test-server.ts'
import { type ListQuery, listRecords } from './lists.ts'

const names = ['林小雨', '周安', '何田', '安小满', '石磊', '莫言溪', '卢溪']

describe('a register’s pages', () => {
  let server: TestServer
  const office = actorOf('office')

  beforeAll(async () => {
    server = await startTestServer()
    for (const [index, name] of names.entries()) {
      const { record } = await server.act(office, 'child.enrol', {
        name,
        sex: index % 2 === 0 ? 'female' : 'male',
        // Two share a birthday, so that an order by day alone would not do.
        bornOn: `2014-03-0${1 + (index % 5)}`,
        village: index % 2 === 0 ? 'shiqiao' : 'lianhua',
      })
      await server.act(office, 'listing.open', {
        child: record,
        category: 'left-behind',
        basis: 'statutory',
        from: '2024-03-01',
      })
    }
  })
  afterAll(() => server?.stop())

  const walk = async (kind: typeof child | typeof listing, query: Partial<ListQuery>) => {
    const rows: Record<string, unknown>[] = []
    let cursor: string | undefined
    do {
      const page = await server.scopes.read(office, (scope) =>
        listRecords(scope, server.keyring, kind, { filters: {}, state: 'all', limit: 2, cursor, ...query }),
      )
      rows.push(...page.rows)
      cursor = page.next ?? undefined
    } while (cursor)
    return rows
  }

  it.each([[undefined], ['bornOn'], ['-bornOn'], ['leftOn'], ['-leftOn']])(
    'meet every child once, sorted by %s',
    async (sort) => {
      const rows = await walk(child, { sort })
      expect(rows.map((row) => row.name).toSorted()).toEqual(names.toSorted())
    },
  )

  it('are in the order of the day asked for, from either end', async () => {
    const days = async (sort: string) => (await walk(child, { sort })).map((row) => String(row.bornOn))
    expect(await days('bornOn')).toEqual((await days('bornOn')).toSorted())
    expect(await days('-bornOn')).toEqual((await days('bornOn')).toReversed())
  })

  it('are by pinyin where nothing is asked, and newest first where a kind has no name', async () => {
    expect((await walk(child, {})).map((row) => row.name)).toEqual([
      '安小满',
      '何田',
      '林小雨',
      '卢溪',
      '莫言溪',
      '石磊',
      '周安',
    ])
    expect(await walk(listing, {})).toHaveLength(names.length)
  })

  it('are refused in an order that would tell what is masked, or that is none', async () => {
    for (const sort of ['guardianPhone', 'name', 'toString', '-', 'bornOn; DROP TABLE child']) {
      await expect(walk(child, { sort })).rejects.toMatchObject({ code: 'list.unknown-sort' })
    }
  })

  it('are refused after a mark that is none', async () => {
    const id = '4c9d7a02-0000-4000-8000-000000000001'
    const marks = [
      [1, 2],
      ['2024-05-40', id],
      ['x', id],
      ['2024-05-20', '-'.repeat(36)],
      [{}, id],
    ]
    for (const cursor of [
      'x',
      ...marks.map((mark) => Buffer.from(JSON.stringify(mark)).toString('base64url')),
    ]) {
      const refusal = { code: 'list.bad-cursor' }
      await expect(walk(child, { cursor, sort: 'bornOn' })).rejects.toMatchObject(refusal)
      await expect(walk(listing, { cursor })).rejects.toMatchObject(refusal)
    }
  })
})

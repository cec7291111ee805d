import { child, kinds, post, visit } from '@hulei/core'
import { describe, expect, test } from 'vitest'
import { filtersOf, firstColumns, possibleColumns, readAddress, shownColumns } from './list-query.ts'

const everything = [...kinds.keys()].map((kind) => ({ kind }))

describe('a register’s address', () => {
  test('gives search, state and the filters of the kind, and nothing else that stands in it', () => {
    const params = new URLSearchParams('q=lxy&state=ended&sort=-bornOn&village=shiqiao&sex=male&name=林&x=1')
    expect(readAddress(child, params)).toEqual({
      q: 'lxy',
      state: 'ended',
      sort: '-bornOn',
      filters: { village: 'shiqiao', sex: 'male' },
    })
  })
  test('shows what is current where it says nothing', () => {
    expect(readAddress(visit, new URLSearchParams())).toEqual({
      q: '',
      state: 'current',
      sort: '',
      filters: {},
    })
  })
})

describe('columns', () => {
  test('of every kind are few, declared, and never show an identity number, a phone or an address unasked', () => {
    for (const kind of kinds.values()) {
      const columns = firstColumns(kind, everything)
      expect(columns.length).toBeLessThanOrEqual(7)
      for (const name of columns) {
        expect(possibleColumns(kind, everything)).toContain(name)
        expect(['residentId', 'phone', 'address', 'note', 'evidence']).not.toContain(kind.fields[name]?.type)
      }
    }
  })
})

test('a column of names that the post may not see is not offered', () => {
  expect(possibleColumns(child, everything)).toContain('household')
  expect(possibleColumns(child, [{ kind: 'child' }])).not.toContain('household')
  expect(possibleColumns(post, everything)).not.toContain('account')
})

test('kept columns that are gone are left out, and with none left the first ones show', () => {
  expect(shownColumns(child, ['name', 'shoeSize', 'phone'], everything)).toEqual(['name'])
  expect(shownColumns(child, ['shoeSize'], everything)).toEqual(firstColumns(child, everything))
})

test('every kind is filtered by where its rows belong', () => {
  for (const kind of kinds.values()) {
    const names = filtersOf(kind).map((filter) => filter.name)
    expect(names.includes('village')).toBe(
      kind.owner.includes('village') || kind.readers.includes('own-village'),
    )
    expect(new Set(names).size).toBe(names.length)
  }
})

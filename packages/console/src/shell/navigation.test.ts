import { expect, test } from 'vitest'
import { withQuery } from './api.ts'
import { entryOf } from './navigation.ts'

const items = ['/', '/visits', '/duties', '/duties/mine', '/registers/child'].map((path) => ({
  path,
  title: path,
}))

test.each([
  ['/', '/'],
  ['/visits', '/visits'],
  ['/visits/new', '/visits'],
  ['/duties/mine', '/duties/mine'],
  ['/duties/unit/police', '/duties'],
  ['/registers/childPlan', undefined],
  ['/account', undefined],
])('the address %s lies under the entry %s', (path, entry) => {
  expect(entryOf(path, items)).toBe(entry)
})

test('a path takes the parameters that have a value, written as an address needs', () => {
  expect(withQuery('/api/x', { q: '石桥 村', state: undefined, empty: '', limit: 50 })).toBe(
    '/api/x?q=%E7%9F%B3%E6%A1%A5+%E6%9D%91&limit=50',
  )
  expect(withQuery('/api/x', { q: '' })).toBe('/api/x')
})

import { describe, expect, test } from 'vitest'
import { erasableFrom } from './retention.ts'

const matter = { closedOn: '2024-05-20', reportedOn: '2024-01-10', years: 7, victims: [] } as const

describe('a closed matter', () => {
  test('may be removed when its years are over', () => {
    expect(erasableFrom(matter)).toBe('2031-05-20')
  })
  test.each([
    ['a victim of sixteen is 21 before the years are over', { bornOn: '2008-01-01' }, '2031-05-20'],
    ['a victim of six keeps it until she is 21, and a day', { bornOn: '2018-03-01' }, '2039-03-02'],
    ['a band counts by its youngest', { ageBand: '12-13' }, '2033-01-11'],
    ['of an unknown age the youngest is taken', {}, '2045-01-11'],
  ] as const)('%s', (_name, victim, expected) => {
    expect(erasableFrom({ ...matter, victims: [victim] })).toBe(expected)
  })
  test('with several victims waits for the youngest', () => {
    expect(erasableFrom({ ...matter, victims: [{ bornOn: '2008-01-01' }, { bornOn: '2020-01-01' }] })).toBe(
      '2041-01-02',
    )
  })
})

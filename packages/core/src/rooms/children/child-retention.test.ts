import { expect, test } from 'vitest'
import { childErasableFrom, childErasedFrom } from './child-retention.ts'

test.each([
  ['who is on the register', null, null, null],
  ['who moved away: three years later', '2021-05-20', 'moved', '2024-05-20'],
  ['who grew up: three years later', '2024-02-29', 'adult', '2027-02-28'],
  ['who was registered by mistake: at once', '2024-05-01', 'mistaken', '2024-05-01'],
] as const)('the file of a child %s', (_name, leftOn, leftBecause, expected) => {
  expect(childErasableFrom({ leftOn, leftBecause })).toBe(expected)
})

test('the system removes no file on the day on which it was left by mistake', () => {
  expect(childErasedFrom({ leftOn: '2024-05-01', leftBecause: 'mistaken' })).toBe('2024-05-31')
  expect(childErasedFrom({ leftOn: '2021-05-20', leftBecause: 'moved' })).toBe('2024-05-20')
  expect(childErasedFrom({ leftOn: null, leftBecause: null })).toBeNull()
})

import { expect, test } from 'vitest'
import type { Day } from '../../calendar/index.ts'
import { impactDue } from './impact-due.ts'

const current = { reviewOn: '2025-05-20' } as const
test.each([
  ['has none', undefined, [], '2024-05-20', 'none'],
  ['was approved today', current, [], '2024-05-20', 'fine'],
  ['is 31 days from its day', current, [], '2025-04-19', 'fine'],
  ['is 30 days from its day', current, [], '2025-04-20', 'soon'],
  ['has come to its day', current, [], '2025-05-20', 'soon'],
  ['is a day over', current, [], '2025-05-21', 'over'],
  ['covers other kinds than are processed', current, ['新增“走访”'], '2024-06-01', 'changed'],
  ['is over and covers other kinds', current, ['新增“走访”'], '2025-06-01', 'over'],
] as const)('an assessment that %s', (_name, of, changes, today, state) => {
  expect(impactDue(of, changes, today as Day)).toEqual({ state, on: of?.reviewOn ?? null })
})

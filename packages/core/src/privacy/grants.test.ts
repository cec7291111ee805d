import { expect, test } from 'vitest'
import { kinds } from '../rooms/index.ts'
import { grantTitle } from './grants.text.ts'

test('every grant that a kind declares is said in words', () => {
  const declared = [...kinds.values()].flatMap(({ readers, writers, cleared }) => [
    ...readers,
    ...writers,
    ...cleared,
  ])
  for (const grant of new Set(declared)) expect(grantTitle(grant), grant).toMatch(/^[\u4e00-\u9fff]/)
})

import { acts, attestation, kinds, visit } from '@hulei/core'
import { expect, test } from 'vitest'
import { actsOf } from './acts-of-kind.ts'

const everything = { acts: [...acts.keys()] }

test('a register offers what its declaration alone makes a form of, and only what the post may do', () => {
  const child = kinds.get('child')
  expect(child && actsOf(child, everything, 'new').map((act) => act.name)).toEqual(['child.enrol'])
  expect(child && actsOf(child, { acts: [] }, 'new')).toEqual([])
})

test('what begins at a duty’s light or on a form of its own is not offered in the register', () => {
  expect(actsOf(attestation, everything, 'new')).toEqual([])
  expect(actsOf(visit, everything, 'new')).toEqual([])
})

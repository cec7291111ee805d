import { type Actor, acts, answerRequest, attestation, kinds, visit, withdrawRequest } from '@hulei/core'
import { expect, test } from 'vitest'
import { actsOf, isOfferedOn } from './acts-of-kind.ts'

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

test('a record offers an act to those whose place it is, and only while it is in a state for it', () => {
  const worker = { role: 'village', villages: ['shiqiao'], unit: 'village', account: 'a' } as unknown as Actor
  const office = { ...worker, role: 'office', villages: [], unit: 'pingan' } as Actor
  const request = { village: 'shiqiao', school: null, unit: null, state: 'asked' }
  expect(isOfferedOn(answerRequest, worker, request)).toBe(true)
  expect(isOfferedOn(answerRequest, worker, { ...request, state: 'answered' })).toBe(false)
  expect(isOfferedOn(answerRequest, worker, { ...request, village: 'lianhua' })).toBe(false)
  expect(isOfferedOn(answerRequest, office, request)).toBe(false)
  expect(isOfferedOn(withdrawRequest, office, request)).toBe(true)
})

import { type Actor, acts, answerRequest, withdrawRequest } from '@hulei/core'
import { expect, test } from 'vitest'
import { anyTie, isOfferedOn } from './offered.ts'

const actor = (role: Actor['role'], more: Partial<Actor> = {}) =>
  ({ role, villages: [], school: null, remits: [], unit: 'civil', account: 'a', ...more }) as unknown as Actor
const officer = actor('officer')

test('a record offers an act to those whose place it is, and only while it is in a state for it', () => {
  const worker = actor('village', { villages: ['shiqiao'], unit: 'village' })
  const office = actor('office', { unit: 'pingan' })
  const request = { village: 'shiqiao', school: null, unit: null, state: 'asked' }
  expect(isOfferedOn(answerRequest, worker, request, {})).toBe(true)
  expect(isOfferedOn(answerRequest, worker, { ...request, state: 'answered' }, {})).toBe(false)
  expect(isOfferedOn(answerRequest, worker, { ...request, village: 'lianhua' }, {})).toBe(false)
  expect(isOfferedOn(answerRequest, office, request, {})).toBe(false)
  expect(isOfferedOn(withdrawRequest, office, request, {})).toBe(true)
})

test('of a matter it offers what the whole is assigned for to whoever has the whole, and help to whoever helps', () => {
  const offers = (name: string, tie: object) => {
    const act = acts.get(name)
    return act !== undefined && isOfferedOn(act, officer, { state: 'open' }, tie)
  }
  const helper = { isAssigned: false, isRescuing: true }
  const worker = { isAssigned: true, isRescuing: true }
  expect(['rescue.consent', 'rescue.review'].every((name) => offers(name, helper))).toBe(true)
  for (const name of [
    'rescue.plan',
    'rescue.amend',
    'rescue.propose-closing',
    'interview.record',
    'case.advance',
  ]) {
    expect(offers(name, helper), name).toBe(false)
    expect(offers(name, worker), name).toBe(true)
  }
  expect(offers('rescue.consent', {})).toBe(false)
  expect(offers('interview.record', anyTie(officer))).toBe(true)
})
